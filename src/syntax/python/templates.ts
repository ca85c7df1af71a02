/**
 * Python that a template engine makes: `.py.tmpl`, `.py.j2`, files of a project generator. Actions are masked by as many
 * characters of plain Python, so that offsets hold.
 */

const ENDING = /\.(?:tmpl|tpl|j2|jinja2?|template|mustache|erb)$/i;
const DELIMITERS: Record<string, { end: string; isValue: boolean }> = {
  '{{': { end: '}}', isValue: true },
  '{%': { end: '%}', isValue: false },
  '{#': { end: '#}', isValue: false },
  '<%': { end: '%>', isValue: false },
};
/** Actions of Go templates and of Mustache that give no value. */
const CONTROL = /^\{\{-?\s*(?:(?:if|else|end|range|with|define|block|break|continue)\b|\/|[#^!])/;
/** Longer actions are not actions, but brackets that happen to look like them. */
const LONGEST_ACTION = 2000;
/** Lines are looked at this far on both sides of an action. */
const LONGEST_LINE = 300;

/** Lines that begin with a control action; no line of Python does, but for those inside strings, which masking leaves. */
const MARKED = /^[ \t]*(?:\{%[-+]?\s|\{\{-?\s*(?:if|else|end|range|with|define)\b)/m;

/**
 * A file is a template by its ending, because it stands in a directory whose name is one (project generators), or because
 * it has lines of control actions.
 */
export function isTemplate(path: string, text: string): boolean {
  if (ENDING.test(path) || path.includes('{{')) return true;
  return (text.includes('{%') || text.includes('{{')) && MARKED.test(text);
}

/** The path that the template's output has. */
export function withoutTemplateEnding(path: string): string {
  return path.replace(ENDING, '');
}

/**
 * Masks template actions: control actions and those that stand alone on a line become blank, values become a name (`____`).
 * @returns text of the same length
 */
export function maskTemplate(text: string): string {
  const parts: string[] = [];
  const start = /\{[{%#]|<%/g;
  const nextEnds = new Map<string, number>();
  let at = 0;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const delimiter = DELIMITERS[match[0]];
    if (!delimiter) continue;
    let next = nextEnds.get(delimiter.end) ?? -1;
    if (next < match.index + 2) {
      const found = text.indexOf(delimiter.end, match.index + 2);
      nextEnds.set(delimiter.end, (next = found === -1 ? Infinity : found));
    }
    if (next - match.index > LONGEST_ACTION) continue;
    const end = next + 2;
    const isValue = delimiter.isValue
      ? !CONTROL.test(text.slice(match.index, end))
      : text.startsWith('<%=', match.index);
    const mask = isValue && !isAlone(text, match.index, end) ? '_' : ' ';
    parts.push(text.slice(at, match.index), text.slice(match.index, end).replace(/[^\n]/g, mask));
    at = end;
    start.lastIndex = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Only other actions and white space stand on the line. */
function isAlone(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - LONGEST_LINE), from);
  const after = text.slice(to, to + LONGEST_LINE).split('\n', 1)[0] ?? '';
  const line = before.slice(before.lastIndexOf('\n') + 1) + after;
  return line.length < LONGEST_LINE && line.replace(/\{\{[^{}]*\}\}/g, '').trim() === '';
}
