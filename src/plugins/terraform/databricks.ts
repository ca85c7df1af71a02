/**
 * Jobs of Databricks: what every task runs and on which cluster.
 * https://registry.terraform.io/providers/databricks/databricks/latest/docs/resources/job
 */
import type { HclBlock, HclExpression } from '../../syntax/types.js';
import { hasReference } from '../../facts/value.js';
import { notebookName } from '../shared/notebooks.js';
import { blocksOf, expressionAt } from './attributes.js';
import { addressesIn, textOf } from './expressions.js';
import { attribute, identifierOf, type Declared, type Scope } from './scope.js';

const MOST_TASKS = 100;
const CLUSTERS = ['job_cluster_key', 'existing_cluster_id', 'new_cluster', 'environment_key'];

export function databricksJob({ block, unit, address }: Declared, scope: Scope): void {
  const fromGit = blocksOf(block, 'git_source').length > 0;
  taskFacts(block, unit, fromGit, scope);
  for (const [at, task] of blocksOf(block, 'task').slice(0, MOST_TASKS).entries()) {
    const name = textOf(attribute(task, 'task_key'), scope) ?? String(at);
    const part = scope.writer.unit(`task:${address}.${name}`, 'task', task.offset, { name, parent: unit });
    taskFacts(task, part, fromGit, scope);
    // `for_each_task` repeats the task inside it.
    for (const repeated of blocksOf(task, 'for_each_task'))
      for (const inner of blocksOf(repeated, 'task')) taskFacts(inner, part, fromGit, scope);
  }
}

function taskFacts(task: HclBlock, unit: string, fromGit: boolean, scope: Scope): void {
  const { writer, directory } = scope;
  for (const path of ['notebook_task.notebook_path', 'spark_python_task.python_file']) {
    const value = expressionAt(task, path);
    if (!value) continue;
    const [referred] = addressesIn(value);
    if (referred) writer.link(unit, 'runs', 'terraform', identifierOf(directory, referred), value.offset);
    else program(value, unit, fromGit, scope);
  }
  const entry = expressionAt(task, 'python_wheel_task.entry_point');
  if (entry) {
    const name = textOf(entry, scope) ?? '';
    const wheel = textOf(expressionAt(task, 'python_wheel_task.package_name'), scope) ?? '';
    writer.link(unit, 'calls', 'python-name', `${wheel}.${name}`, entry.offset);
    writer.link(unit, 'runs', 'target', `script:${name}`, entry.offset);
  }
  const place = CLUSTERS.map((name) => attribute(task, name)?.offset ?? blocksOf(task, name)[0]?.offset).find(
    (offset) => offset !== undefined,
  );
  if (place !== undefined)
    writer.component(unit, place, {
      type: 'model-training-infrastructure',
      technology: 'databricks',
      relation: 'runs-on',
      confidence: 'medium',
    });
}

/** A path of the repository that the job takes from git; one of the workspace is known by the notebook's name. */
function program(value: HclExpression, unit: string, fromGit: boolean, { writer }: Scope): void {
  const written = value.kind === 'string' ? value.value : value.kind === 'template' ? lastPart(value) : undefined;
  if (written === undefined || hasReference(written)) return;
  if (!fromGit) writer.link(unit, 'runs', 'config', notebookName(written), value.offset);
  else {
    const file = /\.\w{1,5}$/.test(written) ? written : `${written}.py`;
    writer.link(unit, 'runs', 'path', writer.context.resolvePath(file, '.'), value.offset);
  }
}

/** `"${var.root}/notebooks/train"`: the folder is a setting, the name is not. */
function lastPart({ parts }: Extract<HclExpression, { kind: 'template' }>): string | undefined {
  const last = parts.at(-1);
  return typeof last === 'string' && /\/[\w.-]+$/.test(last) ? last : undefined;
}
