/** Baseline and waivers on a small audit: what counts, what does not, and what is said of both. */
import { describe, expect, it } from 'vitest';
import type { Assessment, BaselineEntry } from '../../src/assessment/types.js';
import { occurrencesOf } from '../../src/findings/occurrences.js';
import { entryOf } from '../../src/suppressions/baseline.js';
import { suppress, type SuppressionInput } from '../../src/suppressions/index.js';
import { findWaiverFault } from '../../src/suppressions/waivers.js';
import type { Waiver } from '../../src/workspace/index.js';
import { auditFiles, type Files } from '../systems/support.js';

const serving = (name: string): string => `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: ${name} }
spec: { predictor: { model: { modelFormat: { name: sklearn }, storageUri: "s3://models/${name}" } } }
`;
const FILES: Files = { 'a.yaml': serving('fraud'), 'b.yaml': serving('churn') };
const { assessment } = await auditFiles(FILES);
const RULE = 'serving-without-monitoring';
const [FRAUD, CHURN] = ['model-serving/kserve/fraud', 'model-serving/kserve/churn'];
const TODAY = '2026-11-21';

const waiver = (part: Partial<Waiver> = {}): Waiver => ({
  rule: RULE,
  component: FRAUD,
  reason: 'is replaced in spring',
  owner: 'ml team',
  expires: '2027-03-31',
  file: 'refarch.yaml',
  line: 5,
  ...part,
});

const apply = (part: Partial<SuppressionInput>, to: Assessment = assessment): Assessment =>
  suppress(to, {
    waivers: [],
    inFile: [],
    rules: new Set([RULE]),
    today: TODAY,
    sentence: (title, components) => `${title}: ${components.map((c) => c.name).join(', ')}.`,
    ...part,
  });

/** Findings of the rule: components, and why they do not count. */
const outcome = ({ findings }: Assessment): string[] =>
  findings
    .filter((f) => f.ruleId === RULE)
    .map((f) => `${f.components?.map((id) => id.split('/').at(-1)).join(' ')} ${f.suppression?.kind ?? 'counts'}`);

describe('a waiver', () => {
  it('of one component splits the finding', () => {
    const { findings, notices } = apply({ waivers: [waiver()] });
    expect(outcome(apply({ waivers: [waiver()] }))).toEqual(['churn counts', 'fraud waiver']);
    const [open, waived] = findings.filter((f) => f.ruleId === RULE);
    expect(open?.message).toMatch(/: churn\.$/);
    expect(open?.evidence.map((e) => e.file)).toEqual(['b.yaml']);
    expect(waived?.suppression).toEqual({
      kind: 'waiver',
      reason: 'is replaced in spring',
      owner: 'ml team',
      expires: '2027-03-31',
      file: 'refarch.yaml',
      line: 5,
    });
    expect(new Set(findings.map((f) => f.fingerprint)).size).toBe(findings.length);
    expect(notices).toEqual(assessment.notices);
  });

  it('of a rule takes all of its components', () => {
    const { component: _, ...all } = waiver();
    expect(outcome(apply({ waivers: [all] }))).toEqual(['churn fraud waiver']);
  });

  it.each([
    ['its last day', '2026-11-21', ['churn counts', 'fraud waiver'], 0],
    ['the day after', '2026-11-20', ['churn fraud counts'], 1],
  ])('holds until %s', (_, expires, expected, expired) => {
    const after = apply({ waivers: [waiver({ expires })] });
    expect(outcome(after)).toEqual(expected);
    const found = after.findings.filter((f) => f.ruleId === 'expired-waiver');
    expect(found).toHaveLength(expired);
    if (expired) expect(found[0]?.message).toContain(`for ${FRAUD} by ml team expired on 2026-11-20 (refarch.yaml:5)`);
  });

  it('that is not used is said', () => {
    const { notices } = apply({ waivers: [waiver({ component: 'model-serving/kserve/other' })] });
    expect(notices.map((n) => `${n.file} ${n.reason} ${n.message}`)).toEqual([
      `refarch.yaml:5 waiver The waiver of ${RULE} is not used: there is no such finding; remove it.`,
    ]);
  });

  it.each([
    [{ rule: 'serving-without-monitorin' }, 'there is no rule "serving-without-monitorin"'],
    [{ expires: '2027-11-22' }, 'holds for more than a year; the last day is 2027-11-21'],
  ])('cannot be %j', (part, message) => {
    const fault = findWaiverFault([waiver(part)], new Set([RULE]), TODAY, (id) => JSON.stringify(id));
    expect(fault?.message).toContain(message);
    expect(findWaiverFault([waiver({ expires: '2027-11-21' })], new Set([RULE]), TODAY, String)).toBeUndefined();
  });
});

