import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedPages } from '../../src/cli/pages.js';
import { technologiesPage } from '../../src/cli/technologies-page.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { plugins } from '../../src/plugins/index.js';

const root = resolve(import.meta.dirname, '../..');
const { technologies, architectures } = readKnowledge(root);

describe('generated documentation', () => {
  it.each(generatedPages(root))('$path is what `npm run docs` writes', ({ path, text }) => {
    // On a difference run `npm run docs` and commit the page.
    expect(readFileSync(resolve(root, path), 'utf8') === text).toBe(true);
  });
});

describe('the page of technologies', () => {
  const page = generatedPages(root).find(({ path }) => path === 'docs/technologies.md');
  const lines = page?.text.split('\n') ?? [];

  it('has one row a technology and a plugin', () => {
    for (const { id } of technologies)
      expect(lines.filter((line) => line.includes(`<a id="${id}"></a>`))).toHaveLength(1);
    for (const { id } of plugins) expect(lines.filter((l) => l.includes(`<a id="plugin-${id}"></a>`))).toHaveLength(1);
  });

  it('has rows of equal width in a table', () => {
    const widths = lines.map((line) => (line.startsWith('|') ? line.replaceAll('\\\\|', '').split('|').length : 0));
    const odd = lines.filter((_, i) => widths[i] && widths[i - 1] && widths[i] !== widths[i - 1]);
    expect(odd).toEqual([]);
  });

  it('links to places that exist', () => {
    const text = lines.join('\n');
    const anchors = new Set([...text.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]));
    const dead = [...text.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]).filter((id) => !anchors.has(id));
    expect(dead).toEqual([]);
  });

  it('refuses a system that names what does not exist', () => {
    const [architecture] = architectures;
    if (!architecture) throw new Error('no architecture');
    const page = () =>
      technologiesPage(technologies, plugins, architecture, [{ system: 'X', technologies: ['nothing'] }]);
    expect(page).toThrow('systems: X names what does not exist: nothing');
  });

  it('names of plugins only technologies that exist', () => {
    const known = new Set(technologies.map(({ id }) => id));
    const unknown = plugins.flatMap((p) =>
      (p.technologies ?? []).filter((id) => !known.has(id)).map((id) => `${p.id}: ${id}`),
    );
    expect(unknown).toEqual([]);
  });
});
