import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checksPage } from '../../src/cli/checks-page.js';
import { readKnowledge } from '../../src/knowledge/read.js';

const root = resolve(import.meta.dirname, '../..');
const { checks, architectures, maturityModels } = readKnowledge(root);
const page = checksPage(checks, architectures, maturityModels);

describe('the page of checks', () => {
  it('is what `npm run docs` writes', () => {
    // On a difference run `npm run docs` and commit the page.
    expect(readFileSync(resolve(root, 'docs/checks.md'), 'utf8') === page).toBe(true);
  });

  it('has one section a rule', () => {
    for (const { id, message } of checks) expect(page.split(`\n### ${id}\n\n${message}.\n`)).toHaveLength(2);
  });

  it('links to sections that exist', () => {
    const dead = [...page.matchAll(/\]\(#([^)]+)\)/g)]
      .map((match) => match[1])
      .filter((id) => !page.includes(`### ${id}\n`));
    expect(dead).toEqual([]);
  });

  it('names the source of what the rules refer to', () => {
    expect(page).toContain(
      'G1.8 the model is validated before it is promoted (Google Cloud MLOps levels, level 1, additional components)',
    );
  });
});
