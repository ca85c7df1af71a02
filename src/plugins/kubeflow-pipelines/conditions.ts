/** Conditions in a pipeline: tasks that only run when an earlier task reports a good result. */
import { judge } from '../shared/gates/conditions.js';
import * as Words from '../shared/gates/words.js';
import { hasWord, wordsOf } from '../shared/gates/words.js';
import { originsOf, subjectOf } from '../shared/gates/origins.js';
import { comparisonsOf, namesIn } from '../shared/gates/comparisons.js';
import type { PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

const CONDITION = /^(?:\w+\.)*(?:Condition|If|Elif)\(([\s\S]*)$/;
/** What drifts is the data, unless a metric of the model says so. */
const DRIFT = new Set('drift drifted drifting'.split(' '));
/** What asks whether to train again judges no model that was trained. */
const RETRAINING = new Set('retrain retraining'.split(' '));
/** What a task that trains reports is compared with a threshold only to judge it. */
const TRAINING = new Set('train training trainer trained model'.split(' '));
/** Words for tasks whose result decides: evaluate, validate, compare, check a threshold. */
const DECIDING = new Set('validate validation compare comparison gate threshold decision check quality'.split(' '));

/** Gates of a pipeline: `with dsl.Condition(evaluate.outputs["accuracy"] > 0.9):`. */
export function writeConditions(scopes: readonly string[], dag: string, view: PythonView, writer: FactWriter): void {
  const guarded = new Set(scopes.flatMap((scope) => view.callsIn(scope)).flatMap((call) => call.branches));
  view.document.branches.forEach((branch, index) => {
    const text =
      branch.kind === 'with' && scopes.includes(branch.scope) ? CONDITION.exec(branch.condition)?.[1] : undefined;
    if (text === undefined || !guarded.has(index)) return;
    const condition = { text: firstArgument(text), scope: branch.scope, offset: branch.offset };
    const { metric, outcome } = judge(condition, view);
    const origins = namesIn(condition.text).flatMap((name) => originsOf(name, branch.scope, branch.offset, view));
    const words = wordsOf([condition.text, ...origins.map((origin) => subjectOf(origin))].join(' '));
    const comparisons = comparisonsOf(condition.text);
    const compares = comparisons.some((comparison) => comparison.operator !== undefined);
    const orders = comparisons.some(({ operator }) => operator !== undefined && /[<>]/.test(operator));
    const ofData =
      hasWord(words, Words.DATA_FINDING_WORDS) &&
      (hasWord(words, Words.DATA_WORDS) || hasWord(words, DRIFT)) &&
      !hasWord(words, Words.METRIC_WORDS);
    const isGate =
      metric || outcome || (compares && (ofData || speaksOfEvaluation(words))) || (orders && hasWord(words, TRAINING));
    if (!isGate || (!metric && !ofData && hasWord(wordsOf(condition.text), RETRAINING))) return;
    // The condition decides; what the tasks around it do is not done by it.
    const unit = writer.unit('condition', 'task', branch.offset, {
      name: condition.text,
      parent: dag,
    });
    writer.trait(unit, ofData && compares ? 'data-gate' : 'model-gate', branch.offset, condition.text);
  });
}

function speaksOfEvaluation(words: readonly string[]): boolean {
  return [Words.METRIC_WORDS, Words.OUTCOME_WORDS, DECIDING].some((set) => hasWord(words, set));
}

/** Source of the first argument; the condition's name and what follows is left out. */
function firstArgument(text: string): string {
  let level = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charAt(at);
    if ('([{'.includes(c)) level++;
    else if (')]}'.includes(c) && --level < 0) return text.slice(0, at).trim();
    else if (c === ',' && level === 0) return text.slice(0, at).trim();
  }
  return text.trim();
}
