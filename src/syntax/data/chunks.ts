/** Division of a YAML stream into its documents before parsing, so that a broken one does not take the others with it. */

export interface Chunk {
  start: number;
  end: number;
}

/** Document markers: only at the beginning of a line, even inside block scalars (YAML 1.2, section 9.1.2). */
const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
/** Comments, blank lines and directives belong to the document that follows. */
const CONTENT_LINE = /^(?![ \t]*(?:#|\r?$)|%|(?:---|\.\.\.)[ \t]*\r?$)/m;
const DEFINITION = /^kind:[ \t]*["']?CustomResourceDefinition\b/m;

/** Documents of a stream, in order; those without content are left out. */
export function splitDocuments(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  let scanned = 0;
  let filled = false;
  const cut = (boundary: number): void => {
    filled ||= hasContent(text, scanned, boundary);
    scanned = boundary;
    if (!filled) return;
    chunks.push({ start, end: boundary });
    start = boundary;
    filled = false;
  };
  MARKER.lastIndex = 0;
  for (let match = MARKER.exec(text); match; match = MARKER.exec(text)) {
    const line = text.indexOf('\n', match.index);
    cut(match[0] === '---' || line === -1 ? match.index : line + 1);
  }
  cut(text.length);
  return chunks.map((chunk) => withoutSchema(text, chunk));
}

function hasContent(text: string, start: number, end: number): boolean {
  return CONTENT_LINE.test(text.slice(start, end));
}

/** Schemas of custom resources are most of the YAML in the world and define nothing: their `spec` is not parsed. */
function withoutSchema(text: string, chunk: Chunk): Chunk {
  const part = text.slice(chunk.start, chunk.end);
  const kind = DEFINITION.exec(part);
  const spec = kind ? part.indexOf('\nspec:', kind.index) : -1;
  return spec === -1 ? chunk : { start: chunk.start, end: chunk.start + spec + 1 };
}
