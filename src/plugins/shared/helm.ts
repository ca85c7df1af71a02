/**
 * Helm templates. Values of a chart are symbols of the space `helm:CHART_DIRECTORY`, named by their dotted path; `values.yaml`
 * gives them (plugin `helm`), templates refer to them.
 *
 * Convention for conditions: a unit that is in force only when a value is true has a link `includes` to the identifier
 * `{ kind: 'config', value: 'helm:' + reference('helm:DIR', 'a.b') }`. It is off when that text becomes `helm:` with one of
 * `FALSE_VALUES`, and when the value is not known although the symbol `COMPLETE` of the chart says that all values are: Helm takes
 * what is not set for false. A map or list is `true`, an empty one `false`.
 */
import { reference } from '../../facts/value.js';
import type { FactWriter } from './writer.js';

export { COMPLETE, FALSE_VALUES } from '../../facts/switches.js';

const VALUE = /^(?:\$|\.Root|\$root)?\.Values((?:\.[A-Za-z_][\w-]*)+)$/;
const CHART_VALUE = /^\$?\.Chart\.(Name|Version|AppVersion)$/;
/** Actions that steer and print nothing. */
const CONTROL = /^(?:if|else|end|range|with|define|block|break|continue)\b|^\/\*|^\$\w+\s*:?=/;
const NAMED_TEMPLATE = /^(?:include|template)\s+"([^"]{1,100})"/;
const RELEASE = /^\$?\.Release\.Name\s*(?:\||$)/;
const LONGEST_ACTION = 2000;

/** The symbol space of a chart. */
export function chartSpace(chart: string): string {
  return `helm:${chart}`;
}

/** Directory of the chart that a template belongs to; undefined for a file that is none. */
export function chartOf(path: string): string | undefined {
  const at = `/${path}`.lastIndexOf('/templates/');
  return at === -1 ? undefined : path.slice(0, Math.max(0, at - 1)) || '.';
}

/**
 * Text of a template with `{{ .Values.a.b }}` as symbol references. A named template is replaced by its name and the release
 * by the name that `helm template` gives it, so that two uses are equal; actions that only steer are dropped; other
 * expressions stay as text.
 * @param text text of a scalar
 * @param chart directory of the chart
 */
