/** Holds the rooms of `src/` to their dependency rule: a room knows only what stands left of it. */
import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Project } from 'ts-morph';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');

/** What each room may import, beside itself. The table is the architecture; change it with docs/architecture.md. */
const MAY_KNOW: Record<string, readonly string[]> = {
  vocabulary: [],
  facts: ['vocabulary'],
  workspace: ['vocabulary'],
  syntax: ['vocabulary', 'facts'],
  catalogue: ['vocabulary', 'facts'],
  plugins: ['vocabulary', 'facts', 'syntax', 'catalogue'],
  graph: ['vocabulary', 'facts'],
  conditions: ['vocabulary', 'graph'],
  // The shape of the document that everything right of it reads; its types only.
  assessment: ['vocabulary', 'graph', 'workspace'],
  conformance: ['vocabulary', 'graph', 'conditions', 'assessment'],
  maturity: ['vocabulary', 'graph', 'conditions', 'assessment', 'conformance'],
  checks: ['vocabulary', 'graph', 'conditions', 'assessment', 'findings'],
  suppressions: ['vocabulary', 'graph', 'workspace', 'assessment', 'findings'],
  roadmap: ['vocabulary', 'graph', 'conditions', 'assessment'],
  // Models that an organisation wrote are read as bounded as its configuration is. How models are drawn is knowledge too.
  knowledge: ['workspace', 'catalogue', 'graph', 'conformance', 'maturity', 'checks', 'roadmap', 'diagram'],
  findings: ['vocabulary', 'graph', 'assessment'],
  diagram: ['vocabulary', 'graph', 'assessment'],
  drift: ['vocabulary', 'graph', 'assessment', 'findings'],
  git: ['workspace'],
  report: ['vocabulary', 'graph', 'assessment', 'findings', 'diagram', 'drift'],
  scaffold: ['workspace', 'assessment', 'findings'],
  engine: [
    'vocabulary',
    'facts',
    'workspace',
    'syntax',
    'catalogue',
    'plugins',
    'graph',
    'conformance',
    'maturity',
    'checks',
    'findings',
    'suppressions',
    'roadmap',
    'knowledge',
    'assessment',
  ],
};
/** Compose everything; nothing but they may import the engine or the command line. */
const TOP = new Set(['cli', 'index.ts']);

interface Import {
  from: string;
  to: string;
}

const imports: Import[] = (() => {
  const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
  return project.addSourceFilesAtPaths(`${SRC}/**/*.ts`).flatMap((file) => {
    const here = file.getFilePath();
    const specifiers = [
      ...file.getImportDeclarations().map((d) => d.getModuleSpecifierValue()),
      ...file.getExportDeclarations().flatMap((d) => d.getModuleSpecifierValue() ?? []),
      ...[...file.getFullText().matchAll(/import\(\s*'(\.[^']+)'\s*\)/g)].map((m) => m[1] ?? ''),
    ];
    return specifiers
      .filter((s) => s.startsWith('.'))
      .map((s) => ({ from: relative(SRC, here), to: relative(SRC, join(dirname(here), s)) }));
  });
})();

const roomOf = (path: string): string => path.split('/')[0] ?? path;

describe('rooms', () => {
  it('are all in the table', () => {
    const rooms = readdirSync(SRC).filter((name) => !TOP.has(name));
    expect(rooms.filter((room) => !(room in MAY_KNOW))).toEqual([]);
  });

  it('import only what they may know', () => {
    const broken = imports.filter(({ from, to }) => {
      const [room, other] = [roomOf(from), roomOf(to)];
      return room !== other && !TOP.has(room) && !to.startsWith('..') && !(MAY_KNOW[room] ?? []).includes(other);
    });
    expect(broken.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('are looked at: the test sees many imports', () => {
    expect(imports.length).toBeGreaterThan(100);
  });
});

describe('plugins', () => {
  it('do not know each other', () => {
    const pluginOf = (path: string): string | undefined => /^plugins\/([^/]+)\//.exec(path)?.[1];
    const broken = imports.filter(({ from, to }) => {
      const [a, b] = [pluginOf(from), pluginOf(to)];
      return a !== undefined && b !== undefined && a !== b && b !== 'shared';
    });
    expect(broken.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('are all registered', async () => {
    const { plugins } = await import('../src/plugins/index.js');
    const folders = readdirSync(join(SRC, 'plugins'), { withFileTypes: true }).filter(
      (e) => e.isDirectory() && e.name !== 'shared',
    );
    expect(plugins.map((plugin) => plugin.id).sort()).toEqual(folders.map((folder) => folder.name).sort());
  });
});
