/**
 * Which matters documents speak of (`rules/documents/`): known by the name of a file or by a heading with something below it. A
 * document shows that something is written down, never that it is so.
 */

/** A matter that people write about. Phrases are whole words in lower case. */
export interface DocumentTopic {
  id: string;
  /** What such a document says, as a part of a sentence. */
  about: string;
  /** Headings that hold one of these speak of it. */
  headings?: string[];
  /** Headings that hold one of these do not. */
  without?: string[];
  /** Headings that speak of it in a document with such a name. */
  headingsIn?: { names: string[]; headings: string[] };
  /** Names of files. */
  names?: string[];
  /** Directories with documents about it. */
  folders?: string[];
  /** Ends of paths, for files whose names are a convention of a tool. */
  paths?: string[];
}

/** A document as its path and its sections show it. */
export interface Written {
  path: string;
  sections: readonly { heading: string; level: number; letters: number }[];
  letters: number;
}

/** Where a document speaks of a topic: the number of the section; -1: the file as a whole. */
export interface DocumentMatch {
  topic: string;
  section: number;
}

/** Less than a sentence says nothing. */
const FEWEST_LETTERS = 40;

/** @returns the best place for each topic that the document speaks of */
export function documentMatches(topics: readonly DocumentTopic[], written: Written): DocumentMatch[] {
  const { path, sections } = written;
  const parts = path.split('/');
  const name = words((parts.at(-1) ?? '').replace(/\.[A-Za-z]+$/, ''));
  const folders = parts.slice(0, -1).map(words);
  // The title of a README is the name of a project.
  const titled = / readme /.test(name);
  const told = sections.map(({ heading, level, letters }) =>
    letters < FEWEST_LETTERS || (titled && level === 1) ? undefined : words(heading),
  );
  return topics.flatMap((topic) => {
    const headings = [
      ...(topic.headings ?? []),
      ...(topic.headingsIn && holdsOne(name, topic.headingsIn.names) ? topic.headingsIn.headings : []),
    ];
    const section = told.findIndex(
      (heading) => heading !== undefined && holdsOne(heading, headings) && !holdsOne(heading, topic.without),
    );
    if (section >= 0) return [{ topic: topic.id, section }];
    const named =
      (written.letters >= FEWEST_LETTERS &&
        ((holdsOne(name, topic.names) && !holdsOne(name, topic.without)) ||
          folders.some((folder) => topic.folders?.some((wanted) => folder === ` ${wanted} `)))) ||
      topic.paths?.some((end) => `/${path}`.endsWith(`/${end}`));
    return named ? [{ topic: topic.id, section: -1 }] : [];
  });
}

/** Words in lower case with a space around each. */
const words = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim()} `;

const holdsOne = (text: string, phrases: readonly string[] | undefined): boolean =>
  phrases?.some((phrase) => text.includes(` ${phrase} `)) ?? false;
