/** Gates, baseline, waivers and presets as a user of the command line meets them. */
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryTree } from '../workspace/temporary-tree.js';
import type { Assessment } from '../../src/assessment/types.js';
import { refarch, type Result } from './refarch.js';

const serving = (name: string): string => `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: ${name} }
spec: { predictor: { model: { modelFormat: { name: sklearn }, storageUri: "s3://models/${name}" } } }
`;
const TREE = { 'a.yaml': serving('fraud'), 'b.yaml': serving('churn') };
const DATE = ['--date', '2026-11-21'];

const run = (cwd: string, ...words: string[]): Result => refarch([...words, ...DATE], { cwd });
/** An audit whose report does not matter. */
const audit = (cwd: string, ...words: string[]): [number | null, string] => {
  const { code, stderr } = run(cwd, 'audit', '--format', 'badge', ...words);
  return [code, stderr];
};

describe('a gate', () => {
  it.each([
    [['--fail-on', 'warning'], 1, 'refarch: failed: 2 findings at or above warning.\n'],
    [['--fail-on', 'never'], 0, ''],
    [['--fail-on', 'never', '--max-new', '1'], 1, 'refarch: failed: 2 new findings, 1 accepted.\n'],
    [['--fail-on', 'never', '--max-new', '2'], 0, ''],
    [
      ['--fail-on', 'never', '--min-level', 'google-mlops=1'],
      1,
      'refarch: failed: level 0 of google-mlops, level 1 is asked for.\n',
    ],
    [['--fail-on', 'never', '--min-level', 'google-mlops=0'], 0, ''],
    [['--fail-on', 'never', '--require', 'C8'], 0, ''],
    [
      ['--fail-on', 'never', '--require', 'C8,C6', '--require', 'C9'],
      1,
      'refarch: failed: C6 (Model registry) is absent; C9 (Monitoring component) is absent.\n',
    ],
    [['--fail-on', 'warning', '--quiet'], 1, ''],
  ])('%j gives %i', (words, code, sentence) => {
    expect(audit(temporaryTree(TREE), ...words)).toEqual([code, sentence]);
  });

  it.each([
    [['--min-level', 'google-mlops'], '--min-level takes MODEL=LEVEL, as in google-mlops=1, not "google-mlops".'],
    [
      ['--min-level', 'ml-test-score=1'],
      'there is no maturity model with levels "ml-test-score"; there are google-mlops, microsoft-mlops.',
    ],
    [['--max-new', '-1'], '--max-new takes a number, not "-1".'],
    [['--require', 'C66'], 'no reference architecture has an element "C66"; did you mean "C6"?'],
  ])('%j is wrong usage', (words, sentence) => {
    expect(audit(temporaryTree(TREE), ...words)).toEqual([2, `refarch: ${sentence}\n`]);
  });

  it('that fails leaves the reports written, with one exit code for every format', () => {
    const cwd = temporaryTree(TREE);
    const formats = ['json', 'sarif', 'junit', 'gitlab', 'csv', 'comment', 'terminal', 'github', 'azure', 'cyclonedx'];
    const { code } = run(
      cwd,
      'audit',
      '--fail-on',
      'warning',
      ...formats.flatMap((f) => ['--format', `${f}=${f}.out`]),
    );
    expect(code).toBe(1);
    expect(formats.filter((format) => !existsSync(join(cwd, `${format}.out`)))).toEqual([]);
    for (const format of formats) expect(run(cwd, 'audit', '--fail-on', 'warning', '--format', format).code).toBe(1);
  });

  it('may stand in the configuration, and in a preset', () => {
    const gates = 'failOn: never\ngates: { minLevel: { google-mlops: 1 }, require: [C8], maxNew: 9 }\n';
    const failed = [1, 'refarch: failed: level 0 of google-mlops, level 1 is asked for.\n'];
    expect(audit(temporaryTree({ ...TREE, 'refarch.yaml': gates }))).toEqual(failed);
    expect(audit(temporaryTree({ ...TREE, 'refarch.yaml': 'extends: refarch:google-1\n' }))).toEqual(failed);
    expect(audit(temporaryTree({ ...TREE, 'refarch.yaml': 'extends: refarch:strict\n' }))[0]).toBe(1);
    expect(audit(temporaryTree({ ...TREE, 'refarch.yaml': 'extends: [refarch:recommended]\n' }))).toEqual([0, '']);
    expect(audit(temporaryTree({ ...TREE, 'refarch.yaml': 'extends: refarch:lax\n' }))).toEqual([
      2,
      'refarch: refarch.yaml:1:10: there is no preset "refarch:lax"; there are refarch:google-1, refarch:recommended, refarch:strict.\n',
    ]);
  });
});

