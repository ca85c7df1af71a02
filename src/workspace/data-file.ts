/** Files that people write for refarch: read as data, bounded in size and nesting, and checked against a schema. */
import { readFileSync } from 'node:fs';
import { explain } from './configuration-problem.js';
import { ConfigurationError } from './errors.js';
import { openRegular } from './open-regular.js';
import { decode } from './read-text.js';
import type { YAMLException } from 'js-yaml';

/** Far more than any of the schemas nests; conditions may nest within them. */
const MAX_DEPTH = 40;

/** What the parser says about its limits, in words for people. */
const WORDS: readonly [RegExp, string][] = [
  [/maxDepth/, 'nested too deeply'],
  [/maxAliases/, 'anchors and aliases are not supported here'],
];

export interface DataFile {
  /** Absolute. */
  file: string;
  /** As errors name it. */
  shown: string;
  /** Bytes. */
  limit: number;
  /** The user has named it, so that it may be a link. */
  named: boolean;
  /** What it is called, with its article. */
  what: string;
  /** By what the user names such a file. */
  namedBy?: string;
  /** What to say where there is no such file. */
  absent?: ConfigurationError | undefined;
}

/** @throws {ConfigurationError} for what is no readable text file */
export function readDataText({ file, shown, limit, named, what, namedBy = '--config', absent }: DataFile): string {
  const opened = openRegular(file, limit, named);
  if ('failure' in opened) {
    if (opened.failure === 'unreadable' && opened.code === 'ENOENT' && absent) throw absent;
    const reasons = {
      'symbolic-link': `${what} that is a symbolic link is only read when ${namedBy} names it`,
      'special-file': 'not a regular file',
      'file-size': `larger than ${limit} bytes`,
      unreadable: opened.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${opened.code})`,
    };
    throw new ConfigurationError(shown, `${reasons[opened.failure]}.`);
  }
  const text = decode(opened.bytes);
  if (text === undefined) throw new ConfigurationError(shown, 'not a text file.');
  return text;
}

/**
 * The data of a text, which is YAML or JSON.
 * @throws {ConfigurationError} with line and column, for what cannot be read
 */
export async function loadData(text: string, shown: string): Promise<unknown> {
  const { load } = await import('js-yaml');
  try {
    // JSON is read as the YAML that it is, for the sake of line and column.
    return load(text, { maxDepth: MAX_DEPTH, maxAliases: 0 });
  } catch (error) {
    const { reason, mark } = error as YAMLException;
    const words = WORDS.find(([pattern]) => pattern.test(reason))?.[1] ?? reason;
    throw new ConfigurationError(shown, `${words}.`, mark && { line: mark.line + 1, column: mark.column + 1 });
  }
}

/**
 * @param schema location of a JSON Schema (draft 7)
 * @param whole what the document is called
 * @returns the data; undefined for a text that holds nothing but comments
 * @throws {ConfigurationError} with line and column, for what is no YAML or against the schema
 */
export async function parseData<T>(text: string, shown: string, schema: URL, whole: string): Promise<T | undefined> {
  if (text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) return undefined;
  const data = await loadData(text, shown);
  if (data === null) return undefined;
  const { Ajv } = await import('ajv');
  const validate = new Ajv({ verbose: true }).compile<T>(JSON.parse(readFileSync(schema, 'utf8')) as object);
  if (validate(data)) return data;
  const problem = explain(validate.errors?.[0], whole);
  const { locate } = await import('./yaml-position.js');
  throw new ConfigurationError(shown, problem.message, locate(text, problem.path, problem.key));
}
