/** Expressions and calls, with constants filled in. */
import type { PythonExpression } from '../types.js';
import { Calls } from './calls.js';
import { binary, evaluateCall, environmentVariable, readNumber, weigh } from './constants.js';
import { Names } from './names.js';
import * as K from './nodes.js';
import type { Outline } from './outline.js';
import type { Binding } from './scopes.js';
import { concatenate, decodeLiteral, literalBody, type Text, textOf, unescapeText } from './texts.js';

const MAX_SOURCE = 200;
export const MAX_ITEMS = 500;
const MAX_LITERAL_DEPTH = 12;
/** Size above which a list or dictionary is not copied to where its name stands: copies of copies could explode. */
const MAX_WEIGHT = 200;
/** Bounds recursion through values of values. */
const MAX_DEPTH = 250;
/** Characters that constants may make in a small file; repeated insertion of a long one could exhaust memory. */
const MAX_MADE = 1_000_000;
/** Assignments to one name that are compared before it counts as variable. */
const MAX_BINDINGS = 4;

export class Expressions {
  readonly names: Names;
  readonly calls: Calls;
  private readonly constants = new Map<Binding, PythonExpression | undefined>();
  private depth = 0;
  /** Characters that may yet be made by putting texts and lists together. */
  private budget: number;

  /** @param place turns an offset of the parsed text into one of the file */
  constructor(
    private readonly outline: Outline,
    private readonly place: (offset: number) => number,
  ) {
    this.budget = MAX_MADE + 8 * outline.source.length;
    this.names = new Names(outline, (node) => this.expression(node));
    this.calls = new Calls(outline, this, place);
  }

  /** Source of a node, at most 200 characters. */
  source(node: number): string {
    return this.slice(this.outline.from(node), this.outline.to(node));
  }
  slice(from: number, to: number): string {
    return this.outline.source.slice(from, Math.min(to, from + MAX_SOURCE));
  }

  expression(node: number, literals = 0): PythonExpression {
    if (this.depth >= MAX_DEPTH) return this.unknown(node);
    this.depth++;
    const found = this.read(node, literals);
    this.depth--;
    return found;
  }

  /** Source in place of a value. */
  unknown(node: number): PythonExpression {
    return { kind: 'unknown', text: this.source(node), offset: this.place(this.outline.from(node)) };
  }

  private read(node: number, literals: number): PythonExpression {
    const { outline } = this;
    const offset = this.place(outline.from(node));
    switch (outline.kindOf(node)) {
      case K.STRING:
        return { kind: 'string', value: decodeLiteral(outline.text(node)), offset };
      case K.FORMAT_STRING:
      case K.CONTINUED_STRING:
        return this.charge(this.text(this.strings(node), offset)) ?? this.unknown(node);
      case K.NUMBER: {
        const value = readNumber(outline.text(node));
        return value === undefined ? this.unknown(node) : { kind: 'number', value, offset };
      }
      case K.BOOLEAN:
        return { kind: 'boolean', value: outline.text(node) === 'True', offset };
      case K.NONE:
        return { kind: 'none', offset };
      case K.LIST:
      case K.TUPLE:
      case K.SET:
      case K.DICTIONARY:
        return this.charge(this.collection(node, literals, offset)) ?? this.unknown(node);
      case K.PARENTHESES:
      case K.AWAIT:
        return outline.after(node) === node + 1 ? this.unknown(node) : this.expression(node + 1, literals);
      case K.NAMED:
        return this.expression(outline.lastChild(node), literals);
      case K.CALL: {
        const call = this.calls.call(node);
        const receiver =
          outline.kindOf(node + 1) === K.MEMBER && isText(outline.kindOf(outline.unwrap(node + 2))) ? node + 2 : -1;
        const value = this.charge(evaluateCall(call, receiver < 0 ? undefined : this.expression(receiver, literals)));
        return value ? { ...value, offset } : { kind: 'call', call, offset };
      }
      case K.NAME: {
        const constant = this.variable(node);
        if (constant) return { ...constant, offset };
        return { kind: 'name', name: this.names.chain(node)?.name ?? outline.text(node), offset };
      }
      case K.MEMBER:
        return this.member(node, literals, offset);
      case K.UNARY:
      case K.BINARY: {
        const children = outline.children(node);
        const sides = children.filter((child) => !isOperator(outline.kindOf(child)));
        const operators = children.filter((child) => isOperator(outline.kindOf(child)));
        const operator = operators.map((one) => outline.text(one)).join(' ');
        const values = sides.map((side) => this.expression(side, literals));
        const found = this.charge(binary(operator, values));
        return found ? { ...found, offset } : this.unknown(node);
      }
      default:
        return this.unknown(node);
    }
  }

