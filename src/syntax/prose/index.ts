/**
 * Headings of documents that people write beside their code, in Markdown, reStructuredText or AsciiDoc, with how much stands below
 * each. Line by line: no inline markup is interpreted, and headings in code blocks and comments are none.
 */

export interface Section {
  heading: string;
  /** 1 is the highest. */
  level: number;
  /** Of its heading. */
  offset: number;
  /** Letters below the heading and its sub-headings, pictures counted as a sentence; what is still to be written does not count. */
  letters: number;
}

export interface Prose {
  sections: Section[];
  /** Letters of the whole text outside of headings. */
  letters: number;
}

const LANGUAGES: readonly [RegExp, 'markdown' | 'rst' | 'asciidoc'][] = [
  [/\.(?:md|mdx|markdown)$/i, 'markdown'],
  [/\.rst$/i, 'rst'],
  [/\.(?:adoc|asciidoc)$/i, 'asciidoc'],
  [/(?:^|\/)[^./]+$|\.txt$/i, 'markdown'],
];

/** Longer documents are read to here. */
const MOST_LINES = 20_000;
const LONGEST_HEADING = 200;
/** What a picture says, in letters. */
const PICTURE = 60;
const UNDERLINE = /^([=\-~^"'`#*+.:_])\1{2,}[ \t]*$/;
const UNWRITTEN = /^[\s>*_#-]*(?:to ?do|tbd|tba|coming soon|work in progress|wip|n\/a|none)\b/i;

/** @returns nothing for a file whose name says that it is no document */
export function proseOf(path: string, text: string): Prose | undefined {
  const language = LANGUAGES.find(([ending]) => ending.test(path))?.[1];
  if (!language) return undefined;
  const sections: Section[] = [];
  let open: Section[] = [];
  let letters = 0;
  const add = (count: number): void => {
    letters += count;
    for (const section of open) section.letters += count;
  };
  const start = (heading: string, level: number, offset: number): void => {
    const section = { heading: heading.trim().slice(0, LONGEST_HEADING), level, offset, letters: 0 };
    open = [...open.filter((other) => other.level < level), section];
    sections.push(section);
  };
  const underlines: string[] = [];
  let fence = '';
  let comment = false;
  let previous = { line: '', offset: 0 };
  let offset = 0;
  let count = 0;
  for (const line of lines(text)) {
    if (++count > MOST_LINES) break;
    const here = { line, offset };
    offset += line.length + 1;
    const before = previous;
    previous = { line: '', offset: 0 };
    if (comment || (!fence && /^\s{0,8}<!--/.test(line))) {
      comment = !line.includes('-->');
      continue;
    }
    const mark = /^ {0,3}(`{3,}|~{3,}|-{4,}$)/.exec(line)?.[1] ?? '';
    const isFence = mark !== '' && (mark.startsWith('-') ? language === 'asciidoc' : language === 'markdown');
    if (fence ? mark.startsWith(fence) && line.trim() === mark : isFence) {
      if (!fence && /mermaid|plantuml|dot\b/i.test(line)) add(PICTURE);
      fence = fence ? '' : mark;
      continue;
    }
    const marked = fence ? undefined : markedHeading(line, language);
    if (marked) {
      start(marked.heading, marked.level, here.offset);
      continue;
    }
    const underline =
      !fence && language !== 'asciidoc' && before.line.trim() !== '' ? UNDERLINE.exec(line)?.[1] : undefined;
    if (underline !== undefined && (language === 'rst' || underline === '=' || underline === '-')) {
      if (!underlines.includes(underline)) underlines.push(underline);
      add(-lettersOf(before.line));
      start(
        before.line,
        language === 'rst' ? underlines.indexOf(underline) + 1 : underline === '=' ? 1 : 2,
        before.offset,
      );
      continue;
    }
    add(lettersOf(line));
    if (!fence) previous = here;
  }
  return { sections, letters };
}

function markedHeading(line: string, language: string): { heading: string; level: number } | undefined {
  const mark =
    language === 'markdown' ? /^ {0,3}(#{1,6})[ \t]/ : language === 'asciidoc' ? /^(={1,6})[ \t]/ : undefined;
  const found = mark?.exec(line);
  if (!found?.[1]) return undefined;
  return { heading: line.slice(found[0].length), level: found[1].length };
}

function lettersOf(line: string): number {
  if (UNWRITTEN.test(line)) return 0;
  const picture = /!\[|<img\b|^\.\. (?:image|figure)::|^image::/i.test(line) ? PICTURE : 0;
  return picture + (line.slice(0, 1000).match(/\p{L}/gu)?.length ?? 0);
}

function* lines(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
  yield text.slice(start);
}