describe('a rule of the configuration', () => {
  it('has another severity, or is off with a reason that reports show', () => {
    const rules = (text: string): string => temporaryTree({ ...TREE, 'refarch.yaml': `rules:\n${text}` });
    expect(audit(rules('  serving-without-monitoring: { severity: error }\n'))).toEqual([
      1,
      'refarch: failed: 2 findings at or above error.\n',
    ]);
    const off = rules('  serving-without-monitoring: { severity: off, reason: The platform watches all models. }\n');
    expect(audit(off, '--fail-on', 'warning')).toEqual([0, '']);
    for (const format of ['terminal', 'markdown', 'comment', 'sarif', 'junit', 'json'])
      expect(run(off, 'audit', '--format', format).stdout).toContain('The platform watches all models.');
  });

  describe('may hold for one source', () => {
    const RULE = 'serving-without-monitoring';
    const tree = (text: string): string =>
      temporaryTree({
        'old/a.yaml': TREE['a.yaml'],
        'new/b.yaml': TREE['b.yaml'],
        'refarch.yaml': `sources:\n  - { id: new, path: new }\n  - id: old\n    path: old\n${text}`,
      });
    const found = (cwd: string): string[] => {
      const { findings } = JSON.parse(run(cwd, 'audit', '--format', 'json').stdout) as Assessment;
      return findings
        .filter((f) => f.ruleId === RULE)
        .map((f) => `${f.components?.join(' ')} ${f.severity} ${f.suppression?.kind ?? 'counts'}`);
    };
    const OFF = 'severity: off, reason: The old service is switched off in May.';

    it.each([
      [
        `    rules: { ${RULE}: { severity: error } }\n`,
        ['model-serving/kserve/churn warning counts', 'model-serving/kserve/fraud error counts'],
      ],
      [
        `    rules: { ${RULE}: { ${OFF} } }\n`,
        ['model-serving/kserve/churn warning counts', 'model-serving/kserve/fraud warning off'],
      ],
      [
        `    rules: { ${RULE}: { severity: info } }\nrules: { ${RULE}: { ${OFF} } }\n`,
        ['model-serving/kserve/churn warning off', 'model-serving/kserve/fraud info counts'],
      ],
      [
        `    rules: { ${RULE}: { severity: warning } }\nrules: { ${RULE}: { severity: warning } }\n`,
        ['model-serving/kserve/churn model-serving/kserve/fraud warning counts'],
      ],
    ])('%s', (text, expected) => {
      expect(found(tree(text))).toEqual(expected);
    });

    it('and every report says why it is off there', () => {
      const cwd = tree(`    rules: { ${RULE}: { ${OFF} } }\n`);
      expect(audit(cwd, '--fail-on', 'warning')).toEqual([1, 'refarch: failed: 1 finding at or above warning.\n']);
      for (const format of ['terminal', 'markdown', 'comment', 'sarif', 'junit', 'json', 'html', 'csv', 'gitlab'])
        expect(run(cwd, 'audit', '--format', format).stdout.replace(/\s+/g, ' ')).toContain(
          'The old service is switched off',
        );
    });

    it.each([
      [`    rules: { no-such-rule: { severity: info } }\n`, '5:28: rules: there is no rule "no-such-rule".'],
      [`    rules: { ${RULE}: { severity: off } }\n`, `5:42: the rule "${RULE}" is switched off without a reason.`],
    ])('%s is wrong', (text, sentence) => {
      expect(audit(tree(text))).toEqual([2, `refarch: refarch.yaml:${sentence}\n`]);
    });
  });

  it.each([
    ['  no-such-rule: { severity: info }', '2:17: rules: there is no rule "no-such-rule".'],
    ['  manual-training: { severity: off }', '2:20: the rule "manual-training" is switched off without a reason.'],
    [
      '  manual-training: { severity: loud }',
      '2:32: rules.manual-training.severity must be one of error, warning, info, off.',
    ],
  ])('%s is wrong', (text, sentence) => {
    const cwd = temporaryTree({ ...TREE, 'refarch.yaml': `rules:\n${text}\n` });
    expect(audit(cwd)).toEqual([2, `refarch: refarch.yaml:${sentence}\n`]);
  });
});

