/**
 * Valohai: steps that run commands in an image on machines of the platform, pipelines whose nodes are steps, and
 * deployments of endpoints. Format: https://docs.valohai.com/hc/en-us/articles/18704260449937
 */
import type { Fact } from '../../facts/types.js';
import { get, items, list, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { writeDag, writeTask } from '../shared/workflow.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const MOST = 500;

const plugin: Plugin<'yaml'> = {
  id: 'valohai',
  title: 'Valohai',
  documentation: 'https://docs.valohai.com/hc/en-us',
  languages: ['yaml'],
  accepts: (file: FileInfo) => /(?:^|\/)valohai[\w.-]*\.ya?ml$/.test(file.logicalPath),
  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    const parts = document.roots.flatMap((root) => items(root));
    const steps = new Map(parts.flatMap((part) => named(get(part, 'step'))));
    const used = new Set<string>();
    for (const [name, pipeline] of parts.flatMap((part) => named(get(part, 'pipeline'))).slice(0, MOST)) {
      const dag = writeDag(writer, { id: name, offset: pipeline.offset, technology: 'valohai' });
      for (const node of items(get(pipeline, 'nodes')).slice(0, MOST)) {
        const step = string(node, 'step');
        const id = string(node, 'name') ?? step ?? 'node';
        const body = step === undefined ? undefined : steps.get(step);
        if (step !== undefined) used.add(step);
        const unit = writeTask(writer, { id, offset: node.offset, parent: dag });
        if (body) writeStep(body, unit, writer);
      }
    }
    // A step that no pipeline takes in is started by itself.
    for (const [name, step] of [...steps].slice(0, MOST))
      if (!used.has(name)) writeStep(step, writer.unit(`step:${name}`, 'job', step.offset, { name }), writer);
    for (const [name, endpoint] of parts.flatMap((part) => named(get(part, 'endpoint'))).slice(0, MOST))
      writeEndpoint(name, endpoint, writer);
    return writer.facts;
  },
};

export default plugin;

const named = (node: DataNode | undefined): [string, DataNode][] => {
  const name = string(node, 'name');
  return node && name !== undefined ? [[name, node]] : [];
};

function writeStep(step: DataNode, unit: string, writer: FactWriter): void {
  const image = get(step, 'image');
  if (image) writer.image(unit, text(image), image.offset);
  writer.component(unit, step.offset, {
    type: 'model-training-infrastructure',
    technology: 'valohai',
    relation: 'runs-on',
  });
  for (const command of list(get(step, 'command')))
    writer.embed(unit, 'shell', withoutParameters(text(command) ?? ''), command);
}

/** `{parameters}` and `{parameter:x}` are filled in by the platform. */
const withoutParameters = (command: string): string => command.replace(/\{parameters?(?::[\w-]+)?\}/g, '');

function writeEndpoint(name: string, endpoint: DataNode, writer: FactWriter): void {
  const unit = writer.unit(`endpoint:${name}`, 'workload', endpoint.offset, { name });
  writer.component(unit, endpoint.offset, { type: 'model-serving', technology: 'valohai', name });
  writer.offer(unit, 'endpoint', name, endpoint.offset);
  const image = get(endpoint, 'image');
  if (image) writer.image(unit, text(image), image.offset);
  const command = get(endpoint, 'server-command');
  if (command) writer.embed(unit, 'shell', text(command) ?? '', command);
}
