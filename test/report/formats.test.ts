/** What each format of continuous integration says of a small assessment, and its bounds. */
import { describe, expect, it } from 'vitest';
import type { Assessment, Finding } from '../../src/assessment/types.js';
import { faultsOf, VALIDATED_FORMATS } from '../../src/cli/valid-formats.js';
import { reporter, type ReportContext } from '../../src/report/index.js';
import { auditSources } from '../systems/support.js';
import { hasTool } from '../tools.js';

const plain = (text: string): string => text;
const style = { width: 100, bold: plain, dim: plain, good: plain, fair: plain, bad: plain, accent: plain };
const context: ReportContext = { style, pathPrefix: (source) => `${source}/`, technologyName: (id) => id };

async function report(format: string, assessment: Assessment): Promise<string> {
  return (await reporter(format))?.(assessment, context) ?? '';
}

const SERVING = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: fraud }
spec: { predictor: { model: { modelFormat: { name: sklearn }, storageUri: "s3://models/fraud" } } }
`;

/** Two sources, of which one serves models that nothing watches. */
const { assessment: two } = await auditSources({
  platform: { 'serving/fraud.yaml': SERVING, 'serving/churn.yaml': SERVING.replaceAll('fraud', 'churn') },
  model: { 'README.md': '# Model\n' },
});

function withFindings(count: number, part: Partial<Finding> = {}): Assessment {
  const findings = Array.from({ length: count }, (_, at): Finding => {
    const severity = (['info', 'warning', 'error'] as const)[at % 3] ?? 'info';
    const evidence = [{ source: 'platform', file: `f${at}.yaml`, line: 3, column: 2, kind: 'manifest', excerpt: 'x' }];
    const about = { ruleId: `rule-${at}`, severity, confidence: 'high', message: `Message ${at}.` } as const;
    return { ...about, evidence, fingerprint: '0'.repeat(32), remediation: 'Do it.', ...part };
  });
  return { ...two, findings };
}

const waived: Partial<Finding> = {
  suppression: {
    kind: 'waiver',
    reason: 'moves to the platform in May',
    owner: 'platform team',
    expires: '2027-05-31',
    file: 'refarch.yaml',
    line: 4,
  },
};
const frozen: Partial<Finding> = { suppression: { kind: 'baseline', file: 'baseline.yaml', line: 7 } };

const hasXmllint = hasTool('xmllint');

describe('every format with a schema', () => {
  const formats = VALIDATED_FORMATS.filter((format) => format !== 'junit' || hasXmllint);
  it.each(formats)('%s is valid', async (format) => {
    for (const assessment of [two, withFindings(0), withFindings(30), withFindings(3, waived), withFindings(3, frozen)])
      expect(await faultsOf(format, await report(format, assessment))).toEqual([]);
  });

  it.each([
    ['sarif', '{"version":"2.1.0"}'],
    ['gitlab', '[{"description":"x"}]'],
    ['badge', '{}'],
    ['cyclonedx', '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"thing","name":"x"}]}'],
    ['json', '{}'],
    ['json', '{'],
    ...(hasXmllint ? [['junit', '<testsuites><other/></testsuites>']] : []),
  ])('%s is held to it: %s is not', async (format = '', text = '') => {
    expect(await faultsOf(format, text)).not.toEqual([]);
  });
});

interface Log {
  runs: {
    automationDetails: { id: string };
    invocations: {
      executionSuccessful: boolean;
      toolExecutionNotifications: { level: string; message: { text: string } }[];
    }[];
    results: {
      ruleId: string;
      ruleIndex: number;
      message: { text: string };
      partialFingerprints: Record<string, string>;
      baselineState?: string;
      suppressions: { kind: string; justification: string }[];
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
    }[];
    tool: { driver: { rules: { id: string; help: { text: string } }[] } };
  }[];
}

const sarif = async (assessment: Assessment): Promise<Log> => JSON.parse(await report('sarif', assessment)) as Log;

describe('SARIF', () => {
  it('has a run with a category for each source, and a result for each component', async () => {
    const { runs } = await sarif(two);
    expect(runs.map((run) => run.automationDetails.id)).toEqual(['refarch/model/', 'refarch/platform/']);
    const monitoring = runs[1]?.results.filter((r) => r.ruleId === 'serving-without-monitoring') ?? [];
    expect(monitoring.map((r) => r.locations[0]?.physicalLocation.artifactLocation.uri)).toEqual([
      'platform/serving/churn.yaml',
      'platform/serving/fraud.yaml',
    ]);
    expect(monitoring[0]?.message.text).toContain(': churn (kserve).');
    expect(new Set(monitoring.map((r) => r.partialFingerprints['refarch/v1'])).size).toBe(2);
    for (const { ruleId, ruleIndex, partialFingerprints } of runs[1]?.results ?? []) {
      expect(runs[1]?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(partialFingerprints.primaryLocationLineHash).toBe(`${partialFingerprints['refarch/v1'] ?? ''}:1`);
    }
  });

  it('keeps the fingerprints when lines and files move, not when the component is another one', async () => {
    const prints = async (files: Record<string, string>): Promise<string[]> => {
      const { assessment } = await auditSources({ platform: files });
      return ((await sarif(assessment)).runs[0]?.results ?? [])
        .map((r) => r.partialFingerprints['refarch/v1'] ?? '')
        .sort();
    };
    const before = await prints({ 'a.yaml': SERVING, 'b.yaml': SERVING.replaceAll('fraud', 'churn') });
    expect(before.length).toBeGreaterThan(1);
    expect(
      await prints({ 'a.yaml': `# one\n\n# two\n${SERVING}`, 'b.yaml': SERVING.replaceAll('fraud', 'churn') }),
    ).toEqual(before);
    expect(await prints({ 'z/a.yaml': SERVING, 'b.yaml': SERVING.replaceAll('fraud', 'churn') })).toEqual(before);
    expect(await prints({ 'b.yaml': SERVING, 'a.yaml': SERVING.replaceAll('fraud', 'churn') })).toEqual(before);
    expect(await prints({ 'a.yaml': SERVING, 'b.yaml': SERVING.replaceAll('fraud', 'other') })).not.toEqual(before);
  });

  it('says what a run leaves out and what was not read', async () => {
    const notices: Assessment['notices'] = [
      { source: 'platform', file: 'x.yaml', reason: 'file-size', message: 'Too large.', incomplete: true },
      { source: '', file: 'refarch.yaml:3', reason: 'attestation', message: 'Expired.', incomplete: false },
    ];
    const { runs } = await sarif({ ...withFindings(5010), notices });
    expect(runs[1]?.results).toHaveLength(5000);
    expect(runs[1]?.invocations[0]?.executionSuccessful).toBe(false);
    expect(runs[1]?.invocations[0]?.toolExecutionNotifications.map((n) => n.message.text)).toEqual([
      'x.yaml: Too large.',
      '10 results, the least severe, are left out: a run may hold 5000.',
    ]);
    expect(runs[0]?.invocations[0]?.toolExecutionNotifications[0]?.message.text).toBe('refarch.yaml:3: Expired.');
  });

  it('puts the sources beyond twenty runs into the last one', async () => {
    const sources = Array.from({ length: 25 }, (_, at) => ({
      id: `s${at}`,
      path: '.',
      files: { read: 1, skipped: 0 },
    }));
    const { runs } = await sarif({ ...withFindings(0), sources });
    expect(runs).toHaveLength(20);
    expect(runs.at(-1)?.automationDetails.id).toBe('refarch/other sources/');
  });

  it('shows what is suppressed as suppressed', async () => {
    const of = async (part: Partial<Finding>): Promise<Log['runs'][0]['results'][0] | undefined> =>
      (await sarif(withFindings(1, part))).runs[1]?.results[0];
    expect((await of(waived))?.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'waived until 2027-05-31 by platform team (refarch.yaml:4): moves to the platform in May',
      },
    ]);
    expect((await of(frozen))?.suppressions[0]?.justification).toBe('known since the baseline (baseline.yaml:7)');
    expect((await of({}))?.suppressions).toEqual([]);
    const baseline = { file: 'b', entries: 1, matched: 1, fixed: [], moved: [] };
    const states = async (part: Partial<Finding>): Promise<string | undefined> =>
      (await sarif({ ...withFindings(1, part), baseline })).runs[1]?.results[0]?.baselineState;
    expect([await states(frozen), await states({})]).toEqual(['unchanged', 'new']);
  });
});

