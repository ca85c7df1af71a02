/**
 * Task runners whose tasks are Python functions: nox, Invoke (also Fabric) and doit. A function is a target that runs the
 * commands handed to its session or context. Formats: https://nox.thea.codes/en/stable/config.html,
 * https://docs.pyinvoke.org/en/stable/, https://pydoit.org/tasks.html
 */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import type { PythonDefinition, PythonDocument, PythonExpression } from '../../syntax/types.js';
import { shellText } from '../shared/python/shell.js';
import { argument, viewOf } from '../shared/python/view.js';
import type { PythonView } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, Plugin } from '../types.js';

const FILES = /(?:^|\/)(?:noxfile|tasks|fabfile|dodo)\.py$/;
const NOX = /^nox\.session$/;
const INVOKE = /^(?:invoke|fabric)\.(?:tasks\.)?task$/;
const MOST_WORDS = 200;

const plugin: Plugin<'python'> = {
  id: 'python-tasks',
  title: 'nox, Invoke and doit',
  documentation: 'https://nox.thea.codes/en/stable/config.html',
  languages: ['python'],
  accepts: ({ logicalPath }, text) => FILES.test(logicalPath) && /\bnox\b|\binvoke\b|\bfabric\b|\bdef task_/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    const writer = new FactWriter(document, context, 'call');
    const home = posix.dirname(context.file.path);
    const isDodo = posix.basename(context.file.logicalPath) === 'dodo.py';
    const all: string[] = [];
    for (const definition of view.definitions) {
      if (definition.kind !== 'function' || definition.parent !== '') continue;
      const nox = definition.decorators.find(({ callee }) => NOX.test(callee));
      const invoke = definition.decorators.find(({ callee }) => INVOKE.test(callee));
      const unit = view.unit(definition.scope);
      const offer = (runner: string, name: string): void =>
        writer.offer(unit, 'target', `${home}#${runner}:${name}`, definition.offset);
      if (nox) {
        const named = argument(nox, 'name');
        const name = named?.kind === 'string' ? named.value : definition.name;
        offer('nox', name);
        if (argument(nox, 'default')?.kind !== 'boolean') all.push(name);
        writeRuns(definition, view, writer, unit, home);
      } else if (invoke) {
        offer('invoke', definition.name.replaceAll('_', '-'));
        if (definition.name.includes('_')) offer('invoke', definition.name);
        for (const { keyword, value } of invoke.arguments)
          if (keyword === 'pre' || keyword === undefined) writeNeeds(value, 'invoke', writer, unit, home);
        writeRuns(definition, view, writer, unit, home);
      } else if (isDodo && definition.name.startsWith('task_')) {
        const name = definition.name.slice('task_'.length);
        offer('doit', name);
        all.push(name);
        writeActions(definition, view, writer, unit, home);
      }
    }
    if (all.length > 0) writeDefault(all, isDodo ? 'doit' : 'nox', writer, home);
    return writer.facts;
  },
};

export default plugin;

/** `nox` and `doit` without a name run everything. */
function writeDefault(names: readonly string[], runner: string, writer: FactWriter, home: string): void {
  const unit = writer.unit('target:', 'target', 0, { name: runner });
  writer.offer(unit, 'target', `${home}#${runner}:`, 0);
  for (const name of names) writer.link(unit, 'runs', 'target', `${home}#${runner}:${name}`, 0);
}

/** `session.run('python', 'train.py')`, `context.run('python train.py')`: calls of the first parameter. */
function writeRuns(
  definition: PythonDefinition,
  view: PythonView,
  writer: FactWriter,
  unit: string,
  home: string,
): void {
  const first = definition.parameters[0]?.name;
  if (first === undefined) return;
  for (const call of view.callsIn(definition.scope)) {
    const written = view.written(call);
    if (written !== `${first}.run` && written !== `${first}.run_always` && written !== `${first}.sudo`) continue;
    const words = call.arguments.filter(({ keyword }) => keyword === undefined).map(({ value }) => value);
    writeCommand(words, definition.scope, view, writer, unit, home);
  }
}

/** Words of a command, or one text that a shell runs. */
function writeCommand(
  values: readonly PythonExpression[],
  scope: string,
  view: PythonView,
  writer: FactWriter,
  unit: string,
  home: string,
): void {
  const [first] = values;
  if (!first) return;
  if (values.length === 1) {
    writer.embed(unit, 'shell', shellText(first, view, scope) ?? '', { offset: first.offset }, home);
    return;
  }
  const words = values
    .slice(0, MOST_WORDS)
    .map((value) => ({ text: shellText(value, view, scope) ?? '$UNKNOWN', place: { offset: value.offset } }));
  writer.command(unit, words, home);
}

/** `@task(build, pre=[data])`: tasks that run before. */
function writeNeeds(value: PythonExpression, runner: string, writer: FactWriter, unit: string, home: string): void {
  const values = value.kind === 'list' ? value.items : [value];
  for (const item of values)
    if (item.kind === 'name')
      writer.link(unit, 'runs', 'target', `${home}#${runner}:${item.name.replaceAll('_', '-')}`, item.offset);
}

/** `return {'actions': ['python train.py'], 'task_dep': ['data']}` */
function writeActions(
  definition: PythonDefinition,
  view: PythonView,
  writer: FactWriter,
  unit: string,
  home: string,
): void {
  for (const exit of view.document.exits) {
    if (exit.scope !== definition.scope || exit.value?.kind !== 'dict') continue;
    for (const { key, value } of exit.value.entries) {
      const items = value.kind === 'list' ? value.items : [];
      if (key.kind !== 'string') continue;
      for (const item of items) {
        if (key.value === 'actions' && item.kind === 'list')
          writeCommand(item.items, definition.scope, view, writer, unit, home);
        else if (key.value === 'actions' && item.kind === 'name') {
          const name = view.pythonName(item.name, definition.scope);
          if (name) writer.link(unit, 'calls', 'python-name', name, item.offset);
        } else if (key.value === 'actions') writeCommand([item], definition.scope, view, writer, unit, home);
        else if (key.value === 'task_dep' && item.kind === 'string')
          writer.link(unit, 'runs', 'target', `${home}#doit:${item.value}`, item.offset);
      }
    }
  }
}