describe('a baseline', () => {
  const baselined = (): string => {
    const cwd = temporaryTree(TREE);
    expect(run(cwd, 'baseline')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'refarch: refarch-baseline.yaml: 2 findings written.\n',
    });
    return cwd;
  };
  const BASELINE = ['--baseline', 'refarch-baseline.yaml', '--fail-on', 'info', '--max-new', '0'];

  it('is sorted, holds no line number, and lets the same tree pass', () => {
    const cwd = baselined();
    const text = readFileSync(join(cwd, 'refarch-baseline.yaml'), 'utf8');
    expect(text.split('\n').slice(3)).toEqual([
      'schemaVersion: "1"',
      'findings:',
      ...['churn', 'fraud'].flatMap((name) => [
        '  - rule: serving-without-monitoring',
        `    component: model-serving/kserve/${name}`,
      ]),
      '',
    ]);
    expect(audit(cwd, ...BASELINE)).toEqual([0, '']);
    writeFileSync(join(cwd, 'a.yaml'), `# moved\n\n\n${serving('fraud')}`);
    expect(audit(cwd, ...BASELINE)).toEqual([0, '']);
  });

  it('fails for what is new', () => {
    const cwd = baselined();
    writeFileSync(join(cwd, 'c.yaml'), serving('loyalty'));
    expect(audit(cwd, ...BASELINE)).toEqual([
      1,
      'refarch: failed: 1 new finding at or above info; 1 new finding, 0 accepted.\n',
    ]);
  });

  it('has to be pruned of what is fixed, and never grows', () => {
    const cwd = baselined();
    writeFileSync(join(cwd, 'b.yaml'), '');
    writeFileSync(join(cwd, 'c.yaml'), '');
    expect(audit(cwd, ...BASELINE)).toEqual([
      2,
      'refarch: refarch-baseline.yaml:6: serving-without-monitoring for model-serving/kserve/churn is fixed; refarch baseline --prune removes it from the baseline.\n',
    ]);
    expect(run(cwd, 'baseline').stderr).toContain('refarch-baseline.yaml exists. A baseline only gets smaller');
    writeFileSync(join(cwd, 'c.yaml'), serving('one') + '---\n' + serving('two'));
    expect(run(cwd, 'baseline', '--prune').stderr).toBe(
      'refarch: refarch-baseline.yaml: 1 entry removed, 0 renamed, 1 left.\n',
    );
    expect(readFileSync(join(cwd, 'refarch-baseline.yaml'), 'utf8')).not.toMatch(/kserve\/(churn|one|two)/);
    expect(audit(cwd, ...BASELINE)[0]).toBe(1);
  });

  it('follows a renamed program, and says so', () => {
    const train =
      'import mlflow\nfrom sklearn.linear_model import LogisticRegression\nLogisticRegression().fit([[0]], [0])\n';
    const cwd = temporaryTree({ 'train.py': train });
    expect(run(cwd, 'baseline').code).toBe(0);
    rmSync(join(cwd, 'train.py'));
    writeFileSync(join(cwd, 'fit.py'), train);
    const [code, stderr] = audit(cwd, ...BASELINE);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^refarch: refarch-baseline\.yaml: \d+ findings? moved to a renamed component; refarch baseline --prune notes it\.\n$/,
    );
    expect(run(cwd, 'baseline', '--prune').stderr).toMatch(/ 0 entries removed, [1-9]\d* renamed, /);
    expect(audit(cwd, ...BASELINE)).toEqual([0, '']);
  });

  it.each([
    ['', ': this is no baseline: it is empty.'],
    ['findings: []\n', ':1:1: "schemaVersion" is missing.'],
    ['schemaVersion: "1"\nfindings:\n  - rule: nothing\n', ':3:5: there is no rule "nothing".'],
    [
      'schemaVersion: "1"\nfindings:\n  - rule: manual-training\n  - rule: manual-training\n',
      ':4:5: manual-training is listed twice.',
    ],
    [
      'schemaVersion: "1"\nfindings:\n  - rule: manual-training\n    why: x\n',
      ':4:5: unknown key "why" in findings[0].',
    ],
    ['{"runs": []}', ':1:1: "schemaVersion" is missing.'],
    ['a: [', ':1:5: unexpected end of the stream within a flow collection.'],
  ])('that is none is refused: %j', (text, sentence) => {
    const cwd = temporaryTree({ ...TREE, 'x.yaml': text });
    expect(audit(cwd, '--baseline', 'x.yaml')).toEqual([2, `refarch: x.yaml${sentence}\n`]);
  });

  it('that is not there is refused, in the configuration too', () => {
    expect(audit(temporaryTree(TREE), '--baseline', 'x.yaml')[1]).toBe('refarch: x.yaml: there is no such file.\n');
    const cwd = temporaryTree({ ...TREE, 'refarch.yaml': 'baseline: known.yaml\nfailOn: info\n' });
    expect(audit(cwd)).toEqual([2, 'refarch: known.yaml: there is no such file.\n']);
    expect(run(cwd, 'baseline').stderr).toBe('refarch: known.yaml: 2 findings written.\n');
    expect(audit(cwd)).toEqual([0, '']);
  });
});

