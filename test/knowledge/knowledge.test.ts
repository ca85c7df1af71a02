import { mkdirSync, mkdtempSync, cpSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKnowledge } from '../../src/knowledge/read.js';

const ROOT = resolve(import.meta.dirname, '../..');
/** The entry of that id; the test cannot go on without it. */
function the<T extends { id: string }>(list: readonly T[], id: string): T {
  const found = list.find((entry) => entry.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

const knowledge = readKnowledge(ROOT);
const google = the(knowledge.maturityModels, 'google-mlops');

describe('google-mlops', () => {
  it('has levels 0 to 2 with the criteria of its source', () => {
    const byLevel = [0, 1, 2].map((level) =>
      google.criteria
        .filter((c) => c.level === level)
        .map((c) => c.id)
        .join(' '),
    );
    expect(byLevel).toEqual([
      'G0.1 G0.2 G0.3 G0.4 G0.5 G0.6 G0.7',
      'G1.1 G1.2 G1.3 G1.4 G1.5 G1.6 G1.7 G1.8 G1.9 G1.10 G1.11 G1.12 G1.m',
      'G2.comp G2.s1 G2.s2 G2.s3 G2.s4 G2.s5 G2.s6 G2.m G2.ci.1 G2.ci.2 G2.ci.3 G2.ci.4 G2.ci.5 G2.ci.6 G2.cd.1 G2.cd.2 G2.cd.3 G2.cd.4 G2.cd.5 G2.cd.6 G2.cd.7 G2.cd.8',
    ]);
  });
  it('says why each core criterion decides', () => {
    const core = google.criteria.filter((c) => c.core);
    expect(core.map((c) => c.id)).toEqual(['G1.1', 'G1.5', 'G1.8', 'G2.s2', 'G2.s3']);
    expect(core.filter((c) => !c.coreBecause || !c.change || !c.met)).toEqual([]);
  });
});

describe('checks', () => {
  it('refer to elements, principles and criteria that exist', () => {
    const ids = new Set([
      ...knowledge.architectures.flatMap((m) => [...m.elements, ...m.principles].map((item) => item.id)),
      ...google.criteria.map((c) => c.id),
    ]);
    expect(
      knowledge.checks.flatMap((c) => c.references.filter((r) => !ids.has(r)).map((r) => `${c.id}: ${r}`)),
    ).toEqual([]);
  });
});

describe('an invalid file', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'refarch-knowledge-'));
    for (const directory of [
      'rules/technologies',
      'rules/derivations',
      'rules/checks',
      'rules/roadmap',
      'rules/glossary',
      'rules/documents',
      'architecture-models/drawings',
      'architecture-models/lists',
    ])
      mkdirSync(join(root, directory), { recursive: true });
    cpSync(join(ROOT, 'schemas'), join(root, 'schemas'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const check = (more: string): string =>
    `id: a-check\nseverity: error\nconfidence: high\nmessage: m\nrationale: r\nremediation: x\nexample: e\nreferences: []\nsubject: { component: { type: [monitoring] } }\n${more}\n`;
  it.each([
    [
      'an unknown component type',
      'a-check',
      check('expects: { component: { type: [toaster] } }'),
      /a-check\.yaml: .*one of|must match exactly one schema/,
    ],
    ['a missing field', 'a-check', 'id: a-check\n', /must have required property/],
    [
      'an id that is not the file name',
      'other',
      check('expects: { component: { type: [monitoring] } }'),
      /other\.yaml: its id is a-check/,
    ],
  ])('%s', (_, name, text, message) => {
    writeFileSync(join(root, 'rules/checks', `${name}.yaml`), text);
    expect(() => readKnowledge(root)).toThrow(message);
  });
  it('none: an empty directory is valid', () => {
    expect(readKnowledge(root)).toEqual({
      technologies: [],
      derivations: [],
      checks: [],
      architectures: [],
      drawings: [],
      maturityModels: [],
      roadmap: [],
      documents: [],
      glossary: [],
      lists: [],
    });
  });
});
