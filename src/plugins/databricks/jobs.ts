/** Jobs: tasks, clusters, schedules and triggers. */
import { posix } from 'node:path';
import { entries, get, isMap, items, list, scalar, string, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import type { Reason } from '../../facts/types.js';
import { hasWord, METRIC_WORDS, OUTCOME_WORDS, wordsOf } from '../shared/gates/words.js';
import { isTrial } from '../shared/trial.js';
import { writeDag, writeStart, writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import { notebookName } from '../shared/notebooks.js';

const MOST_TASKS = 2000;
/** Kinds of tasks that run a file, and the key that names it. */
const FILES: [string, string][] = [
  ['notebook_task', 'notebook_path'],
  ['spark_python_task', 'python_file'],
];
/** How dbx refers to files of the project. Source: https://dbx.readthedocs.io/en/latest/features/file_references/ */
const LOCAL_REFERENCE = /^file:(?:\/\/|fuse:\/\/)/;
/** A condition on how the deployed model does, by which a job starts another one. */
const DEGRADED = /drift|violat|anomal|degrad|regress/i;
/** Node types with accelerators on AWS, Azure and Google Cloud. */
const ACCELERATED = /^(?:[pg]\d\w*\.|Standard_N[CDV]|a2-|a3-|g2-)|gpu/i;

/** @param monitored a monitor is defined beside the job; a condition on its findings reads them */
export function writeJob(job: DataNode, key: string, offset: number, writer: FactWriter, monitored = false): void {
  if (!isMap(job)) return;
  const name = withoutTarget(string(job, 'name') ?? key);
  const tasks = items(get(job, 'tasks')).slice(0, MOST_TASKS);
  const single = ['notebook_task', 'spark_python_task', 'python_wheel_task', 'spark_jar_task'].some((one) =>
    get(job, one),
  );
  const off: Reason | undefined = tasks.length === 0 && !single ? 'empty' : undefined;
  const dag = writeDag(writer, { id: name, offset, technology: 'databricks', ...(off ? { off } : {}) });
  if (key !== name) writer.offer(dag, 'pipeline', key, offset);
  writeStarts(job, dag, writer);
  const clusters = new Map(
    items(get(job, 'job_clusters')).map((cluster) => [string(cluster, 'job_cluster_key'), get(cluster, 'new_cluster')]),
  );
  for (const task of tasks.length > 0 ? tasks : single ? [job] : []) {
    const id = string(task, 'task_key') ?? key;
    const unit = single && tasks.length === 0 ? dag : writeTask(writer, { id, offset: task.offset, parent: dag });
    // `for_each_task` repeats the task inside it.
    writeTaskBody(get(task, 'for_each_task', 'task') ?? task, unit, clusters, writer);
    writeCondition(get(task, 'condition_task'), { unit, dag, monitored }, writer);
  }
}

const alternatives = (node: DataNode, key: string): DataNode[] =>
  entries(node).flatMap((entry) => (entry.key === key ? [entry.value] : []));

/** `${bundle.target}-train` and `[dev] train`: the same job in every target. */
function withoutTarget(name: string): string {
  return name.replace(/^\$\{bundle\.\w+\}[-_ ]?/, '').replace(/[-_ ]?\$\{bundle\.\w+\}$/, '') || name;
}

function writeTaskBody(
  task: DataNode,
  unit: string,
  clusters: ReadonlyMap<string | undefined, DataNode | undefined>,
  writer: FactWriter,
): void {
  const remote =
    string(task, 'notebook_task', 'source') === 'GIT' || string(task, 'spark_python_task', 'source') === 'GIT';
  for (const [kind, key] of FILES) {
    // A template may offer several ways to do the task; each is kept.
    for (const body of alternatives(task, kind))
      for (const path of alternatives(body, key)) writePath(path, unit, writer, remote);
  }
  writeParameters(task, unit, writer);
  const entry = get(task, 'python_wheel_task', 'entry_point');
  const module = string(task, 'python_wheel_task', 'package_name');
  // An entry point of the package; by convention it carries the name of the function or module.
  if (entry && module) {
    writer.link(unit, 'calls', 'python-name', `${module}.${text(entry) ?? ''}`, entry.offset);
    writer.link(unit, 'runs', 'target', `script:${text(entry) ?? ''}`, entry.offset);
  }
  const commands = get(task, 'dbt_task', 'commands');
  if (commands)
    writer.embed(
      unit,
      'shell',
      list(commands)
        .flatMap((one) => text(one) ?? [])
        .join('\n'),
      commands,
    );
  const runs = get(task, 'run_job_task', 'job_id');
  const job = /^\$\{resources\.jobs\.([\w-]+)\.id\}$/.exec(text(runs) ?? '')?.[1];
  if (runs && job) writer.link(unit, 'triggers', 'pipeline', job, runs.offset);
  writeCluster(task, unit, clusters, writer);
}

/** Parameters of a task that make of what it runs a trial, `run_mode: dry_run`, or name a part of it. */
function writeParameters(task: DataNode, unit: string, writer: FactWriter): void {
  const given = [
    get(task, 'notebook_task', 'base_parameters'),
    get(task, 'python_wheel_task', 'named_parameters'),
    get(task, 'run_job_task', 'job_parameters'),
  ].flatMap((parameters) => entries(parameters));
  for (const { key, value, offset } of given) {
    const written = text(value) ?? '';
    if (isTrial(key, written)) writer.trait(unit, 'reports-only', offset, `${key}: ${written}`);
    // A module that the notebook imports by name: `features_transform_module: pickup_features`.
    if (/(?:^|_)module(?:_name)?$/.test(key) && /^[A-Za-z_]\w*(?:\.\w+)*$/.test(written))
      writer.link(unit, 'imports', 'python-module', written, offset);
  }
  const words = [
    ...list(get(task, 'spark_python_task', 'parameters')),
    ...list(get(task, 'python_wheel_task', 'parameters')),
  ];
  for (const [at, word] of words.entries()) {
    const name = text(word) ?? '';
    if (name.startsWith('-') && isTrial(name.replace(/^--?/, ''), text(words[at + 1])))
      writer.trait(unit, 'reports-only', word.offset, name);
  }
}

/** `condition_task` lets the tasks after it run or not. */
function writeCondition(
  condition: DataNode | undefined,
  { unit, dag, monitored }: { unit: string; dag: string; monitored: boolean },
  writer: FactWriter,
): void {
  if (!condition) return;
  const detail = ['left', 'op', 'right'].map((key) => string(condition, key) ?? '').join(' ');
  const found = wordsOf(detail);
  if (DEGRADED.test(detail)) {
    writeStart(writer, dag, { trait: 'runs-on-event', detail }, condition.offset);
    if (monitored)
      writer.component(unit, condition.offset, {
        type: 'monitoring',
        technology: 'databricks',
        relation: 'reads-from',
      });
  } else if (hasWord(found, METRIC_WORDS) || hasWord(found, OUTCOME_WORDS))
    writer.trait(unit, 'model-gate', condition.offset, detail);
}

/**
 * Paths count from the file, or from the root of the repository when the job takes its code from git. In the workspace
 * (`/Repos/…`, `/Shared/…`) lies a copy, which is known by the name of the notebook.
 */
function writePath(node: DataNode | undefined, unit: string, writer: FactWriter, remote: boolean): void {
  const written = text(node);
  if (!node || !written) return;
  const local = LOCAL_REFERENCE.exec(written);
  if (local) {
    // dbx counts from the root of the project, where by its convention the jobs stand in `conf`.
    const base = posix.dirname(writer.context.file.logicalPath).replace(/(?:^|\/)conf$/, '') || '.';
    writer.link(unit, 'runs', 'path', writer.context.resolvePath(written.slice(local[0].length), base), node.offset);
    return;
  }
  if (/^[a-z][a-z0-9+.-]*:\//i.test(written)) return;
  if (written.startsWith('/')) {
    if (!remote) writer.link(unit, 'runs', 'config', notebookName(written), node.offset);
    return;
  }
  const resolved = writer.context.resolvePath(
    written.replace(/^\$\{workspace\.file_path\}\//, ''),
    remote ? '.' : undefined,
  );
  // Notebooks may be named without the ending of their file.
  const file = resolved !== undefined && !/\.\w{1,5}$/.test(resolved) ? `${resolved}.py` : resolved;
  writer.link(unit, 'runs', 'path', file, node.offset);
}

function writeCluster(
  task: DataNode,
  unit: string,
  clusters: ReadonlyMap<string | undefined, DataNode | undefined>,
  writer: FactWriter,
): void {
  const key = string(task, 'job_cluster_key');
  const existing = get(task, 'existing_cluster_id');
  const cluster = get(task, 'new_cluster') ?? clusters.get(key);
  const name = key ?? text(existing);
  const place = get(task, 'job_cluster_key') ?? existing ?? get(task, 'new_cluster') ?? get(task, 'environment_key');
  if (!place) return;
  writer.component(unit, place.offset, {
    type: 'model-training-infrastructure',
    technology: 'databricks',
    relation: 'runs-on',
    confidence: 'medium',
    ...(name ? { name } : {}),
    ...(get(cluster, 'spark_version') ? { definedBy: 'apache-spark' } : {}),
  });
  const node = get(cluster, 'node_type_id');
  if (node && ACCELERATED.test(text(node) ?? '')) writer.trait(unit, 'requests-accelerator', node.offset, text(node));
}

const paused = (node: DataNode | undefined): boolean => string(node, 'pause_status')?.toUpperCase() === 'PAUSED';

function writeStarts(job: DataNode, dag: string, writer: FactWriter): void {
  const schedule = get(job, 'schedule');
  const cron = string(schedule, 'quartz_cron_expression');
  if (schedule && isMap(schedule) && !paused(schedule))
    writeStart(writer, dag, { trait: 'runs-on-schedule', ...(cron ? { detail: cron } : {}) }, schedule.offset);
  const trigger = get(job, 'trigger');
  if (trigger && !paused(trigger)) {
    const periodic = get(trigger, 'periodic');
    const interval = [scalar(periodic, 'interval'), string(periodic, 'unit')].filter(Boolean).join(' ');
    const event = string(trigger, 'file_arrival', 'url') ?? string(trigger, 'table_update', 'table_names');
    if (periodic) writeStart(writer, dag, { trait: 'runs-on-schedule', detail: interval }, trigger.offset);
    else writeStart(writer, dag, { trait: 'runs-on-event', ...(event ? { detail: event } : {}) }, trigger.offset);
  }
  const continuous = get(job, 'continuous');
  if (continuous && !paused(continuous))
    writeStart(writer, dag, { trait: 'runs-on-schedule', detail: 'continuous' }, continuous.offset);
}
