import type { Attestation, LevelVerdict, QuestionnaireVerdict } from '../../src/assessment/types.js';
import { attestationsOf } from '../../src/maturity/attestations.js';
import { evaluateMaturity } from '../../src/maturity/index.js';
import type { LevelModel, MaturityCriterion, MaturityModel, Questionnaire } from '../../src/maturity/types.js';
import type { ArchitectureGraph, Component } from '../../src/graph/types.js';
import type { ComponentType } from '../../src/vocabulary/index.js';

/** A graph of components of these types, in force and without relations. */
export function graphWith(...types: ComponentType[]): ArchitectureGraph {
  const components = types.map((type): Component => ({
    id: type,
    type,
    technology: 'x',
    name: '',
    status: 'defined',
    confidence: 'high',
    attributes: {},
    evidence: [{ source: 's', file: `${type}.yaml`, line: 1, column: 1, kind: 'file', excerpt: '' }],
  }));
  return {
    components,
    tools: [],
    relations: [],
    controls: [],
    notUnderstood: [],
    documents: [],
    component: (id) => components.find((c) => c.id === id),
    outgoing: () => [],
    incoming: () => [],
  };
}

/** A core criterion that a component of a type meets, or only people when there is no type. */
export function criterion(id: string, level: number, type?: ComponentType, notMet?: ComponentType): MaturityCriterion {
  return {
    id,
    level,
    name: `Name of ${id}`,
    detectability: type ? 'decidable' : 'attestation',
    core: true,
    coreBecause: 'x',
    ...(type ? { met: { component: { type: [type] } } } : {}),
    ...(notMet ? { notMet: { component: { type: [notMet] } } } : {}),
    lookedFor: `what shows ${id}`,
    change: `Do ${id}.`,
    source: 'x',
    provenance: 'sourced',
  };
}

const base = { kind: 'maturity-model', source: { title: 't', url: 'https://x.y' }, decides: 'x' } as const;

/** Level 1: a (definitions), p (people). Level 2: b (definitions can show its absence). Level 3: q (people). */
export const LEVELS: LevelModel = {
  ...base,
  id: 'levels',
  name: 'Levels',
  levels: [0, 1, 2, 3].map((level) => ({ level, name: `L${level}`, description: 'x' })),
  criteria: [
    criterion('a', 1, 'training-pipeline'),
    criterion('p', 1),
    criterion('b', 2, 'model-registry', 'monitoring'),
    criterion('q', 3),
  ],
};

const statement = (id: string, section: string, type?: ComponentType): MaturityCriterion => {
  const { level: _, coreBecause: __, ...rest } = criterion(id, 0, type);
  return { ...rest, section, core: false };
};

export const SCORE: Questionnaire = {
  ...base,
  id: 'score',
  name: 'Score',
  sections: [
    { id: 'x', name: 'First', basic: true },
    { id: 'y', name: 'Second', basic: false },
  ],
  scoring: {
    manual: 0.5,
    automated: 1,
    bands: [
      { above: -1, says: 'nothing' },
      { above: 0, says: 'little' },
      { above: 1, says: 'more' },
    ],
  },
  criteria: [
    statement('x1', 'x', 'training-pipeline'),
    statement('x2', 'x'),
    statement('y1', 'y', 'model-serving'),
    statement('y2', 'y'),
  ],
};

export function attested(
  criterionId: string,
  value: Attestation['value'] = true,
  more: Partial<Attestation> = {},
): Attestation {
  return { criterion: criterionId, value, by: 'lead', date: '2026-01-01', file: 'refarch.yaml', line: 3, ...more };
}

interface Given {
  types?: ComponentType[];
  attestations?: Attestation[];
  today?: string;
}

const evaluate = (model: MaturityModel, { types = [], attestations = [], today }: Given) =>
  evaluateMaturity(model, graphWith(...types), { attestations: attestationsOf(model, attestations, today) });

/** @throws {Error} for a model that has no levels */
export function levelsGiven(given: Given, model: MaturityModel = LEVELS): LevelVerdict {
  const verdict = evaluate(model, given);
  if (verdict.kind === 'questionnaire') throw new Error('no levels');
  return verdict;
}

/** @throws {Error} for a model that has levels */
export function scoreGiven(given: Given, model: MaturityModel = SCORE): QuestionnaireVerdict {
  const verdict = evaluate(model, given);
  if (verdict.kind !== 'questionnaire') throw new Error('levels');
  return verdict;
}
