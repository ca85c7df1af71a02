/**
 * One file to facts: which language, which plugins, parse once, run all that accept it, expand embedded texts. Pure; a
 * plugin that fails on a file costs that file's facts and is reported, never the audit.
 */
import { posix } from 'node:path';
import type { DocumentTopic } from '../catalogue/documents.js';
import type { Catalogue } from '../catalogue/types.js';
import type { EmbeddedFact, Fact, FileFacts, Location } from '../facts/types.js';
import { factsForSignal } from '../plugins/signals.js';
import type { ExtractContext, FileInfo, Plugin } from '../plugins/types.js';
import { languageOf, parse } from '../syntax/index.js';
import { parseImports } from '../syntax/python/imports-only.js';
import { createLocator, lineStarts } from '../syntax/locations.js';
import type { Document, Language } from '../syntax/types.js';
import { documentFacts } from './documents.js';
import { mentionFacts } from './mentions.js';
import { ownAddress } from './own-address.js';
import { routeFacts } from './routes.js';
import { withOuterNames } from './outer-names.js';

/** Text inside text inside text: deeper nesting is a trick, not a definition. */
const DEEPEST_EMBEDDING = 4;
const START: Location = { line: 1, column: 1, excerpt: '' };

export interface Extractor {
  catalogue: Catalogue;
  plugins: readonly Plugin[];
  documents: readonly DocumentTopic[];
  /** Whether names are kept that definitions of another source may give. */
  mentions: boolean;
}

/**
 * Files of these roles define nothing of the organisation's own; they are not parsed. (Their paths still count as existing.)
 */
const NEVER_READ: ReadonlySet<FileInfo['role']> = new Set(['vendored', 'generated', 'documentation']);

/** Tests define nothing either, but they say which code they test, and CI may start them through scripts. */
const READ_IN_TESTS: ReadonlySet<Language> = new Set(['python', 'shell', 'makefile']);

/** Who is to read a file, and as what. */
export interface Readers {
  language: Language;
  plugins: readonly Plugin[];
}

/** The language of a file and the plugins that want to see it; undefined when it need not be parsed. */
export function readersOf(extractor: Extractor, file: FileInfo, text: string): Readers | undefined {
  if (NEVER_READ.has(file.role)) return undefined;
  const language = languageOf(file.logicalPath, text);
  if (!language || (file.role === 'test' && !READ_IN_TESTS.has(language))) return undefined;
  const plugins = accepting(extractor, language, file, text);
  return plugins.length > 0 ? { language, plugins } : undefined;
}

function accepting({ plugins }: Extractor, language: Language, file: FileInfo, text: string): Plugin[] {
  return plugins.filter((plugin) => plugin.languages.includes(language) && plugin.accepts(file, text));
}

/**
 * Facts of one file.
 * @param readers what `readersOf` says of the file; its language has to be prepared, and those that may be embedded in it
 */
export function extractFile(
  extractor: Extractor,
  file: FileInfo,
  text: string,
  readers: Readers | undefined,
): FileFacts {
  const facts: Fact[] = [];
  facts.push(
    ...factsForSignal(extractor.catalogue, { kind: 'file', name: file.logicalPath, value: () => undefined }, '', START),
  );
  facts.push(...documentFacts(extractor.documents, file, text));
  if (readers) {
    const directory = posix.dirname(file.path);
    const quote = quotesOf(file, text);
    readText(extractor, file, { ...readers, text, unit: '', directory, depth: 0, quote }, facts);
  }
  facts.push(...ownAddress(file, text));
  if (extractor.mentions && file.role !== 'test' && !NEVER_READ.has(file.role))
    facts.push(...mentionFacts(file, text, facts), ...routeFacts(file, text));
  return { source: file.source, path: file.path, role: file.role, facts };
}

interface Reading extends Readers {
  text: string;
  unit: string;
  directory: string;
  depth: number;
  quote: Quote;
  /** Place of embedded text in the file. */
  place?: EmbeddedFact;
  ephemeral?: boolean;
  checkouts?: ReadonlyMap<string, string>;
}

const isTestModule = (file: FileInfo, { language }: Reading): boolean =>
  language === 'python' && file.role === 'test' && !file.logicalPath.endsWith('.ipynb');

/** Of most test modules only the imports count; one that a plugin wants to see as a whole is parsed for that plugin. */
function wholeTest(file: FileInfo, reading: Reading): Document | undefined {
  if (reading.place || !isTestModule(file, reading)) return undefined;
  const wanted = reading.plugins.some((plugin) => plugin.readsTests?.(reading.text));
  return wanted ? parse(reading.language, reading.text, file.logicalPath) : undefined;
}

function readText(extractor: Extractor, file: FileInfo, reading: Reading, facts: Fact[]): void {
  const place = reading.place;
  const here: Document = place
    ? relocated(parseEmbedded(reading.language, reading.text, file.logicalPath), place, reading.quote)
    : isTestModule(file, reading)
      ? parseImports(reading.text)
      : parse(reading.language, reading.text, file.logicalPath);
  for (const problem of here.problems)
    facts.push({
      fact: 'not-understood',
      unit: reading.unit,
      reason: problem.reason,
      detail: problem.detail,
      at: here.locate(problem.offset),
    });
  const context = contextFor(extractor, file, reading);
  const whole = wholeTest(file, reading);
  for (const plugin of reading.plugins) {
    const document = whole && plugin.readsTests?.(reading.text) ? whole : here;
    for (const fact of run(plugin, document, context)) {
      if (file.role === 'test' && fact.fact === 'component') continue;
      if (fact.fact !== 'embedded') facts.push(fact);
      else if (reading.depth < DEEPEST_EMBEDDING) readEmbedded(extractor, file, reading, fact, facts);
    }
  }
}

