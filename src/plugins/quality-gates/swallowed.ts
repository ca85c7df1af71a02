/**
 * Errors that end in an `except` which lets the program go on: `raise ValueError` stops nothing there, unless the rest of the
 * `try` is what delivers.
 */
import type { PythonBranch } from '../../syntax/types.js';
import { exitsIn } from '../shared/gates/conditions.js';
import type { PythonView } from '../shared/python/view.js';
import { endsRun } from './actions.js';

/** Handlers of one scope that are looked at. */
const MOST_HANDLERS = 100;
const MOST_CALLS = 20;

export interface Place {
  scope: string;
  offset: number;
}

/** Part of a program that an error skips before the program goes on. */
export interface Skipped extends Place {
  end: number;
}

/** What is skipped by an error at a place; undefined when it reaches the end of the program, or of the function. */
export type Swallowing = (place: Place, error: string) => Skipped[] | undefined;

export function createSwallowing(view: PythonView): Swallowing {
  const handlers = new Map<string, PythonBranch[]>();
  for (const branch of view.document.branches) {
    if (branch.kind !== 'except' || !branch.tried) continue;
    const list = handlers.get(branch.scope) ?? [];
    handlers.set(branch.scope, list);
    if (list.length < MOST_HANDLERS) list.push(branch);
  }
  const goesOn = new Map<PythonBranch, boolean>();
  const isQuiet = (handler: PythonBranch): boolean => {
    let quiet = goesOn.get(handler);
    if (quiet === undefined) goesOn.set(handler, (quiet = !failsIn(handler, view)));
    return quiet;
  };
  const caughtHere = ({ scope, offset }: Place, error: string): Skipped | undefined => {
    // Handlers further in begin later.
    for (const handler of [...(handlers.get(scope) ?? [])].reverse()) {
      const { tried } = handler;
      if (!tried || offset < tried.start || offset >= tried.end || !catches(handler.condition, error)) continue;
      if (isQuiet(handler)) return { scope, offset, end: tried.end };
    }
    return undefined;
  };
  return (place, error) => {
    const here = caughtHere(place, error);
    if (here) return [here];
    const definition = view.definitionOf(place.scope);
    const calls = definition?.kind === 'function' ? view.callsOf(definition).slice(0, MOST_CALLS) : [];
    const caught = calls.map((call) => caughtHere(call, error));
    return caught.length > 0 && caught.every((one) => one !== undefined) ? caught : undefined;
  };
}

/** The handler raises again, or ends the run. */
function failsIn({ scope, start, end }: PythonBranch, view: PythonView): boolean {
  const isInside = (place: Place): boolean => place.scope === scope && place.offset >= start && place.offset < end;
  return (
    exitsIn(scope, view).some((exit) => exit.kind === 'raise' && isInside(exit)) ||
    view.callsIn(scope).some((call) => isInside(call) && endsRun(call))
  );
}

function catches(condition: string, error: string): boolean {
  const caught: readonly string[] = condition.match(/[A-Za-z_]\w*/g) ?? [];
  if (caught.length === 0 || caught.includes('BaseException')) return true;
  return caught.includes(error) || (error !== 'SystemExit' && caught.includes('Exception'));
}