  /** Counts what was put together; undefined once that is too much. */
  private charge(value: PythonExpression | undefined): PythonExpression | undefined {
    if (this.budget <= 0) return undefined;
    if (value?.kind === 'string' || value?.kind === 'template') this.budget -= value.value.length;
    else if (value?.kind === 'list') this.budget -= 8 * value.items.length;
    else if (value?.kind === 'dict') this.budget -= 16 * value.entries.length;
    return value;
  }

  // ---- texts ----------------------------------------------------------------------------------------------------

  private text(text: Text | undefined, offset: number): PythonExpression | undefined {
    return text && { kind: text.constant ? 'string' : 'template', value: text.value, offset };
  }

  /** Formatted and adjacent strings. */
  private strings(node: number): Text | undefined {
    const { outline } = this;
    if (outline.kindOf(node) === K.CONTINUED_STRING) {
      const parts = outline.children(node).map((part) => this.strings(part) ?? { value: '{…}', constant: false });
      return concatenate(parts);
    }
    if (outline.kindOf(node) !== K.FORMAT_STRING) return { value: decodeLiteral(outline.text(node)), constant: true };
    const from = outline.from(node);
    const { prefix, start, end } = literalBody(outline.text(node));
    const parts: Text[] = [];
    let at = from + start;
    const literal = (to: number): void => {
      const text = unescapeText(outline.source.slice(at, to), prefix.includes('r'));
      parts.push({ value: text.replaceAll('{{', '{').replaceAll('}}', '}'), constant: true });
    };
    for (const field of outline.children(node)) {
      if (outline.kindOf(field) !== K.REPLACEMENT) continue;
      literal(outline.from(field));
      parts.push(
        outline.after(field) > field + 1 ? textOf(this.expression(field + 1)) : { value: '{}', constant: false },
      );
      at = outline.to(field);
    }
    literal(Math.max(at, from + end));
    return concatenate(parts);
  }

  // ---- lists and dictionaries -----------------------------------------------------------------------------------

  private collection(node: number, literals: number, offset: number): PythonExpression | undefined {
    if (literals >= MAX_LITERAL_DEPTH) return undefined;
    if (this.outline.kindOf(node) === K.DICTIONARY) {
      return { kind: 'dict', entries: this.entries(node, literals + 1), offset };
    }
    return { kind: 'list', items: this.items(this.outline.children(node), literals + 1), offset };
  }

  /** Items of a list; a list that is unpacked inside gives its own items. */
  items(nodes: readonly number[], literals = 0): PythonExpression[] {
    const items: PythonExpression[] = [];
    let unpacks = false;
    for (const node of nodes) {
      const kind = this.outline.kindOf(node);
      if (kind === K.STAR) unpacks = true;
      else if (kind !== K.ERROR) {
        const item = this.expression(node, literals);
        if (unpacks && item.kind === 'list') items.push(...item.items);
        else items.push(unpacks ? { kind: 'unknown', text: `*${this.source(node)}`, offset: item.offset } : item);
        unpacks = false;
      }
      if (items.length >= MAX_ITEMS) return items.slice(0, MAX_ITEMS);
    }
    return items;
  }

  private entries(node: number, literals: number): { key: PythonExpression; value: PythonExpression }[] {
    const { outline } = this;
    const entries: { key: PythonExpression; value: PythonExpression }[] = [];
    let key: PythonExpression | undefined;
    let unpacks = false;
    for (const child of outline.children(node)) {
      const kind = outline.kindOf(child);
      if (entries.length >= MAX_ITEMS) break;
      if (kind === K.STAR_STAR) unpacks = true;
      else if (kind === K.COLON || kind === K.ERROR) continue;
      else if (unpacks) {
        const value = this.expression(child, literals);
        if (value.kind === 'dict') entries.push(...value.entries);
        else entries.push({ key: { kind: 'unknown', text: '**', offset: value.offset }, value });
        unpacks = false;
      } else if (key) {
        entries.push({ key, value: this.expression(child, literals) });
        key = undefined;
      } else key = this.expression(child, literals);
    }
    return entries.slice(0, MAX_ITEMS);
  }

  // ---- names ----------------------------------------------------------------------------------------------------

  /** Constant that a variable holds, if it holds but one. */
  private variable(node: number): PythonExpression | undefined {
    const name = this.outline.text(node);
    const found = this.outline.contextAt(node).scope.lookup(name);
    return found && this.constant(found.bindings, name);
  }

