/** Notebooks that Python code tells Databricks to run: the `notebook_path` of a call, or of a task that it is given as data. */
import { hasReference } from '../../../facts/value.js';
import type { PythonCall, PythonExpression } from '../../../syntax/types.js';
import { notebookName } from '../notebooks.js';
import type { FactWriter } from '../writer.js';
import { textOf } from './values.js';
import { argument, type PythonView } from './view.js';

const KEY = 'notebook_path';
/** Arguments under which operators and clients take a task as data. */
const HOLDERS = ['notebook_task', 'json', 'tasks', 'task', 'new_tasks', 'notebook_params'];
/** Parts that are looked at for one call. */
const MOST_PARTS = 300;

/**
 * Links a unit to the notebooks that a call names.
 * Format: https://docs.databricks.com/api/workspace/jobs/submit
 */
export function linkNotebooks(call: PythonCall, view: PythonView, writer: FactWriter, unit: string): void {
  const budget = { left: MOST_PARTS };
  const named = [
    ...pathsIn(argument(call, KEY), view, call.scope),
    ...HOLDERS.flatMap((key) => inside(argument(call, key), view, call.scope, budget)),
  ];
  for (const { path, offset } of named) writer.link(unit, 'runs', 'config', notebookName(path), offset);
}

interface Named {
  path: string;
  offset: number;
}

/** What is filled in when the job runs may stand before the name, but not in it. */
function pathsIn(value: PythonExpression | undefined, view: PythonView, scope: string): Named[] {
  const path = textOf(value, view, scope);
  const name = path?.slice(path.lastIndexOf('/') + 1);
  if (!value || path === undefined || !name || hasReference(name) || /[{}]/.test(name)) return [];
  return [{ path, offset: value.offset }];
}

function inside(
  value: PythonExpression | undefined,
  view: PythonView,
  scope: string,
  budget: { left: number },
): Named[] {
  if (!value || budget.left-- <= 0) return [];
  switch (value.kind) {
    case 'name':
      return inside(view.assignments(value.name, scope).at(-1)?.value, view, scope, budget);
    case 'list':
      return value.items.flatMap((item) => inside(item, view, scope, budget));
    case 'dict':
      return value.entries.flatMap((entry) =>
        entry.key.kind === 'string' && entry.key.value === KEY
          ? pathsIn(entry.value, view, scope)
          : inside(entry.value, view, scope, budget),
      );
    default:
      return [];
  }
}
