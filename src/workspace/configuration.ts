import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explain } from './configuration-problem.js';
import { defaultConfiguration } from './defaults.js';
import { ConfigurationError } from './errors.js';
import { isCheapPattern } from './ignore-rules.js';
import { openRegular, errorCode } from './open-regular.js';
import { decode } from './read-text.js';
import type {
  Attestation,
  Configuration,
  ConfiguredSource,
  FailOn,
  Limits,
  LoadedConfiguration,
  RoleOverride,
} from './types.js';
import type { PublicExplorerSync } from 'cosmiconfig';
import type { YAMLException } from 'js-yaml';

/** Names under which a configuration is looked for, in this order. All are data: there is no loader for code. */
export const CONFIGURATION_FILES = [
  'refarch.yaml',
  'refarch.yml',
  '.refarchrc.yaml',
  '.refarchrc.yml',
  '.refarchrc.json',
] as const;

const SCHEMA = new URL('../../schemas/configuration.schema.json', import.meta.url);
const MAX_SIZE = 1_000_000;
/** Far more than the schema nests. */
const MAX_DEPTH = 20;

/** What the parser says about its limits, in words for people. */
const WORDS: readonly [RegExp, string][] = [
  [/maxDepth/, 'nested too deeply'],
  [/maxAliases/, 'anchors and aliases are not supported here'],
];

export interface ConfigurationOptions {
  /** Directory of the first source, where a configuration is looked for. */
  directory: string;
  /** File that the user names (`--config`), relative to the working directory; nothing is looked for then. */
  file?: string;
  /** Look in the parents of `directory` too, up to and with this one. */
  stopDirectory?: string;
}

/** What a file holds once it is valid; every field may be missing. */
interface WrittenConfiguration {
  sources?: { id: string; path: string; repository?: string }[];
  exclude?: string[];
  roles?: RoleOverride[];
  limits?: Partial<Limits>;
  models?: string[];
  attestations?: Omit<Attestation, 'file' | 'line'>[];
  failOn?: FailOn;
}

/**
 * Finds, reads and checks the configuration. It is read as data by a parser that bounds nesting and knows no aliases: the
 * file may come from a pull request of a stranger.
 *
 * @returns the configuration with defaults filled in; the defaults alone when there is no file
 * @throws ConfigurationError with one sentence, and line and column where known
 */
export async function loadConfiguration(options: ConfigurationOptions): Promise<LoadedConfiguration> {
  const file = options.file === undefined ? await find(options) : resolve(options.file);
  if (file === undefined) return { configuration: defaultConfiguration() };
  const named = options.file !== undefined;
  const shown = options.file ?? relative(process.cwd(), file);
  const text = read(file, shown, named);
  const written = await parse(text, shown);
  const base = dirname(file);
  const sources = (written.sources ?? []).map((source) => ({ ...source, directory: resolve(base, source.path) }));
  await checkSources(sources, base, named, text, shown);
  await checkPatterns(written, text, shown);
  const defaults = defaultConfiguration();
  const configuration: Configuration = {
    sources,
    exclude: written.exclude ?? defaults.exclude,
    roles: written.roles ?? defaults.roles,
    limits: { ...defaults.limits, ...written.limits },
    models: written.models ?? defaults.models,
    attestations: await withLines(written.attestations ?? [], text, shown),
    failOn: written.failOn ?? defaults.failOn,
  };
  return { configuration, file, modelPlaces: await placesOfModels(configuration.models, text, shown) };
}

async function placesOfModels(
  models: readonly string[],
  text: string,
  shown: string,
): Promise<NonNullable<LoadedConfiguration['modelPlaces']>> {
  if (models.length === 0) return [];
  const { locator } = await import('./yaml-position.js');
  const locate = locator(text);
  return models.map((_, index) => {
    const position = locate(['models', index]);
    return { file: shown, ...(position ? { position } : {}) };
  });
}

/**
 * The search of cosmiconfig, with loaders that keep nothing: the file that it finds is read by `openRegular`. It reads whatever
 * lies at a path, so it is only asked where all candidates are small regular files.
 */
async function find({ directory, stopDirectory }: ConfigurationOptions): Promise<string | undefined> {
  const stop = resolve(stopDirectory ?? directory);
  let any = false;
  for (let current = resolve(directory); ; current = dirname(current)) {
    for (const candidate of CONFIGURATION_FILES) {
      const path = join(current, candidate);
      const kind = kindOf(path);
      if (kind === 'other') return path;
      any ||= kind === 'file';
    }
    if (any || current === stop || current === dirname(current)) break;
  }
  if (!any) return undefined;
  const explorer = await dataExplorer(stopDirectory === undefined ? undefined : stop);
  return explorer.search(directory)?.filepath;
}

/** Where cosmiconfig may look for settings of its own: a directory of this package, which holds none. */
const OWN_DIRECTORY = dirname(fileURLToPath(import.meta.url));

/**
 * When it is made, cosmiconfig looks in the working directory for settings of its own and executes them when they are code; no
 * option turns that off. The working directory may be a scanned tree, so it is another one for the moment of making.
 * (Worker threads cannot change theirs: configuration is loaded on the main thread.)
 */
