/**
 * First reading: one pass over the nodes in source order that notes scopes, bindings, branches and the nodes that matter.
 * Nothing is resolved here, because a name may be bound after the function that uses it.
 */
import { importNames, type ImportedName } from './imports.js';
import * as K from './nodes.js';
import { append, type Binding, type Bound, Scope } from './scopes.js';
import type { SyntaxTree } from './tree.js';

/** Where a node stands. */
export interface Context {
  /** Scope id as documented at `PythonCall.scope`. */
  id: string;
  scope: Scope;
  branches: readonly number[];
  fallback: boolean;
}

export interface ParameterOutline {
  name: string;
  /** '', '*' or '**'. */
  stars: string;
  annotation: number;
  default: number;
}
export interface DefinitionOutline {
  node: number;
  body: number;
  scope: Scope;
  context: Context;
  decorators: number[];
  parameters: ParameterOutline[];
}
export interface BranchOutline {
  kind: 'if' | 'elif' | 'else' | 'except' | 'with';
  /** First node of the condition, or -1. */
  condition: number;
  body: number;
  statement: number;
  /** Conditions that are false when this branch is taken. */
  excluded: number[];
  context: Context;
}
export interface AssignmentOutline {
  from: number;
  to: number;
  /** Several for `x = a, b`. */
  values: number[];
}

/** Methods that change a list, set or dictionary in place: what was assigned is then not its value. */
const MUTATORS = new Set(['append', 'extend', 'insert', 'update', 'add', 'pop', 'remove', 'clear', 'setdefault']);

export class Outline {
  readonly module = new Scope('module', '', undefined);
  readonly contexts: Context[] = [{ id: '', scope: this.module, branches: [], fallback: false }];
  /** Index of the context, for each node. */
  readonly contextOf: Int32Array;
  readonly imports: { node: number; names: ImportedName[] }[] = [];
  readonly definitions: DefinitionOutline[] = [];
  readonly branches: BranchOutline[] = [];
  readonly assignments: AssignmentOutline[] = [];
  readonly calls: number[] = [];
  readonly exits: number[] = [];
  readonly shifts: number[] = [];
  /** Name that a value is assigned to, as written, by the node of the value. */
  readonly targets = new Map<number, string>();
  /** Names, as written, whose value is changed in place. */
  readonly mutated = new Set<string>();
  private context: Context;
  private readonly bodies = new Map<number, number>();

  constructor(
    readonly tree: SyntaxTree,
    readonly source: string,
  ) {
    this.contextOf = new Int32Array(tree.size);
    this.context = this.contexts[0] as Context;
    this.walk();
  }

  contextAt(node: number): Context {
    return this.contexts[this.contextOf[node] ?? 0] as Context;
  }
  kindOf(node: number): number {
    return this.tree.kind[node] ?? K.DROPPED;
  }
  from(node: number): number {
    return this.tree.from[node] ?? 0;
  }
  to(node: number): number {
    return this.tree.to[node] ?? 0;
  }
  after(node: number): number {
    return this.tree.end[node] ?? this.tree.size;
  }
  text(node: number): string {
    return this.source.slice(this.tree.from[node], this.tree.to[node]);
  }
  children(node: number): number[] {
    const { end } = this.tree;
    const nodes: number[] = [];
    for (let child = node + 1, last = this.after(node); child < last; child = end[child] ?? last) nodes.push(child);
    return nodes;
  }
  /** First child of a kind, or -1. */
  child(node: number, kind: number): number {
    const { end } = this.tree;
    for (let child = node + 1, last = this.after(node); child < last; child = end[child] ?? last) {
      if (this.tree.kind[child] === kind) return child;
    }
    return -1;
  }
  lastChild(node: number): number {
    return this.children(node).at(-1) ?? -1;
  }
  /** The expression inside parentheses and `await`. */
  unwrap(node: number): number {
    let inner = node;
    while (inner >= 0 && (this.tree.kind[inner] === K.PARENTHESES || this.tree.kind[inner] === K.AWAIT)) {
      if (this.after(inner) === inner + 1) return inner;
      inner++;
    }
    return inner;
  }

