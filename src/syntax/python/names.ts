/** What names stand for: imports, values that came from calls, instances of classes of the same file. */
import type { PythonExpression } from '../types.js';
import * as K from './nodes.js';
import type { Outline } from './outline.js';
import type { Binding, Scope } from './scopes.js';

/** What an expression refers to. */
export interface Reference {
  /** Dotted text with what is known filled in. */
  text: string;
  /** The first segment came from an import, a definition of this file or a tracked value. */
  known: boolean;
  /** It is the result of a call (or something annotated as one), not the named thing itself. */
  value: boolean;
  /** Function or class of this file that `text` names, or of which this is an instance. */
  definition?: Scope;
  /** The first parameter of a method, unless a value was found behind it. */
  self?: boolean;
  /** Call that made the instance. */
  made?: number;
}

/** Longer dotted names are given up: a chain of reassignments could grow one without end. */
const MAX_NAME = 300;
const MAX_WRITTEN = 100;
/** Bounds recursion through values of values; real code needs less than ten. */
const MAX_DEPTH = 250;
/** Bindings that are looked at behind one that says nothing. */
const MAX_SKIPPED = 8;
const MAX_BASES = 16;

/** Functions whose first argument names the API that their result speaks: boto3, aiobotocore, googleapiclient. */
const FACTORIES = new Set(['client', 'resource', 'create_client', 'build']);
const API_NAME = /^[A-Za-z][\w-]{0,60}$/;
/** Annotations from these modules do not say what a value is. */
const ABSTRACT = /^(?:typing|typing_extensions|collections)\./;
const WRAPPERS = /(?:^|\.)(?:Optional|Union|Annotated|Final|ClassVar)$/;
const NOTHING: Reference = { text: '()', known: false, value: true };

/** Literals have methods, too: `", ".join()` is `str.join`. */
const LITERALS: Record<number, string> = {
  [K.STRING]: 'str',
  [K.FORMAT_STRING]: 'str',
  [K.CONTINUED_STRING]: 'str',
  [K.LIST]: 'list',
  [K.TUPLE]: 'tuple',
  [K.SET]: 'set',
  [K.DICTIONARY]: 'dict',
};

export class Names {
  private readonly results = new Map<number, Reference>();
  private readonly values = new Map<Binding, Reference | undefined>();
  private readonly bases = new Map<Scope, readonly Reference[]>();
  private readonly members = new Map<Scope, Map<string, readonly Binding[] | undefined>>();
  private depth = 0;

  /** @param constant value of an expression, used for the first argument of factories */
  constructor(
    private readonly outline: Outline,
    private readonly constant: (node: number) => PythonExpression,
  ) {}

  /** What an expression refers to, calls and assignments followed. */
  resolve(node: number): Reference {
    if (++this.depth > MAX_DEPTH) {
      this.depth--;
      return this.written(node);
    }
    const found = this.find(node);
    this.depth--;
    return found.text.length > MAX_NAME ? this.written(node) : found;
  }

  /** Name of a name or attribute chain, resolved through imports and definitions only; undefined for anything else. */
  chain(node: number): { name: string; known: boolean } | undefined {
    const { outline } = this;
    const properties: string[] = [];
    let root = node;
    while (outline.kindOf(root) === K.MEMBER) {
      const property = outline.after(root + 1);
      if (outline.kindOf(property) !== K.PROPERTY || property >= outline.after(root)) return undefined;
      properties.push(outline.text(property));
      root++;
    }
    if (outline.kindOf(root) !== K.NAME) return undefined;
    const binding = this.lookup(root);
    const known = binding?.by === 'import' || binding?.by === 'definition';
    const first = known ? (binding.dotted ?? binding.definition?.name ?? '') : outline.text(root);
    return { name: properties.length === 0 ? first : `${first}.${properties.reverse().join('.')}`, known };
  }

  /** Definition of a member of a class of this file, its own or inherited within the file. */
  member(of: Scope, name: string): readonly Binding[] | undefined {
    let known = this.members.get(of);
    if (!known) this.members.set(of, (known = new Map()));
    if (!known.has(name)) known.set(name, this.findMember(of, name));
    return known.get(name);
  }

  private findMember(of: Scope, name: string): readonly Binding[] | undefined {
    const queue = [of];
    for (let index = 0; index < Math.min(queue.length, MAX_BASES); index++) {
      const scope = queue[index] as Scope;
      const own = scope.names.get(name);
      const assigned = scope.attributes.get(name);
      if (own ?? assigned) return [...(own ?? []), ...(assigned ?? [])];
      for (const { definition, value } of this.basesOf(scope)) {
        if (definition?.kind === 'class' && !value && !queue.includes(definition)) queue.push(definition);
      }
    }
    return undefined;
  }

  /** The imported class that a class of this file derives from, if it is but one. */
  private importedBase(scope: Scope): string | undefined {
    const [base, ...others] = this.basesOf(scope);
    return base?.known && !base.definition && others.length === 0 ? base.text : undefined;
  }

