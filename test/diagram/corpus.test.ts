/**
 * Draws every tree of a directory in every format and view, and has each picture read by its format's reader:
 * `REFARCH_TREES=DIR npm run corpus:diagrams`. A tree is a directory, or an assessment (JSON) made of one earlier.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { diagram, DIAGRAM_FORMATS, type ViewOptions } from '../../src/diagram/index.js';
import { audit } from '../../src/engine/audit.js';
import { loadKnowledge } from '../../src/knowledge/index.js';
import { openWorkspace } from '../../src/workspace/index.js';
import { PARSERS } from './parsers.js';

const TREES = process.env.REFARCH_TREES;
const names = TREES === undefined ? [] : readdirSync(TREES).sort();

async function assess(path: string): Promise<Assessment> {
  if (!statSync(path).isDirectory()) return JSON.parse(readFileSync(path, 'utf8')) as Assessment;
  return audit(openWorkspace([path]), await loadKnowledge());
}

describe.skipIf(TREES === undefined)('pictures of whole trees', () => {
  const read = new Map<string, number>();

  it.each(names)(
    '%s',
    async (name) => {
      const assessment = await assess(join(TREES ?? '', name));
      const busiest = assessment.components[0]?.id;
      const views: ViewOptions[] = [
        { view: 'graph' },
        { view: 'gaps', declared: true },
        ...(busiest === undefined ? [] : [{ view: 'component' as const, component: busiest }]),
      ];
      for (const format of DIAGRAM_FORMATS)
        for (const options of views) {
          const { nodes } = await PARSERS[format](await diagram(assessment, format, options));
          expect({ format, options, nodes: nodes.length > 0 || assessment.components.length === 0 }).toMatchObject({
            nodes: true,
          });
          read.set(format, (read.get(format) ?? 0) + 1);
        }
    },
    120_000,
  );

  it('are all read', () => {
    // The figures are what this is run for.
    process.stdout.write(
      `${[...read].map(([format, count]) => `${format} ${count}`).join(', ')} of ${names.length} trees × 3 views\n`,
    );
    expect(new Set(read.values()).size).toBe(1);
  });
});
