import { JSDOM } from 'jsdom';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagram } from '../../src/diagram/index.js';
import { RELATION_TYPES } from '../../src/vocabulary/index.js';
import { assessmentOf, component, relation } from './assessments.js';
import { HOSTILE } from './hostile.js';

/** As XML, so that what is not well-formed throws. */
function parse(svg: string): Document {
  return new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document;
}

const count = (document: Document, selector: string): number => document.querySelectorAll(selector).length;
const texts = (document: Document, selector: string): string[] =>
  [...document.querySelectorAll(selector)].map((element) => element.textContent);

const CI = 'ci-cd/github-actions';
const SERVING = 'model-serving/kserve';

describe('svg', () => {
  it('is a card with a band for each lane, a box for each component and a line for each relation', async () => {
    const assessment = assessmentOf(
      [component(CI), component(SERVING, 'platform')],
      [relation(CI, 'deploys', SERVING)],
    );
    const document = parse(await diagram(assessment, 'svg'));
    const svg = document.documentElement;
    expect(svg.getAttribute('viewBox')).toBe(`0 0 ${svg.getAttribute('width')} ${svg.getAttribute('height')}`);
    expect(svg.getAttribute('role')).toBe('img');
    expect(document.querySelector('title')?.textContent).toBe('Component graph of model, platform');
    expect(texts(document, '.ra-lane text')).toEqual(['Sourceand CI/CD', 'Serving']);
    expect(texts(document, '.ra-node text')).toEqual([
      ...['github-actions', 'CI/CD', 'model'],
      ...['kserve', 'model serving', 'platform'],
    ]);
    expect(texts(document, '.ra-line > title')).toEqual(['github-actions deploys kserve']);
    expect(texts(document, '.ra-words text')).toEqual(['deploys']);
    expect(texts(document, '.ra-graph > text')).toEqual(['control and deployment']);
    expect(count(document, '.ra-card')).toBe(1);
    expect(document.querySelector('style')?.textContent).toContain('@media (prefers-color-scheme:dark)');
    // A file of its own leads nowhere and runs nothing.
    expect(count(document, 'a, script, image, foreignObject, [href], [style]')).toBe(0);
  });

  it('keeps everything inside the card', async () => {
    const ids = Array.from({ length: 9 }, (_, n) => `training-pipeline/t${n}/train.py`);
    const assessment = assessmentOf(
      [CI, SERVING, ...ids].map((id) => component(id)),
      ids.flatMap((id, n) => [relation(CI, n % 2 ? 'triggers' : 'builds', id), relation(SERVING, 'loads-from', id)]),
    );
    const document = parse(await diagram(assessment, 'svg'));
    const size = (name: string): number => Number(document.documentElement.getAttribute(name));
    const shift = /translate\(([\d.]+) ([\d.]+)\)/.exec(
      document.querySelector('g[transform]')?.getAttribute('transform') ?? '',
    );
    const boxes = [...document.querySelectorAll('.ra-node rect')].map((rect) => {
      const at = (name: string): number => Number(rect.getAttribute(name));
      const [x, y] = [at('x') + Number(shift?.[1]), at('y') + Number(shift?.[2])];
      return { left: x, top: y, right: x + at('width'), bottom: y + at('height') };
    });
    expect(boxes).toHaveLength(11);
    for (const box of boxes) {
      expect(box.left).toBeGreaterThan(100);
      expect(box.right).toBeLessThan(size('width'));
      expect(box.top).toBeGreaterThan(0);
      expect(box.bottom).toBeLessThan(size('height'));
    }
    const overlap = (a: (typeof boxes)[number], b: (typeof boxes)[number]): boolean =>
      a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    expect(boxes.flatMap((a, n) => boxes.slice(n + 1).filter((b) => overlap(a, b)))).toEqual([]);
  });

  it.each([
    ['triggers', 'control'],
    ['reads-from', 'data'],
    ['registers-in', 'model'],
    ['logs-to', 'observation'],
  ] as const)('draws %s as %s, with an arrow of its own', async (type, kind) => {
    const document = parse(
      await diagram(assessmentOf([component(CI), component(SERVING)], [relation(CI, type, SERVING)]), 'svg'),
    );
    expect(count(document, `.ra-line.ra-${kind}.ra-present`)).toBe(2);
    const shapes = [...(document.querySelector('.ra-line')?.children ?? [])].map(
      (e) => `${e.tagName}.${e.getAttribute('class') ?? ''}`,
    );
    expect(shapes).toEqual([
      'title.',
      'path.ra-curve',
      { control: 'path.ra-tip', data: 'path.ra-barb', model: 'path.ra-tip', observation: 'circle.ra-tip' }[kind],
    ]);
  });

  it('tells what is only declared by line, mark and word', async () => {
    const assessment = assessmentOf(
      [component(CI), component(SERVING, 'model', 'declared')],
      [relation(CI, 'deploys', SERVING, 'declared')],
    );
    const document = parse(await diagram(assessment, 'svg', { declared: true }));
    expect(texts(document, '.ra-node.ra-declared text')).toEqual(['kserve', 'model serving', '◐ declared only']);
    expect(texts(document, '.ra-line.ra-declared > title')).toEqual(['declared only: github-actions deploys kserve']);
    expect(texts(document, '.ra-graph > text')).toEqual([
      'control and deployment',
      '◐ declared only: only listed, switched off or unused',
    ]);
  });

  it('gathers more where it would be wider than a page', async () => {
    // Each with relations of its own, so that nothing is alike.
    const ids = Array.from({ length: 40 }, (_, n) => `training-pipeline/t${n % 10}/${n}.py`);
    const stores = ids.map((_, n) => `data-store/amazon-s3/${n}`);
    const assessment = assessmentOf(
      [...ids, ...stores].map((id) => component(id)),
      ids.map((id, n) => relation(id, n % 3 ? 'reads-from' : 'writes-to', stores[(n * 7) % 40] ?? '')),
    );
    const document = parse(await diagram(assessment, 'svg'));
    expect(Number(document.documentElement.getAttribute('width'))).toBeLessThan(1250);
    expect(texts(document, '.ra-node text').join(' ')).toMatch(/× \d+/);
  });

  it('is the same text every time', async () => {
    const assessment = assessmentOf(
      [component('ci-cd/a'), component('monitoring/b'), component('model-serving/c')],
      [relation('ci-cd/a', 'deploys', 'model-serving/c')],
    );
    expect(await diagram(assessment, 'svg')).toBe(await diagram(assessment, 'svg'));
  });

  it('says when there is nothing', async () => {
    const document = parse(await diagram(assessmentOf([]), 'svg'));
    expect(texts(document, 'text')).toEqual(['No component was found.']);
    expect(count(document, 'g, path')).toBe(0);
  });

  it('draws every component whatever it is called', async () => {
    const graphviz = await Graphviz.load();
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(fc.constantFrom(...HOSTILE), { maxLength: 6 }).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { minLength: 2, maxLength: 6 }), async (names) => {
        const components = names.map((text, n) => ({
          ...component(`ci-cd/t/${text}`, text),
          technology: text + String(n),
          name: text,
        }));
        const relations = components.map((c, n) =>
          relation(components[0]?.id ?? '', RELATION_TYPES[n % 15] ?? 'triggers', c.id),
        );
        const assessment = assessmentOf(components, relations);
        const drawing = graphviz.layout(await diagram(assessment, 'dot'), 'plain', 'dot');
        expect(drawing.match(/^node n\d+ /gm)).toHaveLength(names.length);
        expect(drawing.match(/^edge .* solid /gm)).toHaveLength(names.length - 1);
        const text = await diagram(assessment, 'svg');
        const document = parse(text);
        expect(count(document, '.ra-node')).toBe(names.length);
        expect([...new Set([...document.querySelectorAll('*')].map((e) => e.tagName))].sort()).toEqual(
          ['circle', 'g', 'path', 'rect', 'style', 'svg', 'text', 'title', 'tspan'].filter(
            (tag) => tag !== 'circle' || text.includes('<circle'),
          ),
        );
        // eslint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 40 },
    );
  });
});
