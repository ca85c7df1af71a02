/** Constants of a module and of its classes, by which other files fill in names. */
import { MODULE_OBJECTS } from '../../facts/methods.js';
import { reference } from '../../facts/value.js';
import type { PythonCall, PythonDefinition, PythonExpression } from '../../syntax/types.js';
import { textOf } from '../shared/python/values.js';
import { lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

const LONGEST = 500;
const MOST_ENTRIES = 100;
/** How deep tables inside tables are followed. */
const MOST_KEYS = 3;

/**
 * A module is the space `python:MODULE`; a class, and an object of the module made from it, is the space
 * `python:MODULE.NAME`, so that `config.Settings.model` and `config.settings.model` are looked up alike.
 */
export function writeSymbols(view: PythonView, writer: FactWriter): void {
  if (view.context.unit !== '') return;
  const names = new Set<string>();
  const write = (space: string, name: string, value: PythonExpression, scope: string): void => {
    const key = `${space}\n${name}`;
    if (value.kind === 'dict') {
      // Elements of a table are written as code asks for them: `CONFIG["model"]["name"]`.
      for (const entry of name.split('[').length > MOST_KEYS ? [] : value.entries.slice(0, MOST_ENTRIES)) {
        if (entry.key.kind === 'string' && /^[\w.-]{1,60}$/.test(entry.key.value))
          write(space, `${name}["${entry.key.value}"]`, entry.value, scope);
      }
      return;
    }
    if (names.has(key) || !/^\w+(?:\[.*)?$/.test(name) || !isValue(value)) return;
    const text = textOf(value, view, scope);
    if (text === undefined || text === '' || text.length > LONGEST || text === reference(space, name)) return;
    names.add(key);
    writer.symbol(space, name, text, value.offset);
  };
  const module = `python:${view.module}`;
  for (const [name, value] of view.document.constants) write(module, name, value, '');
  const objects = new Map<string, string[]>();
  for (const { target, value, scope } of view.document.assignments) {
    if (scope === '') write(module, target, value, scope);
    const made = scope === '' && value.kind === 'call' ? view.local(value.call.callee, '')?.definition : undefined;
    if (made?.kind === 'class') objects.set(made.scope, [...(objects.get(made.scope) ?? []).slice(0, 5), target]);
    const type = scope === '' && value.kind === 'call' ? classOf(value.call, view, made) : undefined;
    if (type !== undefined && /^\w+$/.test(target))
      writer.symbol(`${MODULE_OBJECTS}${view.context.file.path}`, target, type, value.offset);
  }
  for (const { target, value, scope } of view.document.assignments) {
    const owner = scope.startsWith('class:') ? view.definitionOf(scope) : undefined;
    if (!owner) continue;
    for (const name of [owner.name, ...(objects.get(scope) ?? [])]) write(`${module}.${name}`, target, value, scope);
  }
  for (const { attribute, owner, value, scope } of instanceAttributes(view))
    for (const name of [owner.name, ...(objects.get(owner.scope) ?? [])])
      write(`${module}.${name}`, attribute, value, scope);
}

/** The class of the project that a call makes an object of: by its name in this file, or by the dotted one of another. */
function classOf(call: PythonCall, view: PythonView, made: PythonDefinition | undefined): string | undefined {
  if (made) return made.kind === 'class' ? made.name : undefined;
  const imported = view.pythonName(call.callee, '');
  return imported !== undefined && /^[A-Z]/.test(lastOf(imported)) ? imported : undefined;
}

interface InstanceAttribute {
  attribute: string;
  owner: PythonDefinition;
  value: PythonExpression;
  scope: string;
}

/** What `__init__` sets on the object, and properties that only give it out: `return self._name`. */
function instanceAttributes(view: PythonView): InstanceAttribute[] {
  const found: InstanceAttribute[] = [];
  for (const { target, value, scope } of view.document.assignments) {
    const [, attribute] = /^self\.(\w+)$/.exec(target) ?? [];
    const method = attribute === undefined ? undefined : view.definitionOf(scope);
    const owner = method && lastOf(method.name) === '__init__' ? view.definitionOf(method.parent) : undefined;
    if (attribute !== undefined && owner?.kind === 'class') found.push({ attribute, owner, value, scope });
  }
  const set = new Map(found.map((one) => [`${one.owner.scope}\n${one.attribute}`, one]));
  for (const { kind, text, scope } of view.document.exits) {
    const [, attribute] = (kind === 'return' && /^self\.(\w+)$/.exec(text)) || [];
    const property = attribute === undefined ? undefined : view.definitionOf(scope);
    if (!property?.decorators.some(({ callee }) => callee === 'property')) continue;
    const given = set.get(`${property.parent}\n${attribute ?? ''}`);
    if (given) found.push({ ...given, attribute: lastOf(property.name) });
  }
  return found;
}

/** Text, and what stands for text: reads of the environment, formatted text, joined paths. */
function isValue(value: PythonExpression): boolean {
  if (value.kind === 'string' || value.kind === 'template' || value.kind === 'name') return true;
  if (value.kind === 'unknown') return value.text.startsWith('os.environ[');
  return value.kind === 'call' && /^(?:os\.(?:getenv|environ\.get|path\.join)|str|int)$/.test(value.call.callee);
}
