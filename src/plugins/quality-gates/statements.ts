/** Finds `if` statements and assertions in which an outcome decides whether the run goes on. */
import type { PythonBranch, PythonCall, PythonExit } from '../../syntax/types.js';
import { judge, type Judgement } from '../shared/gates/conditions.js';
import { assignmentsBefore, isConstant } from '../shared/gates/origins.js';
import { namesIn } from '../shared/gates/comparisons.js';
import { hasWord, wordsOf, STRONG_ACTIONS } from '../shared/gates/words.js';
import { callOf } from '../shared/python/pipeline-functions.js';
import { lastOf, type PythonView } from '../shared/python/view.js';
import { callGate } from './calls.js';
import { deliveriesOf, endsRun, leavesQuietly, statusFunctions, type Delivery } from './actions.js';
import { createSwallowing, type Place } from './swallowed.js';

export interface Gate {
  /** `asked`: what the condition asks lies in another file. */
  of: 'model' | 'data' | 'asked';
  /** Functions of other files that are asked. */
  asks?: string[];
  scope: string;
  offset: number;
  /** Source of the condition. */
  condition: string;
}

/** What the bodies of one `if` statement do. */
interface Effects {
  delivery?: Delivery;
  /** Raises, exits with a failure, cancels the run. */
  stops: boolean;
  /** Returns or exits without a failure. */
  leaves: boolean;
  /** Returns the name of a task that delivers or ends: the callable of a branching task. */
  chooses: boolean;
  /** The error with which it stops says that data is not as it should be. */
  blamesData: boolean;
}

