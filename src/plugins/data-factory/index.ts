/**
 * Data Factory and Synapse as they keep themselves in git: a JSON file for each pipeline, trigger, notebook and job.
 * Format: https://learn.microsoft.com/azure/data-factory/source-control
 */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { get, isSequence, items, string, strings, text } from '../../syntax/data/tree.js';
import type { BicepExpression, DataDocument, DataNode } from '../../syntax/types.js';
import { engineOf, isIdle, pipelineFacts } from '../shared/azure/activities.js';
import { spaceOf, type AzureTemplate } from '../shared/azure/template.js';
import { pipelineTrigger } from '../shared/azure/triggers.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const FOLDER = /(?:^|\/)(pipeline|trigger|notebook|sparkJobDefinition)\/[^/]+\.json$/;

const plugin: Plugin<'json'> = {
  id: 'data-factory',
  title: 'Azure Data Factory and Synapse pipelines',
  documentation: 'https://learn.microsoft.com/azure/data-factory/source-control',
  languages: ['json'],

  accepts({ logicalPath }: FileInfo, text: string): boolean {
    return FOLDER.test(logicalPath) && text.includes('"properties"') && text.includes('"name"');
  },

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    const folder = FOLDER.exec(context.file.logicalPath)?.[1];
    const [root] = document.roots;
    const name = string(root, 'name') ?? posix.basename(context.file.logicalPath, '.json');
    const properties = get(root, 'properties');
    if (root && properties) {
      if (folder === 'pipeline') writePipeline(name, root, properties, writer);
      else if (folder === 'trigger') writeTrigger(name, root, properties, writer);
      else writeCode(name, root, properties, writer);
    }
    return writer.facts;
  },
};

export default plugin;

function writePipeline(name: string, root: DataNode, properties: DataNode, writer: FactWriter): void {
  const activities = get(properties, 'activities');
  if (!isSequence(activities)) return;
  const template = templateOf(writer);
  const values = plain(properties);
  const off = activities.items.length === 0 ? 'empty' : isIdle(values, template) ? 'disabled' : undefined;
  const unit = writer.unit(`resource:${name}`, 'resource', root.offset, { name, ...(off ? { off } : {}) });
  writer.offer(unit, 'pipeline', name, root.offset);
  writer.component(unit, root.offset, { type: 'data-pipeline', technology: engineOf(values, template), name });
  pipelineFacts(unit, name, values, template);
}

/** A trigger that is stopped starts nothing. */
function writeTrigger(name: string, root: DataNode, properties: DataNode, writer: FactWriter): void {
  const state = string(properties, 'runtimeState');
  if (get(properties, 'typeProperties') === undefined || string(properties, 'type')?.endsWith('Trigger') !== true)
    return;
  const unit = writer.unit(`trigger:${name}`, 'resource', root.offset, {
    name,
    ...(state === 'Stopped' || state === 'Disabled' ? { off: 'disabled' as const } : {}),
  });
  pipelineTrigger(unit, plain(properties), root.offset, templateOf(writer));
}

/** Notebooks of Synapse hold their code in cells; definitions of Spark jobs name a file. */
function writeCode(name: string, root: DataNode, properties: DataNode, writer: FactWriter): void {
  const file = get(properties, 'jobProperties', 'file');
  const cells = items(get(properties, 'cells'));
  if (!file && cells.length === 0) return;
  const unit = writer.unit(`resource:${name}`, 'resource', root.offset, { name });
  writer.offer(unit, 'pipeline', name, root.offset);
  const path = text(file);
  if (file && path) writer.link(unit, 'runs', 'path', posix.basename(path), file.offset);
  const language = string(properties, 'metadata', 'language_info', 'name');
  if (language !== undefined && language !== 'python') return;
  const code = cells
    .filter((cell) => string(cell, 'cell_type') === 'code')
    .map((cell) => strings(cell, 'source').join(''))
    .filter((source) => !/^\s*%%(?!pyspark)/.test(source));
  writer.embed(unit, 'python', code.join('\n').replace(/^\s*%%pyspark/gm, ''), { offset: properties.offset });
}

/** Values as they stand; expressions of Data Factory (`@pipeline().parameters.x`) are text that names nothing. */
function plain(node: DataNode): BicepExpression {
  const { offset } = node;
  if (node.kind === 'sequence') return { kind: 'list', items: node.items.map(plain), offset };
  if (node.kind === 'map')
    return { kind: 'object', entries: node.entries.map(({ key, value }) => ({ key, value: plain(value) })), offset };
  return { kind: 'string', value: node.value, offset };
}

function templateOf(writer: FactWriter): AzureTemplate {
  const { path } = writer.context.file;
  return {
    writer,
    path,
    space: spaceOf(path),
    values: new Map(),
    resources: new Map(),
    modules: new Map(),
    referred: () => [],
  };
}
