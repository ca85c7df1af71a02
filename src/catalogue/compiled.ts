/** The catalogue at run time. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogueFrom } from './matcher.js';
import type { Catalogue, Technology } from './types.js';

// Written beside the compiled code by `build/compile-knowledge.mjs`; there is none beside the sources.
const COMPILED = new URL('../knowledge/technologies.json', import.meta.url);
const RULES = new URL('../../rules/technologies', import.meta.url);

/**
 * The catalogue that comes with refarch: from the compiled file, which the build has validated, or from the YAML files where
 * that is not there (running from the sources).
 * @throws {Error} when neither can be read
 */
export async function loadCompiledCatalogue(): Promise<Catalogue> {
  if (existsSync(COMPILED)) return catalogueFrom(JSON.parse(readFileSync(COMPILED, 'utf8')) as Technology[]);
  const { loadCatalogue } = await import('./yaml.js');
  return loadCatalogue(fileURLToPath(RULES));
}