async function dataExplorer(stopDir: string | undefined): Promise<PublicExplorerSync> {
  const { cosmiconfigSync } = await import('cosmiconfig');
  const nothing = (): object => ({});
  const workingDirectory = process.cwd();
  process.chdir(OWN_DIRECTORY);
  try {
    return cosmiconfigSync('refarch', {
      searchPlaces: [...CONFIGURATION_FILES],
      loaders: { '.yaml': nothing, '.yml': nothing, '.json': nothing },
      ignoreEmptySearchPlaces: false,
      cache: false,
      ...(stopDir === undefined ? {} : { stopDir }),
    });
  } finally {
    process.chdir(workingDirectory);
  }
}

function kindOf(path: string): 'file' | 'other' | undefined {
  try {
    const status = lstatSync(path);
    return status.isFile() && status.size <= MAX_SIZE ? 'file' : 'other';
  } catch {
    return undefined;
  }
}

function read(file: string, shown: string, named: boolean): string {
  const opened = openRegular(file, MAX_SIZE, named);
  if ('failure' in opened) {
    const reasons = {
      'symbolic-link': 'a configuration that is a symbolic link is only read when --config names it',
      'special-file': 'not a regular file',
      'file-size': `larger than ${MAX_SIZE} bytes`,
      unreadable: opened.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${opened.code})`,
    };
    throw new ConfigurationError(shown, `${reasons[opened.failure]}.`);
  }
  const text = decode(opened.bytes);
  if (text === undefined) throw new ConfigurationError(shown, 'not a text file.');
  return text;
}

async function parse(text: string, shown: string): Promise<WrittenConfiguration> {
  if (text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) return {};
  const { load } = await import('js-yaml');
  let data: unknown;
  try {
    // JSON is read as the YAML that it is, for the sake of line and column.
    data = load(text, { maxDepth: MAX_DEPTH, maxAliases: 0 });
  } catch (error) {
    const { reason, mark } = error as YAMLException;
    const words = WORDS.find(([pattern]) => pattern.test(reason))?.[1] ?? reason;
    throw new ConfigurationError(shown, `${words}.`, mark && { line: mark.line + 1, column: mark.column + 1 });
  }
  if (data === null) return {};
  const { Ajv } = await import('ajv');
  const validate = new Ajv({ verbose: true }).compile<WrittenConfiguration>(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  if (validate(data)) return data;
  const problem = explain(validate.errors?.[0]);
  const { locate } = await import('./yaml-position.js');
  throw new ConfigurationError(shown, problem.message, locate(text, problem.path, problem.key));
}

/** What a schema cannot say: ids are unique, and a configuration that came with the sources stays inside them. */
async function checkSources(
  sources: readonly ConfiguredSource[],
  base: string,
  named: boolean,
  text: string,
  shown: string,
): Promise<void> {
  const fail = async (index: number, field: string, message: string): Promise<never> => {
    const { locate } = await import('./yaml-position.js');
    throw new ConfigurationError(shown, message, locate(text, ['sources', index, field]));
  };
  const seen = new Set<string>();
  for (const [index, { id, path, directory }] of sources.entries()) {
    if (seen.has(id)) await fail(index, 'id', `the source id ${JSON.stringify(id)} is used twice.`);
    seen.add(id);
    if (named || isInside(directory, base)) continue;
    const message = `the source ${JSON.stringify(path)} lies outside of the configuration's directory; name the file with --config to allow that.`;
    await fail(index, 'path', message);
  }
}

/**
 * Attestations with the lines on which they stand, so that what is wrong with one can be said with its place.
 * @throws ConfigurationError for a day that no calendar has, and for one that expires before it is made
 */
async function withLines(
  attestations: readonly Omit<Attestation, 'file' | 'line'>[],
  text: string,
  shown: string,
): Promise<Attestation[]> {
  if (attestations.length === 0) return [];
  const { locator } = await import('./yaml-position.js');
  const locate = locator(text);
  return attestations.map((attestation, index) => {
    const fail = (field: 'date' | 'expires', message: string): never => {
      throw new ConfigurationError(shown, message, locate(['attestations', index, field]));
    };
    for (const field of ['date', 'expires'] as const) {
      const day = attestation[field];
      if (day !== undefined && !isDay(day)) fail(field, `attestations[${index}].${field}: there is no day ${day}.`);
    }
    const { criterion, date, expires } = attestation;
    if (expires !== undefined && expires < date)
      fail('expires', `the attestation of ${JSON.stringify(criterion)} expires before it is made.`);
    return { ...attestation, file: shown, ...locate(['attestations', index]) };
  });
}

/** Whether the calendar has the day, written as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Links are resolved: a found configuration must not lead out of its directory by one. */
function isInside(path: string, directory: string): boolean {
  const within = (inner: string, outer: string): boolean => {
    const way = relative(outer, inner);
    return way !== '..' && !way.startsWith(`..${sep}`) && resolve(outer, way) === inner;
  };
  if (!within(path, directory)) return false;
  try {
    return within(realpathSync(path), realpathSync(directory));
  } catch (error) {
    return errorCode(error) === 'ENOENT';
  }
}

async function checkPatterns(
  { exclude = [], roles = [] }: WrittenConfiguration,
  text: string,
  shown: string,
): Promise<void> {
  const patterns = [
    ...exclude.map((pattern, index) => ({ pattern, path: ['exclude', index] })),
    ...roles.map(({ pattern }, index) => ({ pattern, path: ['roles', index, 'pattern'] })),
  ];
  const costly = patterns.find(({ pattern }) => !isCheapPattern(pattern));
  if (!costly) return;
  const { locate } = await import('./yaml-position.js');
  throw new ConfigurationError(shown, 'a pattern may hold "**" at most twice.', locate(text, costly.path));
}