describe('a comment', () => {
  const inFile = {
    source: 'source',
    file: 'a.yaml',
    line: 2,
    ...(({ rule, reason, owner, expires }) => ({ rule, reason, owner, expires }))(waiver()),
  };

  it('waives what its file shows', () => {
    expect(outcome(apply({ inFile: [inFile] }))).toEqual(['churn counts', 'fraud in-file']);
    expect(outcome(apply({ inFile: [{ ...inFile, file: 'c.yaml' }] }))).toEqual(['churn fraud counts']);
  });

  it.each([
    [{ ignoreInFile: true }, inFile, 'comments of this tree are not trusted'],
    [{}, { ...inFile, rule: 'nothing' }, 'there is no rule "nothing"'],
    [{}, { ...inFile, expires: '2031-01-01' }, 'it holds for more than a year'],
    [{}, { source: 'source', file: 'a.yaml', line: 2, fault: 'it is odd' }, 'it is odd'],
  ])('waives nothing with %j when %j', (part, comment, message) => {
    const after = apply({ ...part, inFile: [comment] });
    expect(outcome(after)).toEqual(['churn fraud counts']);
    expect(after.notices[0]?.message).toContain(message);
  });

  it('is found by an audit', async () => {
    const comment = `# refarch: waive ${RULE} until 2027-03-31 owner ml team -- is replaced in spring\n`;
    const { assessment: audited } = await auditFiles({ ...FILES, 'a.yaml': comment + serving('fraud') });
    expect(outcome(audited)).toEqual(['churn counts', 'fraud in-file']);
  });
});

describe('a baseline', () => {
  const all: BaselineEntry[] = occurrencesOf(assessment).map((o) => entryOf(o, false));
  const held = (entries: BaselineEntry[], to = assessment): Assessment =>
    apply({ baseline: { file: 'baseline.yaml', entries } }, to);

  it('holds all that it was written for, and nothing is new', () => {
    const { findings, baseline } = held(all);
    expect(findings.every((f) => f.suppression?.kind === 'baseline')).toBe(true);
    expect(findings).toHaveLength(assessment.findings.length);
    expect(baseline).toEqual({ file: 'baseline.yaml', entries: all.length, matched: all.length, fixed: [], moved: [] });
  });

  it('lets another component count', () => {
    expect(outcome(held(all.filter((e) => e.component !== CHURN)))).toEqual(['churn counts', 'fraud baseline']);
  });

  it('says what is fixed', async () => {
    const { assessment: less } = await auditFiles({ 'a.yaml': serving('fraud') });
    const { baseline } = held(all, less);
    expect(baseline?.fixed.length).toBeGreaterThan(0);
    expect(new Set(baseline?.fixed.map((e) => e.component))).toEqual(new Set([CHURN]));
  });

  const TRAIN =
    'import mlflow\nfrom sklearn.linear_model import LogisticRegression\nLogisticRegression().fit([[0]], [0])\n';
  const known = async (files: Files, renamed: Files): Promise<Assessment> => {
    const { assessment: first } = await auditFiles(files);
    const entries = occurrencesOf(first).map((o) => entryOf(o, false));
    return held(entries, (await auditFiles(renamed)).assessment);
  };

  it.each([
    ['another directory', 'src/train.py'],
    ['another name', 'fit.py'],
  ])('follows a program to %s', async (_, path) => {
    const after = await known({ 'train.py': TRAIN }, { [path]: TRAIN });
    expect(after.findings.length).toBeGreaterThan(0);
    expect(after.findings.every((f) => f.suppression?.kind === 'baseline')).toBe(true);
    expect(after.baseline?.fixed).toEqual([]);
    expect(new Set(after.baseline?.moved.map((m) => `${m.entry.component ?? ''} ${m.component}`))).toEqual(
      new Set([`training-pipeline/scikit-learn/train.py training-pipeline/scikit-learn/${path}`]),
    );
  });

  it('takes a service with another name for another one', async () => {
    const after = await known(FILES, { 'a.yaml': serving('fraud'), 'b.yaml': serving('loyalty') });
    expect(outcome(after)).toEqual(['fraud baseline', 'loyalty counts']);
    expect(after.baseline?.moved).toEqual([]);
  });

  it('takes two for two others as fixed and new: nobody can say which is which', async () => {
    const { assessment: other } = await auditFiles({ 'a.yaml': serving('one'), 'b.yaml': serving('two') });
    const after = held(all, other);
    expect(outcome(after)).toEqual(['one two counts']);
    expect(after.baseline?.moved).toEqual([]);
    expect(after.baseline?.fixed).toHaveLength(all.length);
  });

  it('gives way to a waiver', () => {
    expect(outcome(apply({ baseline: { file: 'b', entries: all }, waivers: [waiver()] }))).toEqual([
      'churn baseline',
      'fraud waiver',
    ]);
  });
});