/** Generated definitions repeat the same script in every step; what was parsed is kept for the next ones. */
const parsed = new Map<string, Document>();
const MOST_PARSED = 64;
const LONGEST_PARSED = 20_000;

function parseEmbedded(language: Language, text: string, path: string): Document {
  const key = `${language}\n${text}`;
  const known = parsed.get(key);
  if (known) return known;
  const document = parse(language, text, path);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  if (text.length <= LONGEST_PARSED) parsed.set(key, document);
  return document;
}

function readEmbedded(
  extractor: Extractor,
  outerFile: FileInfo,
  outer: Reading,
  fact: EmbeddedFact,
  facts: Fact[],
): void {
  const file = { ...outerFile, logicalPath: `embedded.${EXTENSION[fact.language]}` };
  const inside: Fact[] = [];
  readText(
    extractor,
    file,
    {
      language: fact.language,
      plugins: accepting(extractor, fact.language, file, fact.text),
      text: fact.text,
      unit: fact.unit,
      directory: fact.directory ?? outer.directory,
      depth: outer.depth + 1,
      quote: outer.quote,
      place: fact,
      ephemeral: fact.ephemeral ?? outer.ephemeral ?? false,
      ...(fact.checkouts ? { checkouts: new Map(fact.checkouts) } : {}),
    },
    inside,
  );
  for (const said of withOuterNames(file, inside)) facts.push(said);
}

const EXTENSION = { shell: 'sh', python: 'py', yaml: 'yaml', json: 'json', sql: 'sql' } as const;

function run(plugin: Plugin, document: Document, context: ExtractContext): Fact[] {
  try {
    return plugin.extract(document as never, context);
  } catch (error) {
    const detail = `plugin ${plugin.id}: ${error instanceof Error ? error.message : String(error)}`;
    return [
      { fact: 'not-understood', unit: context.unit, reason: 'unsupported-construct', detail, at: document.locate(0) },
    ];
  }
}

/**
 * Lines of embedded text are counted from the place where the text stands, and quoted as they stand in the file: in the text a
 * plugin may have put values for names.
 */
function relocated<D extends Document>(document: D, place: EmbeddedFact, quote: Quote): D {
  const locate = (offset: number): Location => {
    const at = document.locate(offset);
    const counted = place.line + at.line - 1;
    const words = at.excerpt.match(WORDS)?.slice(0, MOST_WORDS) ?? [];
    // A folded scalar has fewer lines than its text; where the line that was counted holds nothing of it, it stands above.
    const isThere = words.length === 0 || words.some((word) => quote.lastWith(word, counted, counted) !== undefined);
    const line = isThere ? counted : (quote.lastWith(words[0] ?? '', place.line, counted) ?? counted);
    const column = at.line === 1 ? place.column + at.column - 1 : at.column;
    const quoted = quote.at(line);
    if (!quoted) return { line, column, excerpt: at.excerpt };
    // What a plugin put together has places that the file does not have.
    const inside = column <= quoted.width + 1 ? column : line === place.line ? place.column : 1;
    return { line, column: inside, excerpt: quoted.excerpt };
  };
  return { ...document, locate, firstLine: place.line };
}

/** By what a line is known again. */
const WORDS = /[A-Za-z_][\w.]{3,80}/g;
const MOST_WORDS = 8;

interface Quote {
  /** A line of the file as evidence quotes it, and how long it is. */
  at(line: number): { excerpt: string; width: number } | undefined;
  /** The last of the lines that holds a text. */
  lastWith(text: string, from: number, to: number): number | undefined;
}

function quotesOf(file: FileInfo, text: string): Quote {
  // Lines of a notebook are pieces of JSON; the source in them reads better.
  if (file.path.endsWith('.ipynb')) return { at: () => undefined, lastWith: () => undefined };
  const locate = createLocator(text);
  let starts: number[] | undefined;
  return {
    at(line) {
      starts ??= lineStarts(text);
      const start = starts[line - 1];
      if (start === undefined) return undefined;
      return { excerpt: locate(start).excerpt, width: (starts[line] ?? text.length + 1) - 1 - start };
    },
    lastWith(word, from, to) {
      starts ??= lineStarts(text);
      const [start = 0, end = text.length] = [starts[from - 1], starts[to]];
      const found = word === '' ? -1 : text.slice(start, end).lastIndexOf(word);
      if (found === -1) return undefined;
      let line = from;
      while ((starts[line] ?? Infinity) <= start + found) line++;
      return line;
    },
  };
}

function contextFor(extractor: Extractor, file: FileInfo, reading: Reading): ExtractContext {
  return {
    file,
    catalogue: extractor.catalogue,
    directory: reading.directory,
    unit: reading.unit,
    ephemeral: reading.ephemeral ?? false,
    ...(reading.checkouts ? { checkouts: reading.checkouts } : {}),
    resolvePath(path, from = reading.directory) {
      if (path.startsWith('/') || /^[a-z][a-z0-9+.-]*:\/\//i.test(path) || path === '') return undefined;
      const resolved = posix.normalize(posix.join(from, path)).replace(/\/+$/, '');
      return resolved === '..' || resolved.startsWith('../') ? undefined : resolved === '' ? '.' : resolved;
    },
  };
}
