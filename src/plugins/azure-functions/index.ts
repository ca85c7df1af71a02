/**
 * Azure Functions of the first programming model: a folder for each function, in which `function.json` says which program it
 * is and what starts it. Format: https://learn.microsoft.com/azure/azure-functions/functions-triggers-bindings
 */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { get, items, scalar, string } from '../../syntax/data/tree.js';
import type { DataDocument } from '../../syntax/types.js';
import { moduleOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const TECHNOLOGY = 'azure-functions';
const PROGRAM = '__init__.py';

const plugin: Plugin<'json'> = {
  id: 'azure-functions',
  title: 'Azure Functions',
  documentation: 'https://learn.microsoft.com/azure/azure-functions/functions-triggers-bindings',
  reads: '`function.json`: the program of a function, and whether requests, a timer or events start it.',
  technologies: [TECHNOLOGY],
  languages: ['json'],
  accepts: ({ logicalPath }: FileInfo, text: string) =>
    posix.basename(logicalPath) === 'function.json' && text.includes('"bindings"'),
  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const [root] = document.roots;
    const trigger = items(get(root, 'bindings')).find((binding) => /Trigger$/i.test(string(binding, 'type') ?? ''));
    if (!root || !trigger) return [];
    const writer = new FactWriter(document, context, 'manifest');
    const directory = posix.dirname(context.file.path);
    const name = posix.basename(directory);
    const unit = writer.unit(`resource:${name}`, 'resource', root.offset, {
      name,
      ...(scalar(root, 'disabled') === true ? { off: 'disabled' as const } : {}),
    });
    writer.component(unit, root.offset, { type: 'infrastructure', technology: TECHNOLOGY });
    const script = string(root, 'scriptFile') ?? PROGRAM;
    const at = get(root, 'scriptFile')?.offset ?? root.offset;
    const path = context.resolvePath(script, directory);
    writer.link(unit, 'runs', 'path', path, at);
    const entry = string(root, 'entryPoint') ?? 'main';
    if (path !== undefined) writer.link(unit, 'calls', 'python-name', `${moduleOf(path)}.${entry}`, at);
    const type = string(trigger, 'type') ?? '';
    if (/^http/i.test(type)) writer.trait(unit, 'web-service', trigger.offset, undefined, TECHNOLOGY);
    else if (/^timer/i.test(type)) writer.trait(unit, 'runs-on-schedule', trigger.offset, string(trigger, 'schedule'));
    else writer.trait(unit, 'runs-on-event', trigger.offset, type.replace(/Trigger$/i, ''));
    return writer.facts;
  },
};

export default plugin;
