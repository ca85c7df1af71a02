/** In a browser, with the fonts of the machine: what is reckoned to fit does fit. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { overlay } from '../../src/diagram/overlay/index.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { hasBrowser, startReader } from '../report/browser.js';

const ROOT = resolve(import.meta.dirname, '../..');
const { drawings, technologies } = readKnowledge(ROOT);
const names = new Map(technologies.map(({ id, name }) => [id, name]));
const assessment = JSON.parse(readFileSync(resolve(ROOT, 'test/golden/demo.json'), 'utf8')) as Assessment;

describe.skipIf(!hasBrowser)('an overlay in a browser', async () => {
  const reader = hasBrowser ? await startReader() : undefined;
  afterAll(() => reader?.close());

  it.each(drawings.map(({ id }) => id))('keeps the text of %s within its boxes', async (model) => {
    const technologyName = (id: string): string => names.get(id) ?? id;
    const svg = overlay(assessment, { model, drawings, technologyName, standalone: true }) ?? '';
    const opened = await reader?.open(svg);
    const seen = await opened?.page.evaluate(() => {
      const elements = [...document.querySelectorAll('.ra-element')];
      const lines = elements.flatMap((element) => {
        const box = element.querySelector<SVGGraphicsElement>('.ra-outline')?.getBBox();
        return [...element.querySelectorAll('text')].map((text) => ({
          text: text.textContent,
          at: text.getBBox(),
          box,
        }));
      });
      const outside = lines.filter(
        ({ at, box }) =>
          !box ||
          at.x < box.x ||
          at.x + at.width > box.x + box.width ||
          at.y < box.y ||
          at.y + at.height > box.y + box.height,
      );
      return { lines: lines.length, outside: outside.map(({ text }) => text) };
    });
    expect(seen?.lines).toBeGreaterThan(60);
    expect(seen?.outside).toEqual([]);
    expect(opened?.complaints).toEqual([]);
  });
});
