import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseData, readDataText } from './data-file.js';
import { isDay } from './day.js';
import { defaultConfiguration } from './defaults.js';
import { ConfigurationError } from './errors.js';
import { isCheapPattern } from './ignore-rules.js';
import { errorCode } from './open-regular.js';
import { policyOf, rulesOf, type WrittenPolicy, type WrittenRules } from './policy.js';
import type {
  Attestation,
  Configuration,
  ConfiguredSource,
  Limits,
  LoadedConfiguration,
  RoleOverride,
} from './types.js';
import type { PublicExplorerSync } from 'cosmiconfig';

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

export interface ConfigurationOptions {
  /** Directory of the first source, where a configuration is looked for. */
  directory: string;
  /** File that the user names (`--config`), relative to the working directory; nothing is looked for then. */
  file?: string;
  /** Look in the parents of `directory` too, up to and with this one. */
  stopDirectory?: string;
  /** Directory that the paths of sources are relative to; that of the file when left out. */
  base?: string;
  /** How errors and reports name a file that was found; relative to the working directory when left out. */
  shownAs?: (file: string) => string;
}

/** What a file holds once it is valid; every field may be missing. */
interface WrittenConfiguration extends WrittenPolicy {
  sources?: (Omit<ConfiguredSource, 'directory' | 'rules'> & { rules?: WrittenRules })[];
  exclude?: string[];
  roles?: RoleOverride[];
  limits?: Partial<Limits>;
  attestations?: Omit<Attestation, 'file' | 'line'>[];
  baseline?: string;
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
  const shown = options.file ?? (options.shownAs ?? fromHere)(file);
  const text = readDataText({ file, shown, limit: MAX_SIZE, named, what: 'a configuration' });
  const written = (await parseData<WrittenConfiguration>(text, shown, SCHEMA, 'the configuration')) ?? {};
  const base = resolve(options.base ?? dirname(file));
  const { locator } = await import('./yaml-position.js');
  let lines: ReturnType<typeof locator> | undefined;
  const locate = (path: readonly (string | number)[]): ReturnType<ReturnType<typeof locator>> =>
    (lines ??= locator(text))(path);
  const sources = (written.sources ?? []).map(({ rules, ...source }, at): ConfiguredSource => ({
    ...source,
    directory: resolve(base, source.path),
    ...(rules ? { rules: rulesOf(rules, ['sources', at], shown, locate) } : {}),
  }));
  await checkSources(sources, base, named, text, shown);
  await checkPatterns(written, text, shown);
  const defaults = defaultConfiguration();
  const policy = policyOf(written, shown, locate);
  const configuration: Configuration = {
    ...defaults,
    ...policy,
    sources,
    exclude: written.exclude ?? defaults.exclude,
    roles: written.roles ?? defaults.roles,
    limits: { ...defaults.limits, ...written.limits },
    attestations: await withLines(written.attestations ?? [], text, shown),
    ...(written.baseline === undefined
      ? {}
      : { baseline: await baselineOf(written.baseline, file, named, text, shown) }),
  };
  return { configuration, file, modelPlaces: await placesOfModels(configuration.models, text, shown) };
}

const fromHere = (file: string): string => relative(process.cwd(), file);

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

/** Written by `refarch baseline`, so that a configuration that came with the sources must not lead it elsewhere. */
async function baselineOf(path: string, file: string, named: boolean, text: string, shown: string): Promise<string> {
  const baseline = resolve(dirname(file), path);
  if (named || isInside(baseline, dirname(file))) return baseline;
  const { locate } = await import('./yaml-position.js');
  const message = `the baseline ${JSON.stringify(path)} lies outside of the configuration's directory; name the file with --config to allow that.`;
  throw new ConfigurationError(shown, message, locate(text, ['baseline']));
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
  { sources = [], ...everywhere }: WrittenConfiguration,
  text: string,
  shown: string,
): Promise<void> {
  const levels: { at: (string | number)[]; of: Pick<WrittenConfiguration, 'exclude' | 'roles'> }[] = [
    { at: [], of: everywhere },
    ...sources.map((of, index) => ({ at: ['sources', index], of })),
  ];
  const patterns = levels.flatMap(({ at, of: { exclude = [], roles = [] } }) => [
    ...exclude.map((pattern, index) => ({ pattern, path: [...at, 'exclude', index] })),
    ...roles.map(({ pattern }, index) => ({ pattern, path: [...at, 'roles', index, 'pattern'] })),
  ]);
  const costly = patterns.find(({ pattern }) => !isCheapPattern(pattern));
  if (!costly) return;
  const { locate } = await import('./yaml-position.js');
  throw new ConfigurationError(shown, 'a pattern may hold "**" at most twice.', locate(text, costly.path));
}
