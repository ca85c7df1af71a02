/** Databricks asset bundles and job definitions. */
import type { Fact } from '../../facts/types.js';
import { entries, get, isMap, items, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeJob } from './jobs.js';
import { writeOthers } from './resources.js';

const BUNDLE_FILE = /(?:^|\/)databricks\.ya?ml$/;
const MARKS =
  /\b(?:task_key|notebook_task|spark_python_task|python_wheel_task|model_serving_endpoints|registered_models|quality_monitors)\b|^resources:|^bundle:/m;
const MOST_TARGETS = 20;

const plugin: Plugin<'yaml' | 'json'> = {
  id: 'databricks',
  title: 'Databricks asset bundles and jobs',
  documentation: 'https://docs.databricks.com/dev-tools/bundles/settings.html',
  reads:
    'Asset bundles and job definitions: tasks, clusters, schedules and triggers, models, experiments, serving endpoints.',
  technologies: ['databricks'],
  languages: ['yaml', 'json'],
  accepts: (file: FileInfo, text: string) =>
    /\.(?:ya?ml|json)$/i.test(file.logicalPath) && (BUNDLE_FILE.test(file.logicalPath) || MARKS.test(text)),
  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    for (const root of document.roots) writeRoot(root, writer);
    return writer.facts;
  },
};

export default plugin;

function writeRoot(root: DataNode, writer: FactWriter): void {
  if (!isMap(root)) return;
  // The file that governs a bundle takes its resource files into force.
  for (const include of items(get(root, 'include'))) {
    // `resources/*.yml` means what stands in `resources`.
    const path = text(include)?.replace(/\/?[^/]*\*.*$/, '');
    if (path === undefined || !get(root, 'bundle')) continue;
    writer.link(writer.context.unit, 'includes', 'path', writer.context.resolvePath(path || '.'), include.offset);
  }
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

function isJob(root: DataNode): boolean {
  return items(get(root, 'tasks')).some((task) => get(task, 'task_key') !== undefined);
}
