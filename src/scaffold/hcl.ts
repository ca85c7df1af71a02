/**
 * HCL as a document, never as text with holes: values are set in quoted strings only, escaped for them, and whatever a value
 * holds it stays the text of that one string.
 * Escapes: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
 */
import type { Lookup } from './yaml.js';

/** What the text at hand is: code, or a quoted string; brackets of code say where it ends. */
type State = { in: 'string' } | { in: 'code'; brackets: number };

const PLACEHOLDER = /\{\{([\w.-]+)\}\}/y;
/** A string that is nothing but a placeholder: a number takes its place without the quotes. */
const WHOLE = /"\{\{([\w.-]+)\}\}"/y;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}_-]*)\r?\n/uy;

/**
 * The text of a quoted string that stands for `value`. Every `$` and `%` is written by its number, so that none can begin an
 * interpolation, whatever stands beside it.
 */
export function hclText(value: string): string {
  return value.replace(
    // eslint-disable-next-line no-control-regex
    /["\\$%\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,
    (character) => SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const SHORT: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `# {{> azure/identity.tf THIS=train}}`: a line of its own, of which the indentation is that of what it brings. */
const PARTIAL = /^([ \t]*)# \{\{> ([\w./-]+)((?: [A-Z]+=[a-z_]+)*)\}\}$/gm;

/**
 * What templates share: a comment in place of which another template stands, with words of capitals replaced by names. These come
 * from the templates, never from a user, so they may be names of blocks too.
 */
function withPartials(text: string, partials: ReadonlyMap<string, string>): string {
  return text.replace(PARTIAL, (_line, indent: string, name: string, parameters: string) => {
    const partial = partials.get(name);
    if (partial === undefined) throw new Error(`there is no template ${name}`);
    const names = new Map(
      parameters.split(' ').flatMap((pair): [string, string][] => {
        const [from = '', to = ''] = pair.split('=');
        return from === '' ? [] : [[from, to]];
      }),
    );
    return partial
      .trimEnd()
      .replace(/[A-Z]{2,}/g, (word) => names.get(word) ?? word)
      .replace(/^(?=.)/gm, indent);
  });
}

/** `# {{#if has.serving}}` to `# {{/if}}`, each a line of its own; none within another. */
const CONDITION = /^[ \t]*# \{\{#if has\.([\w-]+)\}\}\n([^]*?)^[ \t]*# \{\{\/if\}\}\n/gm;

/**
 * @param templates HCL with `{{name}}` in quoted strings; they follow each other in one file
 * @param partials templates by name, for those that hold others
 * @param made ids of the pieces that are made: what templates say of others only is left out
 * @throws {Error} for a template with a placeholder anywhere else, or with an unknown one: a fault of the template
 */
export function composeHcl(
  templates: readonly string[],
  lookup: Lookup,
  comment: string,
  partials: ReadonlyMap<string, string> = new Map(),
  made: ReadonlySet<string> = new Set(),
): string {
  const texts = templates.map((text) =>
    withPartials(text, partials).replace(CONDITION, (_all, id: string, held: string) => (made.has(id) ? held : '')),
  );
  return [`#${comment}\n`, ...texts.map((text) => filled(text, lookup))].join('\n');
}

function filled(text: string, lookup: Lookup): string {
  const states: State[] = [{ in: 'code', brackets: 0 }];
  let out = '';
  let at = 0;
  const take = (end: number): void => {
    out += text.slice(at, end);
    at = end;
  };
  while (at < text.length) {
    const state = states.at(-1);
    const [next = '', after = ''] = text.slice(at, at + 2);
    if (state?.in === 'string') {
      const name = matchAt(PLACEHOLDER, text, at);
      if (name) {
        if (/[$%]/.test(text[at - 1] ?? '')) throw misplaced(text, at);
        out += hclText(String(lookup(name[1] ?? '').value));
        at += name[0].length;
      } else if (next === '\\' || ((next === '$' || next === '%') && after === next && text[at + 2] === '{'))
        take(at + (next === '\\' ? 2 : 3));
      else if ((next === '$' || next === '%') && after === '{') {
        if (text[at + 2] === '{') throw misplaced(text, at);
        states.push({ in: 'code', brackets: 0 });
        take(at + 2);
      } else {
        if (next === '"') states.pop();
        take(at + 1);
      }
      continue;
    }
    const whole = matchAt(WHOLE, text, at);
    if (whole) {
      const { value } = lookup(whole[1] ?? '');
      out += typeof value === 'number' ? String(value) : `"${hclText(value)}"`;
      at += whole[0].length;
      continue;
    }
    const skipped = passive(text, at);
    if (skipped > at) {
      const held = text.slice(at, skipped);
      if (held.includes('{{')) throw misplaced(text, at);
      take(skipped);
      continue;
    }
    if (matchAt(PLACEHOLDER, text, at)) throw misplaced(text, at);
    if (next === '"') states.push({ in: 'string' });
    else if (state && /[([{]/.test(next)) state.brackets += 1;
    else if (state && /[)\]}]/.test(next)) {
      if (next === '}' && state.brackets === 0 && states.length > 1) states.pop();
      else state.brackets -= 1;
    }
    take(at + 1);
  }
  if (states.length > 1) throw new Error('a string of the template does not end');
  return out;
}

/** Where a comment or a here-document that begins here ends; `at` where none does. */
function passive(text: string, at: number): number {
  const lineEnd = (from: number): number => {
    const end = text.indexOf('\n', from);
    return end < 0 ? text.length : end;
  };
  if (text[at] === '#' || text.startsWith('//', at)) return lineEnd(at);
  if (text.startsWith('/*', at)) {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? text.length : end + 2;
  }
  const heredoc = matchAt(HEREDOC, text, at);
  if (!heredoc) return at;
  for (let line = at + heredoc[0].length; line < text.length; line = lineEnd(line) + 1)
    if (text.slice(line, lineEnd(line)).trim() === heredoc[1]) return lineEnd(line);
  return text.length;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function misplaced(text: string, at: number): Error {
  const line = text.slice(0, at).split('\n').length;
  return new Error(`line ${line} of the template has a placeholder that is not inside a quoted string`);
}
