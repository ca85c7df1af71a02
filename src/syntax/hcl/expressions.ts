/** From syntax nodes of HCL to `HclExpression`. */
import type { Node } from 'web-tree-sitter';
import type { HclExpression } from '../types.js';
import { templateParts, unescape } from './templates.js';

/** Characters of source kept in an `unknown` expression. */
const MAX_TEXT = 200;
/** A reference longer than this is no name. */
const MAX_REFERENCE = 500;
/** Nesting of the tree; deeper expressions (a long chain of operators) stay `unknown`. */
const MAX_DEPTH = 200;

/** Where the nodes' text is: the whole file, and the offset at which the parsed run begins. */
export interface Origin {
  text: string;
  base: number;
}

/** Named children without comments, which the grammar allows everywhere. */
export function parts(node: Node): Node[] {
  return node.namedChildren.filter((child) => child.type !== 'comment');
}

export function sourceOf(node: Node, { text, base }: Origin): string {
  return text.slice(base + node.startIndex, base + node.endIndex);
}

/** Converts any node that stands for a value. */
export function toExpression(node: Node, origin: Origin, depth = 0): HclExpression {
  const offset = origin.base + node.startIndex;
  const unknown = (): HclExpression => ({ kind: 'unknown', text: sourceOf(node, origin).slice(0, MAX_TEXT), offset });
  if (depth > MAX_DEPTH) return unknown();
  const inner = (child: Node): HclExpression => toExpression(child, origin, depth + 1);

  switch (node.type) {
    case 'expression': {
      const children = parts(node);
      const [first] = children;
      if (!first) return unknown();
      if (children.length === 1) return inner(first);
      return first.type === 'variable_expr' ? (toReference(node, children, origin) ?? unknown()) : unknown();
    }
    case 'literal_value':
    case 'template_expr':
    case 'collection_value':
    case 'operation': {
      const [child] = parts(node);
      return child ? inner(child) : unknown();
    }
    case 'variable_expr':
      return { kind: 'reference', name: sourceOf(node, origin), offset };
    case 'string_lit':
      return { kind: 'string', value: unescape(sourceOf(node, origin).slice(1, -1)), offset };
    case 'numeric_lit':
      return { kind: 'number', value: Number(sourceOf(node, origin)), offset };
    case 'bool_lit':
      return { kind: 'boolean', value: sourceOf(node, origin) === 'true', offset };
    case 'null_lit':
      return { kind: 'null', offset };
    case 'unary_operation':
      return toNegative(parts(node), node, origin, offset) ?? unknown();
    case 'tuple':
      return { kind: 'list', items: parts(node).filter(isExpression).map(inner), offset };
    case 'object':
      return {
        kind: 'object',
        entries: parts(node).flatMap((element) => {
          const key = element.childForFieldName('key');
          const value = element.childForFieldName('val');
          return key && value ? [{ key: keyText(inner(key), key, origin), value: inner(value) }] : [];
        }),
        offset,
      };
    case 'function_call': {
      const [name, args] = parts(node);
      if (!name) return unknown();
      const values = args?.type === 'function_arguments' ? parts(args).filter(isExpression) : [];
      return { kind: 'call', name: sourceOf(name, origin), arguments: values.map(inner), offset };
    }
    case 'conditional': {
      const [condition, then, otherwise] = parts(node).filter(isExpression);
      if (!condition || !then || !otherwise) return unknown();
      return { kind: 'conditional', condition: inner(condition), then: inner(then), else: inner(otherwise), offset };
    }
    case 'quoted_template':
    case 'heredoc_template':
      return toTemplate(node, origin, offset, inner);
    default:
      return unknown();
  }
}

function isExpression(node: Node): boolean {
  return node.type === 'expression';
}

/** `a.b[0].c`, white space removed, `a.0` as `a[0]`. */
function toReference(node: Node, children: Node[], origin: Origin): HclExpression | undefined {
  if (node.endIndex - node.startIndex > MAX_REFERENCE) return undefined;
  let name = '';
  for (const child of children) {
    if (child.type === 'ERROR') return undefined;
    const text = sourceOf(child, origin);
    name += text.includes('"') ? text : text.replace(/\s+/g, '').replace(/^\.(\d+)$/, '[$1]');
  }
  return { kind: 'reference', name, offset: origin.base + node.startIndex };
}

function toNegative([operand]: Node[], node: Node, origin: Origin, offset: number): HclExpression | undefined {
  if (operand?.type !== 'literal_value' || !sourceOf(node, origin).startsWith('-')) return undefined;
  const value = Number(sourceOf(operand, origin));
  return Number.isNaN(value) ? undefined : { kind: 'number', value: -value, offset };
}

function keyText(key: HclExpression, node: Node, origin: Origin): string {
  if (key.kind === 'string') return key.value;
  return sourceOf(node, origin).replace(/^"|"$/g, '').slice(0, MAX_TEXT);
}

function toTemplate(node: Node, origin: Origin, offset: number, inner: (child: Node) => HclExpression): HclExpression {
  const merged: (string | { reference: string })[] = [];
  const add = (text: string): void => {
    if (typeof merged.at(-1) === 'string') merged.push(`${String(merged.pop())}${text}`);
    else if (text) merged.push(text);
  };
  const pieces = templateParts(node, origin);
  const [only] = pieces;
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      add(piece);
      continue;
    }
    const value = piece.type === 'expression' ? inner(piece) : undefined;
    // "${x}" alone is x itself, whatever its type
    if (value && pieces.length === 1 && piece === only) return { ...value, offset };
    if (value?.kind === 'number' || value?.kind === 'boolean' || value?.kind === 'string') add(String(value.value));
    else if (value?.kind === 'template') {
      for (const part of value.parts) {
        if (typeof part === 'string') add(part);
        else merged.push(part);
      }
    } else merged.push({ reference: value?.kind === 'reference' ? value.name : sourceOf(piece, origin) });
  }
  const [first = ''] = merged;
  if (merged.length < 2 && typeof first === 'string') return { kind: 'string', value: first, offset };
  return { kind: 'template', parts: merged, offset };
}
