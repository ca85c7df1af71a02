/**
 * Cuts HCL text into runs of whole top-level items and measures how deep brackets nest, in one linear pass.
 *
 * tree-sitter is linear on text without errors, but its recovery is quadratic on some hostile text (`x = !x = !…`, 100 kB:
 * 11 s). Parsing short runs bounds that, and a broken block spoils only its own run.
 */
export interface Run {
  start: number;
  end: number;
}

export interface Split {
  runs: Run[];
  /** Offset at which nesting passed the limit. */
  tooDeep?: number;
}

/** Runs are closed at the first boundary after this many characters. */
const RUN_LENGTH = 8192;

const QUOTE = 34;
const NEWLINE = 10;
const OPEN = new Set([40, 91, 123]); // ( [ {
const CLOSE = new Set([41, 93, 125]);

/**
 * @param text HCL source
 * @param maxDepth brackets and interpolations may nest this deep
 */
export function splitItems(text: string, maxDepth: number): Split {
  const runs: Run[] = [];
  // One entry for each open bracket or interpolation: true when it is an interpolation, which ends back in a string.
  const stack: boolean[] = [];
  let inString = false;
  let start = 0;
  const heredocs = new HeredocEnds(text);

  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92)
        at++; // backslash
      else if (code === QUOTE || code === NEWLINE) inString = false;
      else if ((code === 36 || code === 37) && text.charCodeAt(at + 1) === 123) {
        // `${` or `%{`; doubled, it is an escape
        if (text.charCodeAt(at - 1) === code) continue;
        stack.push(true);
        inString = false;
        at++;
      }
    } else if (code === QUOTE) inString = true;
    else if (OPEN.has(code)) stack.push(false);
    else if (CLOSE.has(code)) inString = stack.pop() ?? false;
    else if (code === 35 || (code === 47 && text.charCodeAt(at + 1) === 47)) at = lineEnd(text, at) - 1;
    else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      const end = text.indexOf('*/', at + 2);
      at = end === -1 ? text.length : end + 1;
    } else if (code === 60 && text.charCodeAt(at + 1) === 60) at = heredocs.after(at) - 1;
    else if (code === NEWLINE && stack.length === 0 && at + 1 - start >= RUN_LENGTH) {
      runs.push({ start, end: at + 1 });
      start = at + 1;
    }
    if (stack.length > maxDepth) return { runs, tooDeep: at };
  }
  if (start < text.length) runs.push({ start, end: text.length });
  return { runs };
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** Finds the ends of here-documents; lines are indexed once, so that many unclosed ones cost no more than one. */
class HeredocEnds {
  private lines: Map<string, number[]> | undefined;

  constructor(private readonly text: string) {}

  /** Offset of the line end behind the here-document that opens at `at`, or `at + 2` when none does. */
  after(at: number): number {
    const { text } = this;
    const intro = /^<<-?[ \t]*([A-Za-z_][\w-]{0,99})[ \t\r]*(?:\n|$)/.exec(text.slice(at, at + 200));
    if (!intro?.[1]) return at + 2;
    this.lines ??= this.index();
    const end = firstAfter(this.lines.get(intro[1]) ?? [], at);
    return end === undefined ? at + 2 : lineEnd(text, end);
  }

  /** Offsets of the lines that hold one identifier and nothing else. */
  private index(): Map<string, number[]> {
    const lines = new Map<string, number[]>();
    for (let start = 0; start < this.text.length;) {
      const end = lineEnd(this.text, start);
      const word =
        end - start > 300 ? undefined : /^[ \t]*([A-Za-z_][\w-]*)[ \t\r]*$/.exec(this.text.slice(start, end))?.[1];
      if (word) {
        const offsets = lines.get(word);
        if (offsets) offsets.push(start);
        else lines.set(word, [start]);
      }
      start = end + 1;
    }
    return lines;
  }
}

function firstAfter(sorted: number[], offset: number): number | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return sorted[low];
}
