/** First reading of the statements that bind names: imports, assignments, loops. */
import { importNames, joinDotted } from './imports.js';
import * as K from './nodes.js';
import type { Outline } from './outline.js';
import { append, type Binding, type Scope } from './scopes.js';

/** Methods that change a list, set or dictionary in place: what was assigned is then not its value. */
const MUTATORS = new Set(['append', 'extend', 'insert', 'update', 'add', 'pop', 'remove', 'clear', 'setdefault']);
/** Longer targets are cut where a call says what it is assigned to. */
const MAX_TARGET = 200;

export function noteImport(outline: Outline, node: number): void {
  const names = importNames(outline.text(node));
  for (const { module, name, alias } of names) {
    if (name === '*') continue;
    const first = module.split('.', 1)[0] ?? module;
    const bound = alias ?? name ?? first;
    const dotted = name === undefined ? (alias ? module : first) : joinDotted(module, name);
    outline.context.scope.bind(bound, { ...outline.binding('import', outline.from(node)), dotted });
  }
  outline.imports.push({ node, names });
}

export function noteAssignment(outline: Outline, node: number): void {
  const operator = outline.after(node + 1);
  const value = outline.after(operator);
  if (
    outline.kindOf(node + 1) === K.NAME &&
    outline.kindOf(operator) === K.ASSIGN_OP &&
    outline.after(value) === outline.after(node) &&
    outline.kindOf(value) !== K.ERROR
  ) {
    const name = outline.text(node + 1);
    outline.context.scope.bind(name, outline.binding('value', outline.to(value), value));
    outline.assignments.push({ from: outline.from(node + 1), to: outline.to(node + 1), values: [value] });
    outline.targets.set(value, name);
    return;
  }
  const groups: number[][] = [[]];
  let annotation = -1;
  for (const child of outline.children(node)) {
    const kind = outline.kindOf(child);
    if (kind === K.ASSIGN_OP) groups.push([]);
    else if (kind === K.TYPE) annotation = outline.lastChild(child);
    else if (kind !== K.ERROR) groups.at(-1)?.push(child);
  }
  const values = groups.length > 1 ? (groups.pop() ?? []) : [];
  for (const targets of groups) assignGroup(outline, targets, values, annotation);
}

function assignGroup(outline: Outline, targets: number[], values: number[], annotation: number): void {
  const [first] = targets;
  const last = targets.at(-1);
  if (first === undefined || last === undefined) return;
  const value = values.length === 1 ? (values[0] ?? -1) : -1;
  const left = targets.length === 1 ? elements(outline, first) : targets;
  const right = values.length > 1 ? values : elements(outline, value);
  if (left && right && left.length === right.length && !left.some((one) => outline.kindOf(one) === K.STAR)) {
    left.forEach((target, index) => assignGroup(outline, [target], [right[index] ?? -1], -1));
    return;
  }
  if (left) for (const target of left) bindTarget(outline, target, -1);
  else bindTarget(outline, first, value, annotation);
  if (values.length === 0) return;
  const from = outline.from(first);
  const to = outline.to(last);
  outline.assignments.push({ from, to, values });
  if (value >= 0 && !outline.targets.has(value))
    outline.targets.set(value, outline.source.slice(from, Math.min(to, from + MAX_TARGET)));
}

/** Elements of a tuple or list that is written out. */
function elements(outline: Outline, node: number): number[] | undefined {
  const kind = outline.kindOf(node);
  return node >= 0 && (kind === K.TUPLE || kind === K.LIST) ? outline.children(node) : undefined;
}

/** Binds a name, or an attribute of `self`; `value` -1 means that nobody knows the value. */
export function bindTarget(outline: Outline, target: number, value: number, annotation = -1): void {
  const by = value < 0 && annotation < 0 ? 'opaque' : 'value';
  const at = outline.to(Math.max(target, value));
  switch (outline.kindOf(target)) {
    case K.NAME:
      outline.context.scope.bind(outline.text(target), outline.binding(by, at, value, annotation));
      break;
    case K.MEMBER:
      if (
        outline.kindOf(target + 1) === K.NAME &&
        outline.after(target) === target + 3 &&
        outline.kindOf(target + 2) === K.PROPERTY
      ) {
        bindAttribute(
          outline,
          outline.text(target + 1),
          outline.text(target + 2),
          outline.binding(by, at, value, annotation),
        );
      } else if (outline.kindOf(outline.lastChild(target)) !== K.PROPERTY) {
        outline.mutated.add(outline.text(target + 1));
      }
      break;
    case K.TUPLE:
    case K.LIST:
    case K.PARENTHESES:
      for (const child of outline.children(target)) bindTarget(outline, child, -1);
      break;
  }
}

export function bindAttribute(outline: Outline, object: string, name: string, binding: Binding): void {
  let scope: Scope | undefined = outline.context.scope;
  while (scope && scope.selfName !== object) scope = scope.parent;
  if (scope?.parent) append(scope.parent.attributes, name, binding);
}

export function noteWalrus(outline: Outline, target: number, value: number): void {
  bindTarget(outline, target, value);
  outline.targets.set(value, outline.text(target));
}

/** Targets of `for`, in statements and comprehensions. */
export function noteLoop(outline: Outline, node: number): void {
  const last = outline.after(outline.tree.parent[node] ?? 0);
  for (let next = node + 1; next < last && outline.kindOf(next) !== K.IN && outline.kindOf(next) !== K.FOR;) {
    bindTarget(outline, next, -1);
    next = outline.after(next);
  }
}

export function noteDeclaration(outline: Outline, node: number): void {
  const names = outline.children(node);
  const global = outline.kindOf(names[0] ?? -1) === K.GLOBAL;
  for (const name of names) {
    if (outline.kindOf(name) === K.NAME) outline.context.scope.redirect(outline.text(name), global);
  }
}

export function noteMutation(outline: Outline, call: number): void {
  const receiver = call + 2;
  if (outline.kindOf(call + 1) !== K.MEMBER) return;
  const method = outline.after(receiver);
  if (outline.kindOf(method) !== K.PROPERTY || outline.to(method) - outline.from(method) > 10) return;
  const kind = outline.kindOf(receiver);
  if ((kind === K.NAME || kind === K.MEMBER) && MUTATORS.has(outline.text(method))) {
    outline.mutated.add(outline.text(receiver));
  }
}
