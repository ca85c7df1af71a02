/**
 * Reference architectures that an organisation wrote itself: YAML or JSON files, validated by the same schema as those that
 * come with refarch. They are data, read by a parser that bounds nesting and knows no aliases.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReferenceArchitecture } from '../conformance/types.js';
import { completeArchitecture, type WrittenArchitecture } from '../conformance/written.js';
import { explain } from '../workspace/configuration-problem.js';
import { closest, ConfigurationError, loadData, readDataText } from '../workspace/index.js';
import { locate } from '../workspace/yaml-position.js';
import { isModelFile, type Knowledge } from './index.js';

const SCHEMAS = new URL('../../schemas/', import.meta.url);
const MAX_SIZE = 1_000_000;
/** Far more than anybody needs. */
const MOST_EXTENSIONS = 20;

/** A model by id or by file, as the command line or the configuration names it. */
export interface NamedModel {
  name: string;
  /** Directory that a file is relative to. */
  directory: string;
  /** Directory that the file must lie in, when a found configuration names it. */
  inside?: string;
  /** How errors name a file; relative to the working directory when left out. */
  shownAs?: (file: string) => string;
  /** Where a configuration names it. */
  at?: { file: string; position?: { line: number; column: number } };
}

/**
 * Adds the models that are files to what refarch knows.
 * @returns the knowledge with them, and the ids of all named models
 * @throws {ConfigurationError} with file, line and column, for a file that is no valid model
 */
export async function withOwnModels(
  knowledge: Knowledge,
  named: readonly NamedModel[],
): Promise<{ knowledge: Knowledge; ids: string[] }> {
  const files = named.filter(({ name }) => isModelFile(name));
  if (files.length === 0) return { knowledge, ids: named.map(({ name }) => name) };
  const validate = await createValidator();
  const own = new Map<string, ReferenceArchitecture>();
  const ids: string[] = [];
  for (const model of named) {
    if (!isModelFile(model.name)) {
      ids.push(model.name);
      continue;
    }
    const file = resolve(model.directory, model.name);
    const { at, shownAs = fromHere } = model;
    const shown = shownAs(file);
    const absent =
      at && new ConfigurationError(at.file, `there is no model file ${JSON.stringify(model.name)}.`, at.position);
    const read = await readModel({ file, shown, shownAs, inside: model.inside, absent, validate, knowledge, way: [] });
    const { id } = read.model;
    if (ids.includes(id) && own.has(id)) throw fault(read, `the id ${JSON.stringify(id)} is another model's.`, ['id']);
    if (isKnown(id, knowledge)) throw fault(read, `the id ${JSON.stringify(id)} is that of a shipped model.`, ['id']);
    own.set(id, read.model);
    ids.push(id);
  }
  return { knowledge: { ...knowledge, architectures: [...knowledge.architectures, ...own.values()] }, ids };
}

const fromHere = (file: string): string => relative(process.cwd(), file) || file;

const isKnown = (id: string, { architectures, maturityModels }: Knowledge): boolean =>
  [...architectures, ...maturityModels].some((model) => model.id === id);

type Validate = (data: unknown) => { message: string; path: (string | number)[]; key?: string } | undefined;

interface Reading {
  file: string;
  shown: string;
  shownAs: (file: string) => string;
  inside: string | undefined;
  /** What to say where the file is missing. */
  absent: ConfigurationError | undefined;
  validate: Validate;
  knowledge: Knowledge;
  /** Files that extend this one. */
  way: readonly string[];
}

interface Read {
  shown: string;
  text: string;
  model: ReferenceArchitecture;
}

async function readModel(reading: Reading): Promise<Read> {
  const { file, shown, validate, knowledge } = reading;
  const text = readText(reading);
  const data = await loadData(text, shown);
  const kind = typeof data === 'object' && data !== null && 'kind' in data ? data.kind : undefined;
  if (typeof kind === 'string' && kind !== 'reference-architecture')
    throw fault({ shown, text }, `only reference architectures can be one's own; this is a ${JSON.stringify(kind)}.`, [
      'kind',
    ]);
  const problem = validate(data);
  if (problem) throw new ConfigurationError(shown, problem.message, locate(text, problem.path, problem.key));
  const written = data as WrittenArchitecture;
  const here = { shown, text };
  const technology = unknownTechnology(written, knowledge);
  if (technology) throw fault(here, technology.message, technology.path);
  const base = written.extends === undefined ? undefined : await baseOf(written.extends, here, reading);
  const completed = completeArchitecture(written, base);
  if ('fault' in completed) throw fault(here, completed.fault.message, completed.fault.path);
  return { ...here, model: { ...completed.model, source: sourceOf(completed.model, file), own: true } };
}

