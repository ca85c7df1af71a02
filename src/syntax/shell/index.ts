/**
 * Shell scripts (POSIX sh, bash) by unbash: the simple commands of a script in order, with constants put in.
 * Language: https://www.gnu.org/software/bash/manual/bash.html
 */
import { parse, type ParsedScript } from 'unbash';
import { createLocator, lineAt, lineStarts } from '../locations.js';
import type { Problem, ShellCommand, ShellDocument } from '../types.js';
import { tokenizeLines } from './fallback.js';
import { maskExpressions } from './mask.js';
import { Variables } from './variables.js';
import type { Script } from './setting.js';
import { walkScript } from './walk.js';
import { unwrap } from './wrappers.js';

/** `sh -c` inside `sh -c`. */
const MAX_INLINE = 4;
/** Expansions nest this deep in no real script; the parser's time grows with text times depth. */
const MAX_NESTING = 50;
/** So many here-documents make the parser quadratic. */
const MAX_HEREDOCS = 2000;

/**
 * Parses a shell script. Where the parser gives up (an unclosed quote, another language) commands are still found
 * line by line, and `problems` says so. Never throws.
 */
export function parseShell(text: string, _path = ''): ShellDocument {
  const problems: Problem[] = [];
  const unix = text.includes('\r') ? text.replace(/\r\n/g, '\n') : text;
  const script = readScript(unix, problems, 0);
  if (unix !== text) restoreOffsets([...script.commands, ...problems], unix, text);
  return { language: 'shell', text, problems, locate: createLocator(text), ...script };
}

/** Moves offsets from the text with `\n` alone to the text with `\r\n`: lines are the same. */
function restoreOffsets(places: { offset: number }[], from: string, to: string): void {
  const before = lineStarts(from);
  const after = lineStarts(to);
  for (const place of places) {
    const line = lineAt(before, place.offset);
    place.offset += (after[line] ?? 0) - (before[line] ?? 0);
  }
}

function readScript(text: string, problems: Problem[], level: number): Script {
  const { text: source, restore } = maskExpressions(text);
  let starts: number[] | undefined;
  const line = (offset: number): number => lineAt((starts ??= lineStarts(source)), offset) + 1;

  let failure = excess(source);
  let script: Script = { commands: [], stopsOnError: false };
  if (!failure) {
    try {
      const tree = parse(source);
      const inline = (inner: string): Script | undefined =>
        level < MAX_INLINE ? readScript(inner, [], level + 1) : undefined;
      script = walkScript(tree, { source, restore, line, variables: new Variables(), inline });
      failure = firstError(tree);
    } catch {
      // the parser's recursion overflows on some hostile text
      failure = { reason: 'too-deep', detail: 'constructs nest too deep', offset: 0 };
    }
  }
  const stopsOnError = script.stopsOnError || /^#!.*\s-[a-z]*e/.test(source.slice(0, 200));
  if (!failure) return { commands: script.commands, stopsOnError };

  problems.push(failure);
  const from = source.lastIndexOf('\n', failure.offset - 1) + 1;
  const parsed = script.commands.filter((command) => command.offset < from);
  return { commands: [...parsed, ...byLine(source, from, restore)], stopsOnError };
}

function byLine(source: string, from: number, restore: (text: string) => string): ShellCommand[] {
  return tokenizeLines(source, from).map(({ words, offset }) => ({
    ...unwrap(words.map(restore)),
    directory: '.',
    ignoresFailure: false,
    offset,
  }));
}

function firstError(tree: ParsedScript): Problem | undefined {
  const [error] = [...(tree.errors ?? [])].sort((a, b) => a.pos - b.pos);
  return error && { reason: 'syntax-error', detail: error.message, offset: error.pos };
}

/** What the parser should not be given. */
function excess(text: string): Problem | undefined {
  let parentheses = 0;
  let braces = 0;
  let heredocs = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 40) parentheses++;
    else if (code === 41) parentheses = Math.max(0, parentheses - 1);
    else if (code === 123 && text.charCodeAt(at - 1) === 36) braces++;
    else if (code === 125) braces = Math.max(0, braces - 1);
    else if (code === 60 && text.charCodeAt(at + 1) === 60) heredocs++;
    if (parentheses > MAX_NESTING || braces > MAX_NESTING) {
      return { reason: 'too-deep', detail: `expansions nest deeper than ${MAX_NESTING}`, offset: 0 };
    }
    if (heredocs > MAX_HEREDOCS) return { reason: 'too-large', detail: 'too many here-documents', offset: 0 };
  }
  return undefined;
}