describe('the others', () => {
  it('GitHub gets the ten most severe and a count of the rest', async () => {
    const lines = (await report('github', withFindings(33))).trim().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe('::error file=platform/f11.yaml,line=3,col=2,title=refarch rule-11::Message 11. Do it.');
    expect(lines.slice(0, 10).every((line) => line.startsWith('::error '))).toBe(true);
    expect(lines[10]).toBe('23 more findings; the job summary and the other reports hold all.');
    expect(await report('github', withFindings(1, waived))).toBe('Not counted: 1 waived in the configuration.\n');
  });

  it('Azure gets errors and warnings', async () => {
    const text = await report('azure', withFindings(3));
    expect(text)
      .toBe(`##vso[task.logissue type=error;sourcepath=platform/f2.yaml;linenumber=3;columnnumber=2;code=rule-2]Message 2. Do it.
##vso[task.logissue type=warning;sourcepath=platform/f1.yaml;linenumber=3;columnnumber=2;code=rule-1]Message 1. Do it.
1 finding of severity info; the other reports hold them.
`);
  });

  it('a comment and a summary stay within their bounds and count what they leave out', async () => {
    const large = withFindings(5000, { message: 'A long sentence that says what is wrong. '.repeat(8) });
    const comment = await report('comment', large);
    expect(comment.length).toBeLessThanOrEqual(65_536);
    expect(comment).toMatch(/^<!-- refarch:report:model\+platform -->\n/);
    expect(comment).toMatch(/\n\d+ more; the other reports hold all\.\n/);
    const summary = await report('github-summary', large);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(900_000);
    expect(summary).toMatch(/\n\d+ more; the other reports hold all\.\n/);
    expect(await report('comment', withFindings(3, waived))).toContain('<summary>3 findings not counted</summary>');
  });

  it('JUnit skips what is suppressed, with the reason', async () => {
    const text = await report('junit', withFindings(1, waived));
    expect(text).toContain('<testcase name="rule-0" classname="refarch.platform">');
    expect(text).toContain(
      'waived until 2027-05-31 by platform team (refarch.yaml:4): moves to the platform in May"/>',
    );
    expect(text).not.toContain('<failure');
  });

  it('GitLab gets unique fingerprints, and what is suppressed as information', async () => {
    const issues = JSON.parse(await report('gitlab', two)) as { fingerprint: string; severity: string }[];
    expect(new Set(issues.map((issue) => issue.fingerprint)).size).toBe(issues.length);
    expect(JSON.parse(await report('gitlab', withFindings(1, frozen)))).toMatchObject([
      { severity: 'info', description: 'Message 0. Suppressed: known since the baseline (baseline.yaml:7)' },
    ]);
  });

  it('the badge says the level, or that there is none', async () => {
    expect(JSON.parse(await report('badge', two))).toEqual({
      schemaVersion: 1,
      label: 'MLOps level',
      message: '0 of 2',
      color: 'red',
    });
    const { assessment } = await auditSources({ empty: { 'README.md': 'x' } });
    expect(JSON.parse(await report('badge', assessment))).toMatchObject({ message: 'not assessable' });
  });

  it('the bill of materials has the same serial number for the same content only', async () => {
    const serial = async (assessment: Assessment): Promise<string> =>
      (JSON.parse(await report('cyclonedx', assessment)) as { serialNumber: string }).serialNumber;
    expect(await serial(two)).toBe(await serial(structuredClone(two)));
    expect(await serial(two)).not.toBe(await serial({ ...two, components: two.components.slice(1) }));
  });
});
