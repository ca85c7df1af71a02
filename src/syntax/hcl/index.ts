/**
 * HCL (Terraform and OpenTofu configuration, tfvars) by tree-sitter.
 * Syntax: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
import type { Node } from 'web-tree-sitter';
import { createLocator } from '../locations.js';
import type { HclAttribute, HclBlock, HclDocument, Problem } from '../types.js';
import { parts, sourceOf, toExpression, type Origin } from './expressions.js';
import { hclParser } from './grammar.js';
import { splitItems, type Run } from './split.js';

export { prepareHcl } from './grammar.js';

const MAX_DEPTH = 200;
/** A single run of items larger than this is not parsed: recovery from errors in it could take minutes. */
const MAX_RUN = 65_536;
/** Bound on the work that errors may cause in one file: the sum of the squared lengths of runs with errors. */
const MAX_RECOVERY = MAX_RUN ** 2;
const MAX_PROBLEMS = 20;

interface Body {
  attributes: HclAttribute[];
  blocks: HclBlock[];
}

/**
 * Parses HCL text. Call `prepareHcl` once before; without it the document is empty and says so. Never throws.
 * @param text source, also broken or hostile
 */
export function parseHcl(text: string, _path = ''): HclDocument {
  const problems: Problem[] = [];
  const body: Body = { attributes: [], blocks: [] };
  const document: HclDocument = { language: 'hcl', text, problems, locate: createLocator(text), ...body };
  const parser = hclParser();
  if (!parser) {
    problems.push({ reason: 'unreadable', detail: 'the HCL grammar is not loaded', offset: 0 });
    return document;
  }
  const { runs, tooDeep } = splitItems(text, MAX_DEPTH);
  if (tooDeep !== undefined) {
    problems.push({ reason: 'too-deep', detail: `brackets nest deeper than ${MAX_DEPTH}`, offset: tooDeep });
    return document;
  }
  let recovery = 0;
  for (const run of runs) {
    if (run.end - run.start > MAX_RUN) {
      problems.push({
        reason: 'too-large',
        detail: `a single item is larger than ${MAX_RUN} characters`,
        offset: run.start,
      });
      continue;
    }
    if (recovery > MAX_RECOVERY) {
      problems.push({ reason: 'syntax-error', detail: 'too many errors; the rest was not read', offset: run.start });
      break;
    }
    if (!readRun(text, run, body, problems)) recovery += (run.end - run.start) ** 2;
  }
  return document;
}

/** @returns whether the run was free of errors */
function readRun(text: string, run: Run, body: Body, problems: Problem[]): boolean {
  const parser = hclParser();
  // A byte order mark would be an error; a space keeps the offsets.
  const source = text.slice(run.start, run.end).replace(/^\uFEFF/, ' ');
  const tree = parser?.parse(source);
  if (!tree) return false;
  try {
    const origin: Origin = { text, base: run.start };
    readBody(tree.rootNode.namedChildren, origin, body);
    const { hasError } = tree.rootNode;
    if (hasError && problems.length < MAX_PROBLEMS) {
      const error = firstError(tree.rootNode);
      problems.push({ reason: 'syntax-error', detail: 'not valid HCL', offset: run.start + error.startIndex });
    }
    return !hasError;
  } finally {
    tree.delete();
  }
}

/** Follows the error down to the innermost node that holds it. */
function firstError(node: Node): Node {
  let at = node;
  for (let depth = 0; depth < MAX_DEPTH && at.type !== 'ERROR' && !at.isMissing; depth++) {
    const next = at.children.find((child) => child.hasError || child.isMissing);
    if (!next) break;
    at = next;
  }
  return at;
}

/** Collects attributes and blocks; those inside an error node count too. */
function readBody(nodes: Node[], origin: Origin, into: Body, depth = 0): void {
  if (depth > MAX_DEPTH) return;
  for (const node of nodes) {
    if (node.type === 'attribute') readAttribute(node, origin, into);
    else if (node.type === 'block') into.blocks.push(toBlock(node, origin, depth));
    else if (node.type === 'body' || node.type === 'ERROR') readBody(node.namedChildren, origin, into, depth + 1);
  }
}

function readAttribute(node: Node, origin: Origin, into: Body): void {
  const [name, ...rest] = parts(node);
  const value = rest.find((child) => child.type === 'expression');
  if (!name || !value) return;
  into.attributes.push({
    name: sourceOf(name, origin),
    value: toExpression(value, origin),
    offset: origin.base + node.startIndex,
  });
}

function toBlock(node: Node, origin: Origin, depth: number): HclBlock {
  const [type, ...rest] = parts(node);
  const labels: string[] = [];
  for (const child of rest) {
    if (child.type === 'string_lit') labels.push(sourceOf(child, origin).slice(1, -1));
    else if (child.type === 'identifier') labels.push(sourceOf(child, origin));
    else break;
  }
  const body: Body = { attributes: [], blocks: [] };
  readBody(rest, origin, body, depth + 1);
  return { type: type ? sourceOf(type, origin) : '', labels, ...body, offset: origin.base + node.startIndex };
}
