/** Gates in workflow definitions: conditions on outcomes of earlier steps, told apart by the names of steps and outputs. */
import { hasWord, METRIC_WORDS, OUTCOME_WORDS, wordsOf } from './words.js';

const MODEL = new Set([
  ...METRIC_WORDS,
  ...OUTCOME_WORDS,
  ...'evaluate evaluated evaluator validate validated validation validator approve compare comparison threshold quality gate'.split(
    ' ',
  ),
]);
const DATA = new Set('data dataset datasets schema features anomaly anomalies drift drifted'.split(' '));
const CHECKED = new Set(
  'validate validated validation validator valid check checks checked quality drift drifted anomaly anomalies expectations schema ok passed'.split(
    ' ',
  ),
);

/**
 * What a condition stops.
 * @param names names of the steps and outputs that the condition compares, in any form
 * @returns undefined when the names speak neither of an evaluation nor of a check of data
 */
export function gateOf(names: string): 'model-gate' | 'data-gate' | undefined {
  const words = wordsOf(names);
  if (hasWord(words, DATA) && hasWord(words, CHECKED) && !hasWord(words, METRIC_WORDS)) return 'data-gate';
  return hasWord(words, MODEL) ? 'model-gate' : undefined;
}
