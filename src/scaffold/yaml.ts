/**
 * YAML as a tree, never as text: values are set in parsed documents, maps of several pieces are merged, and the library writes
 * the result. A name that holds quotes or line breaks stays one value.
 */
import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
  type Document,
  type ParsedNode,
  type YAMLSeq,
} from 'yaml';

const PLACEHOLDER = /\{\{([\w.-]+)\}\}/g;

/** @returns the value of a placeholder and what is to stand beside it as a comment; it throws where there is none */
export type Lookup = (name: string) => { value: string | number; note?: string };

/**
 * @param templates streams of documents in the order in which they and their keys appear. Documents of one kind and name are one
 *   (two without a kind as well), and so are the items of a sequence that have one name; a sequence is else continued, any other
 *   value is replaced.
 * @throws {Error} for a template that is no map or uses an unknown placeholder: a fault of the template
 */
export function composeYaml(templates: readonly string[], lookup: Lookup, comment: string): string {
  const documents = new Map<string, Document<ParsedNode>>();
  for (const document of templates.flatMap((text) => parseAllDocuments(text) as Document.Parsed[])) {
    fill(document, lookup);
    const identity = ['kind', 'metadata.name'].map((path) => document.getIn(path.split('.'))).join(' ');
    const there = documents.get(identity);
    if (there) mergeInto(there.contents, document.contents);
    else documents.set(identity, document);
  }
  const [first, ...others] = documents.values();
  if (!first) throw new Error('no template');
  first.commentBefore = comment;
  for (const { directives } of others) if (directives) directives.docStart = true;
  return [first, ...others]
    .map((document) => document.toString({ lineWidth: 0, flowCollectionPadding: false }))
    .join('');
}

function fill(document: Document.Parsed, lookup: Lookup): void {
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
    else if (isSeq(there) && isSeq(pair.value)) continueWith(there, pair.value);
    else if (there !== undefined) target.set(key, pair.value);
    else target.items.push(pair);
  }
}

function continueWith(there: YAMLSeq, more: YAMLSeq): void {
  const [first] = more.items;
  if (more.commentBefore && isNode(first)) first.commentBefore = more.commentBefore;
  for (const item of more.items) {
    const name = nameOf(item);
    const same = name === undefined ? undefined : there.items.find((other) => nameOf(other) === name);
    if (same === undefined) there.items.push(item);
    else mergeInto(same, item);
  }
}

/** What a mount, a container, a stage or a job of a list is called: of one volume there may be several mounts. */
function nameOf(item: unknown): string | undefined {
  if (!isMap(item)) return undefined;
  const key = ['mountPath', 'name', 'stage', 'job'].find((candidate) => typeof item.get(candidate) === 'string');
  return key && `${key} ${String(item.get(key))}`;
}
