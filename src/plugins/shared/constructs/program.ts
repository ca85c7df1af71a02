/**
 * A program that defines infrastructure: objects of a library of constructs, the variables that hold them, and the values
 * that they are given. The same for Python and TypeScript.
 */
import type { PythonCall, PythonDefinition, PythonExpression } from '../../../syntax/types.js';
import { argument, type PythonView } from '../python/view.js';
import { methodOf } from './names.js';

/** Arguments of a construct by name, as the program writes the names. */
export type Properties = ReadonlyMap<string, PythonExpression>;

export interface Construct {
  /** Name as `constructName` gives it. */
  name: string;
  call: PythonCall;
  /** Unique in the file. */
  id: string;
  properties: Properties;
}

const MOST_CONSTRUCTS = 1000;
/** Names and calls that are followed from one value to the next: they may form a cycle. */
const MOST_HOPS = 8;
const LONGEST_PATTERN = 200;

export class ConstructProgram {
  readonly constructs: Construct[] = [];
  private readonly byOffset = new Map<number, Construct>();
  private readonly byVariable = new Map<string, Construct[]>();
  private readonly ids = new Set<string>();
  private patterns:
    { names: ReadonlyMap<string, string | number>; value: PythonExpression; scope: string }[] | undefined;

  constructor(readonly view: PythonView) {}

  /** Takes in a construct; `id` is made unique. */
  add(name: string, call: PythonCall, id: string, properties: Properties): Construct | undefined {
    if (this.constructs.length >= MOST_CONSTRUCTS || this.byOffset.has(call.offset)) return undefined;
    const base = id.replace(/[^\w-]+/g, '-').slice(0, 100) || methodOf(name);
    let unique = base;
    for (let number = 2; this.ids.has(unique); number++) unique = `${base}${number}`;
    this.ids.add(unique);
    const construct = { name, call, id: unique, properties };
    this.constructs.push(construct);
    this.byOffset.set(call.offset, construct);
    if (call.assignedTo !== undefined) {
      const held = this.byVariable.get(call.assignedTo) ?? [];
      this.byVariable.set(call.assignedTo, [...held, construct]);
    }
    return construct;
  }

  /** The construct that an expression is, or an attribute of it: `bucket`, `self.bucket.bucket_name`, `new Bucket(…)`. */
  find(expression: PythonExpression | undefined, scope: string, hops = 0): Construct | undefined {
    if (!expression || hops > MOST_HOPS) return undefined;
    if (expression.kind === 'call') return this.findCall(expression.call, hops);
    if (expression.kind === 'unknown') {
      const [written] = /^[A-Za-z_][\w.]*/.exec(expression.text) ?? [];
      return written === undefined ? undefined : this.findName(written, scope, hops);
    }
    return expression.kind === 'name' ? this.findName(expression.name, scope, hops) : undefined;
  }

