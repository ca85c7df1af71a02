/** justfile: recipes of just. Format: https://just.systems/man/en/ */
import type { TextDocument } from '../../syntax/types.js';
import type { ScriptPart } from '../shared/ci/script.js';
import type { Task } from './index.js';

const HEADER = /^@?([A-Za-z_][\w-]*)([^\n]*)$/;
const SETTING = /^(?:set|export|import|mod|unexport)\b/;
const CONSTANT = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(?:"([^"]*)"|'([^']*)')\s*$/;
const ALIAS = /^alias\s+([\w-]+)\s*:=\s*([\w-]+)\s*$/;

/** Recipes in order; the first one is what `just` alone runs, and has the further name `''`. */
export function recipes(document: TextDocument): Task[] {
  const tasks: Task[] = [];
  const constants = new Map<string, string>();
  const aliases: [string, string][] = [];
  let open: Task | undefined;
  let offset = 0;
  for (const [index, written] of document.text.split('\n').entries()) {
    const line = written.trimEnd();
    const start = offset;
    offset += written.length + 1;
    if (/^\s/.test(line)) {
      if (open && line.trim() !== '') open.commands.push(command(line, index + 1, start));
      continue;
    }
    if (line === '' || line.startsWith('#') || line.startsWith('[')) continue;
    open = undefined;
    const constant = CONSTANT.exec(line);
    const alias = ALIAS.exec(line);
    if (constant) constants.set(constant[1] ?? '', constant[2] ?? constant[3] ?? '');
    else if (alias) aliases.push([alias[1] ?? '', alias[2] ?? '']);
    else if (!SETTING.test(line)) {
      const recipe = header(line, start, tasks.length === 0);
      if (recipe) tasks.push((open = recipe));
    }
  }
  for (const [name, target] of aliases) tasks.find((task) => task.name === target)?.aliases.push(name);
  for (const task of tasks) task.commands = finished(task.commands, constants);
  return tasks;
}

/** `name parameter='default' *rest: needed (other "x") && after` */
function header(line: string, offset: number, first: boolean): Task | undefined {
  const [, name, rest = ''] = HEADER.exec(line) ?? [];
  const colon = separator(rest);
  if (name === undefined || colon === undefined) return undefined;
  const needs = rest
    .slice(colon + 1)
    .replace(/#.*$/, '')
    .replace(/\(\s*([\w-]+)[^()]*\)/g, ' $1 ')
    .split(/[\s&]+/)
    .filter((word) => /^[A-Za-z_][\w-]*$/.test(word));
  return { name, aliases: first ? [''] : [], offset, commands: [], needs };
}

/** Place of the colon behind the parameters: outside of quotes, and not that of `:=`. */
function separator(text: string): number | undefined {
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ':') return text[at + 1] === '=' ? undefined : at;
  }
  return undefined;
}

/** A line of a recipe without the signs in front that keep it from being printed or from stopping. */
function command(line: string, number: number, offset: number): ScriptPart {
  const text = line.replace(/^\s+[@-]{0,2}/, '');
  const column = line.length - text.length;
  return { text, line: number, column: column + 1, offset: offset + column };
}

/** Lines that go on in the next one are joined; a recipe with a shebang is one script. Constants are put in. */
function finished(lines: readonly ScriptPart[], constants: ReadonlyMap<string, string>): ScriptPart[] {
  const [first] = lines;
  if (first?.text.startsWith('#!') && !/sh\b/.test(first.text)) return [];
  const parts: ScriptPart[] = [];
  let goesOn = false;
  for (const line of lines) {
    const text = line.text.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (whole, name: string) => constants.get(name) ?? whole);
    const last = parts.at(-1);
    if (last && (goesOn || first?.text.startsWith('#!'))) last.text += `\n${text}`;
    else parts.push({ ...line, text });
    goesOn = text.endsWith('\\');
  }
  return parts;
}