/** An own model's source is its file's name, where it does not say another. */
function sourceOf({ source, name }: ReferenceArchitecture, file: string): ReferenceArchitecture['source'] {
  return source.title === name && source.url === '' ? { title: file.split(sep).at(-1) ?? file, url: '' } : source;
}

async function baseOf(
  name: string,
  here: Pick<Read, 'shown' | 'text'>,
  reading: Reading,
): Promise<ReferenceArchitecture> {
  const { knowledge, file, way, shownAs } = reading;
  if (!isModelFile(name)) {
    const shipped = knowledge.architectures.find((model) => model.id === name);
    if (shipped) return shipped;
    const ids = knowledge.architectures.map((model) => model.id);
    throw fault(here, `there is no reference architecture ${JSON.stringify(name)}; there are ${ids.join(', ')}.`, [
      'extends',
    ]);
  }
  const base = resolve(dirname(file), name);
  if (base === file || way.includes(base))
    throw fault(
      here,
      `it extends itself, by way of ${[...way, file, base].map((f) => f.split(sep).at(-1)).join(', ')}.`,
      ['extends'],
    );
  if (way.length >= MOST_EXTENSIONS) throw fault(here, 'too many models extend one another.', ['extends']);
  const shown = shownAs(base);
  const absent = fault(here, `there is no model file ${JSON.stringify(name)}.`, ['extends']);
  return (await readModel({ ...reading, file: base, shown, absent, way: [...way, file] })).model;
}

function readText({ file, shown, inside, absent }: Reading): string {
  if (inside !== undefined && !isInside(file, inside))
    throw new ConfigurationError(
      shown,
      'a configuration that was found, not named with --config, may only name models below its own directory.',
    );
  return readDataText({
    file,
    shown,
    limit: MAX_SIZE,
    named: inside === undefined,
    what: 'a model',
    namedBy: 'the command line',
    absent: absent ?? new ConfigurationError(shown, 'there is no such model file.'),
  });
}

/** Links are resolved: a found configuration must not lead out of its directory by one. */
function isInside(file: string, directory: string): boolean {
  const real = (path: string): string => {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  };
  return [
    [file, resolve(directory)],
    [real(dirname(file)), real(directory)],
  ].every(([path = '', outer = '']) => `${path}${sep}`.startsWith(`${outer}${sep}`));
}

/** The published schema, with the one of conditions that it refers to. */
async function createValidator(): Promise<Validate> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const schema = (name: string): object =>
    JSON.parse(readFileSync(fileURLToPath(new URL(`${name}.schema.json`, SCHEMAS)), 'utf8')) as object;
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, verbose: true });
  ajv.addSchema(schema('condition'));
  const validate = ajv.compile(schema('reference-architecture'));
  return (data) => (validate(data) ? undefined : explain(validate.errors?.[0], 'the model'));
}

/** A technology that is named in full must be one of the catalogue. */
function unknownTechnology(
  { elements = [] }: WrittenArchitecture,
  { catalogue }: Knowledge,
): { message: string; path: (string | number)[] } | undefined {
  for (const [index, { technologies = [] }] of elements.entries())
    for (const [at, id] of technologies.entries()) {
      if (id.includes('*') || catalogue.technologies.has(id)) continue;
      const near = closest(id, [...catalogue.technologies.keys()]);
      const hint = near === undefined ? '' : `, did you mean ${JSON.stringify(near)}?`;
      return {
        message: `there is no technology ${JSON.stringify(id)}${hint || '.'}`,
        path: ['elements', index, 'technologies', at],
      };
    }
  return undefined;
}

function fault(
  { shown, text }: Pick<Read, 'shown' | 'text'>,
  message: string,
  path: (string | number)[],
): ConfigurationError {
  return new ConfigurationError(shown, message, locate(text, path) ?? locate(text, path.slice(0, -1)));
}