  private walk(): void {
    const { kind, size } = this.tree;
    const stack: { until: number; index: number }[] = [];
    let until = size;
    let index = 0;
    for (let node = 0; node < size; node++) {
      while (node >= until) {
        const outer = stack.pop();
        until = outer?.until ?? size;
        index = outer?.index ?? 0;
        this.context = this.contexts[index] as Context;
      }
      this.contextOf[node] = index;
      const of = kind[node] ?? K.OTHER;
      if (of > K.LAST_NOTED) continue;
      if (of === K.BODY) {
        const entered = this.bodies.get(node);
        if (entered !== undefined) {
          stack.push({ until, index });
          until = this.after(node);
          index = entered;
          this.context = this.contexts[index] as Context;
          this.contextOf[node] = index;
        }
        continue;
      }
      switch (of) {
        case K.CALL:
          this.calls.push(node);
          this.noteMutation(node);
          break;
        case K.ASSIGN:
          this.assign(node);
          break;
        case K.IMPORT:
          this.import(node);
          break;
        case K.FUNCTION:
          this.define(node, 'function');
          break;
        case K.CLASS:
          this.define(node, 'class');
          break;
        case K.IF:
          this.if(node);
          break;
        case K.TRY:
          this.try(node);
          break;
        case K.WITH:
          this.with(node);
          break;
        case K.FOR:
          this.for(node);
          break;
        case K.NAMED:
          this.walrus(node + 1, this.lastChild(node));
          break;
        case K.ASSIGN_OP:
          if (kind[this.tree.parent[node] ?? 0] === K.ARGUMENTS && this.source[this.from(node)] === ':') {
            this.walrus(node - 1, node + 1);
          }
          break;
        case K.UPDATE:
          this.bindTarget(node + 1, -1);
          this.mutated.add(this.text(node + 1));
          break;
        case K.SCOPE:
          this.declare(node);
          break;
        case K.RETURN:
          if (this.context.scope.kind === 'function' && this.after(node) > node + 1) this.context.scope.returns.push(node + 1);
          this.exits.push(node);
          break;
        case K.RAISE:
        case K.ASSERT:
          this.exits.push(node);
          break;
        case K.BINARY:
          if (this.isShift(node) && !(this.isShift(this.tree.parent[node] ?? -1) && this.tree.parent[node] === node - 1)) {
            this.shifts.push(node);
          }
          break;
      }
    }
  }

  /** `a >> b` or `a << b`. */
  isShift(node: number): boolean {
    if (this.kindOf(node) !== K.BINARY) return false;
    const operator = this.after(node + 1);
    if (this.kindOf(operator) !== K.SHIFT_OP || this.to(operator) - this.from(operator) !== 2) return false;
    return operator < this.after(node);
  }

  private enter(body: number, context: Context): void {
    if (body < 0) return;
    this.bodies.set(body, this.contexts.length);
    this.contexts.push(context);
  }

  private binding(by: Bound, at: number, value = -1, annotation = -1): Binding {
    return { by, at, value, annotation, fallback: this.context.fallback, scope: this.context.scope };
  }

  private import(node: number): void {
    const names = importNames(this.text(node));
    for (const { module, name, alias } of names) {
      if (name === '*') continue;
      const first = module.split('.', 1)[0] ?? module;
      const bound = alias ?? name ?? first;
      const dotted = name === undefined ? (alias ? module : first) : join(module, name);
      this.context.scope.bind(bound, { ...this.binding('import', this.from(node)), dotted });
    }
    this.imports.push({ node, names });
  }

  // ---- assignments ----------------------------------------------------------------------------------------------

