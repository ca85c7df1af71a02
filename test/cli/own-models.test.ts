/** Reference architectures that an organisation wrote itself: the documented example, and everything that can be wrong with a file. */
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { temporaryTree } from '../workspace/temporary-tree.js';
import { refarch, ROOT } from './refarch.js';

const EXAMPLE = 'fixtures/own-architecture';

function audited(...words: string[]): Assessment['conformance'] {
  const { code, stdout, stderr } = refarch(['audit', ...words, '--fail-on', 'never', '--format', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return (JSON.parse(stdout) as Assessment).conformance;
}

describe('the documented example', () => {
  it('is assessed by its own architecture and by a published one as it is used there', () => {
    const [bank, kreuzberger, ...others] = audited(EXAMPLE);
    expect(others).toEqual([]);
    expect(bank?.model).toBe('invented-bank');
    expect(bank?.elements.map((e) => `${e.id} ${e.status}`)).toEqual([
      'scoring present',
      'training present',
      'delivery present',
      'registry present',
      'monitoring absent',
      'lake present',
    ]);
    expect(bank?.relations.map((r) => `${r.id} ${r.verdict}`)).toEqual([
      'delivery-scoring convergence',
      'scoring-registry convergence',
      'training-registry convergence',
      'training-lake convergence',
    ]);
    expect(bank?.notJudged?.map((r) => `${r.id} ${r.reason}`)).toEqual([
      'monitoring-scoring end-absent',
      'delivery-registry not-found',
    ]);
    expect(
      bank?.layerRules?.map((r) => [r.id, r.status, ...r.violations.map((v) => v.evidence.map((e) => e.file))]),
    ).toEqual([
      ['no-shortcut', 'broken', ['scoring/app.py', 'lake/main.tf', 'scoring/app.py']],
      ['no-upward-use', 'nothing-selected'],
    ]);
    expect(kreuzberger?.elements.map((e) => e.id)).not.toContain('C4');
    expect(kreuzberger?.elements.find((e) => e.id === 'policies')?.status).toBe('absent');
    expect(kreuzberger?.principles).toHaveLength(9);
  });

  it('is shown in its documentation as it is', () => {
    const page = readFileSync(join(ROOT, 'docs/own-models.md'), 'utf8');
    for (const file of ['refarch.yaml', 'architecture/bank.yaml', 'architecture/kreuzberger-with-mlflow.yaml'])
      expect(page).toContain(`\`\`\`yaml\n${readFileSync(join(ROOT, EXAMPLE, file), 'utf8')}\`\`\``);
    const { stdout } = refarch([
      'audit',
      EXAMPLE,
      '--model',
      `${EXAMPLE}/architecture/bank.yaml`,
      '--fail-on',
      'never',
    ]);
    const sections = stdout.split('\n\n').filter((section) => section.startsWith('Machine learning at'));
    expect(page).toContain(`\`\`\`text\n${sections.join('\n\n')}\n\`\`\``);
  });

  it('is explained', () => {
    const { stdout } = refarch(['explain', 'no-shortcut', EXAMPLE]);
    expect(stdout).toMatch(/Forbids: products → base[\s\S]*Found: broken/);
  });
});

const HEAD = 'id: ours\nkind: reference-architecture\nname: Ours\n';

describe('a model file', () => {
  it('narrows the assessment, together with models that come with refarch', () => {
    const root = temporaryTree({
      'ours.yaml': `${HEAD}elements: [{ id: ci, name: CI, types: [ci-cd] }]\n`,
      'a.py': '',
    });
    const models = audited(root, '-m', join(root, 'ours.yaml'), '-m', 'kreuzberger-2022').map((c) => c.model);
    expect(models).toEqual(['kreuzberger-2022', 'ours']);
  });

  it.each([
    ['what is no YAML', `${HEAD}elements: [`, /^refarch: ours\.yaml:\d+:\d+: /],
    ['a list', '- a\n', /^refarch: ours\.yaml:1:1: the model must be a mapping\.\n$/],
    [
      'another kind of model',
      'id: ours\nkind: maturity-model\nname: Ours\nlevels: []\n',
      /ours\.yaml:2:7: only reference architectures can be one's own; this is a "maturity-model"\./,
    ],
    ['an unknown key', `${HEAD}element: []\n`, /ours\.yaml:4:1: unknown key "element", did you mean "elements"\?/],
    [
      'an unknown type',
      `${HEAD}elements:\n  - { id: a, name: A, types: [model-servin] }\n`,
      /ours\.yaml:5:\d+: elements\[0\]\.types\[0\] must be one of .*did you mean "model-serving"\?/,
    ],
    [
      'an unknown technology',
      `${HEAD}elements:\n  - { id: a, name: A, technologies: [mlfow] }\n`,
      /ours\.yaml:5:\d+: there is no technology "mlfow", did you mean "mlflow"\?/,
    ],
    [
      'an unknown element',
      `${HEAD}elements:\n  - { id: a, name: A, types: [ci-cd] }\nrelations:\n  - { from: a, to: b, types: [deploys] }\n`,
      /ours\.yaml:7:\d+: there is no element, layer or task "b"\./,
    ],
    [
      'an id that is used twice',
      `${HEAD}elements:\n  - { id: a, name: A, types: [ci-cd] }\n  - { id: a, name: B, types: [ci-cd] }\n`,
      /ours\.yaml:6:\d+: the id "a" is used twice in elements\./,
    ],
    [
      'an element that nothing recognises',
      `${HEAD}elements:\n  - { id: a, name: A }\n`,
      /ours\.yaml:5:\d+: the element "a" says neither "types", "technologies" nor "names"/,
    ],
    [
      'a base that does not exist',
      `${HEAD}extends: cobit\n`,
      /ours\.yaml:4:\d+: there is no reference architecture "cobit"/,
    ],
    [
      'a base file that does not exist',
      `${HEAD}extends: ./theirs.yaml\n`,
      /ours\.yaml:4:\d+: there is no model file "\.\/theirs\.yaml"\./,
    ],
    ['itself as its base', `${HEAD}extends: ./ours.yaml\n`, /ours\.yaml:4:\d+: it extends itself/],
    [
      'the id of a shipped model',
      HEAD.replace('ours', 'kumara-2022'),
      /ours\.yaml:1:5: the id "kumara-2022" is that of a shipped model\./,
    ],
    [
      'anchors',
      `${HEAD}elements:\n  - &a { id: a, name: A, types: [ci-cd] }\n  - *a\n`,
      /anchors and aliases are not supported here/,
    ],
    [
      'omissions without a base',
      `${HEAD}omit: [C4]\n`,
      /ours\.yaml:4:\d+: "omit" is for models that extend another one\./,
    ],
    [
      'the omission of what the base has not',
      `${HEAD}extends: kreuzberger-2022\nomit: [C14]\n`,
      /ours\.yaml:5:\d+: "C14" is nothing in kreuzberger-2022/,
    ],
  ])('is refused for %s, with file and line', (_, text, message) => {
    const cwd = temporaryTree({ 'ours.yaml': text, 'a.py': '' });
    const { code, stdout, stderr } = refarch(['audit', '.', '--model', 'ours.yaml'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.split('\n')).toHaveLength(2);
  });

  it('is refused for a cycle of bases', () => {
    const cwd = temporaryTree({
      'a.yaml': `${HEAD}extends: ./b.yaml\n`,
      'b.yaml': `${HEAD.replace('ours', 'b')}extends: ./a.yaml\n`,
    });
    const { code, stderr } = refarch(['audit', '.', '--model', 'a.yaml'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'refarch: b.yaml:4:10: it extends itself, by way of a.yaml, b.yaml, a.yaml.\n',
    });
  });
});

describe('a model that a configuration names', () => {
  it.each([
    ['a missing file', 'models:\n  - ours.yaml\n', 'refarch.yaml:2:5: there is no model file "ours.yaml".'],
    [
      'an unknown id',
      'models: [kreuzberger]\n',
      'refarch.yaml:1:10: there is no model "kreuzberger"; there are kreuzberger-2022, kumara-2022, najafabadi-2024, google-mlops, marvelous-mlops, microsoft-mlops, ml-test-score.',
    ],
    [
      'an unknown edition',
      "models: ['microsoft-mlops@2019']\n",
      'refarch.yaml:1:10: there is no edition "2019" of "microsoft-mlops"; there are 2020, current.',
    ],
  ])('is refused where it names %s, with file and line', (_, text, message) => {
    const cwd = temporaryTree({ 'refarch.yaml': text, 'a.py': '' });
    expect(refarch(['audit', '.'], { cwd })).toEqual({ code: 2, stdout: '', stderr: `refarch: ${message}\n` });
  });
});

describe('a configuration that was found', () => {
  const model = `${HEAD}elements: [{ id: ci, name: CI, types: [ci-cd] }]\n`;

  it('names only models below its directory, and none by a link', () => {
    const root = temporaryTree({
      'ours.yaml': model,
      'outside/refarch.yaml': 'models: [../ours.yaml]\n',
      'link/refarch.yaml': 'models: [ours.yaml]\n',
      'inside/refarch.yaml': 'models: [models/ours.yaml]\n',
      'inside/models/ours.yaml': model,
    });
    symlinkSync(join(root, 'ours.yaml'), join(root, 'link/ours.yaml'));
    expect(audited(join(root, 'inside')).map((c) => c.model)).toEqual(['ours']);
    const refused = (directory: string): string => refarch(['audit', directory], { cwd: root }).stderr;
    expect(refused('outside')).toMatch(/may only name models below its own directory\.\n$/);
    expect(refused('link')).toMatch(/a model that is a symbolic link is only read when the command line names it\.\n$/);
    expect(refarch(['audit', 'outside', '-c', 'outside/refarch.yaml', '--fail-on', 'never'], { cwd: root }).code).toBe(
      0,
    );
  });
});