  /** The construct that a name as written begins with: the receiver of a call. */
  findName(name: string, scope: string, hops = 0): Construct | undefined {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const variable = name.slice(0, end).replace(/^this\./, 'self.');
      const held = this.held(variable, scope);
      if (held) return held;
      const value = this.view.assignments(variable, scope).at(-1)?.value;
      if (value && value.kind !== 'string') {
        const found = this.find(value, scope, hops + 1);
        if (found) return found;
      }
    }
    return undefined;
  }

  private findCall(call: PythonCall, hops: number): Construct | undefined {
    const made = this.byOffset.get(call.offset);
    if (made) return made;
    // A method that makes a construct gives it back.
    const method = this.view.local(call.callee, call.scope)?.definition;
    if (method?.kind === 'function') {
      for (const value of this.returns(method)) {
        const found = this.find(value, method.scope, hops + 1);
        if (found) return found;
      }
    }
    // `Output.concat(bucket.id)`, `bucket.grant(…)`, `Endpoint.of(model)` and other calls on a construct speak of it.
    const written = this.view.written(call);
    return written.includes('.') ? this.findName(written, call.scope, hops + 1) : undefined;
  }

  private returns({ scope }: PythonDefinition): PythonExpression[] {
    return this.view.document.exits.flatMap((exit) =>
      exit.kind === 'return' && exit.scope === scope && exit.value ? [exit.value] : [],
    );
  }

  /** What a function of this file gives back in the end. */
  returnOf(definition: PythonDefinition): PythonExpression | undefined {
    return this.returns(definition).at(-1);
  }

  /** What a name is taken out of, where one assignment fills several: `output, action = make()`. */
  unpacked(name: string, scope: string): { value: PythonExpression; key: string | number } | undefined {
    this.patterns ??= this.view.document.assignments.flatMap(({ target, value, scope: at }) =>
      target.includes(',') || /^[[{]/.test(target) ? [{ names: patternNames(target), value, scope: at }] : [],
    );
    for (const one of this.view.scopes(scope)) {
      const found = this.patterns.findLast((pattern) => pattern.scope === one && pattern.names.has(name));
      const key = found?.names.get(name);
      if (found && key !== undefined) return { value: found.value, key };
    }
    return undefined;
  }

  private held(variable: string, scope: string): Construct | undefined {
    const candidates = this.byVariable.get(variable);
    if (!candidates) return undefined;
    const scopes = this.view.scopes(scope);
    const visible = candidates.filter(({ call }) => scopes.includes(call.scope));
    if (visible.length > 0) return visible.at(-1);
    if (!variable.startsWith('self.')) return undefined;
    const owner = scopes.find((one) => one.startsWith('class:'));
    return candidates.findLast(({ call }) => this.view.scopes(call.scope).includes(owner ?? '-'));
  }

  /** What a name stands for, as far as this file says; the expression itself when it says nothing. */
  valueOf(expression: PythonExpression, scope: string): PythonExpression {
    let at = expression;
    for (let hops = 0; hops < MOST_HOPS && at.kind === 'name'; hops++) {
      const assigned = this.view.assignments(at.name, scope).at(-1) ?? this.ofClass(at.name, scope);
      const fallback = this.view
        .definitionOf(scope)
        ?.parameters.find((one) => one.name === (at as { name: string }).name);
      const next = assigned?.value ?? fallback?.default;
      if (!next || next === at) break;
      at = next;
    }
    return at;
  }

  private ofClass(name: string, scope: string): { value: PythonExpression } | undefined {
    if (!name.startsWith('self.')) return undefined;
    const owner = this.view.scopes(scope).find((one) => one.startsWith('class:'));
    return this.view.document.assignments.findLast(
      (one) => one.target === name && this.view.scopes(one.scope).includes(owner ?? '-'),
    );
  }

  /**
   * Named arguments: keywords, or the object at `position` in languages that have no keywords; an object that stands for them
   * (`args=BucketArgs(…)`) likewise.
   */
  properties(call: PythonCall, position: number): Properties {
    const found = new Map<string, PythonExpression>();
    for (const { keyword, value } of call.arguments)
      if (keyword !== undefined && !keyword.startsWith('*')) found.set(keyword, value);
    const given = argument(call, ['props', 'args', 'config'], position);
    const object = given && this.valueOf(given, call.scope);
    if (object?.kind === 'dict')
      for (const { key, value } of object.entries) if (key.kind === 'string') found.set(key.value, value);
    if (object?.kind === 'call')
      for (const { keyword, value } of object.call.arguments) if (keyword !== undefined) found.set(keyword, value);
    return found;
  }
}

/** Names that a pattern binds, with their places in what is taken apart: `a, b`, `[a, b]`, `{ a, b: c }`. */
function patternNames(target: string): Map<string, string | number> {
  const names = target
    .slice(0, LONGEST_PATTERN)
    .replace(/^[[({\s]+|[\])}\s]+$/g, '')
    .split(',')
    .slice(0, 20);
  return new Map(
    names.flatMap((one, position): [string, string | number][] => {
      const [, key, name] = /^\s*(?:(\w+)\s*:\s*)?([\w.]+)\s*$/.exec(one) ?? [];
      if (name === undefined) return [];
      return [[name, target.startsWith('{') ? (key ?? name) : position]];
    }),
  );
}

/** A property under any spelling: `function_name` and `functionName` are asked for as `functionName`. */
export function property(properties: Properties, name: string): PythonExpression | undefined {
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return properties.get(name) ?? properties.get(snake);
}
