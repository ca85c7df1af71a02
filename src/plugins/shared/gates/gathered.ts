/**
 * Results that are gathered before all of them are asked at once: `checks["rmse"] = rmse < limit`, `failures.append("rmse")`
 * under `if rmse > limit`, then `all(checks.values())` or `if failures`.
 */
import type { PythonArgument, PythonAssignment, PythonExpression } from '../../../syntax/types.js';
import type { PythonView } from '../python/view.js';

/** One result that was put into a collection, and the branches around the place where that was done. */
export interface Gathered {
  value: PythonExpression;
  branches: readonly number[];
  offset: number;
}

const ADDS = /^(?:append|add|extend|insert)$/;
/** A collection of checks holds a few; one of other things may be filled all over a program. */
const MOST = 20;
const MOST_KEPT = 200;

interface Index {
  elements: ReadonlyMap<string, PythonAssignment[]>;
  added: ReadonlyMap<string, Gathered[]>;
}

const indexes = new WeakMap<PythonView, Index>();

/** What the collection of a name was filled with in its scope, in front of `offset`. */
export function gatheredIn(name: string, scope: string, offset: number, view: PythonView): Gathered[] {
  const index = indexOf(view);
  const [base = name] = name.split('.', 1);
  const key = `${scope}\u0000${base}`;
  const all = [...(index.elements.get(key) ?? []), ...(index.added.get(key) ?? [])];
  return all.filter((one) => one.offset < offset).slice(-MOST);
}

/** Values of the arguments of `all(…)` and `any(…)`: what is asked of each. */
export function askedOfEach(callee: string, given: readonly PythonArgument[]): PythonExpression[] {
  return /^(?:all|any|len|list|sum|bool)$/.test(callee) ? given.map(({ value }) => value) : [];
}

function indexOf(view: PythonView): Index {
  const known = indexes.get(view);
  if (known) return known;
  const elements = new Map<string, PythonAssignment[]>();
  for (const assignment of view.document.assignments) {
    const base = /^([A-Za-z_]\w*)\[/.exec(assignment.target.slice(0, 200))?.[1];
    if (base !== undefined) push(elements, `${assignment.scope}\u0000${base}`, assignment);
  }
  const added = new Map<string, Gathered[]>();
  for (const call of view.calls) {
    const [base = '', method = '', more] = call.callee.split('.');
    const value = call.arguments.at(-1)?.value;
    if (!ADDS.test(method) || more !== undefined || !value) continue;
    push(added, `${call.scope}\u0000${base}`, { value, branches: call.branches, offset: call.offset });
  }
  const index = { elements, added };
  indexes.set(view, index);
  return index;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list && list.length < MOST_KEPT) list.push(value);
  else if (!list) map.set(key, [value]);
}