/** Errors that speak of checked data: "Data validation failed", "Your data schema is not valid". */
const BLAMES_DATA =
  /\b(?:data(?:set)?|schema|scheme|features?|columns?)[ _-]{1,3}(?:schema |quality )?(?:validation|quality)(?: checks?)?\b[^"']{0,60}\b(?:fail|not pass|unsuccessful|error)|\b(?:data(?:set)?|schema|scheme)\b[^"']{0,30}\b(?:is|was) (?:not valid|invalid)\b|\bschema (?:mismatch|violation)/i;
const NOTHING_DONE: Effects = { stops: false, leaves: false, chooses: false, blamesData: false };

/** Errors that speak of a wrong call or of a missing thing, not of a bad result. */
const OTHER_ERROR =
  /^(?:NotImplementedError|TypeError|KeyError|AttributeError|ImportError|ModuleNotFoundError|FileNotFoundError|IndexError|PermissionError|ConnectionError|TimeoutError|\w*ArgumentTypeError|\w*UsageError|\w*BadParameter)\b/;
/** Answers to a request. */
const ANSWER =
  /HTTPException|HttpError|Http404|HTTPError|BadRequest|abort\(|APIError|RequestValidationError|StatusCode/i;
const ENDING = new Set([
  'stop',
  'skip',
  'end',
  'none',
  'reject',
  'rejected',
  'fail',
  'failed',
  'notify',
  'no',
  'not',
  'keep',
  'retrain',
]);

export function gatesOf(view: PythonView): Gate[] {
  const { document } = view;
  const index = createIndex(view);
  const gates: Gate[] = [];
  const statements = new Map<number, number[]>();
  document.branches.forEach((branch, at) => {
    if (!asks(branch) || branch.never || view.isDead(branch.offset)) return;
    const list = statements.get(branch.statement);
    if (list) list.push(at);
    else statements.set(branch.statement, [at]);
  });
  for (const members of statements.values()) {
    const branches = members.flatMap((at) => document.branches[at] ?? []);
    const effects = index.effects(members);
    if (!effects.delivery && !effects.stops && !effects.leaves && !effects.chooses) continue;
    const gate = statementGate(branches, effects, view, index) ?? askedGate(branches, effects, view);
    if (gate) gates.push(gate);
  }
  for (const exit of document.exits) {
    const gate = exit.kind === 'assert' ? assertionGate(exit, view) : undefined;
    if (gate && index.reaches(exit, 'AssertionError')) gates.push(gate);
  }
  for (const call of view.calls) {
    const gate = callGate(call, view);
    if (gate) gates.push(gate);
  }
  return gates.sort((a, b) => a.offset - b.offset);
}

const asks = (branch: PythonBranch): boolean => branch.kind !== 'with' && branch.kind !== 'except';

function statementGate(
  branches: readonly PythonBranch[],
  effects: Effects,
  view: PythonView,
  index: Index,
): Gate | undefined {
  const [first] = branches;
  if (!first) return undefined;
  for (const branch of branches) {
    if (branch.kind === 'else') continue;
    const judgement = judge({ text: branch.condition, scope: branch.scope, offset: branch.offset }, view);
    const at = { scope: branch.scope, offset: branch.offset, condition: branch.condition };
    if (gatesModel(judgement, effects, branches, view, index)) return { of: 'model', ...at };
    if ((judgement.data || (effects.blamesData && decides(branch, view))) && (effects.stops || effects.chooses))
      return { of: 'data', ...at };
  }
  return undefined;
}

/** Something in the condition is worked out when the program runs. */
const decides = ({ condition, scope, offset }: PythonBranch, view: PythonView): boolean =>
  namesIn(condition).some((name) => !isConstant(name, scope, offset, view));

/** `if good_enough(model): register(model)`, where another file of the project says what is good enough. */
function askedGate(branches: readonly PythonBranch[], effects: Effects, view: PythonView): Gate | undefined {
  if (effects.delivery !== 'strong' && !effects.stops && !effects.chooses) return undefined;
  for (const { kind, condition, names, scope, offset } of branches) {
    if (kind === 'else') continue;
    const made = namesIn(condition).map((name) => callOf({ kind: 'name', name, offset }, view, scope)?.callee);
    const direct = names.filter((name) => condition.includes(`${lastOf(name)}(`));
    const asks = [...made, ...direct].flatMap((name) =>
      name === undefined || view.local(name, scope) ? [] : (view.pythonName(name, scope) ?? []),
    );
    if (asks.length > 0) return { of: 'asked', scope, offset, condition, asks: [...new Set(asks)] };
  }
  return undefined;
}

function gatesModel(
  judgement: Judgement,
  effects: Effects,
  branches: readonly PythonBranch[],
  view: PythonView,
  index: Index,
): boolean {
  const { metric, outcome, model, rangeOnly } = judgement;
  if (!metric && !outcome) return false;
  if (effects.delivery === 'strong' || effects.chooses) return true;
  if (effects.delivery === 'weak' && !keepsBest(branches, view)) return true;
  if (effects.stops && (metric ? !rangeOnly : model && outcome)) return true;
  const end = Math.max(...branches.map((branch) => branch.end));
  return effects.leaves && !keepsBest(branches, view) && index.deliversAfter(branches[0]?.scope ?? '', end);
}

/** `if loss < best: best = loss; save(model)`: keeps the best checkpoint of a training run, which validates nothing. */
function keepsBest(branches: readonly PythonBranch[], view: PythonView): boolean {
  return branches.some((branch) =>
    namesIn(branch.condition).some((name) =>
      assignmentsBefore(name, branch.scope, branch.end, view, 3).some(
        (a) => a.offset >= branch.start && a.value.kind !== 'string',
      ),
    ),
  );
}

function assertionGate(exit: PythonExit, view: PythonView): Gate | undefined {
  if (view.isDead(exit.offset) || /(?:^|[:.])test_?\w*$/i.test(exit.scope) || view.context.file.role === 'test')
    return undefined;
  const judgement = judge({ text: exit.text, scope: exit.scope, offset: exit.offset }, view);
  const at = { scope: exit.scope, offset: exit.offset, condition: exit.text };
  if ((judgement.metric && !judgement.rangeOnly) || (judgement.outcome && judgement.model))
    return { of: 'model', ...at };
  return judgement.data ? { of: 'data', ...at } : undefined;
}

/** An exit under one more condition (`if allow_cancel`) still answers the outer one; deeper it is about something else. */
const DEEPEST_STOP = 2;

interface Index {
  /** Of the branches with these indexes, taken together. */
  effects(branches: readonly number[]): Effects;
  deliversAfter(scope: string, offset: number): boolean;
  /** An error at the place stops the run, or at least keeps it from what delivers. */
  reaches(place: Place, error: string): boolean;
}

/** Effects by branch, gathered in one pass over calls and exits. */
function createIndex(view: PythonView): Index {
  const { document } = view;
  const { byCall, byScope } = deliveriesOf(view);
  const byBranch = new Map<number, Effects>();
  /** Offsets of what delivers, by scope. */
  const deliveries = new Map<string, number[]>();
  const swallowing = createSwallowing(view);
  const effectsOf = (branch: number): Effects => {
    let effects = byBranch.get(branch);
    if (!effects) byBranch.set(branch, (effects = { ...NOTHING_DONE }));
    return effects;
  };
  /** Branches that ask, the innermost first. */
  const enclosing = (branches: readonly number[]): number[] =>
    branches.filter((at) => document.branches[at] && asks(document.branches[at])).reverse();
  const delivery = (call: PythonCall): Delivery | undefined => {
    const direct = byCall.get(call);
    if (direct !== undefined || byScope.size === 0) return direct;
    const local = view.local(call.callee, call.scope)?.definition;
    return local && byScope.get(local.scope);
  };
  for (const call of view.calls) {
    if (!delivery(call)) continue;
    const list = deliveries.get(call.scope) ?? [];
    deliveries.set(call.scope, list);
    list.push(call.offset);
  }
  const delivers = (scope: string, from: number, to = Infinity): boolean => {
    const list = deliveries.get(scope) ?? [];
    const last = list.findLast((offset) => offset < to);
    return last !== undefined && last >= from;
  };
  const reaches = (place: Place, error: string): boolean =>
    swallowing(place, error)?.some(({ scope, offset, end }) => delivers(scope, offset, end)) ?? true;
  for (const call of view.calls) {
    const delivered = delivery(call);
    const stops = endsRun(call) && reaches(call, 'SystemExit');
    const leaves = leavesQuietly(call);
    if (!delivered && !stops && !leaves) continue;
    enclosing(call.branches).forEach((index, depth) => {
      const effects = effectsOf(index);
      if (delivered && effects.delivery !== 'strong') effects.delivery = delivered;
      effects.stops ||= stops && depth < DEEPEST_STOP;
      effects.leaves ||= leaves && depth < DEEPEST_STOP;
    });
  }
  const statuses = statusFunctions(view);
  for (const exit of document.exits) {
    if (exit.kind === 'assert' || view.isDead(exit.offset)) continue;
    const fails = exit.kind === 'raise' && exit.text !== '' && !OTHER_ERROR.test(exit.text) && !ANSWER.test(exit.text);
    const isStatus = exit.kind === 'return' && exit.value?.kind === 'number' && exit.value.value !== 0;
    const stops =
      (fails && reaches(exit, /^[A-Za-z_]\w*/.exec(exit.text)?.[0] ?? '')) || (isStatus && statuses.has(exit.scope));
    const chooses = exit.kind === 'return' && choosesTask(exit);
    enclosing(exit.branches).forEach((index, depth) => {
      if (depth >= DEEPEST_STOP) return;
      const effects = effectsOf(index);
      effects.stops ||= stops;
      effects.blamesData ||= stops && exit.kind === 'raise' && BLAMES_DATA.test(exit.text);
      effects.leaves ||= exit.kind === 'return';
      effects.chooses ||= chooses;
    });
  }
  return {
    effects: (branches) => {
      const all: Effects = { ...NOTHING_DONE };
      for (const branch of branches) {
        const effects = byBranch.get(branch);
        if (!effects) continue;
        if (effects.delivery && all.delivery !== 'strong') all.delivery = effects.delivery;
        all.stops ||= effects.stops;
        all.leaves ||= effects.leaves;
        all.chooses ||= effects.chooses;
        all.blamesData ||= effects.blamesData;
      }
      return all;
    },
    deliversAfter: (scope, offset) => delivers(scope, offset),
    reaches,
  };
}

/** `return "deploy_model"`: the value names a task that delivers, as the callables of branching tasks do. */
function choosesTask(exit: PythonExit): boolean {
  const values = exit.value?.kind === 'list' ? exit.value.items : exit.value ? [exit.value] : [];
  // A tuple that holds more than names (`"no_action", 0.0`) is a result, not a choice.
  if (!values.every(({ kind }) => kind === 'string')) return false;
  return values.some((value) => {
    if (value.kind !== 'string' || !/^[\w.-]{3,100}$/.test(value.value)) return false;
    const found = wordsOf(value.value.replaceAll('-', '_'));
    return hasWord(found, STRONG_ACTIONS) || found.includes('register') || (found.length > 1 && hasWord(found, ENDING));
  });
}
