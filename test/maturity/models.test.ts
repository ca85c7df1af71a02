/** The model files hold what their sources hold: every item once, each with its source, and a reason for what decides. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKnowledge } from '../../src/knowledge/read.js';
import { criteriaOf, isForPeople, isQuestionnaire } from '../../src/maturity/types.js';

const { maturityModels } = readKnowledge(resolve(import.meta.dirname, '../..'));
const model = (id: string) => {
  const found = maturityModels.find((m) => m.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const range = (prefix: string, count: number, from = 1): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i + from}`);
const ids = (id: string, edition?: string): string[] => criteriaOf(model(id), edition).map((c) => c.id);
const TABLES = [...range('MP', 9), ...range('MC', 6), ...range('ME', 3), ...range('MI', 5)];

describe('maturity models', () => {
  it.each(maturityModels.map((m) => [m.id, m] as const))('%s names the source of every item', (_, { criteria }) => {
    expect(new Set(criteria.map((c) => c.id)).size).toBe(criteria.length);
    expect(criteria.filter((c) => c.source === '' || c.provenance !== 'sourced').map((c) => c.id)).toEqual([]);
  });

  it('share no id of a criterion, so that an attestation names one', () => {
    const all = maturityModels.flatMap((m) => m.criteria.map((c) => c.id));
    expect(all.filter((id, at) => all.indexOf(id) !== at)).toEqual([]);
  });

  it.each(maturityModels.map((m) => [m.id, m] as const))('%s: what decides can be met', (_, { criteria }) => {
    const core = criteria.filter((c) => c.core);
    expect(core.filter((c) => !c.coreBecause || c.descriptor).map((c) => c.id)).toEqual([]);
    expect(core.filter((c) => !isForPeople(c) && !c.change).map((c) => c.id)).toEqual([]);
    expect(core.filter((c) => c.detectability !== 'attestation' && !c.met).map((c) => c.id)).toEqual([]);
    expect(criteria.filter((c) => c.detectability === 'attestation' && c.met).map((c) => c.id)).toEqual([]);
  });
});

describe('microsoft-mlops', () => {
  it('has the technology column of each edition and the four tables', () => {
    expect(ids('microsoft-mlops')).toEqual([
      ...range('MT0.', 4),
      ...range('MT1.', 2),
      ...range('MT2.', 3),
      ...range('MT3.', 3),
      ...range('MT4.', 2),
      ...TABLES,
    ]);
    expect(ids('microsoft-mlops', 'current')).toEqual([
      ...range('MT0.', 5),
      ...range('MT1.', 3),
      ...range('MT2.', 7),
      ...range('MT3.', 4),
      ...range('MT4.', 5),
      ...TABLES,
    ]);
  });

  it('has five levels, and 2020 as the edition that holds when none is named', () => {
    const { editions } = model('microsoft-mlops');
    expect(editions?.map((e) => e.id)).toEqual(['2020', 'current']);
    const microsoft = model('microsoft-mlops');
    expect(isQuestionnaire(microsoft) ? [] : microsoft.levels.map((l) => l.level)).toEqual([0, 1, 2, 3, 4]);
  });

  it('keeps the matrix of levels of the tables', () => {
    const readings = Object.fromEntries(
      model('microsoft-mlops').criteria.flatMap((c) =>
        c.readings ? [[c.id, c.readings.map((r) => r.levels.join('')).join(' ')]] : [],
      ),
    );
    expect(readings).toEqual({
      MP1: '01 234',
      MP2: '01 234',
      MP3: '012 34',
      MP4: '234',
      MP5: '234',
      MP6: '34',
      MP7: '34',
      MP8: '4',
      MP9: '4',
      MC1: '0 1234',
      MC2: '0 1 234',
      MC3: '01 234',
      MC4: '01 234',
      MC5: '234',
      MC6: '4',
      ME1: '012 34',
      ME2: '0 1 234',
      ME3: '0 1 2 34',
      MI1: '012 34',
      MI2: '0 1',
      MI3: '12 34',
      MI4: '34',
      MI5: '0 12 34',
    });
  });

  it('leaves to people the rows that only they can answer', () => {
    const people = model('microsoft-mlops').criteria.filter((c) => c.detectability === 'attestation');
    expect(people.map((c) => c.id)).toEqual([...range('MP', 8), 'MI1']);
  });
});

describe('questionnaires', () => {
  const sections = (id: string): Record<string, number> => {
    const found = model(id);
    if (!isQuestionnaire(found)) throw new Error('levels');
    return Object.fromEntries(
      found.sections.map((s) => [s.id, found.criteria.filter((c) => c.section === s.id).length]),
    );
  };

  it('marvelous-mlops has 60 statements in seven sections, of which four are asked for', () => {
    expect(ids('marvelous-mlops')).toEqual(range('MM', 60));
    expect(sections('marvelous-mlops')).toEqual({ 1: 8, 2: 20, 3: 10, 4: 8, 5: 7, 6: 4, 7: 3 });
    const found = model('marvelous-mlops');
    expect(isQuestionnaire(found) && found.sections.filter((s) => s.basic).map((s) => s.id)).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
  });

  it('ml-test-score has 28 tests in four sections', () => {
    expect(ids('ml-test-score')).toEqual([
      ...range('Data', 7),
      ...range('Model', 7),
      ...range('Infra', 7),
      ...range('Monitor', 7),
    ]);
    expect(sections('ml-test-score')).toEqual({ Data: 7, Model: 7, Infra: 7, Monitor: 7 });
  });

  it.each([
    ['marvelous-mlops', [4, 6, 11, 18, 30, 34, 44, 55, 56, 57].map((n) => `MM${n}`)],
    ['ml-test-score', ['Data2', 'Data3', 'Data6', 'Model2', 'Model4', 'Model5', 'Model7', 'Infra5']],
    ['google-mlops', ['G0.2', 'G2.m']],
  ])('%s: only people can answer', (id, expected) => {
    const people = model(id).criteria.filter((c) => c.detectability === 'attestation');
    expect(people.map((c) => c.id)).toEqual(expected);
  });
});
