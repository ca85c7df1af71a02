/** In a browser, with a font that is as reckoned and with a wide one: what is reckoned to fit does fit. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { diagram } from '../../src/diagram/index.js';
import { overlay } from '../../src/diagram/overlay/index.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { hasBrowser, startReader } from '../report/browser.js';

const ROOT = resolve(import.meta.dirname, '../..');
const { drawings, technologies } = readKnowledge(ROOT);
const names = new Map(technologies.map(({ id, name }) => [id, name]));
const technologyName = (id: string): string => names.get(id) ?? id;
const assessment = JSON.parse(readFileSync(resolve(ROOT, 'test/golden/demo.json'), 'utf8')) as Assessment;
const FONTS = ["'Liberation Sans', Arial, Helvetica", "'DejaVu Sans', Verdana"];

/** Runs in the page: texts that leave the box that is drawn around them, by more than half a pixel. */
function outsideOf([group, box]: [string, string]): { lines: number; outside: string[] } {
  const lines = [...document.querySelectorAll(group)].flatMap((element) => {
    const around = element.querySelector<SVGGraphicsElement>(box)?.getBBox();
    return [...element.querySelectorAll('text')].map((text) => ({
      text: text.textContent,
      at: text.getBBox(),
      around,
    }));
  });
  const outside = lines.filter(
    ({ at, around }) =>
      !around ||
      at.x < around.x - 0.5 ||
      at.x + at.width > around.x + around.width + 0.5 ||
      at.y < around.y - 0.5 ||
      at.y + at.height > around.y + around.height + 0.5,
  );
  return { lines: lines.length, outside: outside.map(({ text }) => text) };
}

describe.skipIf(!hasBrowser)('a picture in a browser', async () => {
  const reader = hasBrowser ? await startReader() : undefined;
  afterAll(() => reader?.close());

  const look = async (svg: string, font: string, selectors: [string, string]) => {
    const opened = await reader?.open(svg.replace(/font-family="[^"]*"/, `font-family="${font}, sans-serif"`));
    expect(opened?.complaints).toEqual([]);
    const seen = await opened?.page.evaluate(outsideOf, selectors);
    await opened?.page.context().close();
    return seen;
  };

  describe.each(FONTS)('with %s', (font) => {
    it.each(drawings.map(({ id }) => id))('keeps the text of %s within its boxes', async (model) => {
      const svg = overlay(assessment, { model, drawings, technologyName, standalone: true }) ?? '';
      const seen = await look(svg, font, ['.ra-element', '.ra-outline']);
      expect(seen?.lines).toBeGreaterThan(60);
      expect(seen?.outside).toEqual([]);
    });

    it('keeps the text of the component graph within its boxes', async () => {
      const svg = await diagram(assessment, 'svg', { view: 'gaps', technologyName });
      const seen = await look(svg, font, ['.ra-node', 'rect']);
      expect(seen?.lines).toBeGreaterThan(40);
      expect(seen?.outside).toEqual([]);
    });
  });
});
