/** Files that expressions name: `file("x")`, `templatefile("${path.module}/x", …)`, module sources. */
import type { HclExpression } from '../../syntax/types.js';
import { hasReference } from '../../facts/value.js';
import { textOf } from './expressions.js';
import type { Scope } from './scope.js';

const READS = new Set(['file', 'templatefile', 'filebase64', 'fileset', 'filemd5', 'filesha256', 'filebase64sha256']);
/** Hashes only tell whether a file has changed. */
const HASHES = /md5|sha/;
const MOST_VISITS = 2000;

/** A path as an expression writes it, relative to the source's root; undefined when it is not known or leaves the source. */
export function pathOf(expression: HclExpression | undefined, scope: Scope): string | undefined {
  const text = textOf(expression, scope);
  if (text === undefined || text === '' || hasReference(text) || text.length > 500 || /[\n*]/.test(text))
    return undefined;
  return scope.writer.context.resolvePath(text, scope.directory);
}

/** Files whose contents an expression takes in, with the place of each. */
export function filesRead(expression: HclExpression | undefined, scope: Scope): { path: string; offset: number }[] {
  const found: { path: string; offset: number }[] = [];
  const pending: HclExpression[] = expression ? [expression] : [];
  for (let at = 0; at < pending.length && at < MOST_VISITS; at++) {
    const next = pending[at];
    if (next?.kind === 'call') {
      const [first] = next.arguments;
      const path = READS.has(next.name) && !HASHES.test(next.name) ? pathOf(first, scope) : undefined;
      if (path !== undefined) found.push({ path, offset: next.offset });
      pending.push(...next.arguments);
    } else if (next?.kind === 'list') pending.push(...next.items);
    else if (next?.kind === 'object') pending.push(...next.entries.map((entry) => entry.value));
    else if (next?.kind === 'conditional') pending.push(next.then, next.else);
    else if (next?.kind === 'template') {
      for (const part of next.parts) {
        const call =
          typeof part === 'string' ? undefined : /^(?:templatefile|file)\("([^"]+)"/.exec(part.reference)?.[1];
        const path =
          call && pathOf({ kind: 'string', value: call.replace(/\$\{path\.\w+\}/g, '.'), offset: next.offset }, scope);
        if (path) found.push({ path, offset: next.offset });
      }
    }
  }
  return found;
}
