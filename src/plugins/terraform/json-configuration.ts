/**
 * Terraform's JSON syntax (`*.tf.json`) as blocks. https://developer.hashicorp.com/terraform/language/syntax/json
 */
import { parseHcl } from '../../syntax/hcl/index.js';
import { entries, items } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode, HclBlock, HclDocument, HclExpression } from '../../syntax/types.js';

/** Top-level keys, with the number of labels that stand between them and the bodies. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  variable: 1,
  output: 1,
  provider: 1,
  locals: 0,
  terraform: 0,
};
const MOST_BLOCKS = 2000;

/** The same document as if it were written in HCL. Depth is bounded by the JSON adapter. */
export function fromJson(document: DataDocument): HclDocument {
  const blocks: HclBlock[] = [];
  for (const { key, value, offset } of document.roots.flatMap((root) => entries(root))) {
    const labels = Object.hasOwn(LABELS, key) ? LABELS[key] : undefined;
    if (labels !== undefined) collect(key, [], labels, value, offset, blocks);
  }
  const { text, problems, locate } = document;
  return { language: 'hcl', text, problems, locate: (offset) => locate(offset), blocks, attributes: [] };
}

function collect(type: string, labels: string[], more: number, node: DataNode, offset: number, into: HclBlock[]): void {
  if (into.length >= MOST_BLOCKS) return;
  if (node.kind === 'sequence') for (const item of node.items) collect(type, labels, more, item, item.offset, into);
  else if (more === 0) into.push(blockOf(type, labels, node, offset));
  else
    for (const { key, value, offset: at } of entries(node)) collect(type, [...labels, key], more - 1, value, at, into);
}

/** JSON does not tell nested blocks from objects: an object is both. */
function blockOf(type: string, labels: string[], node: DataNode, offset: number): HclBlock {
  const members = entries(node).filter(({ key }) => key !== '//');
  return {
    type,
    labels,
    attributes: members.map(({ key, value, offset: at }) => ({ name: key, value: expressionOf(value), offset: at })),
    blocks: members.flatMap(({ key, value, offset: at }) => {
      const bodies = value.kind === 'sequence' ? items(value) : [value];
      return bodies.filter(({ kind }) => kind === 'map').map((body) => blockOf(key, [], body, at));
    }),
    offset,
  };
}

function expressionOf(node: DataNode): HclExpression {
  const { offset } = node;
  if (node.kind === 'sequence') return { kind: 'list', items: node.items.map(expressionOf), offset };
  if (node.kind === 'map')
    return {
      kind: 'object',
      entries: node.entries.map(({ key, value }) => ({ key, value: expressionOf(value) })),
      offset,
    };
  const { resolved, value } = node;
  if (resolved === null) return { kind: 'null', offset };
  if (typeof resolved === 'number') return { kind: 'number', value: resolved, offset };
  if (typeof resolved === 'boolean') return { kind: 'boolean', value: resolved, offset };
  return value.includes('${') ? templateOf(value, offset) : { kind: 'string', value, offset };
}

/** Strings are templates: `"${var.name}"`. */
function templateOf(text: string, offset: number): HclExpression {
  const quoted = text.replace(/\n/g, '\\n').replace(/\r/g, '');
  const value = parseHcl(`value = "${quoted}"\n`).attributes[0]?.value;
  return value ? { ...value, offset } : { kind: 'string', value: text, offset };
}
