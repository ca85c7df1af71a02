/**
 * Reads the catalogue from `rules/technologies/*.yaml`. Tests and the build use it; at run time the catalogue comes from the
 * compiled knowledge (`src/knowledge/`), because parsing and validating some hundred files costs start-up time.
 */
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { load } from 'js-yaml';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueFrom } from './matcher.js';
import { isGlob } from './pattern.js';
import { SIGNAL_KINDS } from './types.js';
import type { Catalogue, Signal, SignalKind, Technology } from './types.js';

type OneOrMany<T> = T | T[];

/** Patterns of one meaning: one, several, or several with an example each. */
type Patterns = string | string[] | Record<string, string>;

/** A signal as it stands in a file; its kind is a key. */
type SignalDefinition = Partial<Record<SignalKind, Patterns>> &
  Omit<Signal, 'kind' | 'pattern' | 'example' | 'trait'> & {
    example?: OneOrMany<string>;
    trait?: OneOrMany<NonNullable<Signal['trait']>[number]>;
  };

interface TechnologyDefinition extends Omit<Technology, 'signals'> {
  signals: SignalDefinition[];
}

const SCHEMA = new URL('../../schemas/technology.schema.json', import.meta.url);

let validator: ValidateFunction<TechnologyDefinition> | undefined;

function validate(): ValidateFunction<TechnologyDefinition> {
  validator ??= new Ajv({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
  }).compile<TechnologyDefinition>(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  return validator;
}

/**
 * Reads one technology.
 * @param text YAML of `rules/technologies/ID.yaml`
 * @param label what to call it in an error
 * @throws {Error} when it is not valid; the message names every fault
 */
export function parseTechnology(text: string, label: string): Technology {
  const data: unknown = load(text);
  const valid = validate();
  if (!valid(data)) {
    const faults = (valid.errors ?? []).map(
      (error) => `${error.instancePath || '/'} ${error.message ?? error.keyword}`,
    );
    throw new Error(`${label}: ${faults.join('; ')}`);
  }
  return { ...data, signals: data.signals.flatMap((signal, index) => expand(signal, `${label}: signal ${index + 1}`)) };
}

/** One signal for each pattern. */
function expand(definition: SignalDefinition, label: string): Signal[] {
  const { example, trait, ...rest } = definition;
  const kind = SIGNAL_KINDS.find((candidate) => candidate in definition);
  if (!kind) throw new Error(`${label}: no kind of signal`);
  const { [kind]: patterns = [], ...common } = rest;
  return examplesOf(patterns, example, label).map(([pattern, given]) => {
    if (given === undefined && (isGlob(pattern) || common.when || common.requiresImport)) {
      throw new Error(`${label}: ${pattern} needs an example`);
    }
    const filled = given ?? plainExample(kind, pattern);
    return { kind, pattern, example: filled, ...common, ...(trait ? { trait: [trait].flat() } : {}) };
  });
}

/** Patterns with their examples. */
function examplesOf(patterns: Patterns, example: OneOrMany<string> | undefined, label: string): [string, string?][] {
  if (typeof patterns === 'object' && !Array.isArray(patterns)) {
    if (example !== undefined) throw new Error(`${label}: examples beside the patterns and apart`);
    return Object.entries(patterns);
  }
  const names = [patterns].flat();
  const examples = example === undefined ? [] : [example].flat();
  if (examples.length > 0 && examples.length !== names.length) {
    throw new Error(`${label}: ${names.length} patterns (${names[0] ?? ''} …) but ${examples.length} examples`);
  }
  return names.map((name, index) => [name, examples[index]]);
}

/** What an exact name looks like in a definition when nothing else matters. */
function plainExample(kind: SignalKind, name: string): string {
  switch (kind) {
    case 'call':
      return `${name}()`;
    case 'decorator':
      return `@${name}\ndef step(): ...`;
    case 'base':
      return `class Step(${name}): ...`;
    case 'import':
      return `import ${name}`;
    case 'environment':
      return `${name}=value`;
    default:
      return name;
  }
}

/**
 * All technologies of a directory, sorted by id.
 * @throws {Error} when a file is not a valid technology, or its name is not its id
 */
export function readTechnologies(directory: string): Technology[] {
  const files = readdirSync(directory).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => {
    const technology = parseTechnology(readFileSync(join(directory, file), 'utf8'), file);
    if (file !== `${technology.id}.yaml`) throw new Error(`${file}: its id is ${technology.id}`);
    return technology;
  });
}

/**
 * The catalogue of a directory of technology files.
 * @param directory such as `rules/technologies`
 * @throws {Error} when a file is not valid
 */
export function loadCatalogue(directory: string): Catalogue {
  return catalogueFrom(readTechnologies(directory));
}
