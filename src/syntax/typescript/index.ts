/**
 * TypeScript and JavaScript, read by the TypeScript parser alone: no types, no other file, no configuration. Loaded only for
 * files that define infrastructure, because the parser costs more to load than a small repository costs to read.
 */
import { ts } from 'ts-morph';
import { createLocator } from '../locations.js';
import type { Problem, TypescriptDocument } from '../types.js';
import { readProgram } from './reader.js';
import { emptyContent, type ProgramContent } from '../python/content.js';

const MAX_CHARACTERS = 1_000_000;
/** The parser recurses; definitions nest a tenth of this. */
const MAX_NESTING = 200;

/**
 * Reads a TypeScript or JavaScript file.
 * @param text any text will do
 * @param path tells TypeScript from JavaScript
 * @returns what the file imports, defines, calls and assigns; `problems` says when it was left out: too large or too deep
 */
export function parseTypescript(text: string, path: string): TypescriptDocument {
  let problem = unreadable(text);
  let content: ProgramContent | undefined;
  try {
    if (!problem) content = readProgram(sourceOf(text, path));
  } catch {
    // The parser has no bound of its own: what nests without brackets ends the stack.
    problem = { reason: 'too-deep', detail: 'more levels than the parser reads', offset: 0 };
  }
  return {
    language: 'typescript',
    text,
    notebook: false,
    ...(content ?? emptyContent()),
    problems: problem ? [problem] : [],
    locate: createLocator(text),
  };
}

function sourceOf(text: string, path: string): ts.SourceFile {
  const kind = /\.[cm]?js$/i.test(path) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind);
}

function unreadable(text: string): Problem | undefined {
  if (text.length > MAX_CHARACTERS)
    return { reason: 'too-large', detail: `${text.length} characters of TypeScript, more than are read`, offset: 0 };
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(/[([{]|[)\]}]/g)) {
    depth = /[([{]/.test(mark) ? depth + 1 : Math.max(0, depth - 1);
    if (depth > MAX_NESTING) return { reason: 'too-deep', detail: `more than ${MAX_NESTING} levels`, offset: index };
  }
  return undefined;
}
