/** Databricks asset bundles and job definitions. */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { entries, get, isMap, items, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode, PythonDocument } from '../../syntax/types.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeJob } from './jobs.js';
import { notebookName, NOTEBOOK_SOURCE } from '../shared/notebooks.js';
import { writeOthers } from './resources.js';

const BUNDLE_FILE = /(?:^|\/)databricks\.ya?ml$/;
const MARKS =
  /\b(?:task_key|notebook_task|spark_python_task|python_wheel_task|model_serving_endpoints|registered_models|quality_monitors)\b|^resources:|^bundle:/m;
const CLUSTER = /"?spark_version"?\s*:/;
const MOST_TARGETS = 20;

const plugin: Plugin<'yaml' | 'json' | 'python'> = {
  id: 'databricks',
  title: 'Databricks asset bundles and jobs',
  documentation: 'https://docs.databricks.com/dev-tools/bundles/settings.html',
  reads:
    'Asset bundles and job definitions: tasks, clusters, schedules and triggers, models, experiments, serving endpoints.',
  technologies: ['databricks'],
  languages: ['yaml', 'json', 'python'],
  accepts: (file: FileInfo, text: string) =>
    /\.(?:py|ipynb)$/i.test(file.logicalPath)
      ? file.logicalPath.endsWith('.ipynb') || NOTEBOOK_SOURCE.test(text)
      : /\.(?:ya?ml|json)$/i.test(file.logicalPath) &&
        (BUNDLE_FILE.test(file.logicalPath) || MARKS.test(text) || CLUSTER.test(text)),
  extract(document: DataDocument | PythonDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    if (document.language === 'python') {
      writer.offer(context.unit, 'config', notebookName(context.file.logicalPath), 0);
      writeTaskOfJob(document, writer);
      return writer.facts;
    }
    for (const root of document.roots) writeRoot(root, writer);
    return writer.facts;
  },
};

export default plugin;

/** Task values are known in jobs only (https://docs.databricks.com/jobs/task-values.html): some job runs the notebook. */
function writeTaskOfJob({ calls }: PythonDocument, writer: FactWriter): void {
  const call = calls.find(({ callee }) => /^dbutils\.jobs\.taskValues\.[gs]et$/.test(callee));
  if (!call || writer.context.unit !== '') return;
  const { path } = writer.context.file;
  const unit = writer.unit('task:job', 'task', call.offset, { name: notebookName(path) });
  writer.link(unit, 'runs', 'path', path, call.offset);
}

function writeRoot(root: DataNode, writer: FactWriter): void {
  if (!isMap(root)) return;
  // The file that governs a bundle takes its resource files into force.
  for (const include of items(get(root, 'include'))) {
    // `resources/*.yml` means what stands in `resources`.
    const path = text(include)?.replace(/\/?[^/]*\*.*$/, '');
    if (path === undefined || !get(root, 'bundle')) continue;
    const resolved = writer.context.resolvePath(path || '.');
    writer.link(writer.context.unit, 'includes', 'path', resolved, include.offset);
    // Whoever names single files of a folder leaves out the others.
    const folder = path === text(include) && resolved ? posix.dirname(resolved) : '.';
    if (folder !== '.' && folder !== posix.dirname(writer.context.file.path))
      writer.symbol(`databricks:${folder}`, '__governed_by__', writer.context.file.path, include.offset);
  }
  if (get(root, 'bundle'))
    for (const { key, offset } of entries(get(root, 'targets')).slice(0, MOST_TARGETS))
      writer.trait(writer.context.unit, 'stage', offset, key);
  const written = new Set<string>();
  const resources = [
    get(root, 'resources'),
    ...entries(get(root, 'targets'))
      .slice(0, MOST_TARGETS)
      .map(({ value }) => get(value, 'resources')),
  ];
  for (const part of resources) {
    for (const { key, value, offset } of entries(get(part, 'jobs'))) {
      // A target repeats a job only to change parts of it.
      if (written.has(key)) continue;
      written.add(key);
      writeJob(value, key, offset, writer, get(part, 'quality_monitors') !== undefined);
    }
    writeOthers(part, writer);
  }
  if (isCluster(root)) {
    const name = string(root, 'cluster_name');
    const unit = writer.unit(`cluster:${name ?? 'cluster'}`, 'resource', root.offset, { ...(name ? { name } : {}) });
    writer.component(unit, root.offset, { type: 'model-training-infrastructure', technology: 'databricks' });
  }
  // Job specifications for the jobs API and for dbx.
  if (isJob(root)) writeJob(root, string(root, 'name') ?? 'job', root.offset, writer);
  for (const { value } of entries(get(root, 'environments')).slice(0, MOST_TARGETS)) {
    for (const job of [...items(get(value, 'workflows')), ...items(get(value, 'jobs'))]) {
      const name = string(job, 'name');
      if (!name || written.has(name)) continue;
      written.add(name);
      writeJob(job, name, job.offset, writer);
    }
  }
}

/** A job of several tasks, or in the older form one that is its only task. */
function isJob(root: DataNode): boolean {
  const single = get(root, 'notebook_task') ?? get(root, 'spark_python_task') ?? get(root, 'python_wheel_task');
  const cluster = get(root, 'existing_cluster_id') ?? get(root, 'new_cluster');
  return (
    items(get(root, 'tasks')).some((task) => get(task, 'task_key') !== undefined) ||
    (single !== undefined && cluster !== undefined)
  );
}

/** Settings for the clusters API: a file that asks for one cluster. */
const isCluster = (root: DataNode): boolean =>
  get(root, 'spark_version') !== undefined &&
  get(root, 'node_type_id') !== undefined &&
  (get(root, 'num_workers') ?? get(root, 'autoscale')) !== undefined;
