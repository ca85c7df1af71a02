/** Definitions of a program that nothing in the program names: dead code, unless another file imports it. */
import type { PythonDefinition } from '../../syntax/types.js';
import { lastOf, type PythonView } from '../shared/python/view.js';

/** Ways to reach a definition without writing its name. */
const DYNAMIC =
  /\b(?:getattr|globals|locals|vars|eval|exec|importlib|__import__|inspect|fire\.Fire|__all__|pluggy|entry_points)\b/;
/** Decorators that make a step of a pipeline; the pipeline has to name it. */
const STEP = /^(?:airflow|kfp|prefect|zenml|dagster|flytekit)\b.*\b(?:task|component|step|op)$/;
/** Names by which hosts find functions of a program that they load: model servers, web servers, function services, tests. */
const HOOKS =
  /^(?:_|test|handle|handler|main$|run$|init$|predict|app$|create_app|on_|pre_|post_|when_|worker_|setup|teardown|configure|register$|entry_?point|lambda|load_(?:model|context)|score|inference)/i;
const MOST_DEFINITIONS = 100;

/**
 * Scopes of top-level functions and classes whose names stand nowhere in the file but in themselves and in other such
 * definitions. Only a program (something runs at its top level) is judged: the functions of a library are for others.
 */
export function unreferencedScopes(view: PythonView): ReadonlySet<string> {
  const { document } = view;
  const found = new Set<string>();
  if (view.context.unit !== '' || !isProgram(view) || DYNAMIC.test(document.text)) return found;
  const candidates = view.definitions.filter(isCandidate);
  if (candidates.length === 0 || candidates.length > MOST_DEFINITIONS) return found;
  const dead: PythonDefinition[] = [];
  for (let changed = true; changed;) {
    changed = false;
    for (const candidate of candidates) {
      if (found.has(candidate.scope) || isNamed(candidate, dead, document.text)) continue;
      found.add(candidate.scope);
      dead.push(candidate);
      changed = true;
    }
  }
  return found;
}

/** Something of the file's own is called, or handed over, when it runs. */
function isProgram(view: PythonView): boolean {
  const isOwn = (name: string): boolean => view.local(name, '') !== undefined;
  return view.calls.some(
    (call) =>
      call.scope === 'main' ||
      (call.scope === '' &&
        (isOwn(call.callee) || call.arguments.some(({ value }) => value.kind === 'name' && isOwn(value.name)))),
  );
}

function isCandidate({ parent, name, kind, bases, decorators, parameters, stub }: PythonDefinition): boolean {
  if (parent !== '' || stub || HOOKS.test(name)) return false;
  if (kind === 'class' && bases.some((base) => base !== 'object')) return false;
  // Functions of a serverless run time get their context first.
  if (/^(?:context|event|request|req)$/.test(parameters[0]?.name ?? '')) return false;
  return decorators.every((decorator) => STEP.test(decorator.callee) && lastOf(decorator.callee) !== 'flow');
}

function isNamed({ name, offset, end }: PythonDefinition, dead: readonly PythonDefinition[], text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (/\w/.test(text.charAt(at - 1)) || /\w/.test(text.charAt(at + name.length))) continue;
    const inside = (one: { offset: number; end: number }): boolean => at >= one.offset && at < one.end;
    if (!inside({ offset, end }) && !dead.some(inside)) return true;
  }
  return false;
}
