/**
 * Functions whose result is a verdict: whether a model is good enough, whether data is as it should be. They stop nothing by
 * themselves; whoever asks them, perhaps in another file, may.
 */
import type { Fact } from '../../facts/types.js';
import { judgeScope } from '../shared/gates/conditions.js';
import { hasWord, wordsOf } from '../shared/gates/words.js';
import { lastOf, type PythonView } from '../shared/python/view.js';

/** Words in the names of functions that judge; bounds the work on files that hold none. */
const JUDGING = new Set(
  `evaluate evaluation evaluator eval validate validation validator check checks compare comparison decide decision deploy
  deployment promote promotion trigger should gate approve approval is quality best better threshold verify test
  assess assessment select choose champion challenger register drift detect good enough acceptable ok passes passed meets
  improved ready eligible accept`.split(/\s+/),
);
const MOST_FUNCTIONS = 300;

/**
 * @param gated scopes that hold a gate already, which says more
 * @returns traits of the functions of a file that judge a model or data
 */
export function judgesOf(view: PythonView, gated: ReadonlySet<string>): Fact[] {
  const facts: Fact[] = [];
  for (const definition of view.definitions.slice(0, MOST_FUNCTIONS)) {
    if (
      definition.kind !== 'function' ||
      definition.stub ||
      gated.has(definition.scope) ||
      view.isDead(definition.offset)
    )
      continue;
    if (!hasWord(wordsOf(lastOf(definition.name)), JUDGING)) continue;
    const { metric, outcome, model, data } = judgeScope(definition.scope, view);
    const trait = metric || (outcome && model) ? 'judges-model' : data ? 'judges-data' : undefined;
    if (trait)
      facts.push({
        fact: 'trait',
        trait,
        unit: view.unit(definition.scope),
        kind: 'structure',
        at: view.at(definition.offset),
      });
  }
  return facts;
}
