/** Splits the source of a Python condition into the comparisons that it is made of. */

export interface Comparison {
  /** Source of the whole piece, without a leading `not`. */
  text: string;
  left: string;
  right: string;
  operator?: '<' | '>' | '<=' | '>=' | '==' | '!=';
}

const WORD = /[\w.]/;

/** Pieces between `and` and `or`, in order; parentheses around a piece are looked into. */
export function comparisonsOf(condition: string, depth = 0): Comparison[] {
  const text = condition.trim();
  const pieces = splitAtTop(text, depth);
  if (pieces.length > 1 && depth < 10) return pieces.flatMap((piece) => comparisonsOf(piece, depth + 1));
  // `all(x > low for x in scores)` compares each of them.
  const bare = unwrap(text.replace(/^(?:not\s+|not(?=\())+/, '').replace(/^(?:all|any)(?=\()/, ''));
  if (bare !== text && depth < 10) return comparisonsOf(bare, depth + 1);
  return text === '' ? [] : [compare(text)];
}

/** Calls `visit` for each character outside strings and brackets; it may say that it is done. */
function atTop(text: string, visit: (at: number) => boolean): void {
  let level = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charAt(at);
    if (c === '"' || c === "'") at = endOfString(text, at);
    else if ('([{'.includes(c)) level++;
    else if (')]}'.includes(c)) level--;
    else if (level <= 0 && visit(at)) return;
  }
}

function endOfString(text: string, start: number): number {
  const mark = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === mark) return at;
  }
  return text.length;
}

function splitAtTop(text: string, depth: number): string[] {
  const pieces: string[] = [];
  let from = 0;
  if (depth >= 10) return [text];
  atTop(text, (at) => {
    const word = text.startsWith('and', at) ? 3 : text.startsWith('or', at) ? 2 : 0;
    if (word > 0 && at > from && !WORD.test(text.charAt(at - 1)) && !WORD.test(text.charAt(at + word))) {
      pieces.push(text.slice(from, at));
      from = at + word;
    }
    return false;
  });
  pieces.push(text.slice(from));
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}

/** `(a < b)` without its parentheses; text that only begins and ends with one stays. */
function unwrap(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let level = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text.charAt(at);
    if (c === '"' || c === "'") at = endOfString(text, at);
    else if (c === '(') level++;
    else if (c === ')' && --level === 0) return at === text.length - 1 ? text.slice(1, -1).trim() : text;
  }
  return text;
}

function compare(text: string): Comparison {
  let found: Comparison = { text, left: text, right: '' };
  atTop(text, (at) => {
    const operator = /^(?:<=|>=|==|!=|<(?!<)|>(?!>))/.exec(text.slice(at, at + 2))?.[0];
    const before = text.charAt(at - 1);
    if (!operator || '<>-=!'.includes(before || ' ')) return false;
    const right = text.slice(at + operator.length).trim();
    found = { text, left: text.slice(0, at).trim(), right, operator: operator as Comparison['operator'] };
    return true;
  });
  return found;
}

/** True for `<`, `>`, `<=`, `>=`. */
export function isOrdering(comparison: Comparison): boolean {
  return comparison.operator !== undefined && comparison.operator !== '==' && comparison.operator !== '!=';
}

/** `0 <= x <= 1`, `x < 0`, `x > 1`: a check that a value is in its range, not that it is good enough. */
export function isRangeCheck({ left, right }: Comparison): boolean {
  const bound = /^[-+]?(?:0|1|100)(?:\.0*)?$/;
  return bound.test(left) || bound.test(right) || /^[-+]?[\d.]+$/.test(left) || /[<>]=?\s*[-+]?[\d.]+$/.test(right);
}

/** Names and attribute chains in a piece of source, strings left out. */
export function namesIn(text: string): string[] {
  const names = new Set<string>();
  const bare = text.slice(0, 2000).replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
  for (const [name] of bare.matchAll(/(?<![\w.])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g)) {
    if (!KEYWORDS.has(name)) names.add(name);
  }
  return [...names];
}

const KEYWORDS = new Set([
  'and',
  'or',
  'not',
  'in',
  'is',
  'None',
  'True',
  'False',
  'if',
  'else',
  'for',
  'lambda',
  'await',
]);
