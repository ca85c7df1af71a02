/** Scripts of CI steps: where their text stands, whether they only print, and constants put in. */
import { parseShell } from '../../../syntax/shell/index.js';
import { lineStarts } from '../../../syntax/locations.js';
import type { DataDocument, DataNode, Document } from '../../../syntax/types.js';
import { isScalar } from '../../../syntax/data/tree.js';
import type { EmbeddedFact } from '../../../facts/types.js';
import type { ExtractContext } from '../../types.js';
import { UNKNOWN_DIRECTORY, changeDirectory } from '../paths.js';
import type { StepEffect } from './workflow.js';

/** Text of a script and the line of the file on which it begins. */
export interface ScriptPart {
  text: string;
  line: number;
  column: number;
  offset: number;
}

/** The script that a scalar holds. */
export function scriptPart(node: DataNode | undefined, document: DataDocument): ScriptPart | undefined {
  if (!isScalar(node) || node.resolved === null) return undefined;
  // In a Go template the expressions of the CI platform are raw strings: {{`${{ github.sha }}`}}.
  const text = node.value.includes('{{`') ? node.value.replace(/\{\{`([^`]*)`\}\}/g, '$1') : node.value;
  if (node.block && node.bodyLine !== undefined)
    return { text, line: node.bodyLine + (document.firstLine ?? 1) - 1, column: 1, offset: node.offset };
  // Quotes stand in front of the text; columns are only shown to people.
  const { line, column } = document.locate(node.offset);
  return { text, line, column, offset: node.offset };
}

/**
 * Joins parts that one shell runs one after another, so that what the first changes (directory, variables) holds for the
 * next. Lines stay those of the file; where parts come from elsewhere (an anchor, a template) a new text begins.
 */
export function joinScripts(parts: readonly ScriptPart[]): ScriptPart[] {
  const joined: ScriptPart[] = [];
  let next = 0; // first line behind what is joined so far
  for (const part of parts) {
    const text = part.text.replace(/\n+$/, '');
    const last = joined.at(-1);
    if (last && part.line >= next && part.line - next < WIDEST_GAP)
      last.text += '\n'.repeat(part.line - next + 1) + text;
    else if (last && part.line === next - 1 && !last.text.includes('#')) last.text += ` ; ${text}`;
    else joined.push({ ...part, text });
    next = part.line + lineStarts(text).length;
  }
  return joined;
}

/** Lines between two parts that are filled; comments and other keys stand there. */
const WIDEST_GAP = 200;

/** Commands that change nothing but the screen or the shell itself. */
const PRINTS =
  /^(?:echo|printf|cat|ls|pwd|env|printenv|date|whoami|uname|tree|df|du|free|true|false|:|hostname|head|tail|sleep|set|export|cd|id|which|type|exit|test|\[|\[\[|wc|unset|nproc|Write-Host|Write-Output)$/;

/** What a script does, judged by its commands: nothing when it only prints. */
export function effectOfScript(text: string): StepEffect {
  const { commands } = parseShell(text);
  const idle = commands.every(
    ({ words }) => PRINTS.test(words[0] ?? '') || (words.length === 2 && /^(?:-v|-V|--version)$/.test(words[1] ?? '')),
  );
  return idle ? 'none' : 'work';
}

/** True when a script pushes to a Git repository. */
export function pushes(text: string): boolean {
  return /\bgit\b[^\n]*\bpush\b/.test(text);
}

/** The embedded text of a script. */
export function embeddedScript(
  part: ScriptPart,
  document: Pick<Document, 'locate'>,
  unit: string,
  directory: string | undefined,
  language: EmbeddedFact['language'] = 'shell',
): EmbeddedFact {
  const { text, line, column, offset } = part;
  const at = document.locate(offset);
  return { fact: 'embedded', unit, language, text, line, column, directory: directory ?? UNKNOWN_DIRECTORY, at };
}

/** Working directory after a script that starts in `directory`; undefined when it cannot be known. */
export function directoryAfter(
  text: string,
  directory: string | undefined,
  context: ExtractContext,
): string | undefined {
  if (directory === undefined || !/\b(?:cd|pushd)\b/.test(text)) return directory;
  const last = parseShell(`${text}\n:`).commands.findLast((command) => command.words[0] === ':');
  return last === undefined ? undefined : changeDirectory(directory, last.directory, context);
}
