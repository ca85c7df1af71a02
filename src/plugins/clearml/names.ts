/** Names by which pipelines of other files find the program that a ClearML task was made from. */
import { references } from '../../facts/value.js';
import type { PythonExpression } from '../../syntax/types.js';
import { textOf } from '../shared/python/values.js';
import type { PythonView } from '../shared/python/view.js';

/**
 * @param value name of the task, as an expression
 * @returns the text; for a setting that no definition holds (`cfg.experiment_name`) its expression, which is the same setting
 * in every file of a project
 */
export function taskNames(value: PythonExpression | undefined, view: PythonView, scope: string): string[] {
  const text = textOf(value, view, scope);
  if (text === undefined) return [];
  const isSetting = value?.kind === 'name' && /^\w*(?:cfg|config|settings)\w*\.\w/.test(value.name);
  if (isSetting && references(text).length > 0) return [`clearml-task:=${value.name}`];
  return [`clearml-task:${text}`];
}
