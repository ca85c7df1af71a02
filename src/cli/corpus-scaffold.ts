/**
 * Part of the corpus script: does the scaffold fill on real trees what it says it fills? Every tree is copied, planned for each
 * target (all that is missing, and each missing piece alone), written, and audited again.
 */
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Assessment } from '../assessment/types.js';
import { audit } from '../engine/audit.js';
import { loadKnowledge } from '../knowledge/index.js';
import type { Knowledge } from '../knowledge/types.js';
import {
  apply,
  changesOf,
  foresee,
  loadScaffoldKnowledge,
  makePlan,
  rootOf,
  type Plan,
  type ScaffoldKnowledge,
} from '../scaffold/index.js';
import { levelOf } from '../scaffold/situation.js';
import { openWorkspace } from '../workspace/index.js';
import { VERSION } from '../engine/version.js';

const ARCHITECTURE = 'kreuzberger-2022';

/** What became of one plan. */
interface ScaffoldRun {
  tree: string;
  target: string;
  /** Names given to `--component`; none: all that is missing. */
  components: string[];
  /** Elements that were missing and are filled. */
  filled: number;
  /** What is not as the plan says: a sentence each. */
  faults: string[];
  /** Rules of findings above `info` that are new; the plan has said each. */
  left: string[];
}

/**
 * Prints a line for each target and each plan that did not become what it says.
 * @param directory every directory below it is a tree
 * @param pieces whether each missing piece is made alone too
 * @returns whether all became what they say
 */
export async function scaffoldTrees(directory: string, pieces: boolean): Promise<boolean> {
  const [knowledge, scaffolds] = [await loadKnowledge(), loadScaffoldKnowledge()];
  const trees = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const runs: ScaffoldRun[] = [];
  for (const { name } of trees) runs.push(...(await tryScaffold(join(directory, name), pieces, knowledge, scaffolds)));
  for (const { id } of scaffolds.targets) {
    const of = runs.filter(({ target }) => target === id);
    const [faulty, left] = [of.filter(({ faults }) => faults.length > 0), of.filter((run) => run.left.length > 0)];
    process.stdout.write(
      `${id}: ${of.length} plans for ${trees.length} trees, ${of.reduce((sum, { filled }) => sum + filled, 0)} elements filled, ${faulty.length} plans with faults, ${left.length} that leave something new to people\n`,
    );
    for (const { tree, components, faults, left: rules } of new Set([...faulty, ...left]))
      process.stdout.write(
        `  ${[tree, ...components].join(' ')}: ${[...faults, ...rules.map((rule) => `says ${rule}`)].join('; ')}\n`,
      );
  }
  return runs.every(({ faults }) => faults.length === 0);
}

async function tryScaffold(
  tree: string,
  pieces: boolean,
  knowledge: Knowledge,
  scaffolds: ScaffoldKnowledge,
): Promise<ScaffoldRun[]> {
  const place = mkdtempSync(join(realpathSync(tmpdir()), 'refarch-corpus-'));
  try {
    const copy = join(place, basename(tree));
    cpSync(tree, copy, { recursive: true, verbatimSymlinks: true });
    const before = await audit(openWorkspace([copy]), knowledge);
    const runs: ScaffoldRun[] = [];
    for (const { id: target } of scaffolds.targets) {
      const plan = (components: string[]): Plan =>
        makePlan({
          assessment: before,
          root: rootOf(copy),
          ports: new Set(),
          given: { target },
          wish: { components, all: false },
          knowledge: scaffolds,
          version: VERSION,
        });
      const wishes = pieces ? plan([]).selection.chosen.flatMap(({ piece }) => piece.components.slice(0, 1)) : [];
      for (const components of [[], ...wishes.map((name) => [name])]) {
        runs.push({
          tree: basename(tree),
          target,
          components,
          ...(await written(copy, plan(components), before, knowledge, scaffolds)),
        });
        rmSync(copy, { recursive: true });
        cpSync(tree, copy, { recursive: true, verbatimSymlinks: true });
      }
    }
    return runs;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function written(
  root: string,
  plan: Plan,
  before: Assessment,
  knowledge: Knowledge,
  scaffolds: ScaffoldKnowledge,
): Promise<Pick<ScaffoldRun, 'filled' | 'faults' | 'left'>> {
  const planned = new Map(
    plan.files
      .filter(({ action }) => action === 'create' || action === 'update' || action === 'merge')
      .map(({ path, text }) => [path, text]),
  );
  const foreseen = foresee(plan, before, await audit(openWorkspace([root], undefined, planned), knowledge), scaffolds);
  await apply(root, changesOf(plan, root, true));
  const after = await audit(openWorkspace([root]), knowledge);
  const [was, is] = [elementsOf(before), elementsOf(after)];
  const promised = plan.selection.chosen.flatMap(({ piece }) => piece.elements);
  const found = foresee(plan, before, after, scaffolds);
  return {
    filled: promised.filter((id) => was.get(id) !== 'present' && is.get(id) === 'present').length,
    faults: [
      ...promised.filter((id) => is.get(id) !== 'present').map((id) => `${id} stays missing`),
      ...[...was]
        .filter(([id, status]) => status === 'present' && is.get(id) !== status)
        .map(([id]) => `${id} is lost`),
      ...(found.level < Math.max(plan.level.then, levelOf(before).now)
        ? [`level ${found.level} instead of ${plan.level.then}`]
        : []),
      ...(JSON.stringify(found) === JSON.stringify(foreseen) ? [] : ['it is not what was foreseen']),
    ],
    left: found.findings.map(({ ruleId }) => ruleId),
  };
}

function elementsOf({ conformance }: Assessment): Map<string, string> {
  const elements = conformance.find(({ model }) => model === ARCHITECTURE)?.elements ?? [];
  return new Map(elements.map(({ id, status }) => [id, status]));
}