  private assign(node: number): void {
    const operator = this.after(node + 1);
    const value = this.after(operator);
    if (this.kindOf(node + 1) === K.NAME && this.kindOf(operator) === K.ASSIGN_OP && this.after(value) === this.after(node) && this.kindOf(value) !== K.ERROR) {
      const name = this.text(node + 1);
      this.context.scope.bind(name, this.binding('value', this.to(value), value));
      this.assignments.push({ from: this.from(node + 1), to: this.to(node + 1), values: [value] });
      this.targets.set(value, name);
      return;
    }
    const groups: number[][] = [[]];
    let annotation = -1;
    for (const child of this.children(node)) {
      const kind = this.kindOf(child);
      if (kind === K.ASSIGN_OP) groups.push([]);
      else if (kind === K.TYPE) annotation = this.lastChild(child);
      else if (kind !== K.ERROR) groups.at(-1)?.push(child);
    }
    const values = groups.length > 1 ? (groups.pop() ?? []) : [];
    for (const targets of groups) this.assignGroup(targets, values, annotation);
  }

  private assignGroup(targets: number[], values: number[], annotation: number): void {
    const [first] = targets;
    const last = targets.at(-1);
    if (first === undefined || last === undefined) return;
    const value = values.length === 1 ? (values[0] ?? -1) : -1;
    const left = targets.length === 1 ? this.elements(first) : targets;
    const right = values.length > 1 ? values : this.elements(value);
    if (left && right && left.length === right.length && !left.some((one) => this.kindOf(one) === K.STAR)) {
      left.forEach((target, index) => this.assignGroup([target], [right[index] ?? -1], -1));
      return;
    }
    if (left) for (const target of left) this.bindTarget(target, -1);
    else this.bindTarget(first, value, annotation);
    if (values.length === 0) return;
    const from = this.from(first);
    const to = this.to(last);
    this.assignments.push({ from, to, values });
    if (value >= 0 && !this.targets.has(value)) this.targets.set(value, this.source.slice(from, to));
  }

  /** Elements of a tuple or list that is written out. */
  private elements(node: number): number[] | undefined {
    const kind = this.kindOf(node);
    return node >= 0 && (kind === K.TUPLE || kind === K.LIST) ? this.children(node) : undefined;
  }

  /** Binds a name, or an attribute of `self`; `value` -1 means that nobody knows the value. */
  private bindTarget(target: number, value: number, annotation = -1): void {
    const by = value < 0 && annotation < 0 ? 'opaque' : 'value';
    const at = this.to(Math.max(target, value));
    switch (this.kindOf(target)) {
      case K.NAME:
        this.context.scope.bind(this.text(target), this.binding(by, at, value, annotation));
        break;
      case K.MEMBER:
        if (this.kindOf(target + 1) === K.NAME && this.after(target) === target + 3 && this.kindOf(target + 2) === K.PROPERTY) {
          this.bindAttribute(this.text(target + 1), this.text(target + 2), this.binding(by, at, value, annotation));
        } else if (this.kindOf(this.lastChild(target)) !== K.PROPERTY) {
          this.mutated.add(this.text(target + 1));
        }
        break;
      case K.TUPLE:
      case K.LIST:
      case K.PARENTHESES:
        for (const child of this.children(target)) this.bindTarget(child, -1);
        break;
    }
  }

  private bindAttribute(object: string, name: string, binding: Binding): void {
    let scope: Scope | undefined = this.context.scope;
    while (scope && scope.selfName !== object) scope = scope.parent;
    if (scope?.parent) append(scope.parent.attributes, name, binding);
  }

  private walrus(target: number, value: number): void {
    this.bindTarget(target, value);
    this.targets.set(value, this.text(target));
  }

  /** Targets of `for`, in statements and comprehensions. */
  private for(node: number): void {
    const last = this.after(this.tree.parent[node] ?? 0);
    for (let next = node + 1; next < last && this.kindOf(next) !== K.IN; next = this.after(next)) this.bindTarget(next, -1);
  }