export function helmText(text: string, chart: string): string {
  if (!text.includes('{{')) return text;
  const parts: string[] = [];
  let done = 0;
  for (const action of actions(text)) {
    parts.push(text.slice(done, action.start), translate(action.text, chart));
    done = action.end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

function translate(action: string, chart: string): string {
  if (CONTROL.test(action)) return '';
  if (RELEASE.test(action)) return 'release-name';
  const helper = NAMED_TEMPLATE.exec(action)?.[1];
  if (helper) return helper;
  for (const term of terms(action)) {
    const value = VALUE.exec(term)?.[1] ?? CHART_VALUE.exec(term)?.[0].replace(/^\$/, '');
    if (value) return reference(chartSpace(chart), value.replace(/^\.(?!Chart)/, ''));
  }
  return `{{ ${action.replace(/\s+/g, ' ')} }}`;
}

/** Words of an expression that may be the printed value: those of a plain pipeline, none of a call with other arguments. */
function terms(action: string): string[] {
  const [first = ''] = action.split('|', 1);
  const words = first.trim().replace(/[()]/g, ' ').split(/\s+/);
  if (/^(?:include|template|tpl|printf|ternary|lookup|eq|and|or|not|list|dict|index)$/.test(words[0] ?? '')) return [];
  return words;
}

interface Action {
  /** What stands between the braces, without white space and trim marks around it. */
  text: string;
  start: number;
  end: number;
}

/** Template actions in order; an action without an end is none. */
function* actions(text: string): Generator<Action> {
  for (let start = text.indexOf('{{'); start !== -1;) {
    const close = text.indexOf('}}', start + 2);
    if (close === -1) return;
    const end = close + 2;
    if (close - start <= LONGEST_ACTION) {
      const inner = text
        .slice(start + 2, close)
        .replace(/^-(?=\s)/, '')
        .replace(/\s-$/, '');
      yield { text: inner.trim(), start, end };
    }
    start = text.indexOf('{{', end);
  }
}

/** A part of a template that is rendered only when values of the chart are true. */
export interface Condition {
  start: number;
  end: number;
  /** Dotted paths of the values; all must be true. */
  values: string[];
}

/**
 * Parts of a template inside `{{ if .Values.a.b }}`. Conditions that are not plain values, or are joined by `or`, are left out.
 * @param text whole text of the file
 */
export function conditions(text: string): Condition[] {
  const found: Condition[] = [];
  const open: { start: number; values: string[] }[] = [];
  for (const { text: action, start, end } of actions(text)) {
    const word = /^[a-z]+/.exec(action)?.[0];
    if (word === 'if') open.push({ start: end, values: conditionValues(action.slice(2)) });
    else if (word === 'range' || word === 'with' || word === 'define' || word === 'block')
      open.push({ start: end, values: [] });
    else if (word === 'end' || word === 'else') {
      const closed = open.pop();
      if (closed && closed.values.length > 0) found.push({ start: closed.start, end: start, values: closed.values });
      // What follows `else` is rendered when the condition fails, so nothing is known of it.
      if (word === 'else') open.push({ start: end, values: [] });
    }
  }
  return found;
}

/** Values that must be true: those of `.Values.a.b`, and of the operands of `and` that are such values. */
function conditionValues(condition: string): string[] {
  const [first = '', ...rest] = operands(condition);
  // `eq .Values.a true` is the value itself.
  const compared = first === 'eq' && rest.length === 2 && rest.includes('true');
  const conjuncts = first === 'and' ? rest : compared ? rest : [[first, ...rest].join(' ')];
  return conjuncts.flatMap((operand) => valueOf(operand) ?? []);
}

/** Words of an expression; what stands in parentheses is one word. */
const operands = (expression: string): string[] =>
  divide(expression.trim(), (character) => /\s/.test(character)).filter((word) => word !== '');

/** Parts of an expression between separators that stand outside of parentheses. */
function divide(expression: string, isSeparator: (character: string) => boolean): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let i = 0; i < expression.length; i++) {
    const character = expression.charAt(i);
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (depth <= 0 && isSeparator(character)) {
      parts.push(expression.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, expression.slice(start)];
}

const FALSE_DEFAULT = /^default\s+(?:false|dict|list|\(dict\)|\(list\)|""|0)$/;
const DEEPEST = 10;

/** Path of the value that an operand is: `.Values.a`, `.Values.a | default false`, `(.Values.a | default dict).b`. */
function valueOf(operand: string, depth = 0): string | undefined {
  if (depth > DEEPEST) return undefined;
  const [value = '', fallback, ...more] = divide(operand, (character) => character === '|').map((part) => part.trim());
  if (more.length > 0 || (fallback !== undefined && !FALSE_DEFAULT.test(fallback))) return undefined;
  const close = value.startsWith('(') ? value.lastIndexOf(')') : -1;
  if (close === -1) return VALUE.exec(value)?.[1]?.slice(1);
  const suffix = value.slice(close + 1);
  const inner = /^(?:\.\w+)*$/.test(suffix) ? valueOf(value.slice(1, close), depth + 1) : undefined;
  return inner === undefined ? undefined : inner + suffix;
}

/**
 * Links of a unit to the values of the chart without which its part of a template is not rendered.
 * @param offset place of the unit in the file that `parts` were found in
 */
export function conditionLinks(
  writer: FactWriter,
  unit: string,
  offset: number,
  parts: readonly Condition[],
  chart: string,
): void {
  for (const { start, end, values } of parts) {
    if (offset < start || offset >= end) continue;
    for (const value of values) writer.link(unit, 'includes', 'config', conditionIdentifier(chart, value), offset);
  }
}

/** The identifier under which a unit depends on a value, see the convention above. */
export function conditionIdentifier(chart: string, value: string): string {
  return `helm:${reference(chartSpace(chart), value)}`;
}
