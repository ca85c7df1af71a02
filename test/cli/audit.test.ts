/** What an audit says and how it ends. */
import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { temporaryTree, write } from '../workspace/temporary-tree.js';
import { DEMO_SOURCES, refarch, ROOT } from './refarch.js';
import { ERROR_TREE, INFO_TREE, PROSE_TREE, WARNING_TREE } from './trees.js';

const TREES = { error: ERROR_TREE, warning: WARNING_TREE, info: INFO_TREE, never: PROSE_TREE };
const SEVERITIES = ['error', 'warning', 'info', 'never'] as const;

const schema = JSON.parse(readFileSync(join(ROOT, 'schemas/assessment.schema.json'), 'utf8')) as object;
const isAssessment = new Ajv2020({ strict: true, allowUnionTypes: true }).compile<Assessment>(schema);

describe('the exit code', () => {
  it.each(SEVERITIES)('depends on the worst finding (%s) and --fail-on', (worst) => {
    const cwd = temporaryTree(TREES[worst]);
    const codes = SEVERITIES.map((failOn) => refarch(['audit', '--fail-on', failOn], { cwd }).code);
    const expected = SEVERITIES.map((failOn) =>
      worst !== 'never' && failOn !== 'never' && SEVERITIES.indexOf(worst) <= SEVERITIES.indexOf(failOn) ? 1 : 0,
    );
    expect(codes).toEqual(expected);
  });

  it('is that for --fail-on error unless the configuration says otherwise', () => {
    const cwd = temporaryTree(WARNING_TREE);
    expect(refarch(['audit'], { cwd }).code).toBe(0);
    write(cwd, { 'refarch.yaml': 'failOn: warning\n' });
    expect(refarch(['audit'], { cwd }).code).toBe(1);
    expect(refarch(['audit', '--fail-on', 'error'], { cwd }).code).toBe(0);
  });

  it('is the same in every format', () => {
    const cwd = temporaryTree(ERROR_TREE);
    expect(
      ['terminal', 'json', 'markdown'].map((format) => refarch(['audit', '--format', format], { cwd }).code),
    ).toEqual([1, 1, 1]);
  });

  it('is 3 when a file could not be read, and says which', () => {
    const cwd = temporaryTree({ ...ERROR_TREE, 'big.yaml': '' });
    truncateSync(join(cwd, 'big.yaml'), 6_000_000);
    const { code, stdout, stderr } = refarch(['audit'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toBe(
      'refarch: the assessment is incomplete: big.yaml: Too large to be read (6000000 bytes, the limit is 5000000) (--allow-incomplete accepts that).\n',
    );
    expect(stdout).toContain('! big.yaml: Too large to be read');
    expect(refarch(['audit', '--quiet'], { cwd })).toEqual({ code: 3, stdout, stderr: '' });
    expect(refarch(['audit', '--allow-incomplete'], { cwd })).toEqual({
      code: 1,
      stdout,
      stderr: 'refarch: failed: 1 finding at or above error.\n',
    });
    expect(refarch(['audit', '--allow-incomplete', '--fail-on', 'never'], { cwd }).code).toBe(0);
    expect(refarch(['diagram'], { cwd }).code).toBe(3);
  });

  it('is 4 for an error of refarch itself, which is one line', () => {
    const broken = "process.stdout.write = () => { throw new Error('broken\\u001b[2J\\nhere'); };";
    const { code, stderr } = refarch(['audit', ...DEMO_SOURCES], {
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(broken)}` },
    });
    expect(code).toBe(4);
    expect(stderr).toBe(
      'refarch: internal error: broken\\x1b[2J\\x0ahere\nPlease report it with the command that you ran.\n',
    );
  });
});

describe('nothing to assess', () => {
  const sentence = 'Nothing found: the sources hold no definition that refarch reads, so there is nothing to assess.\n';

  it.each([
    ['an empty directory', {}, 0],
    ['a directory with prose', PROSE_TREE, 2],
  ])('is said of %s', (_, files, readFiles) => {
    const cwd = temporaryTree({
      'tree/': '',
      ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`tree/${path}`, text])),
    });
    const { code, stdout, stderr } = refarch(['audit', 'tree', '--fail-on', 'info'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.endsWith(`\n\n${sentence}`)).toBe(true);
    const assessment = JSON.parse(refarch(['audit', 'tree', '--format', 'json'], { cwd }).stdout) as Assessment;
    expect(assessment.components).toEqual([]);
    expect(assessment.sources.map((s) => s.files.read)).toEqual([readFiles]);
    expect(assessment.maturity.map((m) => m.assessable)).toEqual(assessment.maturity.map(() => false));
  });
});

describe('reports', () => {
  it('as JSON follow the published schema', () => {
    for (const words of [DEMO_SOURCES, [temporaryTree()], [temporaryTree(ERROR_TREE)]]) {
      const { stdout } = refarch(['audit', ...words, '--format', 'json']);
      expect(isAssessment(JSON.parse(stdout)), JSON.stringify(isAssessment.errors)).toBe(true);
    }
  });

  it.each(['terminal', 'markdown', 'json'])('as %s are the same when rendered from the assessment', (format) => {
    const cwd = temporaryTree();
    const file = join(cwd, 'assessment.json');
    const audited = refarch([
      'audit',
      ...DEMO_SOURCES,
      '--fail-on',
      'never',
      '--format',
      `json=${file}`,
      '--format',
      format,
    ]);
    expect(audited.code).toBe(0);
    expect(refarch(['render', file, '--format', format])).toEqual({ code: 0, stdout: audited.stdout, stderr: '' });
  });

  it('go to as many files as are named, and then not to stdout', () => {
    const cwd = temporaryTree(INFO_TREE);
    const { code, stdout, stderr } = refarch(
      ['audit', '--format', 'json=a.json', '--format', 'markdown=a=b.md', '--format', 'terminal=a.txt'],
      { cwd },
    );
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(isAssessment(JSON.parse(readFileSync(join(cwd, 'a.json'), 'utf8')))).toBe(true);
    expect(readFileSync(join(cwd, 'a=b.md'), 'utf8')).toMatch(/^# Architecture assessment\n/);
    expect(readFileSync(join(cwd, 'a.txt'), 'utf8')).toMatch(/^refarch \d/);
  });

  it('are written although the audit fails', () => {
    const cwd = temporaryTree(ERROR_TREE);
    expect(refarch(['audit', '--format', 'json=a.json'], { cwd }).code).toBe(1);
    expect(isAssessment(JSON.parse(readFileSync(join(cwd, 'a.json'), 'utf8')))).toBe(true);
  });

  it('speak of the chosen model only', () => {
    const cwd = temporaryTree(INFO_TREE);
    const models = (words: string[]): string[] => {
      const { conformance, maturity } = JSON.parse(
        refarch(['audit', '--format', 'json', ...words], { cwd }).stdout,
      ) as Assessment;
      return [...conformance, ...maturity].map((m) => m.model);
    };
    expect(models(['--model', 'google-mlops'])).toEqual(['google-mlops']);
    expect(models(['-m', 'kreuzberger-2022'])).toEqual(['kreuzberger-2022']);
    expect(refarch(['audit', '-m', 'kreuzberger-2022'], { cwd }).code).toBe(0);
    write(cwd, { 'refarch.yaml': 'models: [google-mlops]\n' });
    expect(models([])).toEqual(['google-mlops']);
  });
});

describe('sources', () => {
  it('are those of the configuration when the command line names none', () => {
    const cwd = temporaryTree({
      'refarch.yaml': 'sources:\n  - { id: model, path: a }\n  - { id: platform, path: b }\n',
      'a/train.py': INFO_TREE['train.py'],
      'b/serving.yaml': ERROR_TREE['serving.yaml'],
      'c/train.py': INFO_TREE['train.py'],
    });
    const ids = (words: string[]): string[] =>
      (JSON.parse(refarch(['audit', '--format', 'json', ...words], { cwd }).stdout) as Assessment).sources.map(
        (s) => s.id,
      );
    expect(ids([])).toEqual(['model', 'platform']);
    expect(ids(['a', 'c'])).toEqual(['a', 'c']);
    expect(ids(['--config', 'refarch.yaml', 'a', 'c'])).toEqual(['c', 'model']);
  });
});

describe('explain', () => {
  it.each(['C6', 'P4', 'G1.8', 'mlflow', 'serving-without-monitoring'])(
    'explains %s without reading anything',
    (id) => {
      const { code, stdout, stderr } = refarch(['explain', id], { cwd: temporaryTree({ 'refarch.yaml': '[' }) });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).not.toContain('Found:');
    },
  );

  it('says what was found in sources', () => {
    expect(refarch(['explain', 'C6', ...DEMO_SOURCES]).stdout).toMatch(/Found: present\n {4}churn-model\//);
    const cwd = temporaryTree(INFO_TREE);
    expect(refarch(['explain', 'model-registry/mlflow', '.'], { cwd }).stdout).toMatch(
      /^model-registry\/mlflow · component, defined, /,
    );
  });
});

describe('help', () => {
  it.each(['--help', 'help', 'audit --help', 'render --help', 'diagram --help', 'explain --help'])(
    'of %s lists the exit codes',
    (words) => {
      const { code, stdout, stderr } = refarch(words.split(' '));
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      for (const text of ['0 nothing', '1 findings', '2 wrong usage', '3 incomplete', '4 internal', '130 interrupted'])
        expect(stdout).toContain(text);
    },
  );

  it.each(['--version', '-V'])('tells the version for %s', (word) => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(refarch([word])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});
