/** Calls that deliver a model, and calls that end the run. */
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { hasWord, MODEL_OBJECT_WORDS, STRONG_ACTIONS, WEAK_ACTIONS, wordsOf } from '../shared/gates/words.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';

/** `strong`: registers, promotes or deploys. `weak`: stores or publishes something that is a model. */
export type Delivery = 'strong' | 'weak';

/** Registering of things that are no models. */
const OTHER_REGISTERING =
  /^(?:atexit|signal|copyreg|codecs|torch\.lib\w+)\.|register_(?:buffer|parameter|hook|\w*_hook|blueprint|callback|handler|namespace|type|backend|plugin)/;
const SHELL_CALLS = new Set([
  'os.system',
  'os.popen',
  'subprocess.run',
  'subprocess.call',
  'subprocess.check_call',
  'subprocess.check_output',
  'subprocess.Popen',
]);
const SHELL_DELIVERY =
  /\b(?:deploy|apply|push|register|promote|rollout|containerize|upgrade|create-endpoint|update-endpoint)\b/;
const ENDS_PROCESS = new Set(['sys.exit', 'exit', 'quit', 'os._exit', 'os.abort', 'dbutils.notebook.exit']);
/** `run.cancel()`, `run.parent.fail()`: a run of a managed service. */
const ENDS_RUN = /(?:^|[._])(?:run|job|pipeline|context|task)(?:\.\w+|\(\))*\.(?:cancel|fail|abort|terminate)$/i;

/** How a call delivers a model, if it does. */
function deliveryOf(call: PythonCall): Delivery | undefined {
  const { callee } = call;
  if (SHELL_CALLS.has(callee)) return SHELL_DELIVERY.test(constantText(call)) ? 'strong' : undefined;
  if (OTHER_REGISTERING.test(callee)) return undefined;
  const verb = wordsOf(lastOf(callee));
  if (hasWord(verb, STRONG_ACTIONS)) return 'strong';
  if (argument(call, 'registered_model_name')) return 'strong';
  if (!hasWord(verb, WEAK_ACTIONS)) return undefined;
  const isModel = hasWord(wordsOf(callee), MODEL_OBJECT_WORDS);
  if (isModel && (verb.includes('register') || verb.includes('upload'))) return 'strong';
  return isModel || hasWord(wordsOf(constantText(call, isNoSentence)), MODEL_OBJECT_WORDS) ? 'weak' : undefined;
}

/** The call ends the process, in whatever way. */
export const endsProcess = (call: PythonCall): boolean => ENDS_PROCESS.has(call.callee);

/** The call ends the process or the run with a failure. */
export function endsRun(call: PythonCall): boolean {
  if (ENDS_PROCESS.has(call.callee)) return !isSuccess(call);
  return ENDS_RUN.test(call.callee);
}

/** Functions of the file whose result is the exit status of the process: `sys.exit(main())`, `code = main()` and `sys.exit(code)`. */
export function statusFunctions(view: PythonView): Set<string> {
  const scopes = new Set<string>();
  const note = (name: string, scope: string): void => {
    const found = view.local(name, scope);
    if (found?.rest.length === 0 && found.definition.kind === 'function') scopes.add(found.definition.scope);
  };
  for (const call of view.calls.filter(endsProcess)) {
    const code = argument(call, ['code', 'status'], 0);
    if (code?.kind === 'call') note(code.call.callee, code.call.scope);
    if (code?.kind === 'name')
      for (const made of view.assignedCalls(code.name, call.scope)) note(made.callee, made.scope);
  }
  for (const { kind, text, scope } of view.document.exits) {
    const raised = kind === 'raise' ? /^SystemExit\((\w+)\(/.exec(text)?.[1] : undefined;
    if (raised) note(raised, scope);
  }
  return scopes;
}

/** The call ends the process, though not as a failure: what follows in the file is left out. */
export function leavesQuietly(call: PythonCall): boolean {
  return ENDS_PROCESS.has(call.callee) && isSuccess(call);
}

function isSuccess(call: PythonCall): boolean {
  const code = argument(call, ['code', 'status'], 0);
  return !code || code.kind === 'none' || (code.kind === 'number' && code.value === 0);
}

/** Constants and names among the arguments. */
function constantText(call: PythonCall, keep: (text: string) => boolean = () => true): string {
  return call.arguments
    .map((a) => textOf(a.value))
    .filter(keep)
    .join(' ');
}

/** A report that is written speaks of the model in words; names and paths have hardly any space. */
const isNoSentence = (text: string): boolean => (text.trim().match(/\s+/g)?.length ?? 0) < 2;

function textOf(value: PythonExpression): string {
  if (value.kind === 'string' || value.kind === 'template') return value.value.slice(0, 300);
  if (value.kind === 'name') return value.name;
  return value.kind === 'list' ? value.items.slice(0, 30).map(textOf).join(' ') : '';
}

export interface Deliveries {
  /** Of calls by themselves. */
  byCall: ReadonlyMap<PythonCall, Delivery>;
  /** Of scopes; a function that calls one that delivers delivers too. */
  byScope: ReadonlyMap<string, Delivery>;
}

export function deliveriesOf(view: PythonView): Deliveries {
  const byCall = new Map<PythonCall, Delivery>();
  const byScope = new Map<string, Delivery>();
  const note = (scope: string, delivery: Delivery): void => {
    if (byScope.get(scope) !== 'strong') byScope.set(scope, delivery);
  };
  for (const call of view.calls) {
    const delivery = deliveryOf(call);
    if (!delivery) continue;
    byCall.set(call, delivery);
    note(call.scope, delivery);
  }
  if (byCall.size === 0) return { byCall, byScope };
  for (const call of view.calls) {
    if (call.scope === '' || call.scope === 'main') continue;
    const local = view.local(call.callee, call.scope)?.definition;
    const delivery = local && byScope.get(local.scope);
    if (delivery) note(call.scope, delivery);
  }
  return { byCall, byScope };
}
