/** Two assessments that differ in one thing each, and what every format makes of hostile names. */
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { driftBetween, driftFailures, isEmpty } from '../../src/drift/index.js';
import { DRIFT_KINDS, type DriftKind } from '../../src/drift/types.js';
import { DRIFT_FORMATS, driftReport } from '../../src/report/drift.js';
import { hostileFiles, PAYLOADS } from '../report/hostile-names.js';
import { auditSources } from '../systems/support.js';

const plain = (text: string): string => text;
const style = { width: 80, bold: plain, dim: plain, good: plain, fair: plain, bad: plain, accent: plain };

const SERVING = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: fraud }
spec: { predictor: { model: { modelFormat: { name: sklearn }, storageUri: "s3://models/fraud" } } }
`;
const { assessment: base } = await auditSources({ ml: { 'a.yaml': SERVING } });

function changed(change: Change): Assessment {
  const copy = structuredClone(base);
  change(copy);
  return copy;
}

type Change = (assessment: Assessment) => unknown;

const googleOf = (assessment: Assessment) => {
  const verdict = assessment.maturity.find((m) => m.model === 'google-mlops');
  if (!verdict || verdict.kind === 'questionnaire') throw new Error('google-mlops has levels');
  return verdict;
};

describe('drift', () => {
  it('is empty between equal assessments, wherever things stand', () => {
    const moved = changed(({ components }) => {
      for (const component of components)
        for (const e of component.evidence) Object.assign(e, { file: 'z.yaml', line: 99 });
    });
    expect(isEmpty(driftBetween(base, base))).toBe(true);
    expect(isEmpty(driftBetween(base, moved))).toBe(true);
    for (const format of ['terminal', 'markdown'] as const)
      expect(driftReport(driftBetween(base, moved), format, style)).toContain('The architecture did not change.');
  });

  it.each<[string, Change, DriftKind, string, Change?]>([
    [
      'a level that falls',
      (a: Assessment) => (googleOf(a).level = 2),
      'level-drop',
      'google-mlops falls from level 2 to 0',
    ],
    [
      'a component that is gone',
      (a: Assessment) =>
        void a.components.push({ ...(a.components[0] as Assessment['components'][0]), id: 'x/y/z', name: 'z' }),
      'lost-component',
      'x/y/z is lost',
    ],
    [
      'a component that is only declared now',
      (a: Assessment) =>
        void a.components.push({ ...(a.components[0] as Assessment['components'][0]), id: 'x/y/z', name: 'z' }),
      'lost-component',
      'x/y/z is lost',
      (a: Assessment) =>
        void a.components.push({
          ...(a.components[0] as Assessment['components'][0]),
          id: 'x/y/z',
          name: 'z',
          status: 'declared',
        }),
    ],
    [
      'a relation that is against the architecture',
      () => undefined,
      'new-divergence',
      'CI/CD component → Model registry is against kreuzberger-2022',
      (a: Assessment) =>
        void a.conformance
          .find((m) => m.model === 'kreuzberger-2022')
          ?.relations.push({ from: 'C1', to: 'C6', modality: 'forbidden', verdict: 'divergence', relations: [] }),
    ],
  ])('says of %s what it is', (_, before, kind, sentence, after = () => undefined) => {
    const drift = driftBetween(changed(before), changed(after));
    expect(driftFailures(drift, [kind])).toEqual([sentence]);
    expect(
      driftFailures(
        drift,
        DRIFT_KINDS.filter((k) => k !== kind),
      ),
    ).toEqual([]);
    expect(driftFailures(driftBetween(changed(after), changed(after)), DRIFT_KINDS)).toEqual([]);
  });

  it('counts no finding that is waived', () => {
    const waived = changed(({ findings }) => {
      for (const finding of findings) finding.suppression = { kind: 'waiver', file: 'refarch.yaml' };
    });
    expect(base.findings.length).toBeGreaterThan(0);
    expect(driftBetween(waived, base).findings.new.length).toBeGreaterThan(0);
    expect(driftBetween(base, waived).findings.fixed.length).toBeGreaterThan(0);
    expect(driftBetween(waived, waived).findings).toEqual({ new: [], fixed: [] });
  });
});

describe('the report of a hostile change', async () => {
  const { assessment: hostile } = await auditSources({ ml: hostileFiles() });
  const drift = driftBetween(base, hostile);

  it.each(DRIFT_FORMATS)('%s holds nothing that a terminal, a log or a page would obey', (format) => {
    const text = driftReport(drift, format, style);
    expect(text).toContain('pwned');
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/);
    expect(text).not.toMatch(/^\s*::[a-z-]+.*::|##vso\[|##\[/im);
    if (format !== 'markdown') return;
    expect(text.length).toBeLessThan(65_536);
    const outside = text
      .replace(/`[^`\n]*`/g, '')
      .replace(/&#\d+;/g, '')
      .replace(/^#+ /gm, '');
    expect(/[<>@]|\]\(|:\/\//.exec(outside)?.[0]).toBeUndefined();
  });

  it('names what came, and all payloads are among it', () => {
    const names = drift.components.gained.map((c) => c.name).join('\n');
    expect(PAYLOADS.filter((p) => !p.includes('\ud800') && !names.includes(p)).length).toBeLessThan(
      PAYLOADS.length / 3,
    );
  });
});
