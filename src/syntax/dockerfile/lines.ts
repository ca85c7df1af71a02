/** The lines of a Dockerfile as its instructions see them: continued lines joined, comments gone, here-documents apart. */

export interface HereDocument {
  name: string;
  /** Lines of the document, each ended by a line break. */
  body: string;
}

export interface LogicalLine {
  text: string;
  /** Offset of its first character. */
  offset: number;
  documents: HereDocument[];
}

const ESCAPE_DIRECTIVE = /^\s*#\s*escape\s*=\s*([\\`])\s*$/i;
const DIRECTIVE = /^\s*#\s*\w+\s*=/;
const MAY_HAVE_DOCUMENT = /^(?:RUN|COPY|ADD)\s/i;
/** As BuildKit has it, a word of its own: neither `<<<` nor the shift in `$((1<<n))`. */
const DOCUMENT = /(?<!\S)\d*<<(-?)(["']?)([A-Za-z_][\w.-]*)\2(?![^\s;&|)>])/g;

/** Divides a Dockerfile into logical lines, without empty ones and comments. */
export function logicalLines(dockerfile: string): LogicalLine[] {
  const physical = physicalLines(dockerfile);
  const escape = escapeCharacter(physical);
  const lines: LogicalLine[] = [];
  let open = true;
  for (let i = 0; i < physical.length;) {
    const first = physical[i++];
    if (first === undefined || isIgnored(first.text)) continue;
    const parts: string[] = [];
    let current = cutContinuation(first.text, escape);
    parts.push(current.text);
    while (current.continued && i < physical.length) {
      const next = physical[i++];
      // Comments and empty lines between continued lines are skipped, and do not end them.
      if (next === undefined || isIgnored(next.text)) continue;
      current = cutContinuation(next.text, escape);
      parts.push(current.text);
    }
    const text = parts.join('').trim();
    const documents: HereDocument[] = [];
    for (const [, dash, , name = ''] of MAY_HAVE_DOCUMENT.test(text) ? text.matchAll(DOCUMENT) : []) {
      const document = open ? hereDocument(physical, i, name, dash === '-') : undefined;
      // Nothing ends it: then nothing ends a later one of that kind either, and looking again would be quadratic.
      if (document === undefined) open = false;
      else {
        documents.push({ name, body: document.body });
        i = document.next;
      }
    }
    lines.push({ text, offset: first.offset + first.text.search(/\S/), documents });
  }
  return lines;
}

/** The here-document that begins at a line, and the line behind it; undefined when nothing ends it. */
function hereDocument(
  physical: readonly { text: string }[],
  start: number,
  name: string,
  dash: boolean,
): { body: string; next: number } | undefined {
  const body: string[] = [];
  for (let i = start; i < physical.length; i++) {
    const raw = physical[i]?.text ?? '';
    const content = dash ? raw.replace(/^\t+/, '') : raw;
    if (content === name) return { body: body.join(''), next: i + 1 };
    body.push(`${content}\n`);
  }
  return undefined;
}

function physicalLines(text: string): { text: string; offset: number }[] {
  let offset = 0;
  return text.split('\n').map((line) => {
    const start = offset;
    offset += line.length + 1;
    return { text: line.endsWith('\r') ? line.slice(0, -1) : line, offset: start };
  });
}

/** Parser directives stand in front of everything else. */
function escapeCharacter(lines: readonly { text: string }[]): string {
  for (const { text } of lines) {
    if (!DIRECTIVE.test(text)) break;
    const escape = ESCAPE_DIRECTIVE.exec(text)?.[1];
    if (escape !== undefined) return escape;
  }
  return '\\';
}

function isIgnored(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

function cutContinuation(line: string, escape: string): { text: string; continued: boolean } {
  const content = line.trimEnd();
  return content.endsWith(escape) ? { text: content.slice(0, -1), continued: true } : { text: line, continued: false };
}
