/**
 * Measures how long the HTML report takes from an assessment made earlier, layout of the pictures included:
 * `node dist/cli/bench-render.js ASSESSMENT.json [COMPONENTS…]`. For each number of components the assessment is multiplied
 * until it has as many; each figure is the median of several processes, each started cold, after one that is not counted.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Assessment } from '../assessment/types.js';

const BIN = fileURLToPath(new URL('../../bin/refarch.js', import.meta.url));
const ROUNDS = 5;

/** The same components and relations again under other names, until there are `count` components. */
function multiplied(assessment: Assessment, count: number): Assessment {
  const components = [...assessment.components];
  const relations = [...assessment.relations];
  for (let copy = 1; components.length < count; copy++) {
    const name = (id: string): string => `${id}/copy-${copy}`;
    components.push(...assessment.components.map((c) => ({ ...c, id: name(c.id), name: `${c.name} ${copy}`.trim() })));
    relations.push(...assessment.relations.map((r) => ({ ...r, from: name(r.from), to: name(r.to) })));
  }
  const kept = components.slice(0, count);
  const ids = new Set(kept.map((c) => c.id));
  return { ...assessment, components: kept, relations: relations.filter((r) => ids.has(r.from) && ids.has(r.to)) };
}

function main([file, ...counts]: readonly string[]): void {
  if (file === undefined) {
    console.error('Usage: node dist/cli/bench-render.js ASSESSMENT.json [COMPONENTS…]');
    process.exitCode = 2;
    return;
  }
  const assessment = JSON.parse(readFileSync(file, 'utf8')) as Assessment;
  if (assessment.components.length === 0) throw new Error(`${file} has no components to multiply`);
  const directory = mkdtempSync(join(tmpdir(), 'refarch-bench-'));
  try {
    console.log('components  relations  seconds       kB');
    for (const count of counts.length > 0 ? counts.map(Number) : [100, 1000]) {
      const many = multiplied(assessment, count);
      const [input, output] = [join(directory, 'assessment.json'), join(directory, 'report.html')];
      writeFileSync(input, JSON.stringify(many));
      const times: number[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const start = performance.now();
        const { status, stderr } = spawnSync(process.execPath, [BIN, 'render', input, '--format', `html=${output}`]);
        if (status !== 0) throw new Error(stderr.toString());
        if (round > 0) times.push((performance.now() - start) / 1000);
      }
      const median = times.sort((a, b) => a - b)[ROUNDS >> 1] ?? NaN;
      const figures: [string | number, number][] = [
        [many.components.length, 10],
        [many.relations.length, 9],
        [median.toFixed(2), 7],
        [(statSync(output).size / 1000).toFixed(0), 7],
      ];
      console.log(figures.map(([value, width]) => String(value).padStart(width)).join('  '));
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

main(process.argv.slice(2));
