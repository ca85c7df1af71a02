/** The shipped reference architectures hold what their sources say: counted, and every item with its source and provenance. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReferenceArchitecture } from '../../src/conformance/types.js';
import { readKnowledge } from '../../src/knowledge/read.js';

const knowledge = readKnowledge(resolve(import.meta.dirname, '../..'));
const { architectures } = knowledge;
const the = (id: string): ReferenceArchitecture => {
  const found = architectures.find((model) => model.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const ids = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);
const numbers = (prefix: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${prefix}${i + from}`);
const tally = (values: readonly (string | undefined)[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? ''] = (counts[value ?? ''] ?? 0) + 1;
  return counts;
};

describe('all reference architectures', () => {
  it('are these', () => {
    expect(architectures.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'kreuzberger-2022 complete',
      'kumara-2022 partial',
      'najafabadi-2024 not-transcribed',
    ]);
  });

  it.each(architectures)('say where every item of $id stands and how it is known', (model) => {
    const { counts, layers, roles, tasks, elements, relations, layerRules, principles, requirements, stages } = model;
    const items = [
      ...[counts, layers, roles, tasks, elements, relations, layerRules, principles, requirements, stages].flat(),
      ...model.neighbours,
    ];
    expect(items.length).toBeGreaterThan(0);
    // What was filled in for a model that says nothing would be its name.
    expect(items.filter((item) => !item.source || item.source === model.name)).toEqual([]);
    expect(items.filter((item) => !['sourced', 'reconstructed', 'ours'].includes(item.provenance))).toEqual([]);
    expect(model.source.url).toMatch(/^https:/);
  });
});

describe('Kreuzberger, Kühl and Hirschl', () => {
  const model = the('kreuzberger-2022');

  it('has nine components, five nodes without a number, and what the figure draws twice', () => {
    const plain = model.elements.filter((e) => !e.secondary && !e.instanceOf && e.kind !== 'artifact');
    expect(ids(plain)).toEqual(numbers('C', 1, 9));
    expect(ids(model.elements.filter((e) => e.secondary))).toEqual([
      'data-sources',
      'artifact-store',
      'scheduler',
      'data-processing-infrastructure',
      'serving-infrastructure',
    ]);
    expect(tally(model.elements.map((e) => e.instanceOf))).toEqual({
      '': 20,
      C1: 2,
      'artifact-store': 2,
      C3: 2,
      C4: 2,
      C7: 2,
    });
    expect(model.elements.filter((e) => e.kind === 'artifact')).toHaveLength(6);
  });

  it('maps components to principles as Figure 2 does', () => {
    const map = model.elements.filter((e) => e.principles.length > 0).map((e) => [e.id, ...e.principles].join(' '));
    expect(map).toEqual([
      'C1 P1 P6 P9',
      'C2 P4 P5',
      'C3 P2 P3 P6',
      'C4 P3 P4',
      'C5 P6',
      'C6 P3 P4',
      'C7 P4 P7',
      'C8 P1',
      'C9 P8 P9',
    ]);
    expect(ids(model.principles)).toEqual(numbers('P', 1, 9));
  });

  it('has seven roles, five zones and twenty-eight tasks', () => {
    expect(ids(model.roles)).toEqual(numbers('R', 1, 7));
    expect(ids(model.layers)).toEqual(['A', 'B1', 'B2', 'C', 'D']);
    expect(ids(model.tasks)).toEqual([
      ...numbers('A.', 1, 5),
      ...numbers('B1.', 6, 7),
      ...numbers('B2.', 8, 12),
      ...numbers('C.', 13, 17),
      ...numbers('D.', 18, 28),
    ]);
  });

  it('has every edge of Figure 4, by kind of flow and modality, and the one hard statement', () => {
    expect(ids(model.relations)).toEqual([...numbers('e', 1, 47), 'online-features']);
    const edges = model.relations.slice(0, 47);
    expect(tally(edges.map((e) => e.flow))).toEqual({
      process: 10,
      'data-engineering': 4,
      'model-code': 14,
      'versioned-feature': 3,
      feedback: 6,
      band: 4,
      unlabelled: 3,
      text: 3,
    });
    const required = ids(edges.filter((e) => e.modality === 'required'));
    expect(required).toEqual('e7 e9 e14 e23 e25 e26 e27 e28 e30 e31 e32 e33 e34 e37 e38 e40 e44'.split(' '));
    expect(model.relations.at(-1)).toMatchObject({ from: 'C4.offline', to: 'C8', modality: 'forbidden' });
  });

  it('neither asks for a model in the code repository nor against it', () => {
    expect(model.relations.find((r) => r.id === 'e20')?.modality).toBe('allowed');
  });
});

describe('Kumara et al.', () => {
  const model = the('kumara-2022');

  it('counts what its studies rest on', () => {
    expect(model.counts.map((c) => c.count)).toEqual([257, 58, 59, 6, 32]);
    expect(the('kreuzberger-2022').counts.map((c) => c.count)).toEqual([27, 1864, 194, 11, 8]);
  });

  it('has three layers, two columns and four zones', () => {
    expect(tally(model.layers.map((l) => l.kind))).toEqual({ layer: 3, column: 2, zone: 4 });
    expect(model.layers.filter((l) => l.rank).map((l) => [l.rank, l.id])).toEqual([
      [3, 'k.pipelines'],
      [2, 'k.platform'],
      [1, 'k.infra'],
    ]);
    expect(ids(model.layers.filter((l) => l.open))).toEqual(['k.platform']);
    expect(model.roles).toHaveLength(7);
  });

  it('has all that Figures 1 and 2 draw', () => {
    const first = model.elements.filter((e) => e.source === 'Figure 1');
    expect(tally(first.map((e) => e.in))).toEqual({
      '': 2,
      'k.pipelines': 8,
      'k.platform': 11,
      'k.infra': 2,
      'k.automation': 7,
      'k.governance': 3,
    });
    const second = model.elements.filter((e) => e.source === 'Figure 2');
    expect(second).toHaveLength(24);
    expect(ids(model.relations)).toEqual(numbers('k', 1, 33));
  });

  it('has the layer rules as they are known', () => {
    expect(model.layerRules.map((r) => `${r.id} ${r.kind} ${r.enforcement} ${r.provenance}`)).toEqual([
      'L1 allowed rule sourced',
      'L2 allowed rule sourced',
      'L3 structure rule sourced',
      'L4 allowed rule sourced',
      'L5 allowed advisory reconstructed',
      'L6 forbidden off reconstructed',
      'L7 allowed rule sourced',
    ]);
  });

  it('has the requirements that could be read, and says which could not', () => {
    expect(ids(model.requirements)).toEqual(['K-R1', 'K-R2', 'K-R5', 'K-R6', 'K-R7']);
    expect(model.notTranscribed.join('\n')).toMatch(/K-R3 and K-R4/);
  });
});

describe('Najafabadi et al.', () => {
  const model = the('najafabadi-2024');

  it('carries counts and no component', () => {
    expect(model.counts.map((c) => [c.what, c.count, c.provenance])).toEqual([
      ['architecture components', 35, 'sourced'],
      ['primary studies', 43, 'sourced'],
      ['categories of components', 6, 'reconstructed'],
      ['tools mapped to components', 76, 'reconstructed'],
    ]);
    expect([model.elements, model.relations, model.principles, model.layers]).toEqual([[], [], [], []]);
    expect(model.notTranscribed).not.toEqual([]);
  });

  it('asks its two questions in words of ours', () => {
    expect([...model.stages, ...model.neighbours].map((item) => item.provenance)).toEqual(
      Array.from({ length: model.stages.length + model.neighbours.length }, () => 'ours'),
    );
  });
});

describe('lists of sources', () => {
  const { lists, catalogue, maturityModels } = {
    ...knowledge,
    catalogue: new Set(knowledge.technologies.map((t) => t.id)),
  };
  const list = (id: string) => lists.find((l) => l.id === id);
  const known = new Set([
    ...architectures.flatMap((m) => [...m.elements, ...m.principles].map((item) => item.id)),
    ...maturityModels.flatMap((m) => m.criteria.map((c) => c.id)),
  ]);

  it.each(lists)(
    '$id: items once, each with its source, and what they refer to is there',
    ({ items, groups = [], source }) => {
      expect(new Set(items.map((i) => i.id)).size).toBe(items.length);
      expect(items.filter((i) => !i.source).map((i) => i.id)).toEqual([]);
      expect(items.filter((i) => i.group && !groups.some((g) => g.id === i.group)).map((i) => i.id)).toEqual([]);
      expect(items.flatMap((i) => [...(i.near ?? []), ...(i.of ?? [])]).filter((id) => !known.has(id))).toEqual([]);
      expect(items.flatMap((i) => i.technologies ?? []).filter((id) => !catalogue.has(id))).toEqual([]);
      expect(source.url).toMatch(/^https:/);
    },
  );

  it('have the four phases and the counted practices of AWS', () => {
    expect(list('aws-mlops-phases')?.items.map((i) => i.name)).toEqual([
      'Initial',
      'Repeatable',
      'Reliable',
      'Scalable',
    ]);
    const groups = list('aws-ml-lens')?.groups ?? [];
    expect(groups.map((g) => `${g.id} ${g.count}`)).toEqual([
      'MLOE 16',
      'MLSEC 13',
      'MLREL 13',
      'MLPER 18',
      'MLCOST 29',
      'MLSUS 16',
    ]);
    expect(groups.reduce((sum, g) => sum + (g.count ?? 0), 0)).toBe(105);
    expect(tally(list('aws-ml-lens')?.items.map((i) => i.group) ?? [])).toEqual({
      MLOE: 7,
      MLREL: 10,
      MLPER: 6,
      MLSEC: 2,
    });
  });

  it('have what Kreuzberger et al. name for each component, and their table of tools', () => {
    const items = list('kreuzberger-2022-tools')?.items ?? [];
    expect(tally(items.flatMap((i) => i.of ?? []))).toEqual({
      C1: 2,
      C2: 4,
      C3: 5,
      C4: 4,
      C5: 4,
      C6: 7,
      C7: 5,
      C8: 9,
      C9: 7,
    });
    expect(tally(items.map((i) => i.group))).toEqual({ examples: 47, 'open-source': 4, commercial: 7 });
    // Of the services for serving only a summary was read, and it says so.
    expect(items.filter((i) => i.provenance !== 'sourced').map((i) => i.name)).toEqual([
      'Microsoft Azure ML REST API',
      'AWS SageMaker Endpoints',
      'IBM Watson Studio',
      'Google Vertex AI prediction service',
    ]);
  });
});
