/** The HTML report as text; `html.browser.test.ts` opens it. */
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { html, MOST_BYTES } from '../../src/report/html/index.js';
import { context, demo as read, grown } from './html-support.js';

const demo = read();

describe('the HTML report', () => {
  it('has the same bytes each time', async () => {
    expect(await html(demo, context)).toBe(await html(structuredClone(demo), context));
  });

  it('leads every link inside the page to a place that is there, and has no id twice', async () => {
    const { document } = new JSDOM(await html(demo, context)).window;
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const known = new Set(ids);
    const links = [...document.querySelectorAll('a[href^="#"]')].map(
      (link) => link.getAttribute('href')?.slice(1) ?? '',
    );
    expect(links.length).toBeGreaterThan(50);
    expect([...new Set(links.filter((id) => !known.has(id)))]).toEqual([]);
  });

  it.each([
    ['50 components and 500 findings', () => grown(50, 500)],
    ['the demonstration', () => demo],
  ])('has 400 kB at most for %s', async (_, assessment) => {
    expect(Buffer.byteLength(await html(assessment(), context))).toBeLessThanOrEqual(400_000);
  });

  it('stays below the cap whatever an assessment holds', async () => {
    const long = 'x'.repeat(3000);
    const many: Assessment = {
      ...demo,
      findings: Array.from({ length: 3000 }, (_, at) => ({
        ruleId: `rule-${at % 7}`,
        severity: 'warning',
        confidence: 'high',
        message: `${at} ${long}`,
        evidence: [],
        fingerprint: String(at),
        remediation: `${at} ${long}`,
      })),
    };
    const text = await html(many, context);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
    expect(text).toMatch(/The page is held below 2 MB: .*findings? .*JSON report/);
  });
});