describe('a waiver of the configuration', () => {
  const waiver = (expires: string, reason = 'is replaced in spring'): string =>
    `failOn: warning\nwaivers:\n  - { rule: serving-without-monitoring, reason: ${reason}, owner: ml team, expires: ${expires} }\n`;
  it.each([
    [waiver('2027-02-01'), 0, ''],
    [waiver('2026-11-20'), 1, 'refarch: failed: 3 findings at or above warning.\n'],
    [
      waiver('2028-01-01'),
      2,
      'refarch: refarch.yaml:3:5: waivers: the waiver of serving-without-monitoring holds for more than a year; the last day is 2027-11-21.\n',
    ],
    [waiver('2027-02-30'), 2, 'refarch: refarch.yaml:3:97: waivers[0].expires: there is no day 2027-02-30.\n'],
    [
      waiver('2027-02-01', 'short'),
      2,
      'refarch: refarch.yaml:3:49: waivers[0].reason must NOT have fewer than 10 characters.\n',
    ],
  ])('%j', (text, code, sentence) => {
    expect(audit(temporaryTree({ ...TREE, 'refarch.yaml': text }))).toEqual([code, sentence]);
  });
});

describe('--trusted-config', () => {
  it('takes everything from the base and nothing from the change', () => {
    const evil =
      'failOn: never\nexclude: ["*"]\nrules: { serving-without-monitoring: { severity: off, reason: we do not like it } }\n';
    const change = temporaryTree({
      ...TREE,
      'refarch.yaml': evil,
      'c.yaml': `# refarch: waive serving-without-monitoring until 2027-01-01 owner evil -- there is no need\n${serving('loyalty')}`,
    });
    const base = temporaryTree({ ...TREE, 'refarch.yaml': 'failOn: warning\nbaseline: known.yaml\n' });
    expect(run(base, 'baseline').code).toBe(0);
    appendFileSync(join(base, 'refarch.yaml'), 'waivers: []\n');
    expect(audit(change)).toEqual([0, '']);
    expect(audit(change, '--trusted-config', base)).toEqual([
      1,
      'refarch: failed: 1 new finding at or above warning.\n',
    ]);
    const { stdout } = run(change, 'audit', '--trusted-config', base, '--format', 'json');
    expect(stdout).toContain('comments of this tree are not trusted');
  });

  it('reads no configuration at all where the base has none', () => {
    const change = temporaryTree({ ...TREE, 'refarch.yaml': 'exclude: ["*"]\nfailOn: never\n' });
    const { stdout } = run(change, 'audit', '--trusted-config', temporaryTree(), '--format', 'json');
    expect((JSON.parse(stdout) as { components: unknown[] }).components.length).toBeGreaterThan(0);
  });

  it('resolves the sources of the base in the change', () => {
    const sources = 'sources: [{ id: ml, path: models }]\n';
    const change = temporaryTree({ 'models/a.yaml': serving('fraud'), 'other/b.yaml': serving('churn') });
    const base = temporaryTree({ 'models/': '', 'refarch.yaml': sources });
    const { stdout } = run(change, 'audit', '--trusted-config', base, '--format', 'json');
    const { sources: read, components } = JSON.parse(stdout) as {
      sources: { id: string }[];
      components: { id: string }[];
    };
    expect(read.map((s) => s.id)).toEqual(['ml']);
    expect(components.map((c) => c.id)).toContain('model-serving/kserve/fraud');
    expect(components.map((c) => c.id)).not.toContain('model-serving/kserve/churn');
  });

  it('is refused beside --config, and without a directory', () => {
    const cwd = temporaryTree(TREE);
    expect(audit(cwd, '--trusted-config', '.', '--config', 'x')[1]).toBe(
      'refarch: give either --config or --trusted-config, not both.\n',
    );
    expect(audit(cwd, '--trusted-config', 'nowhere')[1]).toBe(
      'refarch: --trusted-config: there is no directory "nowhere".\n',
    );
  });
});
