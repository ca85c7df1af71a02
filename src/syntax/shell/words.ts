/** From the parser's words to text: quotes removed, constants put in, unknown variables kept as `$NAME`. */
import type { ParameterExpansionPart, Word, WordPart } from 'unbash';
import type { Variables } from './variables.js';

/**
 * The directory of the running script, however it is computed, as one character that no path has; `soften` writes it as
 * `${0%/*}`, so that `cd "$(dirname "${BASH_SOURCE[0]}")/.."` leads to `${0%/*}/..`.
 */
export const SCRIPT_DIRECTORY = '\uF8FD';
export const SCRIPT_DIRECTORY_TEXT = '${0%/*}';

/** Stands for white space inside text that is kept as source, which must not split words. */
const HARD_SPACE = '\uF8FF';

function hard(source: string): string {
  return source.replace(/\s/g, HARD_SPACE);
}

/** The text that people read for the characters that stand for something else while a script is walked. */
export function soften(text: string): string {
  return text.replaceAll(HARD_SPACE, ' ').replaceAll(SCRIPT_DIRECTORY, SCRIPT_DIRECTORY_TEXT);
}

export interface Expansion {
  variables: Variables;
  /** Text that the words' offsets point into. */
  source: string;
}

/** A word after expansion: one string, or several where an unquoted variable or an array splits. */
export function expandWord(word: Word, expansion: Expansion): string[] {
  const fields = new Fields();
  expandParts(word.parts, word.value, fields, expansion, false);
  return fields.done();
}

/** A word where the shell does not split: the value of an assignment, a here-document. */
export function expandText(
  word: { value: string; parts?: readonly WordPart[] | undefined },
  expansion: Expansion,
): string {
  const fields = new Fields();
  expandParts(word.parts, word.value, fields, expansion, true);
  return fields.done().join(' ');
}

/** Collects the fields of one word. */
class Fields {
  private readonly fields: string[] = [];
  private current: string | undefined;

  add(text: string): void {
    this.current = (this.current ?? '') + text;
  }

  /** Unquoted: white space in the value separates fields. */
  addSplit(text: string): void {
    text.split(/\s+/).forEach((field, index) => {
      if (index > 0) this.next();
      if (field) this.add(field);
    });
  }

  next(): void {
    if (this.current !== undefined) this.fields.push(this.current);
    this.current = undefined;
  }

  done(): string[] {
    this.next();
    return this.fields;
  }
}

function expandParts(
  parts: readonly WordPart[] | undefined,
  value: string,
  fields: Fields,
  expansion: Expansion,
  quoted: boolean,
): void {
  if (!parts) {
    fields.add(value);
    return;
  }
  for (const part of parts) {
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        fields.add(part.value);
        break;
      case 'DoubleQuoted':
      case 'LocaleString':
        fields.add(''); // "" is a field of its own
        expandParts(part.parts, '', fields, expansion, true);
        break;
      case 'SimpleExpansion':
        addValue(expansion.variables.get(part.text.slice(1)) ?? part.text, fields, quoted);
        break;
      case 'ParameterExpansion':
        addValue(parameter(part, expansion), fields, quoted);
        break;
      case 'CommandExpansion':
        fields.add(scriptDirectory(part.text) ?? hard(part.text));
        break;
      default:
        fields.add(hard(part.text));
    }
  }
}

function addValue(value: string | readonly string[], fields: Fields, quoted: boolean): void {
  if (typeof value === 'string') {
    if (quoted) fields.add(value);
    else fields.addSplit(value);
    return;
  }
  value.forEach((item, index) => {
    if (index > 0) fields.next();
    fields.add(item);
  });
}

function parameter(part: ParameterExpansionPart, expansion: Expansion): string | readonly string[] {
  const { variables, source } = expansion;
  const name = part.parameter;
  const known = variables.get(name);
  if (part.prefix) return hard(part.text);
  if (part.index)
    return Array.isArray(known) && /^[@*]$/.test(part.index.text) && !part.operation ? known : hard(part.text);
  if (/^(0|BASH_SOURCE)$/.test(name) && /%\/\*\}$/.test(part.text)) return SCRIPT_DIRECTORY;
  const constant = typeof known === 'string' ? known : undefined;
  // `${NAME}x` without its braces would read as another name
  const unknown = /\w/.test(source.charAt(part.end)) || !/^\w+$/.test(name) ? part.text : `$${name}`;
  if (!part.operation) return constant ?? unknown;
  if (part.operation.type === 'CaseModification' && !part.operation.operand)
    return constant === undefined ? unknown : inCase(constant, part.operation.operator);
  if (part.operation.type !== 'Default') return hard(part.text);
  const { operator, operand } = part.operation;
  if (operator.endsWith('?')) return constant ?? unknown;
  if (operator.endsWith('+')) return hard(part.text);
  // `:-` and `:=` also stand in for an empty value
  if (constant !== undefined && (constant !== '' || !operator.startsWith(':'))) return constant;
  const fallback = expandText(operand, expansion);
  if (operator.endsWith('=')) variables.set(name, fallback, false);
  return fallback;
}

/** `${NAME,,}` and `${NAME^^}`: names of images are written small, as registries ask. One sign changes the first letter. */
function inCase(text: string, operator: string): string {
  const change = operator.startsWith(',') ? text.toLowerCase() : text.toUpperCase();
  return operator.length > 1 ? change : change.charAt(0) + text.slice(1);
}

/** `$(dirname "$0")`, `$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)` and their kin. */
function scriptDirectory(text: string): string | undefined {
  if (text.length > 200 || !/\$\{?(0|BASH_SOURCE)\b/.test(text)) return undefined;
  const ups = (text.match(/\bdirname\b/g) ?? []).length - 1;
  if (ups < 0) return undefined;
  const written = /\)["']?((?:\/\.\.)+)/.exec(text)?.[1] ?? '';
  return SCRIPT_DIRECTORY + '/..'.repeat(ups) + written;
}
