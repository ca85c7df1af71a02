/** The pages of `docs/` that are generated, from the YAML files and the plugins. */
import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKnowledge } from '../knowledge/read.js';
import { plugins } from '../plugins/index.js';
import { checksPage } from './checks-page.js';
import { technologiesPage, type SystemEntry } from './technologies-page.js';

/**
 * @param root directory of refarch itself
 * @throws {Error} when its knowledge is not valid
 */
export function generatedPages(root: string): { path: string; text: string }[] {
  const { technologies, checks, architectures, maturityModels } = readKnowledge(root);
  const architecture = architectures.find(({ id }) => id === 'kreuzberger-2022');
  if (!architecture) throw new Error('architecture-models/kreuzberger-2022.yaml is missing');
  const systems = load(readFileSync(join(root, 'rules/systems.yaml'), 'utf8')) as SystemEntry[];
  return [
    { path: 'docs/checks.md', text: checksPage(checks, architectures, maturityModels) },
    { path: 'docs/technologies.md', text: technologiesPage(technologies, plugins, architecture, systems) },
  ];
}
