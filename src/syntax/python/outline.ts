/** What the first reading finds: scopes, bindings, branches, and the nodes that matter. Nothing is resolved in it. */
import type { ImportedName } from './imports.js';
import { type Binding, type Bound, Scope } from './scopes.js';
import { SourceTree } from './source-tree.js';
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
  context: Context;
  /** Of `except`: body of `try`. */
  tried?: number;
}
export interface AssignmentOutline {
  from: number;
  to: number;
  /** Several for `x = a, b`. */
  values: number[];
}

export class Outline extends SourceTree {
  readonly module = new Scope('module', '', undefined);
  /** Context of the node that is being read. */
  context: Context = { id: '', scope: this.module, branches: [], fallback: false };
  readonly contexts: Context[] = [this.context];
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
  /** Context that begins with a body. */
  readonly bodies = new Map<number, number>();

  constructor(tree: SyntaxTree, source: string) {
    super(tree, source);
    this.contextOf = new Int32Array(tree.size);
  }

  contextAt(node: number): Context {
    return this.contexts[this.contextOf[node] ?? 0] ?? this.context;
  }

  /** Says in which context the statements of a body stand. */
  enter(body: number, context: Context): void {
    if (body < 0) return;
    this.bodies.set(body, this.contexts.length);
    this.contexts.push(context);
  }

  /** A binding that the statement at hand makes. */
  binding(by: Bound, at: number, value = -1, annotation = -1): Binding {
    return { by, at, value, annotation, fallback: this.context.fallback, scope: this.context.scope };
  }
}
