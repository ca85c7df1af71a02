/** Ploomber: `pipeline.yaml`, whose tasks are scripts, notebooks and functions with products. */
import type { Fact } from '../../facts/types.js';
import { get, isMap, items, scalar, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { writeDag, writeTask } from '../shared/workflow.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const FILE = /(?:^|\/)pipeline(?:\.[\w-]+)?\.ya?ml$/i;
const MOST_TASKS = 1000;

const plugin: Plugin<'yaml'> = {
  id: 'ploomber',
  title: 'Ploomber pipelines',
  documentation: 'https://docs.ploomber.io/en/latest/api/spec.html',
  languages: ['yaml'],
  accepts: (file: FileInfo, content: string) =>
    FILE.test(file.logicalPath) && /^tasks:/m.test(content) && /^\s*-?\s*(?:source|product):/m.test(content),
  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    for (const root of document.roots) writePipeline(root, writer);
    return writer.facts;
  },
};

export default plugin;

function writePipeline(root: DataNode, writer: FactWriter): void {
  const tasks = items(get(root, 'tasks')).filter((task) => isMap(task) && get(task, 'source'));
  if (!isMap(root) || tasks.length === 0) return;
  const path = writer.context.file.logicalPath;
  const folder = path.split('/').at(-2) ?? 'pipeline';
  const dag = writeDag(writer, { id: folder, offset: root.offset, technology: 'ploomber' });
  for (const task of tasks.slice(0, MOST_TASKS)) {
    const node = get(task, 'source');
    const source = text(node);
    if (!node || source === undefined) continue;
    const unit = writeTask(writer, { id: string(task, 'name') ?? source, offset: task.offset, parent: dag });
    // `package.module.function`, or a file.
    if (/\.(?:py|ipynb|sql|R|Rmd|sh|md)$/i.test(source))
      writer.link(unit, 'runs', 'path', writer.context.resolvePath(source), node.offset);
    else if (/^\w+(?:\.\w+)+$/.test(source)) writer.link(unit, 'calls', 'python-name', source, node.offset);
    if (scalar(task, 'class') === 'ShellScript')
      writer.link(unit, 'runs', 'path', writer.context.resolvePath(source), node.offset);
  }
}
