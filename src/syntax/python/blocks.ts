/** First reading of compound statements: definitions, conditions, handlers, `with`. */
import { bindAttribute, bindTarget } from './bindings.js';
import * as K from './nodes.js';
import type { BranchOutline, DefinitionOutline, Outline, ParameterOutline } from './outline.js';
import { Scope } from './scopes.js';

/** Decorators behind which a function still returns what it returns. */
const HARMLESS =
  /^@(?:\w+\.)*(?:staticmethod|classmethod|property|cached_property|cache|lru_cache|wraps|override|abstractmethod)\b/;
const PROPERTY = /^@(?:\w+\.)*(?:cached_)?property\b/;

export function noteDefinition(outline: Outline, node: number, kind: 'function' | 'class'): void {
  const outer = outline.context;
  const nameNode = outline.child(node, K.NAME);
  const name = nameNode < 0 ? '' : outline.text(nameNode);
  const scope = new Scope(kind, outer.scope.qualify(name), outer.scope);
  const body = outline.child(node, K.BODY);
  const parent = outline.tree.parent[node] ?? -1;
  const decorators =
    outline.kindOf(parent) === K.DECORATED
      ? outline.children(parent).filter((child) => outline.kindOf(child) === K.DECORATOR)
      : [];
  const definition: DefinitionOutline = { node, body, scope, context: outer, decorators, parameters: [] };
  outer.scope.bind(name, { ...outline.binding('definition', outline.from(node)), definition: scope });
  outline.definitions.push(definition);
  outline.enter(body, {
    id: `${kind === 'class' ? 'class' : 'def'}:${scope.name}`,
    scope,
    branches: outer.branches,
    fallback: false,
  });
  if (kind === 'class') {
    const bases = outline.child(node, K.ARGUMENTS);
    if (bases >= 0) scope.bases.push(...positional(outline, bases));
    return;
  }
  const marks = decorators.map((one) => outline.text(one).slice(0, 100));
  scope.isReplaced = !marks.every((mark) => HARMLESS.test(mark));
  scope.isProperty = marks.some((mark) => PROPERTY.test(mark));
  const type = outline.child(node, K.TYPE);
  if (type >= 0) scope.returnType = outline.lastChild(type);
  const parameters = outline.child(node, K.PARAMETERS);
  if (parameters >= 0) definition.parameters = readParameters(outline, parameters);
  bindParameters(outline, definition);
}

function bindParameters(outline: Outline, { scope, parameters, decorators, context, node }: DefinitionOutline): void {
  const isMethod =
    context.scope.kind === 'class' && !decorators.some((one) => outline.text(one).trim() === '@staticmethod');
  parameters.forEach((parameter, index) => {
    const binding = outline.binding('parameter', outline.from(node), parameter.default, parameter.annotation);
    if (isMethod && index === 0 && parameter.stars === '') {
      scope.selfName = parameter.name;
      binding.by = 'self';
    }
    scope.bind(parameter.name, parameter.stars === '' ? binding : { ...binding, annotation: -1 });
  });
}

function readParameters(outline: Outline, list: number): ParameterOutline[] {
  const found: ParameterOutline[] = [];
  let stars = '';
  let current: ParameterOutline | undefined;
  let isDefault = false;
  for (const child of outline.children(list)) {
    const kind = outline.kindOf(child);
    if (isDefault && current) current.default = child;
    else if (kind === K.STAR || kind === K.STAR_STAR) stars = kind === K.STAR ? '*' : '**';
    else if (kind === K.TYPE && current) current.annotation = outline.lastChild(child);
    else if (kind === K.NAME) {
      current = { name: outline.text(child), stars, annotation: -1, default: -1 };
      found.push(current);
      stars = '';
    }
    isDefault = kind === K.ASSIGN_OP;
  }
  return found;
}

/** Positional arguments of a list of arguments. */
function positional(outline: Outline, list: number): number[] {
  const nodes: number[] = [];
  let previous = -1;
  for (const child of outline.children(list)) {
    const kind = outline.kindOf(child);
    if (kind === K.ASSIGN_OP) nodes.pop();
    else if (outline.kindOf(previous) !== K.ASSIGN_OP && kind !== K.ERROR && kind !== K.STAR && kind !== K.STAR_STAR) {
      nodes.push(child);
    }
    previous = child;
  }
  return nodes;
}

