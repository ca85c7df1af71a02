/** `if (( $(echo "$ACCURACY < 0.8" | bc -l) )); then exit 1; fi`: a script that fails when a metric misses its threshold. */
import { asksForModel } from '../shared/gates/outcomes.js';

export interface ShellGate {
  offset: number;
  condition: string;
}

const MOST_LINES = 5000;
/** Lines between the condition and its `exit`. */
const LONGEST_BODY = 30;
const LONGEST_LINE = 500;
const CONDITION = /^\s*(?:el)?if\s+(.+?);?\s*(?:then)?\s*$/;
/** `[ "$ACC" -lt 80 ] && exit 1`, `… || { echo low; exit 1; }`. */
const SHORT = /^\s*(.+?)\s*(?:&&|\|\|)\s*(?:\{.*)?\bexit\s+[1-9]/;
const COMPARES = /\s-(?:lt|le|gt|ge)\s|[<>]=?(?![<>(&])/;
const FAILS = /(?:^|[;&|{]|\bthen\b)\s*exit\s+[1-9]/;

/** @param text of a script; comments may stand in it */
export function shellGates(text: string): ShellGate[] {
  if (!text.includes('exit')) return [];
  const gates: ShellGate[] = [];
  const lines = text.split('\n').slice(0, MOST_LINES);
  let offset = 0;
  lines.forEach((line, at) => {
    const condition = conditionOf(line, lines, at);
    if (condition !== undefined) gates.push({ offset: offset + line.search(/\S|$/), condition });
    offset += line.length + 1;
  });
  return gates;
}

function conditionOf(line: string, lines: readonly string[], at: number): string | undefined {
  if (line.length > LONGEST_LINE || /^\s*#/.test(line)) return undefined;
  const branch = CONDITION.exec(line)?.[1];
  const condition = branch ?? SHORT.exec(line)?.[1];
  if (condition === undefined || !COMPARES.test(condition) || !asksForModel(variablesIn(condition))) return undefined;
  return branch === undefined || failsBelow(lines, at) ? condition : undefined;
}

/** Variables, and the keys that `jq` reads. */
const variablesIn = (condition: string): string =>
  [...condition.matchAll(/\$\{?([A-Za-z_]\w*)|\.([a-z_]\w*)/g)].map(([, name, key]) => name ?? key ?? '').join(' ');

/** A branch of the same statement ends the script with a failure. */
function failsBelow(lines: readonly string[], at: number): boolean {
  let depth = 1;
  for (const line of lines.slice(at + 1, at + 1 + LONGEST_BODY)) {
    if (/^\s*if\s/.test(line)) depth++;
    else if (/^\s*fi\b/.test(line)) depth--;
    if (depth === 0) return false;
    if (depth === 1 && FAILS.test(line) && !/^\s*#/.test(line)) return true;
  }
  return false;
}
