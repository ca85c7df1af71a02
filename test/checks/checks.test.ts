import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/assessment/types.js';
import { evaluateChecks } from '../../src/checks/index.js';
import type { Fact, FileFacts } from '../../src/facts/types.js';
import { graphOf } from '../graph/support.js';
import {
  architectures,
  checks,
  ci,
  dag,
  deploys,
  found,
  maturityModels,
  monitoring,
  registers,
  serving,
  train,
} from './support.js';

it('every rule is tested', () => {
  const texts = readdirSync(import.meta.dirname).map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'));
  expect(checks.filter(({ id }) => !texts.some((text) => text.includes(`  '${id}': [`))).map(({ id }) => id)).toEqual(
    [],
  );
});

it('leaves a cause only to rules that exist', () => {
  const ids = new Set(checks.map(({ id }) => id));
  expect(checks.flatMap(({ unless = [] }) => unless.filter((id) => !ids.has(id)))).toEqual([]);
});

it('refers only to elements, principles and criteria that the models have', () => {
  const known = new Set([
    ...architectures.flatMap((m) => [...m.elements, ...m.principles].map(({ id }) => id)),
    ...maturityModels.flatMap((m) => m.criteria.map(({ id }) => id)),
  ]);
  expect(
    checks.flatMap(({ id, references }) => references.filter((r) => !known.has(r)).map((r) => `${id}: ${r}`)),
  ).toEqual([]);
});

describe('a finding', () => {
  const moved = (fact: Fact, lines: number): Fact => ({ ...fact, at: { ...fact.at, line: fact.at.line + lines } });
  const findings = (files: FileFacts[]): Finding[] => evaluateChecks(checks, graphOf(files)).findings;
  const files = [ci(deploys('workflow')), serving(), train(registers), monitoring(), dag()];
  const prints = (list: FileFacts[]): string[] => findings(list).map((f) => `${f.ruleId} ${f.fingerprint}`);

  it('is what its rule says', () => {
    const [finding] = findings(files);
    const rule = checks.find(({ id }) => id === finding?.ruleId);
    expect({ ...finding, fingerprint: '', evidence: [] }).toEqual({
      ruleId: rule?.id,
      severity: rule?.severity,
      confidence: rule?.confidence,
      message: finding?.message,
      title: `${rule?.message ?? ''}.`,
      components: finding?.components,
      remediation: rule?.remediation,
      fingerprint: '',
      evidence: [],
    });
    expect(finding?.fingerprint).toMatch(/^[0-9a-f]{32}$/);
  });
  it('names the components that it is about, as people call their technologies', () => {
    const { findings } = evaluateChecks(checks, graphOf(files), (id) => id.toUpperCase());
    const about = (id: string) => findings.filter(({ ruleId }) => ruleId === id).map((f) => [f.message, f.components]);
    expect(about('deployment-without-validation')).toEqual([
      [
        'A model is deployed, but no definition shows a validation that could stop it: KSERVE.',
        ['model-serving/kserve'],
      ],
    ]);
    const many = ['a.py', 'b.py', 'c.py', 'd.py'].map((path) => ({ ...train(), path }));
    expect(found('manual-training', many).map((f) => f.message)).toEqual([
      'Training code exists, but no pipeline, schedule or CI job that was read starts it: a.py (pytorch), b.py (pytorch), c.py (pytorch) and 1 more.',
    ]);
  });
  it('is raised once for one cause', () => {
    const { findings, checks: verdicts } = evaluateChecks(checks, graphOf([monitoring(), train()]));
    expect(findings.map(({ ruleId }) => ruleId)).not.toContain('monitoring-without-feedback');
    expect(verdicts.find(({ id }) => id === 'monitoring-without-feedback')).toEqual({
      id: 'monitoring-without-feedback',
      selected: 2,
      findings: 0,
      saidBy: 'monitoring-without-alert',
    });
  });
  it('is told apart from a rule that selected nothing', () => {
    const { checks: verdicts } = evaluateChecks(checks, graphOf([train(registers)]));
    expect(verdicts).toHaveLength(checks.length);
    const of = (id: string) => verdicts.find((verdict) => verdict.id === id);
    expect(of('serving-without-monitoring')).toEqual({ id: 'serving-without-monitoring', selected: 0, findings: 0 });
    expect(of('training-without-registry')).toEqual({ id: 'training-without-registry', selected: 1, findings: 0 });
  });
  it('keeps its fingerprint when lines move', () => {
    const later = files.map((f) => ({ ...f, facts: f.facts.map((fact) => moved(fact, 40)) }));
    expect(findings(later).map((f) => f.evidence)).not.toEqual(findings(files).map((f) => f.evidence));
    expect(prints(later)).toEqual(prints(files));
  });
  it('keeps it when the checkout has another name', () => {
    expect(prints(files.map((f) => ({ ...f, source: 'elsewhere' })))).toEqual(prints(files));
  });
  it('has another one for another rule, and for other components', () => {
    const all = findings([train()]).map((f) => f.fingerprint);
    expect(new Set(all).size).toBe(3);
    const other = findings([{ ...train(), path: 'other.py' }]).map((f) => f.fingerprint);
    expect(all.filter((print) => other.includes(print))).toEqual([]);
  });
  it('needs something to speak of', () => {
    expect(findings([])).toEqual([]);
  });
});
