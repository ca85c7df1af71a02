/** Command lines as lists of words, as container definitions give them. */
import type { EmbeddedFact } from '../../facts/types.js';
import type { Place } from './writer.js';

export interface Word {
  text: string;
  place: Place;
}

export interface EmbeddedCommand {
  language: Extract<EmbeddedFact['language'], 'shell' | 'python'>;
  text: string;
  place: Place;
}

const SHELL = /^(?:ba|da|z|k|a)?sh$/;
const PYTHON = /^python[\d.]*$/;
/** Programs that only start another one. */
const INIT = /^(?:tini|dumb-init|catatonit|exec|env|--|-g|-s)$/;

const programOf = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

/**
 * What a list of words executes: the script of `sh -c SCRIPT` or `python -c SCRIPT`, else the words as one shell command.
 * @returns undefined when there is no program among the words
 */
export function commandOf(words: readonly Word[]): EmbeddedCommand | undefined {
  let first = 0;
  while (first < words.length - 1 && INIT.test(programOf(words[first]?.text ?? ''))) first++;
  const rest = words.slice(first);
  const [head] = rest;
  // Options alone are for a program that the image starts.
  if (!head || head.text.startsWith('-')) return undefined;
  const program = programOf(head.text.trim());
  const script = SHELL.test(program) || PYTHON.test(program) ? scriptOf(rest) : undefined;
  if (script) return { language: PYTHON.test(program) ? 'python' : 'shell', text: script.text, place: script.place };
  return { language: 'shell', text: rest.map((word) => quote(word.text)).join(' '), place: head.place };
}

/** True for commands by which a container uses an image as an environment for a program of its own. */
export function isOwnProgram(words: readonly Word[]): boolean {
  const command = commandOf(words);
  if (!command) return false;
  return (
    command.language === 'python' || /^\S*(?:python[\d.]*\s+(?!-m\b)|pip\d*\s|pytest\s)/.test(command.text.trimStart())
  );
}

/** The word after `-c` (also in `-ec`, `-lc`, `-euxo pipefail -c`). */
function scriptOf(words: readonly Word[]): Word | undefined {
  for (let i = 1; i < words.length - 1; i++) {
    const word = words[i]?.text ?? '';
    if (/^-[a-z]*c$/.test(word)) return words[i + 1];
    if (!/^[-+]/.test(word) && !/^[-+][a-z]*o$/.test(words[i - 1]?.text ?? '')) return undefined;
  }
  return undefined;
}

/** A word as a shell reads it back; variables stay variables. */
export function quote(word: string): string {
  // eslint-disable-next-line no-control-regex
  if (/^[\w@%+=:,./{}$\u0001-\u0003-]+$/.test(word)) return word;
  if (/\$\{?\w/.test(word) && !/\$\(/.test(word)) return `"${word.replace(/["\\`]/g, '\\$&')}"`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Words of a command line that is one string, as a shell splits it: quotes removed, variables kept. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const c = line.charAt(i);
    if (c === '\\') {
      const next = line.charAt(++i);
      if (next !== '\n') word = (word ?? '') + next;
    } else if (c === "'" || c === '"') {
      const quoted = readQuoted(line, i, c);
      word = (word ?? '') + quoted.text;
      i = quoted.end;
    } else if (/\s/.test(c)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + c;
  }
  if (word !== undefined) words.push(word);
  return words;
}

function readQuoted(line: string, start: number, mark: string): { text: string; end: number } {
  const parts: string[] = [];
  let i = start + 1;
  for (; i < line.length && line.charAt(i) !== mark; i++) {
    const escaped = mark === '"' && line.charAt(i) === '\\' && /["\\$`\n]/.test(line.charAt(i + 1));
    if (escaped) i++;
    if (!escaped || line.charAt(i) !== '\n') parts.push(line.charAt(i));
  }
  return { text: parts.join(''), end: i };
}

/** True for a command line that is more than one simple command. */
export function isScript(line: string): boolean {
  return /[;&|\n<>]|\$\(/.test(line);
}
