/**
 * TypeScript and JavaScript that define infrastructure: the classes and functions of a file and what they make of one another.
 * What constructs are is read by the plugins of their ecosystems. Other programs in these languages are not read.
 */
import type { Fact } from '../../facts/types.js';
import type { PythonDefinition, PythonExpression, TypescriptDocument } from '../../syntax/types.js';
import { classIdentifiers, definitionIdentifiers, importedIdentifier } from '../shared/constructs/classes.js';
import { constructName, definesInfrastructure } from '../shared/constructs/names.js';
import { moduleSpace, programText } from '../shared/constructs/text.js';
import { writeModuleImports } from '../shared/module-imports.js';
import { valueReader } from '../shared/python/values.js';
import { viewOf, type PythonView } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const LONGEST = 500;

const plugin: Plugin<'typescript'> = {
  id: 'typescript',
  title: 'TypeScript that defines infrastructure',
  documentation: 'https://www.typescriptlang.org/docs/',
  languages: ['typescript'],

  accepts({ logicalPath }: FileInfo, text: string): boolean {
    return definesInfrastructure(logicalPath, text);
  },

  extract(document: TypescriptDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    const writer = new FactWriter(document, context, 'call');
    for (const definition of view.definitions) definitionFacts(definition, view, writer);
    writeModuleImports(view, writer);
    for (const call of view.calls) {
      const unit = view.unit(call.scope);
      for (const { kind, value } of classIdentifiers(call, view)) writer.link(unit, 'calls', kind, value, call.offset);
      for (const { value } of call.arguments) handedOver(value, call.scope, view, writer);
      const name = constructName(call.callee);
      if (!APPLICATION.test(name)) continue;
      // What is made inside the application is not what the application does.
      const application = writer.unit(`resource:${name}`, 'resource', call.offset, { parent: unit });
      writer.signal('call', name, application, call.offset, valueReader(call, view));
    }
    for (const [name, value] of document.constants) constant(name, value, view, writer);
    return writer.facts;
  },
};

/** What the catalogue knows of as a call; constructs are resources. */
const APPLICATION = /^(?:aws_cdk|cdktf)\.App$/;

function definitionFacts(definition: PythonDefinition, view: PythonView, writer: FactWriter): void {
  const { kind, name, scope, parent, offset, bases } = definition;
  const dead = view.isDead(offset);
  writer.unit(scope, kind, offset, { name, parent: view.unit(parent), ...(dead ? { off: 'disabled' as const } : {}) });
  for (const value of definitionIdentifiers(view.context.file.path, name)) writer.offer(scope, 'config', value, offset);
  for (const base of bases) {
    const imported = importedIdentifier(base, view.context.file.path);
    const local = view.local(base, parent)?.definition;
    const [own] = local ? definitionIdentifiers(view.context.file.path, local.name) : [];
    writer.link(scope, 'calls', 'config', imported ?? own, offset);
  }
}

/** Functions that are given to a call are taken as called. */
function handedOver(value: PythonExpression, scope: string, view: PythonView, writer: FactWriter): void {
  if (value.kind !== 'name') return;
  const found = view.local(value.name, scope)?.definition;
  if (found?.kind !== 'function') return;
  const [own] = definitionIdentifiers(view.context.file.path, found.name);
  writer.link(view.unit(scope), 'calls', 'config', own, value.offset);
}

/** Constants of a module, and the members of its objects, by which other files fill in names. */
function constant(name: string, value: PythonExpression, view: PythonView, writer: FactWriter, depth = 0): void {
  if (value.kind === 'dict' && depth < 3) {
    for (const { key, value: member } of value.entries.slice(0, 100))
      if (key.kind === 'string') constant(`${name}.${key.value}`, member, view, writer, depth + 1);
    return;
  }
  if (!/^\w+(?:\.\w+)*$/.test(name) || !['string', 'number', 'boolean', 'template', 'name'].includes(value.kind))
    return;
  const text = programText(value, view, '');
  if (text && text.length <= LONGEST) writer.symbol(moduleSpace(view.context.file.path), name, text, value.offset);
}

export default plugin;
