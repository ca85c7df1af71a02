/**
 * YAML as a tree, never as text: values are set in parsed documents, maps of several pieces are merged, and the library writes
 * the result. A name that holds quotes or line breaks stays one value.
 */
import { isMap, isNode, isScalar, isSeq, parseDocument, visit, type Document, type ParsedNode } from 'yaml';

const PLACEHOLDER = /\{\{([\w.-]+)\}\}/g;

/** @returns the value of a placeholder and what is to stand beside it as a comment; it throws where there is none */
export type Lookup = (name: string) => { value: string | number; note?: string };

/**
 * @param templates documents in the order in which their keys appear; a sequence is continued, any other value is replaced
 * @throws {Error} for a template that is no map or uses an unknown placeholder: a fault of the template
 */
export function composeYaml(templates: readonly string[], lookup: Lookup, comment: string): string {
  const [first, ...others] = templates.map((text) => filled(text, lookup));
  if (!first) throw new Error('no template');
  for (const other of others) mergeInto(first.contents, other.contents);
  first.commentBefore = comment;
  return first.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function filled(text: string, lookup: Lookup): Document<ParsedNode> {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw error;
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string' || !node.value.includes('{{')) return;
      const whole = /^\{\{([\w.-]+)\}\}$/.exec(node.value)?.[1];
      const found = whole === undefined ? { value: replaced(node.value, lookup) } : lookup(whole);
      node.value = found.value;
      // The quotes were those of the template.
      if (whole !== undefined) delete node.type;
      if (found.note !== undefined) node.comment = ` ${found.note}`;
    },
  });
  return document as Document<ParsedNode>;
}

/** Puts values for `{{name}}` into one line of text. */
export function replaced(text: string, lookup: Lookup): string {
  return text.replace(PLACEHOLDER, (_all, name: string) => String(lookup(name).value));
}

function mergeInto(target: unknown, from: unknown): void {
  if (!isMap(target) || !isMap(from)) throw new Error('only maps can be merged');
  const [first] = from.items;
  // The library keeps what stands before the first key with the map.
  if (from.commentBefore && isScalar(first?.key)) first.key.commentBefore = from.commentBefore;
  for (const pair of from.items) {
    const key = isScalar(pair.key) ? pair.key.value : pair.key;
    const there = target.get(key, true);
    if (isMap(there) && isMap(pair.value)) mergeInto(there, pair.value);
    else if (isSeq(there) && isSeq(pair.value)) {
      const [item] = pair.value.items;
      if (pair.value.commentBefore && isNode(item)) item.commentBefore = pair.value.commentBefore;
      there.items.push(...pair.value.items);
    } else if (there !== undefined) target.set(key, pair.value);
    else target.items.push(pair);
  }
}