  private declare(node: number): void {
    const names = this.children(node);
    const global = this.kindOf(names[0] ?? -1) === K.GLOBAL;
    for (const name of names) if (this.kindOf(name) === K.NAME) this.context.scope.redirect(this.text(name), global);
  }

  private noteMutation(call: number): void {
    const receiver = call + 2;
    if (this.kindOf(call + 1) !== K.MEMBER) return;
    const method = this.after(receiver);
    if (this.kindOf(method) !== K.PROPERTY || this.to(method) - this.from(method) > 10) return;
    const kind = this.kindOf(receiver);
    if ((kind === K.NAME || kind === K.MEMBER) && MUTATORS.has(this.text(method))) this.mutated.add(this.text(receiver));
  }

  // ---- compound statements --------------------------------------------------------------------------------------

  private define(node: number, kind: 'function' | 'class'): void {
    const outer = this.context;
    const nameNode = this.child(node, K.NAME);
    const name = nameNode < 0 ? '' : this.text(nameNode);
    const scope = new Scope(kind, outer.scope.qualify(name), outer.scope);
    const body = this.child(node, K.BODY);
    const parent = this.tree.parent[node] ?? -1;
    const decorators =
      this.kindOf(parent) === K.DECORATED ? this.children(parent).filter((child) => this.kindOf(child) === K.DECORATOR) : [];
    const definition: DefinitionOutline = { node, body, scope, context: outer, decorators, parameters: [] };
    outer.scope.bind(name, { ...this.binding('definition', this.from(node)), definition: scope });
    this.definitions.push(definition);
    this.enter(body, { id: `${kind === 'class' ? 'class' : 'def'}:${scope.name}`, scope, branches: outer.branches, fallback: false });
    if (kind === 'class') {
      const bases = this.child(node, K.ARGUMENTS);
      if (bases >= 0) scope.bases.push(...this.positional(bases));
      return;
    }
    const type = this.child(node, K.TYPE);
    if (type >= 0) scope.returnType = this.lastChild(type);
    const parameters = this.child(node, K.PARAMETERS);
    if (parameters >= 0) definition.parameters = this.parameters(parameters);
    this.bindParameters(definition);
  }

  private bindParameters({ scope, parameters, decorators, context, node }: DefinitionOutline): void {
    const isMethod = context.scope.kind === 'class' && !decorators.some((one) => this.text(one).trim() === '@staticmethod');
    parameters.forEach((parameter, index) => {
      const binding = this.binding('parameter', this.from(node), parameter.default, parameter.annotation);
      if (isMethod && index === 0 && parameter.stars === '') {
        scope.selfName = parameter.name;
        binding.by = 'self';
      }
      scope.bind(parameter.name, parameter.stars === '' ? binding : { ...binding, annotation: -1 });
    });
  }

  private parameters(list: number): ParameterOutline[] {
    const found: ParameterOutline[] = [];
    let stars = '';
    let current: ParameterOutline | undefined;
    let isDefault = false;
    for (const child of this.children(list)) {
      const kind = this.kindOf(child);
      if (isDefault && current) current.default = child;
      else if (kind === K.STAR || kind === K.STAR_STAR) stars = kind === K.STAR ? '*' : '**';
      else if (kind === K.TYPE && current) current.annotation = this.lastChild(child);
      else if (kind === K.NAME) {
        current = { name: this.text(child), stars, annotation: -1, default: -1 };
        found.push(current);
        stars = '';
      }
      isDefault = kind === K.ASSIGN_OP;
    }
    return found;
  }

  /** Positional arguments of a list of arguments. */
  private positional(list: number): number[] {
    const nodes: number[] = [];
    let previous = -1;
    for (const child of this.children(list)) {
      const kind = this.kindOf(child);
      if (kind === K.ASSIGN_OP) nodes.pop();
      else if (this.kindOf(previous) !== K.ASSIGN_OP && kind !== K.ERROR && kind !== K.STAR && kind !== K.STAR_STAR) nodes.push(child);
      previous = child;
    }
    return nodes;
  }

