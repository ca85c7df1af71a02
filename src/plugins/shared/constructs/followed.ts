/**
 * What an expression of a program is, through variables, unpacked values and functions of the file that give it back. What a
 * caller hands over stands in for the function's parameters, so that one function may make several things.
 */
import type { PythonCall, PythonDefinition, PythonExpression } from '../../../syntax/types.js';
import { argument } from '../python/view.js';
import type { ConstructProgram } from './program.js';

/** Values of the parameters of a function, by name. */
type Bindings = ReadonlyMap<string, PythonExpression>;

interface Place {
  value: PythonExpression;
  scope: string;
  bindings: Bindings;
}

/** Names, calls and parts that are followed from one to the next: they may form a cycle. */
const MOST_HOPS = 12;
const MAX_DEPTH = 20;
const NONE: Bindings = new Map();

/** Follows an expression as far as this file goes. */
export function followed(
  expression: PythonExpression,
  scope: string,
  program: ConstructProgram,
): { value: PythonExpression; scope: string } {
  let at: Place = { value: expression, scope, bindings: NONE };
  for (let hops = 0; hops < MOST_HOPS; hops++) {
    const next = step(at, program);
    if (!next) break;
    at = next;
  }
  return { value: substituted(at.value, at.bindings), scope: at.scope };
}

function step({ value, scope, bindings }: Place, program: ConstructProgram): Place | undefined {
  if (value.kind === 'call') return returned(value.call, bindings, program);
  if (value.kind !== 'name') return undefined;
  const handed = bindings.get(value.name);
  if (handed) return { value: handed, scope, bindings: NONE };
  const plain = program.valueOf(value, scope);
  if (plain !== value) return { value: plain, scope, bindings };
  return part(value.name, { scope, bindings }, program);
}

/** What a function of this file returns, with what the call hands over. */
function returned(call: PythonCall, outer: Bindings, program: ConstructProgram): Place | undefined {
  const definition = program.view.local(call.callee, call.scope)?.definition;
  if (definition?.kind !== 'function' || definition.scope === call.scope) return undefined;
  const value = program.returnOf(definition);
  if (!value) return undefined;
  return { value, scope: definition.scope, bindings: bindingsOf(call, definition, outer, program) };
}

function bindingsOf(
  call: PythonCall,
  { parameters }: PythonDefinition,
  outer: Bindings,
  program: ConstructProgram,
): Bindings {
  const names = parameters.map(({ name }) => name).filter((name) => name !== 'self' && name !== 'cls');
  return new Map(
    names.flatMap((name, position) => {
      const given = argument(call, name, position);
      if (!given) return [];
      const bound = substituted(given, outer);
      return [[name, bound.kind === 'name' ? program.valueOf(bound, call.scope) : bound] as const];
    }),
  );
}

/** `output, action = make()`, `const { action } = make()`, `made.action` of `made = make()`. */
function part(name: string, { scope, bindings }: Omit<Place, 'value'>, program: ConstructProgram): Place | undefined {
  const unpacked = program.unpacked(name, scope);
  if (unpacked) return taken(unpacked.value, unpacked.key, { scope, bindings }, program);
  const dot = name.lastIndexOf('.');
  const head = dot > 0 ? program.view.assignments(name.slice(0, dot), scope).at(-1) : undefined;
  if (head?.value.kind !== 'call') return undefined;
  const found = taken(head.value, name.slice(dot + 1), { scope, bindings }, program);
  return found?.value === head.value ? undefined : found;
}

/** An element of what a call gives; the call itself where another file says what it gives. */
function taken(
  value: PythonExpression,
  key: string | number,
  { scope, bindings }: Omit<Place, 'value'>,
  program: ConstructProgram,
): Place | undefined {
  const whole = value.kind === 'call' ? returned(value.call, bindings, program) : { value, scope, bindings };
  if (!whole) return { value, scope, bindings };
  const held = program.valueOf(whole.value, whole.scope);
  const element =
    held.kind === 'list' && typeof key === 'number'
      ? held.items[key]
      : held.kind === 'dict'
        ? held.entries.find((entry) => entry.key.kind === 'string' && entry.key.value === key)?.value
        : undefined;
  return element && { ...whole, value: element };
}

/** An expression with the parameters' values in their places. */
export function substituted(expression: PythonExpression, bindings: Bindings, depth = 0): PythonExpression {
  if (bindings.size === 0 || depth > MAX_DEPTH) return expression;
  const inner = (value: PythonExpression): PythonExpression => substituted(value, bindings, depth + 1);
  switch (expression.kind) {
    case 'name':
      return bindings.get(expression.name) ?? expression;
    case 'template':
      return templateOf(expression, bindings);
    case 'list':
      return { ...expression, items: expression.items.map(inner) };
    case 'dict':
      return { ...expression, entries: expression.entries.map(({ key, value }) => ({ key, value: inner(value) })) };
    case 'call': {
      const { call } = expression;
      return {
        ...expression,
        call: { ...call, arguments: call.arguments.map((a) => ({ ...a, value: inner(a.value) })) },
      };
    }
    default:
      return expression;
  }
}

function templateOf(template: Extract<PythonExpression, { kind: 'template' }>, bindings: Bindings): PythonExpression {
  const value = template.value.replace(/\{(\w{1,100})\}/g, (whole, name: string) => {
    const given = bindings.get(name);
    return given?.kind === 'string' ? given.value : whole;
  });
  return value.includes('{') ? { ...template, value } : { kind: 'string', value, offset: template.offset };
}
