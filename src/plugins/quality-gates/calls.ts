/** Calls that are gates by themselves. */
import type { PythonCall } from '../../syntax/types.js';
import { judge } from '../shared/gates/conditions.js';
import { assignmentsBefore } from '../shared/gates/origins.js';
import { hasWord, STRONG_ACTIONS, wordsOf } from '../shared/gates/words.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { endsProcess } from './actions.js';
import type { Gate } from './statements.js';

/** Fails when a metric misses its threshold (MLflow 1 and 2; since MLflow 3 a call of its own, which the catalogue knows). */
const EVALUATE = /^mlflow\.(?:\w+\.)*evaluate$/;
/** `0 if accuracy > 0.8 else 1`. */
const CHOICE = /^(.{1,50}?)\s+if\s+(.+?)\s+else\s+(.{1,50})$/s;

/** The gate that a call is, if it is one. */
export function callGate(call: PythonCall, view: PythonView): Gate | undefined {
  const { scope, offset } = call;
  const thresholds = EVALUATE.test(call.callee) ? argument(call, 'validation_thresholds') : undefined;
  if (thresholds && thresholds.kind !== 'none')
    return { of: 'model', scope, offset, condition: 'validation_thresholds' };
  if (hasWord(wordsOf(lastOf(call.callee)), STRONG_ACTIONS)) return choiceGate(call, view);
  if (!endsProcess(call)) return undefined;
  const code = argument(call, ['code', 'status'], 0);
  const condition = code?.kind === 'unknown' ? (CHOICE.exec(code.text)?.[2] ?? code.text) : undefined;
  if (condition === undefined) return undefined;
  const { metric, rangeOnly, outcome, model, data } = judge({ text: condition, scope, offset }, view);
  if ((metric && !rangeOnly) || (outcome && model)) return { of: 'model', scope, offset, condition };
  return data ? { of: 'data', scope, offset, condition } : undefined;
}

/** `stage = "Production" if recall >= minimum else "Staging"`, and then the version is put into that stage. */
function choiceGate({ scope, offset, arguments: given }: PythonCall, view: PythonView): Gate | undefined {
  for (const { value } of given) {
    const [assigned] = value.kind === 'name' ? assignmentsBefore(value.name, scope, offset, view, 1) : [];
    const chosen = assigned?.value ?? value;
    const [, yes, condition, no] = (chosen.kind === 'unknown' && CHOICE.exec(chosen.text)) || [];
    if (condition === undefined || yes === no) continue;
    const { metric, rangeOnly, outcome, model } = judge({ text: condition, scope, offset: chosen.offset }, view);
    if ((metric && !rangeOnly) || (outcome && model)) return { of: 'model', scope, offset: chosen.offset, condition };
  }
  return undefined;
}
