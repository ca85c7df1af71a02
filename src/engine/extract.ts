/**
 * One file to facts: which language, which plugins, parse once, run all that accept it, expand embedded texts. Pure; a
 * plugin that fails on a file costs that file's facts and is reported, never the audit.
 */
import { posix } from 'node:path';
import type { Catalogue } from '../catalogue/types.js';
import type { EmbeddedFact, Fact, FileFacts, Location } from '../facts/types.js';
import { factsForSignal } from '../plugins/signals.js';
import type { ExtractContext, FileInfo, Plugin } from '../plugins/types.js';
import { languageOf, parse } from '../syntax/index.js';
import type { Document, Language } from '../syntax/types.js';

/** Text inside text inside text: deeper nesting is a trick, not a definition. */
const DEEPEST_EMBEDDING = 4;
const START: Location = { line: 1, column: 1, excerpt: '' };

export interface Extractor {
  catalogue: Catalogue;
  plugins: readonly Plugin[];
}

/**
 * Files of these roles define nothing of the organisation's own; they are not parsed. (Their paths still count as existing.)
 */
const NEVER_READ: ReadonlySet<FileInfo['role']> = new Set(['vendored', 'generated', 'documentation']);

/** The language of a file that at least one plugin wants to see; undefined when it need not be parsed. */
export function wantedLanguage(extractor: Extractor, file: FileInfo, text: string): Language | undefined {
  if (NEVER_READ.has(file.role)) return undefined;
  const language = languageOf(file.logicalPath, text);
  if (!language) return undefined;
  return extractor.plugins.some((p) => p.languages.includes(language) && p.accepts(file, text)) ? language : undefined;
}

export function extractFile(extractor: Extractor, file: FileInfo, text: string): FileFacts {
  const facts: Fact[] = [];
  facts.push(
    ...factsForSignal(extractor.catalogue, { kind: 'file', name: file.logicalPath, value: () => undefined }, '', START),
  );
  const language = wantedLanguage(extractor, file, text);
  if (language) {
    const directory = posix.dirname(file.path);
    readText(extractor, file, { language, text, unit: '', directory, depth: 0 }, facts);
  }
  return { source: file.source, path: file.path, role: file.role, facts };
}

interface Reading {
  language: Language;
  text: string;
  unit: string;
  directory: string;
  depth: number;
  /** Place of embedded text in the file. */
  place?: EmbeddedFact;
}

function readText(extractor: Extractor, file: FileInfo, reading: Reading, facts: Fact[]): void {
  const document = parse(reading.language, reading.text, file.logicalPath);
  const place = reading.place;
  const here: Document = place ? relocated(document, place) : document;
  for (const problem of here.problems)
    facts.push({
      fact: 'not-understood',
      unit: reading.unit,
      reason: problem.reason,
      detail: problem.detail,
      at: here.locate(problem.offset),
    });
  const context = contextFor(extractor, file, reading);
  for (const plugin of extractor.plugins) {
    if (!plugin.languages.includes(reading.language) || !plugin.accepts(file, reading.text)) continue;
    for (const fact of run(plugin, here, context)) {
      if (fact.fact !== 'embedded') facts.push(fact);
      else if (reading.depth < DEEPEST_EMBEDDING) readEmbedded(extractor, file, reading, fact, facts);
    }
  }
}

function readEmbedded(extractor: Extractor, file: FileInfo, outer: Reading, fact: EmbeddedFact, facts: Fact[]): void {
  readText(
    extractor,
    { ...file, logicalPath: `embedded.${EXTENSION[fact.language]}` },
    {
      language: fact.language,
      text: fact.text,
      unit: fact.unit,
      directory: fact.directory ?? outer.directory,
      depth: outer.depth + 1,
      place: fact,
    },
    facts,
  );
}

const EXTENSION = { shell: 'sh', python: 'py', yaml: 'yaml', json: 'json' } as const;

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

/** Lines of embedded text are counted from the place where the text stands. */
function relocated<D extends Document>(document: D, place: EmbeddedFact): D {
  const locate = (offset: number): Location => {
    const at = document.locate(offset);
    return {
      line: place.line + at.line - 1,
      column: at.line === 1 ? place.column + at.column - 1 : at.column,
      excerpt: at.excerpt,
    };
  };
  return { ...document, locate };
}

function contextFor(extractor: Extractor, file: FileInfo, reading: Reading): ExtractContext {
  return {
    file,
    catalogue: extractor.catalogue,
    directory: reading.directory,
    unit: reading.unit,
    resolvePath(path, from = reading.directory) {
      if (path.startsWith('/') || /^[a-z][a-z0-9+.-]*:\/\//i.test(path) || path === '') return undefined;
      const resolved = posix.normalize(posix.join(from, path)).replace(/\/+$/, '');
      return resolved === '..' || resolved.startsWith('../') ? undefined : resolved === '' ? '.' : resolved;
    },
  };
}
