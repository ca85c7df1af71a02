import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConformanceVerdict, Finding } from '../../src/assessment/types.js';
import { readKnowledge } from '../../src/knowledge/read.js';
import { buildRoadmap } from '../../src/roadmap/index.js';
import type { RoadmapRule } from '../../src/roadmap/types.js';
import type { ComponentType } from '../../src/vocabulary/index.js';
import { graphWith, levelsGiven } from '../maturity/support.js';

const step = (id: string, there: ComponentType, more: Partial<RoadmapRule> = {}): RoadmapRule => ({
  id,
  title: `Title of ${id}`,
  change: 'x',
  after: [],
  there: { component: { type: [there] } },
  closes: {},
  checks: [],
  ...more,
});

const RULES: RoadmapRule[] = [
  step('ground', 'infrastructure', { closes: { own: ['E1'] } }),
  step('train', 'training-pipeline', { after: ['ground'], closes: { levels: ['a'] } }),
  step('register', 'model-registry', { after: ['train'], closes: { levels: ['b'] } }),
  step('watch', 'monitoring', { checks: ['unwatched'] }),
];

const own = (...absent: string[]): ConformanceVerdict => ({
  model: 'own',
  name: 'Own',
  own: true,
  elements: absent.map((id) => ({ id, name: `Element ${id}`, status: 'absent', components: [] })),
  relations: [],
  principles: [],
  unmapped: [],
});
const part = (id: string, more: object): ConformanceVerdict['elements'][number] => ({
  id,
  name: `Element ${id}`,
  status: 'absent',
  components: [],
  ...more,
});
const finding = (severity: Finding['severity']): Finding => ({
  ruleId: 'unwatched',
  severity,
  confidence: 'high',
  message: 'm',
  evidence: [],
  fingerprint: '0',
  remediation: 'r',
});

function roadmap(types: ComponentType[], absent: string[], findings: Finding[] = []): string[] {
  const gaps = { conformance: [own(...absent)], maturity: [levelsGiven({ types })], findings };
  return buildRoadmap(RULES, gaps, graphWith(...types)).map((s) => `${s.horizon} ${s.id}`);
}

describe('the roadmap', () => {
  it.each<[string, ComponentType[], string[], Finding[], string[]]>([
    ['what others stand on comes first', ['model-serving'], ['E1'], [], ['now ground', 'next train']],
    ['ground that is there stands before nothing', ['model-serving', 'infrastructure'], [], [], ['now train']],
    ['only the next level is asked for', ['training-pipeline'], [], [], ['now register']],
    [
      'a finding that is a remark can wait',
      ['training-pipeline', 'model-registry'],
      [],
      [finding('info')],
      ['later watch'],
    ],
    ['a warning less so', ['training-pipeline', 'model-registry'], [], [finding('warning')], ['next watch']],
    ['a gap that no step knows is not lost', ['training-pipeline', 'model-registry'], ['E9'], [], ['later own-E9']],
    [
      'a finding opens what seems to be done',
      ['training-pipeline', 'model-registry', 'monitoring'],
      [],
      [finding('warning')],
      ['next watch'],
    ],
    ['nothing to improve', ['training-pipeline', 'model-registry'], [], [], []],
    ['nothing of machine learning', ['infrastructure'], ['E9'], [], []],
  ])('%s', (_, types, absent, findings, expected) => {
    expect(roadmap(types, absent, findings)).toEqual(expected);
  });
});

describe('an element that is only a part, or drawn beside', () => {
  it('is no work of its own', () => {
    const elements = [part('E8', { instanceOf: 'E9' }), part('E7', { secondary: true }), part('E9', {})];
    const steps = (verdict: ConformanceVerdict): string[] => {
      const gaps = { conformance: [verdict], maturity: [], findings: [] };
      return buildRoadmap(RULES, gaps, graphWith('infrastructure')).map((s) => s.id);
    };
    expect(steps({ ...own(), elements })).toEqual(['own-E9']);
    // Not everything that a published figure draws is worth adding.
    const { own: _, ...shipped } = own();
    expect(steps({ ...shipped, elements })).toEqual([]);
  });
});

describe('the steps', () => {
  const {
    roadmap: rules,
    architectures,
    maturityModels,
    checks,
  } = readKnowledge(resolve(import.meta.dirname, '../..'));
  const known = new Map([
    ...architectures.map((m) => [m.id, [...m.elements, ...m.principles].map((x) => x.id)] as const),
    ...maturityModels.map((m) => [m.id, m.criteria.map((x) => x.id)] as const),
  ]);

  it('close what there is in the models', () => {
    const unknown = rules.flatMap((rule) =>
      Object.entries(rule.closes).flatMap(([model, ids]) =>
        ids
          .filter((id) => known.has(model) && !known.get(model)?.includes(id))
          .map((id) => `${rule.id}: ${model} ${id}`),
      ),
    );
    expect(unknown).toEqual([]);
    const ruleIds = new Set(checks.map((c) => c.id));
    expect(rules.flatMap((rule) => rule.checks.filter((id) => !ruleIds.has(id)))).toEqual([]);
  });

  it('close every check', () => {
    const closed = new Set(rules.flatMap((rule) => rule.checks));
    expect(checks.filter(({ id }) => !closed.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('are open only because of findings where nothing says that they are done', () => {
    expect(rules.filter((rule) => !rule.there && rule.checks.length === 0)).toEqual([]);
    expect(rules.filter((rule) => !rule.there && Object.keys(rule.closes).length > 0)).toEqual([]);
  });

  it('stand on steps that there are, and never on themselves', () => {
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    const grounds = (id: string, seen: readonly string[] = []): boolean =>
      !seen.includes(id) && byId.has(id) && (byId.get(id)?.after ?? []).every((x) => grounds(x, [...seen, id]));
    expect(rules.filter((rule) => !grounds(rule.id)).map((rule) => rule.id)).toEqual([]);
  });

  it('know every criterion that decides a level and that a definition can show', () => {
    const closed = new Set(rules.flatMap((rule) => Object.values(rule.closes).flat()));
    const core = maturityModels.flatMap((m) => m.criteria.filter((c) => c.core && c.met).map((c) => c.id));
    expect(core.filter((id) => !closed.has(id))).toEqual([]);
  });
});
