/** Follows names to the values that were assigned to them before a place. */
import type { PythonAssignment, PythonExpression } from '../../../syntax/types.js';
import type { PythonView } from '../python/view.js';

/** Casts and the like: what counts is what they are applied to. */
const TRANSPARENT =
  /^(?:float|int|str|bool|round|abs|min|max|sum|dict|list|json\.loads?|numpy\.(?:mean|median|float\w*|round|min|max)|statistics\.\w+)$/;
const BUILTINS = new Set(
  'abs all any bool dict float getattr hasattr int isinstance len list max min round set sorted str sum tuple type'.split(
    ' ',
  ),
);

/** Index behind the last assignment in front of `offset`; assignments stand in the order of the source. */
function countBefore(assignments: readonly PythonAssignment[], offset: number): number {
  let low = 0;
  let high = assignments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((assignments[middle]?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Assignments of `name` that may hold at `offset`, at most the last `most` of them. */
export function assignmentsBefore(
  name: string,
  scope: string,
  offset: number,
  view: PythonView,
  most: number,
): readonly PythonAssignment[] {
  const list = view.assignments(name, scope);
  const end = list[0]?.scope === scope ? countBefore(list, offset) : list.length;
  return list.slice(Math.max(0, end - most), end);
}

/** Values that a name, or the object that it is an attribute of, may hold at `offset`. */
export function originsOf(name: string, scope: string, offset: number, view: PythonView): PythonExpression[] {
  for (const target of new Set([name, name.split('.', 1)[0] ?? name])) {
    const found = assignmentsBefore(target, scope, offset, view, 3);
    if (found.length > 0) return found.map((assignment) => assignment.value);
  }
  return [];
}

/** The name holds a constant at `offset`, whatever was computed for it before. */
export function isConstant(name: string, scope: string, offset: number, view: PythonView): boolean {
  if (BUILTINS.has(name)) return true;
  const all = view.assignments(name, scope);
  const last = assignmentsBefore(name, scope, offset, view, 1)[0];
  if (!last || !isLiteral(last.value)) return false;
  if (last.scope !== scope) return all.length === 1;
  // A later assignment may come first in a loop; one in another branch may not have happened.
  if ((all.at(-1)?.offset ?? 0) > offset) return false;
  return last.branches.every((index) => {
    const branch = view.branch(index);
    return branch !== undefined && offset >= branch.offset && offset < branch.end;
  });
}

export const isLiteral = (value: PythonExpression): boolean =>
  value.kind === 'string' || value.kind === 'number' || value.kind === 'boolean' || value.kind === 'none';

/**
 * What a value is about, as text to look for words in. Of a call only its name and its constant arguments count:
 * `post(url, json=scores)` is not about scores.
 */
export function subjectOf(value: PythonExpression, budget = { left: 40 }): string {
  if (budget.left-- <= 0) return '';
  switch (value.kind) {
    case 'unknown':
      return value.text;
    case 'name':
      return value.name;
    case 'string':
    case 'template':
      return value.value.slice(0, 100);
    case 'call': {
      const { callee } = value.call;
      const through = TRANSPARENT.test(callee);
      const parts = value.call.arguments
        .filter((a) => through || a.value.kind === 'string')
        .map((a) => subjectOf(a.value, budget));
      return `${callee} ${parts.join(' ')}`;
    }
    case 'list':
      return value.items.map((item) => subjectOf(item, budget)).join(' ');
    default:
      return '';
  }
}
