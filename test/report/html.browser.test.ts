/** The HTML report as its readers meet it: with a mouse, with a keyboard, with a screen reader, without scripts, on paper. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/report/html/index.js';
import { auditFiles } from '../systems/support.js';
import { hasBrowser, startReader, type Reader } from './browser.js';
import { context, demo, grown, hostile, platform } from './html-support.js';
import { measurePage } from './layout-of-page.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SMALL = {
  'train.py':
    'import mlflow\nfrom sklearn.linear_model import LogisticRegression\nmodel = LogisticRegression()\nmodel.fit([[0]], [0])\nmlflow.sklearn.log_model(model, "model", registered_model_name="m")\n',
  '.github/workflows/train.yml':
    'on: {schedule: [{cron: "0 1 * * *"}]}\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: python train.py\n',
};

const pages = new Map<string, string>();
let reader: Reader;
const pageOf = (name: string): string => pages.get(name) ?? '';

describe.skipIf(!hasBrowser)('the page in a browser', () => {
  beforeAll(async () => {
    reader = await startReader();
    pages.set('small', await html((await auditFiles(SMALL)).assessment, context));
    pages.set('demo', await html(demo(), context));
    pages.set('large', await html(grown(200, 120), context));
    pages.set('platform', await html(platform(), context));
  }, 240_000);
  afterAll(async () => {
    await reader.close();
  });

  describe.each(['small', 'demo', 'platform'])('%s', (name) => {
    it.each(['light', 'dark'] as const)(
      'has nothing that axe objects to, %s',
      async (colorScheme) => {
        const { page, requests, complaints } = await reader.open(pageOf(name), { colorScheme });
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        // Not by a script element, which the policy of the page refuses.
        await page.evaluate(AXE);
        const violations = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run: (options: object) => Promise<{ violations: Violation[] }> };
          };
          interface Violation {
            id: string;
            nodes: { html: string; failureSummary: string }[];
          }
          const result = await axe.run({ resultTypes: ['violations'] });
          return result.violations.map(
            ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`,
          );
        });
        expect(violations).toEqual([]);
        expect(requests).toHaveLength(1);
        expect(complaints).toEqual([]);
        await page.context().close();
      },
      240_000,
    );

    it.each([360, 1280])(
      'fits a window of %i pixels, nothing overlaps and no label is cut',
      async (width) => {
        const { page } = await reader.open(pageOf(name), { viewport: { width, height: 800 } });
        expect(await page.evaluate(measurePage)).toEqual([]);
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        expect(await page.evaluate(measurePage)).toEqual([]);
        await page.context().close();
      },
      240_000,
    );

    it('says on its first screen what was assessed, the verdict, what stands, what is missing and what it cannot know', async () => {
      const { page } = await reader.open(pageOf(name));
      const bottoms = await page.evaluate(() =>
        ['.sources', '.verdict', '.strip', '.levels', '.gaps', '.spots'].map((selector) => [
          selector,
          Math.ceil(document.querySelector(selector)?.getBoundingClientRect().bottom ?? -1),
        ]),
      );
      for (const [selector, bottom] of bottoms) {
        expect(bottom, String(selector)).toBeGreaterThan(0);
        expect(bottom, String(selector)).toBeLessThanOrEqual(800);
      }
      expect(await page.locator('.gaps .command').allTextContents()).toEqual(
        expect.arrayContaining([expect.stringMatching(/^refarch /)]),
      );
      await page.context().close();
    });
  });

  it('works without JavaScript: everything is there and opens', async () => {
    const { page, complaints } = await reader.open(pageOf('demo'), {
      javaScriptEnabled: false,
      hash: '#element--kreuzberger-2022--C6',
    });
    expect(await page.locator('#element--kreuzberger-2022--C6').isVisible()).toBe(true);
    for (const tab of await page.locator('.tab').all()) expect(await tab.isVisible()).toBe(true);
    const closed = page.locator('#element--kumara-2022--k\\.p\\.monitor');
    expect(await closed.isVisible()).toBe(false);
    await page.locator('.items > details', { has: closed }).locator('summary').click();
    expect(await closed.isVisible()).toBe(true);
    expect(await page.locator('[data-filter]').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is walked by keyboard: past the navigation, to an element, through the tabs', async () => {
    const { page } = await reader.open(pageOf('demo'));
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the assessment');
    await page.keyboard.press('Enter');
    for (let press = 0; press < 40 && !(await focused()).startsWith('C6'); press++) await page.keyboard.press('Tab');
    expect(await focused()).toContain('Model registry');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#element--kreuzberger-2022--C6').isVisible()).toBe(true);
    await page.locator('#architecture [role=tab]').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#model--kumara-2022').isVisible()).toBe(true);
    expect(await page.locator('#model--kreuzberger-2022').isVisible()).toBe(false);
    // Whatever can be reached shows that it was.
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    expect(outline).not.toBe('none');
    await page.context().close();
  });

  it('shows beside the picture what an element or a relation of it is, and gives it back', async () => {
    const { page } = await reader.open(pageOf('demo'));
    const panel = page.locator('#model--kreuzberger-2022 .panel');
    await page.locator('#model--kreuzberger-2022 svg a[href="#element--kreuzberger-2022--C6"]').first().focus();
    await page.keyboard.press('Enter');
    expect(await panel.textContent()).toMatch(/C6.*Model registry.*MLflow.*train\.py:\d+.*Looked for/s);
    expect(await page.locator('[id]').evaluateAll((all) => all.length - new Set(all.map((e) => e.id)).size)).toBe(0);
    await page.keyboard.press('Escape');
    expect(await panel.textContent()).toMatch(/^Choose an element/);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(
      '#element--kreuzberger-2022--C6',
    );
    await page.locator('#model--kreuzberger-2022 svg a[href="#flow--kreuzberger-2022--e38"]').first().click();
    expect(await panel.textContent()).toMatch(/e38 Model registry → CI\/CD component.*not found/s);
    await page.context().close();
  });

  it('follows a link into a tab that is not chosen', async () => {
    const { page } = await reader.open(pageOf('demo'), { hash: '#criterion--ml-test-score--Infra6' });
    expect(await page.locator('#criterion--ml-test-score--Infra6').isVisible()).toBe(true);
    expect(await page.locator('#model--google-mlops').isVisible()).toBe(false);
    await page.context().close();
  });

  it.each([
    ['held by the policy', (text: string) => text],
    ['by its escaping alone', (text: string) => text.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')],
  ])('runs nothing of what an assessment says and shows it as text, %s', async (_, change) => {
    const page = change(await html(hostile(demo()), context));
    const { page: opened, requests, complaints } = await reader.open(page);
    await opened.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    const found = await opened.evaluate(() => ({
      ran: 'pwned' in globalThis,
      scripts: document.scripts.length,
      strangers: [...document.querySelectorAll('img, iframe, object, embed, base, form, link, s, marquee')].length,
      handlers: [...document.querySelectorAll('*')].flatMap((e) =>
        [...e.attributes].filter(({ name }) => name.startsWith('on') || name === 'style').map(({ name }) => name),
      ),
      addresses: [...document.querySelectorAll('a')]
        .map((link) => link.getAttribute('href') ?? '')
        .filter((href) => !/^(?:#|https?:\/\/[a-z0-9.]+\/)/.test(href)),
      text: document.body.textContent,
    }));
    expect(found).toMatchObject({ ran: false, strangers: 0, handlers: [], addresses: [] });
    expect(found.scripts).toBeLessThanOrEqual(2);
    expect(found.text).toContain('<img src=x onerror=pwned=1>');
    expect(found.text).toContain('\\u202e');
    expect(['\u202e', '\u0007'].filter((character) => found.text.includes(character))).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
    await opened.context().close();
  });

  it('filters and sorts findings', async () => {
    const { page } = await reader.open(pageOf('large'));
    const rows = page.locator('#findings tbody tr:visible');
    const all = await rows.count();
    await page.locator('#findings [data-search]').fill('service-17 ');
    expect(await page.locator('#findings [data-shown]').textContent()).toMatch(/^\d+ of 120 shown$/);
    expect(await rows.count()).toBeLessThan(8);
    await page.locator('#findings [data-search]').fill('');
    expect(await rows.count()).toBe(all);
    await page.locator('#findings input[value=warning]').uncheck();
    expect(await page.locator('#findings tbody:visible i', { hasText: 'warning' }).count()).toBe(0);
    await page.locator('#findings [data-sort]').selectOption('rule');
    const rules = await page
      .locator('#findings tbody')
      .evaluateAll((groups) => groups.map((g) => g.dataset.rule ?? ''));
    expect(rules).toEqual([...rules].sort());
    await page.context().close();
  });

  it('moves the graph by dragging it and scales it by the wheel, and no drag is a click', async () => {
    const { page, complaints } = await reader.open(pageOf('demo'));
    const region = page.locator('#graph .ra-scroll').first();
    await region.scrollIntoViewIfNeeded();
    const width = (): Promise<number> => region.locator('svg').evaluate((svg) => svg.getBoundingClientRect().width);
    const scrolled = (): Promise<[number, number]> => region.evaluate((e) => [e.scrollLeft, e.scrollTop]);
    const box = await region.boundingBox();
    if (!box) throw new Error('no frame');
    const [x, y] = [box.x + box.width / 2, Math.max(box.y, 0) + 150];
    await page.mouse.move(x, y);
    const before = await width();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -150);
    await page.keyboard.up('Control');
    await expect.poll(width).toBeGreaterThan(before * 1.3);
    // The wheel alone scrolls, as everywhere.
    const larger = await width();
    const [, above = 0] = await scrolled();
    await page.mouse.wheel(0, 60);
    // The browser scrolls when it next draws.
    await expect.poll(async () => (await scrolled())[1]).toBe(above + 60);
    expect(await width()).toBe(larger);
    const [left, top] = await scrolled();
    const node = await region.locator('.ra-node:not(.ra-absent)').evaluateAll((nodes) => {
      const frame = nodes[0]?.closest('.ra-scroll')?.getBoundingClientRect();
      const seen = nodes.map((n) => n.getBoundingClientRect());
      const inside = seen.find(
        (b) => frame && b.left > frame.left + 90 && b.right < frame.right - 9 && b.top > 90 && b.bottom < 700,
      );
      return inside && { x: inside.x + 5, y: inside.y + 5 };
    });
    if (!node) throw new Error('no node in sight');
    await page.mouse.move(node.x, node.y);
    await page.mouse.down();
    await page.mouse.move(node.x + 40, node.y - 30);
    await page.mouse.move(node.x + 80, node.y - 60, { steps: 4 });
    await page.mouse.up();
    expect(await scrolled()).toEqual([left - 80, top + 60]);
    expect(await page.locator('#components .panel').count()).toBe(0);
    await page.locator('#graph [data-zoom=fit]').click();
    await expect.poll(width).toBeLessThan(larger);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('has no two landmarks of one name when details of both pictures are open', async () => {
    const { page } = await reader.open(pageOf('demo'));
    await page.locator('#graph .ra-node').first().click();
    await expect.poll(() => page.locator('aside.panel').count()).toBeGreaterThan(1);
    await page.evaluate(AXE);
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: (options: object) => Promise<{ violations: { id: string }[] }> };
      };
      const { violations } = await axe.run({ runOnly: { type: 'rule', values: ['landmark-unique', 'region'] } });
      return violations.map(({ id }) => id);
    });
    expect(found).toEqual([]);
    await page.context().close();
  });

  it('puts a long page together by the script: pictures, places, what a component is related to and stands for', async () => {
    const { page, complaints } = await reader.open(pageOf('large'));
    expect(pageOf('large').match(/data-packed/g)?.length).toBeGreaterThan(1);
    expect(await page.locator('[data-packed]:not(noscript *)').count()).toBe(0);
    const drawn = demo().conformance.filter((m) => m.elements.length > 0);
    expect(await page.locator('svg.ra-overlay').count()).toBe(drawn.length);
    await page.locator('#model--kreuzberger-2022 svg a[href="#element--kreuzberger-2022--C6"]').first().click();
    const panel = page.locator('#model--kreuzberger-2022 .panel');
    expect(await panel.textContent()).toMatch(/MLflow churn-model\/churn\/train\.py:\d+/);
    await page.locator('#graph .ra-scroll').first().scrollIntoViewIfNeeded();
    const registry = page.locator('[id="component--model-registry/mlflow"]');
    expect(await registry.textContent()).toMatch(
      /scikit-learn · churn\/train\.py registers in this.*Stands for C6 Model registry/s,
    );
    expect(complaints).toEqual([]);
    await page.context().close();
    const plain = await reader.open(pageOf('large'), { javaScriptEnabled: false });
    expect(await plain.page.locator('#architecture noscript').first().textContent()).toMatch(/needs JavaScript/);
    expect(await plain.page.locator('#components table tr').count()).toBeGreaterThan(100);
    await plain.page.context().close();
  });

  it('gives every place its address, by the script where the page is long', async () => {
    const { page } = await reader.open(pageOf('large'));
    expect(pageOf('large')).toContain('id="line-patterns"');
    const addresses = await page
      .locator('#findings cite a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(addresses.length).toBeGreaterThan(100);
    for (const address of addresses)
      expect(address).toMatch(/^https:\/\/github\.com\/acme-analytics\/[a-z-]+\/blob\/[0-9]{40}\/[\w./-]+#L\d+$/);
    expect(await page.locator('cite:not(:has(a))').count()).toBe(0);
    await page.context().close();
  });

  it('opens everything on paper', async () => {
    const { page } = await reader.open(pageOf('demo'));
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('details:not([open])').count()).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.locator('details[open]').count()).toBe(0);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').split(/\/Type \/Page\b/).length).toBeGreaterThan(10);
    await page.context().close();
    const plain = await reader.open(pageOf('demo'), { javaScriptEnabled: false });
    await plain.page.emulateMedia({ media: 'print' });
    const body = await plain.page.locator('#element--kumara-2022--k\\.p\\.monitor').boundingBox();
    expect(body?.height ?? 0).toBeGreaterThan(20);
    await plain.page.context().close();
  }, 120_000);
});