function noteBranch(
  outline: Outline,
  branch: Omit<BranchOutline, 'context'>,
  fallback = outline.context.fallback,
): void {
  const { id, scope, branches } = outline.context;
  outline.enter(branch.body, { id, scope, branches: [...branches, outline.branches.length], fallback });
  outline.branches.push({ ...branch, context: outline.context });
}

export function noteIf(outline: Outline, node: number): void {
  const statement = outline.branches.length;
  let kind: 'if' | 'elif' | 'else' = 'if';
  let condition = -1;
  let first = -1;
  for (const child of outline.children(node)) {
    const of = outline.kindOf(child);
    if (of === K.ELIF || of === K.ELSE) {
      kind = of === K.ELIF ? 'elif' : 'else';
      condition = -1;
    } else if (of === K.BODY) {
      if (kind === 'if' && isMainGuard(outline, condition)) outline.enter(child, { ...outline.context, id: 'main' });
      else noteBranch(outline, { kind, condition: kind === 'else' ? first : condition, body: child, statement });
      if (kind === 'if') first = condition;
    } else if (of !== K.ERROR && of !== K.IF_WORD && condition < 0) condition = child;
  }
}

function isMainGuard(outline: Outline, condition: number): boolean {
  if (outline.context.scope !== outline.module) return false;
  const test = outline.unwrap(condition);
  if (outline.kindOf(test) !== K.BINARY || outline.to(test) - outline.from(test) > 60) return false;
  return /^(?:__name__\s*==\s*(['"])__main__\1|(['"])__main__\2\s*==\s*__name__)$/.test(outline.text(test));
}

export function noteTry(outline: Outline, node: number): void {
  const statement = outline.branches.length;
  let isHandler = false;
  let condition = -1;
  let previous = -1;
  let tried = -1;
  for (const child of outline.children(node)) {
    const kind = outline.kindOf(child);
    if (kind === K.EXCEPT) {
      isHandler = true;
      condition = -1;
    } else if (kind === K.ELSE || kind === K.FINALLY) isHandler = false;
    else if (kind === K.BODY) {
      if (isHandler) noteBranch(outline, { kind: 'except', condition, body: child, statement, tried }, true);
      else if (tried < 0) tried = child;
    } else if (outline.kindOf(previous) === K.AS) bindTarget(outline, child, -1);
    else if (isHandler && condition < 0 && kind !== K.STAR && kind !== K.ERROR) condition = child;
    previous = child;
  }
}

/** `with a() as x, b() as y:` is one branch for each item, the second inside the first. */
export function noteWith(outline: Outline, node: number): void {
  const body = outline.child(node, K.BODY);
  const statement = outline.branches.length;
  const outer = outline.context;
  const branches = [...outer.branches];
  const children = outline.children(node);
  children.forEach((child, index) => {
    const kind = outline.kindOf(child);
    const isTarget = index > 0 && outline.kindOf(children[index - 1] ?? -1) === K.AS;
    if (kind === K.AS || kind === K.BODY || kind === K.ERROR || isTarget) return;
    const target = outline.kindOf(children[index + 1] ?? -1) === K.AS ? children[index + 2] : undefined;
    if (target !== undefined) bindWith(outline, target, outline.unwrap(child), children[index + 3]);
    branches.push(outline.branches.length);
    outline.branches.push({ kind: 'with', condition: outline.unwrap(child), body, statement, context: outer });
  });
  outline.enter(body, { ...outer, branches });
}

function bindWith(outline: Outline, target: number, value: number, next = -1): void {
  // The parser takes only a name after `as`; the rest of `self.x` is an error node.
  const rest = outline.kindOf(next) === K.ERROR && outline.source[outline.from(next)] === '.' ? outline.text(next) : '';
  outline.targets.set(value, outline.text(target) + rest);
  const binding = outline.binding('value', outline.to(target), value);
  if (rest) bindAttribute(outline, outline.text(target), rest.slice(1), binding);
  else if (outline.kindOf(target) === K.NAME) outline.context.scope.bind(outline.text(target), binding);
}
