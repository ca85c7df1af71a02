/** The shell that the templates of other systems hold, as those systems run it. */
import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './refarch.js';

const template = (name: string): unknown => load(readFileSync(join(ROOT, 'packaging', name), 'utf8'));

export const azureScript = (): string =>
  (template('azure-pipelines.yml') as { steps: { bash?: string }[] }).steps[0]?.bash ?? '';

export function gitlabScript(): string {
  const { refarch } = template('gitlab.yml') as { refarch: Record<'before_script' | 'script', string[]> };
  return ['set -eo pipefail', ...refarch.before_script, ...refarch.script].join('\n');
}
