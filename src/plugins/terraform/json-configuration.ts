/**
 * Terraform's JSON syntax (`*.tf.json`) as blocks. https://developer.hashicorp.com/terraform/language/syntax/json
 */
import { parseHcl } from '../../syntax/hcl/index.js';
import { entries, items } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode, HclBlock, HclDocument, HclExpression } from '../../syntax/types.js';
import { expressionOfJson } from '../shared/json-expressions.js';

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
    attributes: members.map(({ key, value, offset: at }) => ({
      name: key,
      value: expressionOfJson(value, textExpression),
      offset: at,
    })),
    blocks: members.flatMap(({ key, value, offset: at }) => {
      const bodies = value.kind === 'sequence' ? items(value) : [value];
      return bodies.filter(({ kind }) => kind === 'map').map((body) => blockOf(key, [], body, at));
    }),
    offset,
  };
}

/** Strings are templates: `"${var.name}"`. */
function textExpression(text: string, offset: number): HclExpression {
  if (!text.includes('${')) return { kind: 'string', value: text, offset };
  const quoted = text.replace(/\n/g, '\\n').replace(/\r/g, '');
  const value = parseHcl(`value = "${quoted}"\n`).attributes[0]?.value;
  return value ? { ...value, offset } : { kind: 'string', value: text, offset };
}
