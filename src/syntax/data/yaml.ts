/** YAML, plain or templated: every document of a file as a positioned tree. */
import { createLocator, lineAt, lineStarts } from '../locations.js';
import type { DataDocument, DataNode, Problem } from '../types.js';
import { MAX_ALIASED_NODES, TreeBuilder } from './builder.js';
import { splitDocuments } from './chunks.js';
import { buildFromEvents, type Failure, type Source } from './events.js';
import { beginsNode, hasTemplate, maskTemplate } from './helm.js';
import { recover } from './recovery.js';

/** Documents read of a file. */
const MAX_DOCUMENTS = 10_000;
/** Characters of broken documents that are read tolerantly, which costs a hundred times more, in a file. */
const MAX_RECOVERED = 200_000;

interface Attempt {
  source: Source;
  builder: TreeBuilder;
  failure: Failure | undefined;
}

/**
 * Parses YAML. Anchors are shared nodes, merge keys are merged (own keys win), tags are kept. A document that is not valid
 * gives what could be saved of it and a problem.
 *
 * Templates (Helm, Jinja) are told by their text, not by their place: what is no YAML as it stands, or holds an expression
 * where a value is due, is masked. An expression inside a scalar or key then stands in it as written, lines of nothing
 * but expressions are left out, and both branches of a condition are there (so keys may be repeated). Expressions of
 * other languages inside valid YAML (`${{ … }}` of GitHub, `{{inputs.x}}` of Argo) are left alone.
 */
export function parseYaml(text: string): DataDocument {
  let starts: number[] | undefined;
  const lineOf = (offset: number): number => lineAt((starts ??= lineStarts(text)), offset) + 1;

  let templated = false;
  let attempts = parseDocuments(text, text, lineOf);
  if (errors(attempts) > 0 && hasTemplate(text)) {
    const masked = parseDocuments(maskTemplate(text), text, lineOf);
    const gain = errors(attempts) - errors(masked) || firstError(masked) - firstError(attempts);
    templated = gain > 0 || (gain === 0 && beginsNode(text));
    if (templated) attempts = masked;
  }

  const problems = settle(attempts, templated);
  const roots = attempts.flatMap(({ builder }) => builder.roots).filter((root) => !isEmpty(root));
  return { language: 'yaml', text, problems, locate: createLocator(text), roots, templated };
}

function parseDocuments(text: string, original: string, lineOf: Source['lineOf']): Attempt[] {
  const chunks = splitDocuments(text);
  const budget = { aliased: MAX_ALIASED_NODES };
  return chunks.slice(0, MAX_DOCUMENTS).map(({ start, end }, index) => {
    const source = { text: text.slice(start, end), original: original.slice(start, end), base: start, lineOf };
    const builder = new TreeBuilder(budget);
    const failure = buildFromEvents(source, builder);
    if (index + 1 === MAX_DOCUMENTS && chunks.length > MAX_DOCUMENTS) {
      builder.report('too-large', `only the first ${MAX_DOCUMENTS} documents of ${chunks.length} were read`, end);
    }
    return { source, builder, failure };
  });
}

/** Saves what can be saved of the documents that failed, and lists the problems of all. */
function settle(attempts: readonly Attempt[], templated: boolean): Problem[] {
  let recoverable = MAX_RECOVERED;
  return attempts.flatMap(({ source, builder, failure }) => {
    if (failure === undefined) return builder.problems;
    // Never a second parser for what is too deep for the first.
    if (failure.reason === 'too-deep') return [failure, ...builder.problems];
    recoverable -= source.text.length;
    const givenUp = recoverable < 0 ? 'too-large' : recover(source, builder);
    const reason = givenUp ?? (templated ? 'template-expression' : 'syntax-error');
    const detail = givenUp ? `${failure.detail}; the document was given up` : failure.detail;
    return [{ ...failure, reason, detail }, ...builder.problems];
  });
}

function errors(attempts: readonly Attempt[]): number {
  return attempts.filter(({ failure }) => failure?.reason === 'syntax-error').length;
}

function firstError(attempts: readonly Attempt[]): number {
  return attempts.find(({ failure }) => failure?.reason === 'syntax-error')?.failure?.offset ?? Infinity;
}

function isEmpty(node: DataNode): boolean {
  return node.kind === 'scalar' && node.resolved === null && node.tag === undefined;
}
