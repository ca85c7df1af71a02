/**
 * Reads the catalogue from `rules/technologies/*.yaml`. Tests and the build use it; at run time the catalogue comes from one
 * compiled file (`compiled.ts`), because parsing and validating more than a hundred files costs start-up time.
 */
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { load } from 'js-yaml';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueFrom } from './matcher.js';
import { SIGNAL_KINDS } from './types.js';
import type { Catalogue, Signal, SignalKind, Technology } from './types.js';

type OneOrMany<T> = T | T[];

/** A signal as it stands in a file: its kind is a key, and it may hold several patterns with one meaning. */
type SignalDefinition = Partial<Record<SignalKind, OneOrMany<string>>> &
  Omit<Signal, 'kind' | 'pattern' | 'example' | 'trait'> & {
    example: OneOrMany<string>;
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
  const patterns = [rest[kind] ?? []].flat();
  const examples = [example].flat();
  if (patterns.length !== examples.length) {
    throw new Error(`${label}: ${patterns.length} patterns (${patterns[0] ?? ''} …) but ${examples.length} examples`);
  }
  const { [kind]: _patterns, ...common } = rest;
  return patterns.map((pattern, index) => ({
    kind,
    pattern,
    example: examples[index] ?? '',
    ...common,
    ...(trait ? { trait: [trait].flat() } : {}),
  }));
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
