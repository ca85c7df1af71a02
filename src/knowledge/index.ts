/** The knowledge that comes with refarch. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogueFrom } from '../catalogue/index.js';
import type { Knowledge, KnowledgeData } from './types.js';

// Written beside the compiled code by `build/compile-knowledge.mjs`; there is none beside the sources.
const COMPILED = new URL('./knowledge.json', import.meta.url);
const ROOT = new URL('../../', import.meta.url);

/**
 * From the compiled file, which the build has validated, or from the YAML files when running from the sources.
 * @throws {Error} when neither can be read
 */
export async function loadKnowledge(): Promise<Knowledge> {
  const data = existsSync(COMPILED)
    ? (JSON.parse(readFileSync(COMPILED, 'utf8')) as KnowledgeData)
    : (await import('./read.js')).readKnowledge(fileURLToPath(ROOT));
  const { technologies, ...rest } = data;
  return { ...rest, catalogue: catalogueFrom(technologies) };
}

/** @returns whether the name of a model means a file rather than a model that comes with refarch */
export const isModelFile = (name: string): boolean => /[\\/]/.test(name) || /\.(?:ya?ml|json)$/i.test(name);

export type { Knowledge, KnowledgeData };
