/** Scopes and bindings: which names stand for what, as the reading of the statements leaves it. */

/**
 * What a name was bound by. `self`: the first parameter of a method. `opaque`: a loop variable, an unpacked tuple, an
 * augmented assignment; the name holds something, nobody knows what.
 */
export type Bound = 'import' | 'definition' | 'value' | 'parameter' | 'self' | 'opaque';

export interface Binding {
  by: Bound;
  /** Offset from which it holds. */
  at: number;
  /** Dotted name that was imported. */
  dotted?: string;
  /** Scope of the function or class that was defined. */
  definition?: Scope;
  /** Node of the value (of the default, for a parameter), or -1. */
  value: number;
  /** Node of the annotation, or -1. */
  annotation: number;
  /** Only a way out: it stands in the body of an `except`. */
  fallback: boolean;
  /** Scope in which the statement stands. */
  scope: Scope;
}

export class Scope {
  readonly names = new Map<string, Binding[]>();
  /** Classes: values assigned to attributes of the first parameter of a method. */
  readonly attributes = new Map<string, Binding[]>();
  /** Names declared `global` or `nonlocal`, with the scope that owns them. */
  redirects?: Map<string, Scope>;
  /** Methods: name of the first parameter. */
  selfName?: string;
  /** Functions: nodes of returned values and of the annotation of the result (-1: none). */
  readonly returns: number[] = [];
  returnType = -1;
  /** Functions: a decorator gives the result another meaning, as those of workflow engines do. */
  isReplaced = false;
  /** Functions: the name is used without a call. */
  isProperty = false;
  /** Classes: nodes of the bases. */
  readonly bases: number[] = [];

  constructor(
    readonly kind: 'module' | 'function' | 'class',
    /** Qualified name; '' for the module. */
    readonly name: string,
    readonly parent: Scope | undefined,
  ) {}

  /** Adds a binding of `name`, in the scope that a `global` or `nonlocal` statement names if there is one. */
  bind(name: string, binding: Binding): void {
    append(this.redirects?.get(name)?.names ?? this.names, name, binding);
  }

  qualify(name: string): string {
    return this.name === '' ? name : `${this.name}.${name}`;
  }

  /** Declares names `global` (or `nonlocal`) in this function. */
  redirect(name: string, global: boolean): void {
    let owner: Scope | undefined = this.parent;
    while (owner?.parent && (global || owner.kind === 'class' || !owner.names.has(name))) owner = owner.parent;
    if (owner) (this.redirects ??= new Map()).set(name, owner);
  }

  /** Bindings of a name as Python looks it up from this scope. `same`: they stand in this scope itself. */
  lookup(name: string): { bindings: readonly Binding[]; same: boolean } | undefined {
    return find(this, this, name);
  }
}

function find(scope: Scope, from: Scope, name: string): { bindings: readonly Binding[]; same: boolean } | undefined {
  const owner = scope.redirects?.get(name) ?? scope;
  // The names of a class are not visible in its methods.
  const bindings = owner.kind === 'class' && owner !== from ? undefined : owner.names.get(name);
  if (bindings) return { bindings, same: owner === from };
  return owner.parent && find(owner.parent, from, name);
}

export function append(map: Map<string, Binding[]>, name: string, binding: Binding): void {
  const list = map.get(name);
  if (list) list.push(binding);
  else map.set(name, [binding]);
}