  /** The one constant that all bindings agree on. */
  constant(bindings: readonly Binding[], name: string): PythonExpression | undefined {
    if (bindings.length > MAX_BINDINGS) return undefined;
    let agreed: PythonExpression | undefined;
    for (const binding of bindings) {
      const value = this.bound(binding);
      if (!value || (agreed && !isSame(agreed, value))) return undefined;
      agreed = value;
    }
    const isCollection = agreed?.kind === 'list' || agreed?.kind === 'dict';
    return isCollection && this.outline.mutated.has(name) ? undefined : agreed;
  }

  private bound(binding: Binding): PythonExpression | undefined {
    if (binding.by !== 'value' || binding.value < 0) return undefined;
    if (this.constants.has(binding)) return this.constants.get(binding);
    this.constants.set(binding, undefined); // a value that depends on itself
    const value = this.expression(binding.value);
    const constant = this.isConstant(value, binding.value) ? value : undefined;
    this.constants.set(binding, constant);
    return constant;
  }

  private isConstant(value: PythonExpression, node: number): boolean {
    switch (value.kind) {
      case 'call':
      case 'unknown':
        return false;
      case 'name':
        return environmentVariable(value.name) !== undefined || this.names.chain(node)?.known === true;
      case 'list':
      case 'dict':
        return weigh(value, MAX_WEIGHT) < MAX_WEIGHT;
      default:
        return true;
    }
  }

  private member(node: number, literals: number, offset: number): PythonExpression {
    const { outline } = this;
    const property = outline.after(node + 1);
    if (property >= outline.after(node)) return this.unknown(node);
    const constant =
      outline.kindOf(property) === K.PROPERTY
        ? this.attribute(node, property)
        : this.element(node + 1, property, literals);
    if (constant) return { ...constant, offset };
    const chain = this.names.chain(node);
    return chain ? { kind: 'name', name: chain.name, offset } : this.unknown(node);
  }

  /** `Config.NAME`, `cfg.NAME`, `self.name`, and `.value` of such, as enumerations have it. */
  private attribute(node: number, property: number): PythonExpression | undefined {
    const { outline } = this;
    const name = outline.text(property);
    if (name === 'value' && outline.kindOf(node + 1) === K.MEMBER) {
      const member = this.expression(node + 1);
      if (member.kind === 'string' || member.kind === 'number') return member;
    }
    const { definition, made } = this.names.resolve(node + 1);
    if (definition?.kind !== 'class') return undefined;
    const given = made === undefined ? undefined : this.calls.call(made).arguments.find((one) => one.keyword === name);
    if (given) return this.isConstant(given.value, -1) ? given.value : undefined;
    const bindings = this.names.member(definition, name);
    return bindings && this.constant(bindings, outline.text(node));
  }

  /** `CONFIG["name"]`, `NAMES[0]`, `os.environ["NAME"]`. */
  private element(object: number, index: number, literals: number): PythonExpression | undefined {
    const { outline } = this;
    if (outline.after(index) < outline.after(outline.tree.parent[index] ?? 0)) return undefined; // a slice
    const key = this.expression(index, literals);
    const offset = key.offset;
    if (key.kind === 'string' && this.names.chain(object)?.name === 'os.environ') {
      return { kind: 'name', name: `os.environ.${key.value}`, offset };
    }
    if (key.kind !== 'string' && key.kind !== 'number') return undefined;
    const kind = outline.kindOf(object);
    if (kind !== K.NAME && kind !== K.MEMBER) return undefined;
    const container = this.expression(object, literals);
    const found =
      container.kind === 'dict'
        ? container.entries.findLast((entry) => isSame(entry.key, key))?.value
        : container.kind === 'list' && key.kind === 'number'
          ? container.items.at(key.value)
          : undefined;
    return found && this.isConstant(found, -1) ? found : undefined;
  }
}

function isText(kind: number): boolean {
  return kind === K.STRING || kind === K.FORMAT_STRING || kind === K.CONTINUED_STRING || kind === K.NAME;
}

function isOperator(kind: number): boolean {
  return (kind >= K.COMPARE_OP && kind <= K.STAR_STAR) || (kind >= K.IN && kind <= K.OR) || kind === K.OTHER;
}

/** Equal scalars. Collections that are assigned twice count as different. */
function isSame(a: PythonExpression, b: PythonExpression): boolean {
  return a.kind === b.kind && 'value' in a && 'value' in b && a.value === b.value;
}