  private branch(branch: Omit<BranchOutline, 'context'>, fallback = this.context.fallback): void {
    const { id, scope, branches } = this.context;
    this.enter(branch.body, { id, scope, branches: [...branches, this.branches.length], fallback });
    this.branches.push({ ...branch, context: this.context });
  }

  private if(node: number): void {
    const statement = this.branches.length;
    let kind: 'if' | 'elif' | 'else' = 'if';
    let condition = -1;
    let first = -1;
    const excluded: number[] = [];
    for (const child of this.children(node)) {
      const of = this.kindOf(child);
      if (of === K.ELIF || of === K.ELSE) {
        kind = of === K.ELIF ? 'elif' : 'else';
        condition = -1;
      } else if (of === K.BODY) {
        if (kind === 'if' && this.isMainGuard(condition)) this.enter(child, { ...this.context, id: 'main' });
        else this.branch({ kind, condition: kind === 'else' ? first : condition, body: child, statement, excluded: [...excluded] });
        if (kind === 'if') first = condition;
        if (condition >= 0) excluded.push(condition);
      } else if (of !== K.ERROR && of !== K.IF_WORD && condition < 0) condition = child;
    }
  }

  private isMainGuard(condition: number): boolean {
    if (this.context.scope !== this.module) return false;
    const test = this.unwrap(condition);
    if (this.kindOf(test) !== K.BINARY || this.to(test) - this.from(test) > 60) return false;
    return /^(?:__name__\s*==\s*(['"])__main__\1|(['"])__main__\2\s*==\s*__name__)$/.test(this.text(test));
  }

  private try(node: number): void {
    const statement = this.branches.length;
    let isHandler = false;
    let condition = -1;
    let previous = -1;
    for (const child of this.children(node)) {
      const kind = this.kindOf(child);
      if (kind === K.EXCEPT) {
        isHandler = true;
        condition = -1;
      } else if (kind === K.ELSE || kind === K.FINALLY) isHandler = false;
      else if (kind === K.BODY) {
        if (isHandler) this.branch({ kind: 'except', condition, body: child, statement, excluded: [] }, true);
      } else if (this.kindOf(previous) === K.AS) this.bindTarget(child, -1);
      else if (isHandler && condition < 0 && kind !== K.STAR && kind !== K.ERROR) condition = child;
      previous = child;
    }
  }

  /** `with a() as x, b() as y:` is one branch for each item, the second inside the first. */
  private with(node: number): void {
    const body = this.child(node, K.BODY);
    const statement = this.branches.length;
    const outer = this.context;
    const branches = [...outer.branches];
    const children = this.children(node);
    children.forEach((child, index) => {
      const kind = this.kindOf(child);
      const isTarget = index > 0 && this.kindOf(children[index - 1] ?? -1) === K.AS;
      if (kind === K.AS || kind === K.BODY || kind === K.ERROR || isTarget) return;
      const target = this.kindOf(children[index + 1] ?? -1) === K.AS ? children[index + 2] : undefined;
      if (target !== undefined) this.bindWith(target, this.unwrap(child), children[index + 3]);
      branches.push(this.branches.length);
      this.branches.push({ kind: 'with', condition: this.unwrap(child), body, statement, excluded: [], context: outer });
    });
    this.enter(body, { ...outer, branches });
  }

  private bindWith(target: number, value: number, next = -1): void {
    // The parser takes only a name after `as`; the rest of `self.x` is an error node.
    const rest = this.kindOf(next) === K.ERROR && this.source[this.from(next)] === '.' ? this.text(next) : '';
    this.targets.set(value, this.text(target) + rest);
    const binding = this.binding('value', this.to(target), value);
    if (rest) this.bindAttribute(this.text(target), rest.slice(1), binding);
    else if (this.kindOf(target) === K.NAME) this.context.scope.bind(this.text(target), binding);
  }
}

/** `pkg` and `x` give `pkg.x`; `.` and `x` give `.x`. */
export function join(module: string, name: string): string {
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}
