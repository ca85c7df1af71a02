/**
 * Runs a plugin on a text, as the engine does for one file: `extract(plugin, 'k8s/job.yaml', text)`.
 *
 * The catalogue is a small one, given by the test as `signals` (shorthand, see `technology`), so that exact facts do not change
 * with `rules/technologies/`.
 */
import { HANDED_INSTANCES, UNRESOLVED_METHODS } from '../../src/facts/methods.js';
import { posix } from 'node:path';
import { catalogueFrom } from '../../src/catalogue/index.js';
import type { Catalogue, Signal, SignalKind, Technology } from '../../src/catalogue/types.js';
import type { Fact, Location } from '../../src/facts/types.js';
import { readable } from '../../src/facts/value.js';
import type { ExtractContext, FileInfo, Plugin } from '../../src/plugins/types.js';
import { LANGUAGES, languageOf, parse, prepare } from '../../src/syntax/index.js';
import type { Document, Language } from '../../src/syntax/types.js';

export interface ExtractOptions {
  catalogue?: Catalogue;
  /** Directory from which commands start; that of the file when left out. */
  directory?: string;
  /** Unit of embedded text. */
  unit?: string;
  /** Language, where the path does not tell it. */
  language?: Language;
  file?: Partial<FileInfo>;
}

/** A technology with signals that only have what a test needs. */
export function technology(
  id: string,
  ...signals: (Partial<Signal> & { kind: SignalKind; pattern: string })[]
): Technology {
  return {
    id,
    name: id,
    documentation: `https://${id}.example`,
    signals: signals.map((signal) => ({ example: signal.pattern, ...signal })),
  };
}

export const catalogueOf = (...technologies: Technology[]): Catalogue => catalogueFrom(technologies);

// A test of one language shall not fail because the adapter of another one does not load.
await Promise.all(LANGUAGES.map((language) => prepare([language]).catch(() => undefined)));

const NOTHING_KNOWN = catalogueFrom([]);

/**
 * Facts of a file.
 * @returns [] when the plugin does not accept the file
 * @throws {Error} when no language fits the path
 */
export function extract<L extends Language>(
  plugin: Plugin<L>,
  path: string,
  text: string,
  options: ExtractOptions = {},
): Fact[] {
  const file: FileInfo = { source: 'test', path, logicalPath: path, role: 'production', ...options.file };
  const language = options.language ?? languageOf(file.logicalPath, text);
  if (!language) throw new Error(`no language for ${path}`);
  if (!plugin.languages.some((wanted) => wanted === language) || !plugin.accepts(file, text)) return [];
  const document: Document = parse(language, text, file.logicalPath);
  return plugin.extract(document as never, contextOf(file, options));
}

export function contextOf(file: FileInfo, options: ExtractOptions = {}): ExtractContext {
  const directory = options.directory ?? posix.dirname(file.path);
  return {
    file,
    catalogue: options.catalogue ?? NOTHING_KNOWN,
    directory,
    unit: options.unit ?? '',
    resolvePath(path, from = directory) {
      if (path === '' || path.startsWith('/') || /^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return undefined;
      const resolved = posix.normalize(posix.join(from, path)).replace(/\/+$/, '');
      return resolved === '..' || resolved.startsWith('../') ? undefined : resolved || '.';
    },
  };
}

/**
 * Facts as lines, which are easier to compare and to read than objects. Symbol references are shown as `${name}`.
 *
 * ```
 * unit job:train workload (train) in dag:x off disabled
 * component job:train is model-serving kserve [name]           a claim; `acts logs-to` instead of `is` for a use
 * link job:train runs path src/train.py
 * offer svc host mlflow.mlflow
 * trait job:train runs-on-schedule: 0 3 * * *
 * symbol helm:chart image.tag = 1.0
 * embedded job:train shell in src @12: python train.py
 * not-understood job:train remote-reference: https://…
 * ```
 * @param lines with the line of the place in front: `12: unit …`
 */
export function show(facts: readonly Fact[], { lines = false } = {}): string[] {
  // Every file with calls that cannot be followed has these; what they are for is tested where it shows.
  const told = facts.filter(
    (fact) => fact.fact !== 'symbol' || ![HANDED_INSTANCES, UNRESOLVED_METHODS].includes(fact.space),
  );
  return told.map((fact) => readable((lines ? `${fact.at.line}: ` : '') + showFact(fact)));
}

function showFact(fact: Fact): string {
  const unit = 'unit' in fact ? fact.unit || '-' : '';
  switch (fact.fact) {
    case 'unit':
      return words(
        'unit',
        unit,
        fact.kind,
        fact.name && `(${fact.name})`,
        fact.parent && `in ${fact.parent}`,
        fact.off && `off ${fact.off}`,
        fact.entry && 'entry',
      );
    case 'mention':
    case 'project':
      return words(fact.fact, fact.name);
    case 'route':
      return words('route', fact.path, fact.prefix && 'before others');
    case 'component':
      return words(
        'component',
        unit,
        fact.relation ? `acts ${fact.relation}` : 'is',
        fact.type,
        fact.technology,
        fact.name && `[${fact.name}]`,
        fact.declared && `declared ${fact.declared}`,
      );
    case 'link':
      return words('link', unit, fact.link, fact.to.kind, fact.to.value);
    case 'offer':
      return words('offer', unit, fact.identifier.kind, fact.identifier.value);
    case 'trait':
      return `${words('trait', unit, fact.trait)}${fact.detail ? `: ${fact.detail}` : ''}`;
    case 'symbol':
      return `symbol ${fact.space} ${fact.name} = ${fact.value}`;
    case 'embedded':
      return `${words('embedded', unit, fact.language, fact.directory && `in ${fact.directory}`)} @${fact.line}: ${fact.text}`;
    case 'document':
      return `document ${fact.topic}`;
    case 'not-understood':
      return `${words('not-understood', unit, fact.reason)}: ${fact.detail}`;
  }
}

const words = (...parts: (string | boolean | undefined)[]): string => parts.filter((part) => part).join(' ');

/** Place of a fact in expected objects: line, column, excerpt. */
export const place = (line: number, column: number, excerpt: string): Location => ({ line, column, excerpt });