  private basesOf(scope: Scope): readonly Reference[] {
    let bases = this.bases.get(scope);
    if (!bases) {
      this.bases.set(scope, []); // a class that derives from itself
      bases = scope.bases.slice(0, MAX_BASES).map((base) => this.resolve(base));
      this.bases.set(scope, bases);
    }
    return bases;
  }

  /** The binding that a name at a place most likely means. */
  lookup(node: number, name = this.outline.text(node)): Binding | undefined {
    const found = this.outline.contextAt(node).scope.lookup(name);
    if (!found) return undefined;
    const here = this.outline.from(node);
    const before = this.pick(found.bindings, here);
    // A function means the import above it, also where the program gives the name to something else when it has called it.
    return found.same || (before?.by === 'import' && before.at <= here) ? before : this.pick(found.bindings, Infinity);
  }

  /** The last binding before a place that says something; else the last one that does. */
  private pick(bindings: readonly Binding[], before: number): Binding | undefined {
    const last = bindings.length - 1;
    let low = -1;
    let high = last;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((bindings[middle]?.at ?? 0) <= before) low = middle;
      else high = middle - 1;
    }
    for (const start of low === last ? [last] : [low, last]) {
      for (let index = start; index >= 0 && index > start - MAX_SKIPPED; index--) {
        const binding = bindings[index];
        if (binding && this.saysSomething(binding)) return binding;
      }
    }
    return bindings[Math.max(low, 0)];
  }

  /** Of several values of an attribute, the one that the method at hand gave it before, or the one that it has from the start. */
  private given(bindings: readonly Binding[], node: number): Binding | undefined {
    if (bindings.length < 2 || node < 0) return undefined;
    const { scope } = this.outline.contextAt(node);
    const from = this.outline.from(node);
    const said = bindings.slice(0, MAX_SKIPPED).filter((one) => one.by === 'value' && this.saysSomething(one));
    return (
      said.findLast((one) => one.scope === scope && one.at <= from) ??
      said.findLast((one) => one.scope.name.endsWith('.__init__') && this.outline.kindOf(one.value) === K.CALL)
    );
  }

  /** `x = None` and what an `except` puts in place of a missing import are only placeholders. */
  private saysSomething({ by, fallback, value }: Binding): boolean {
    if (fallback) return false;
    return by !== 'value' || this.outline.kindOf(value) !== K.NONE;
  }

  private find(node: number): Reference {
    const { outline } = this;
    switch (outline.kindOf(node)) {
      case K.NAME:
        return this.name(outline.text(node), this.lookup(node));
      case K.MEMBER: {
        const property = outline.after(node + 1);
        const isAttribute = outline.kindOf(property) === K.PROPERTY;
        return this.attribute(this.resolve(node + 1), isAttribute ? outline.text(property) : undefined, node);
      }
      case K.CALL: {
        const known = this.results.get(node);
        if (known) return known;
        const result = this.result(node);
        this.results.set(node, result);
        return result;
      }
      case K.PARENTHESES:
      case K.AWAIT:
        return outline.after(node) > node + 1 ? this.resolve(node + 1) : NOTHING;
      case K.NAMED:
        return this.resolve(outline.lastChild(node));
      case K.CONDITIONAL: {
        const [first = -1, , , , second = -1] = outline.children(node);
        return this.either(first, second);
      }
      case K.BINARY: {
        const [first = -1, operator = -1, second = -1] = outline.children(node);
        if (outline.kindOf(operator) === K.OR) return this.either(first, second);
        // Only paths are divided and still have methods worth a name.
        const path = outline.text(operator) === '/' ? this.resolve(first) : NOTHING;
        return path.text.startsWith('pathlib.') ? path : NOTHING;
      }
      default: {
        const literal = LITERALS[outline.kindOf(node)];
        return literal ? { text: literal, known: false, value: true } : NOTHING;
      }
    }
  }

  private either(first: number, second: number): Reference {
    const found = this.resolve(first);
    if (found.known) return found;
    const other = this.resolve(second);
    return other.known ? other : NOTHING;
  }

  private written(node: number): Reference {
    const text = this.outline.text(node).slice(0, MAX_WRITTEN).replace(/\s+/g, '');
    return { text, known: false, value: false };
  }

  private name(text: string, binding: Binding | undefined): Reference {
    if (binding?.by === 'import') return { text: binding.dotted ?? text, known: true, value: false };
    if (binding?.definition) {
      return { text: binding.definition.name, known: true, value: false, definition: binding.definition };
    }
    if (binding?.by === 'self') {
      return { text, known: false, value: true, definition: binding.scope, self: true };
    }
    return (binding && this.valueOf(binding)) ?? { text, known: false, value: false };
  }

  /** What a variable, parameter or attribute holds, if that is known. */
  private valueOf(binding: Binding): Reference | undefined {
    if (this.values.has(binding)) return this.values.get(binding);
    this.values.set(binding, undefined); // a value that depends on itself
    let found: Reference | undefined;
    if (binding.value >= 0 && binding.by === 'value') found = this.resolve(binding.value);
    if (!found?.known && binding.annotation >= 0) found = this.annotated(binding.annotation) ?? found;
    if (!found?.known && binding.by === 'parameter' && this.outline.kindOf(binding.value) === K.CALL) {
      found = this.resolve(binding.value);
    }
    const value = found?.known ? found : undefined;
    this.values.set(binding, value);
    return value;
  }

  /**
   * Attribute or, without a name, element of what `object` refers to.
   * @param at node that names it: of several values of an attribute, the one that the same method gave it before
   */
  attribute(object: Reference, name: string | undefined, at = -1): Reference {
    const { text, known, definition } = object;
    if (name === undefined) return { text: `${text}[]`, known, value: false };
    const joined = { text: `${text}.${name}`, known, value: false };
    if (definition?.kind !== 'class') return joined;
    const members = this.member(definition, name);
    const binding = members && (this.given(members, at) ?? this.pick(members, Infinity));
    const member = binding?.definition;
    if (member && !member.isProperty) return { text: member.name, known: true, value: false, definition: member };
    const found = member ? this.returned(member) : binding && this.valueOf(binding);
    if (found) return found;
    if (object.self) return { ...joined, known: false };
    const owner = members ? undefined : this.importedBase(definition);
    return { text: `${owner ?? definition.name}.${name}`, known: true, value: false };
  }

  /** What a call returns. */
  private result(node: number): Reference {
    const callee = this.resolve(node + 1);
    const { text, known, definition } = callee;
    if (callee.value && !callee.self) return { text: `${text}()`, known, value: true };
    if (definition?.kind === 'class') return { text, known: true, value: true, definition, made: node };
    if (definition) return this.returned(definition) ?? { text: `${text}()`, known: false, value: true };
    if (!known) return { text: `${text}()`, known: false, value: true };
    const api = FACTORIES.has(text.slice(text.lastIndexOf('.') + 1)) ? this.api(node) : undefined;
    return { text: api ? `${text}.${api}` : text, known, value: true };
  }

  /** Result of a function of this file: by its annotation, else by its last `return`. */
  private returned({ returns, returnType, isReplaced }: Scope): Reference | undefined {
    if (isReplaced) return undefined;
    const annotated = returnType >= 0 ? this.annotated(returnType) : undefined;
    if (annotated) return annotated;
    const last = returns.at(-1);
    const found = last === undefined ? undefined : this.resolve(last);
    return found?.known && found.value ? found : undefined;
  }

  /** `client("sagemaker")`, `client(service_name="sagemaker")`. */
  private api(call: number): string | undefined {
    const { outline } = this;
    const list = outline.child(call, K.ARGUMENTS);
    if (list < 0) return undefined;
    const nodes = outline.children(list);
    const keyword = nodes.findIndex((one) => outline.kindOf(one) === K.NAME && outline.text(one) === 'service_name');
    const isKeyword = outline.kindOf(nodes[keyword + 1] ?? -1) === K.ASSIGN_OP;
    const node = (isKeyword ? nodes[keyword + 2] : nodes[0]) ?? -1;
    const isNamed = !isKeyword && outline.kindOf(nodes[1] ?? -1) === K.ASSIGN_OP;
    if (isNamed || (outline.kindOf(node) !== K.STRING && outline.kindOf(node) !== K.NAME)) return undefined;
    const value = this.constant(node);
    return value.kind === 'string' && API_NAME.test(value.value) ? value.value : undefined;
  }

  /** Instance of what an annotation names: `X`, `a.X`, `"X"`, `Optional[X]`, `X | None`. */
  private annotated(node: number): Reference | undefined {
    const { outline } = this;
    switch (outline.kindOf(node)) {
      case K.STRING:
        return this.quoted(node);
      case K.NAME:
      case K.MEMBER: {
        const property = outline.after(node + 1);
        if (outline.kindOf(node) === K.MEMBER && outline.kindOf(property) !== K.PROPERTY) {
          const wrapper = this.chain(node + 1)?.name ?? '';
          return WRAPPERS.test(wrapper) ? this.annotated(property) : undefined;
        }
        return instance(this.resolve(node));
      }
      case K.BINARY: {
        const [first = -1, , second = -1] = outline.children(node);
        return this.annotated(first) ?? this.annotated(second);
      }
      default:
        return undefined;
    }
  }

  private quoted(node: number): Reference | undefined {
    const match = /^["'](?:[\w.]*Optional\[)?\s*([A-Za-z_]\w*)((?:\.\w+)*)\s*(?:\]|\|\s*None)?["']$/.exec(
      this.outline.text(node).slice(0, MAX_NAME),
    );
    if (!match?.[1]) return undefined;
    let found = this.name(match[1], this.lookup(node, match[1]));
    for (const property of (match[2] ?? '').split('.').slice(1)) found = this.attribute(found, property);
    return instance(found);
  }
}

function instance(type: Reference): Reference | undefined {
  return type.known && !ABSTRACT.test(type.text) ? { ...type, value: true } : undefined;
}
