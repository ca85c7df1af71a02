/**
 * The smallest pieces that fill what an assessment finds missing, as files: gaps → pieces → texts → plan. Nothing of the project is
 * executed, nothing is fetched, and nothing is written before the whole plan stands.
 */
import type { Assessment } from '../assessment/types.js';
import { answersFor, type GivenAnswers } from './answers.js';
import { readManifest } from './manifest.js';
import { planFor } from './plan.js';
import { render } from './render.js';
import { select, type Wish } from './select.js';
import { situationOf } from './situation.js';
import { targetNamed } from './targets.js';
import type { Plan, ScaffoldKnowledge } from './types.js';

export interface ScaffoldInput {
  assessment: Assessment;
  /** Real path of the project, as `rootOf` gives it. */
  root: string;
  /** Ports that its definitions publish, without those of files made before. */
  ports: ReadonlySet<number>;
  given: GivenAnswers;
  wish: Wish;
  knowledge: ScaffoldKnowledge;
  version: string;
}

/** @throws {ScaffoldError} when what is asked for cannot be made */
export function makePlan({ assessment, root, ports, given, wish, knowledge, version }: ScaffoldInput): Plan {
  const manifest = readManifest(root);
  const situation = situationOf(assessment, manifest, ports);
  const answers = answersFor(situation, given, manifest?.answers, knowledge.targets);
  const target = targetNamed(answers.target, knowledge.targets);
  const selection = select(knowledge, target, situation, answers, wish, manifest);
  const rendered = render(selection.chosen, answers, knowledge);
  return planFor({ root, target, rendered, selection, answers, situation, knowledge, manifest, version });
}

export { checkAnswers, type GivenAnswers } from './answers.js';
export { apply, Interrupted } from './disk.js';
export { ScaffoldError } from './errors.js';
export { foresee } from './foresight.js';
export { loadScaffoldKnowledge } from './knowledge.js';
export { readManifest } from './manifest.js';
export { remove, removalOf, statusOf } from './ownership.js';
export { rootOf } from './paths.js';
export { stalePins } from './pins.js';
export { changesOf } from './plan.js';
export { criteriaOf } from './select.js';
export { publishedPorts } from './situation.js';
export { piecesOn } from './targets.js';
export { difference } from './text.js';
export * from './types.js';
