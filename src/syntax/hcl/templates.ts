/** Literal and interpolated pieces of HCL's quoted strings and here-documents. */
import type { Node } from 'web-tree-sitter';
import type { Origin } from './expressions.js';

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Directives nest this deep before they are kept as they stand. */
const MAX_DIRECTIVES = 100;

/** Undoes the escapes of a quoted template: backslashes, `$${` and `%%{`. */
export function unescape(text: string): string {
  if (!/[\\$%]/.test(text)) return text;
  return text.replace(
    /\\u([\da-fA-F]{4})|\\U([\da-fA-F]{8})|\\([nrt"\\])|([$%])\4\{/g,
    (whole, short?: string, long?: string, letter?: string, mark?: string) => {
      if (letter) return ESCAPES[letter] ?? whole;
      if (mark) return `${mark}{`;
      const code = parseInt(short ?? long ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/**
 * Pieces of a template in order: text, or the node of what is interpolated (an `expression`, or a whole directive).
 * Text is cut from the source between nodes, because the grammar's literal nodes lose white space at their ends. In a
 * here-document the contents of `%{ if }` and `%{ for }` are kept and the directives dropped: what it holds is a
 * text in another language, of which every line may matter.
 */
export function templateParts(template: Node, origin: Origin): (string | Node)[] {
  const heredoc = template.type === 'heredoc_template';
  const pieces: (string | Node)[] = [];
  const limits = bounds(template, origin, heredoc);
  let at = limits.start;
  const literal = (end: number): void => {
    if (end > at) pieces.push(origin.text.slice(at, end));
  };
  const visit = (nodes: Node[], depth: number): void => {
    for (const node of nodes) {
      if (heredoc && depth < MAX_DIRECTIVES && /^template_(directive|if|for)$/.test(node.type)) {
        visit(node.namedChildren, depth + 1);
        continue;
      }
      const dropped = heredoc && /^template_(if|else|for)_(intro|start|end)$/.test(node.type);
      if (!dropped && node.type !== 'template_interpolation' && node.type !== 'template_directive') continue;
      literal(origin.base + node.startIndex);
      at = Math.max(at, origin.base + node.endIndex);
      if (!dropped) pieces.push(node.namedChildren.find((child) => child.type === 'expression') ?? node);
    }
  };
  visit(template.namedChildren, 0);
  literal(limits.end);
  if (!heredoc) return pieces.map((piece) => (typeof piece === 'string' ? unescape(piece) : piece));
  const text = pieces.map((piece) =>
    typeof piece === 'string' ? piece.replace(/\r\n/g, '\n').replace(/([$%])\1\{/g, '$1{') : piece,
  );
  return limits.flush ? dedent(text) : text;
}

function bounds(template: Node, origin: Origin, heredoc: boolean): { start: number; end: number; flush: boolean } {
  const start = origin.base + template.startIndex;
  const end = origin.base + template.endIndex;
  if (!heredoc) return { start: start + 1, end: end - 1, flush: false };
  const body = origin.text.indexOf('\n', start) + 1;
  const close = origin.text.lastIndexOf('\n', end - 1) + 1;
  const from = body === 0 || body > end ? end : body;
  return { start: from, end: Math.max(from, close), flush: origin.text.startsWith('<<-', start) };
}

/** `<<-`: takes away the indentation that all lines share. */
function dedent(pieces: (string | Node)[]): (string | Node)[] {
  let shared = Infinity;
  let atLineStart = true;
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      if (atLineStart) shared = 0;
      atLineStart = false;
      continue;
    }
    const lines = piece.split('\n');
    lines.forEach((line, index) => {
      const last = index === lines.length - 1;
      const starts = index > 0 || atLineStart;
      // an empty last piece of a line is the indentation in front of an interpolation, unless the text ends there
      if (starts && (line.trim() !== '' || (last && line !== ''))) shared = Math.min(shared, indentation(line));
    });
    atLineStart = piece.endsWith('\n');
  }
  if (!Number.isFinite(shared) || shared === 0) return pieces;
  let starts = true;
  return pieces.map((piece) => {
    if (typeof piece !== 'string') {
      starts = false;
      return piece;
    }
    const lines = piece.split('\n').map((line, index) => {
      return index > 0 || starts ? line.slice(Math.min(shared, indentation(line))) : line;
    });
    starts = piece.endsWith('\n');
    return lines.join('\n');
  });
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
