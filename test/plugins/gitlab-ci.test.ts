import { describe, expect, it } from 'vitest';
import gitlab from '../../src/plugins/gitlab-ci/index.js';
import { extract, show } from './support.js';

const facts = (text: string, path = '.gitlab-ci.yml'): string[] => show(extract(gitlab, path, text));
/** Without the workflow's own facts. */
const jobs = (text: string): string[] =>
  facts(text).filter(
    (line) => !/ workflow( |$)/.test(line.replace(/ in workflow.*/, '')) || line.startsWith('unit job'),
  );

describe('GitLab pipelines', () => {
  it('are components with jobs', () => {
    const text = `workflow:
  name: Train
stages: [test, train]
variables:
  IMAGE: registry.acme.io/train
default:
  image: python:3.11
  before_script:
    - cd ml

test:
  stage: test
  script:
    - pytest tests
train:
  image: $IMAGE:1
  tags: [gpu]
  environment: { name: prod }
  when: manual
  script:
    - python train.py
  after_script: echo done
`;
    expect(facts(text)).toEqual([
      'unit workflow workflow (Train)',
      'component workflow is ci-cd gitlab-ci [Train]',
      'trait workflow runs-on-push: push',
      'symbol env: IMAGE = registry.acme.io/train',
      'unit job:test job (test) in workflow',
      'link job:test built-from image python:3.11',
      'unit step:test/0 step in job:test',
      'embedded step:test/0 shell in . @9: cd ml\n\n\n\n\npytest tests',
      'unit job:train job (train) in workflow',
      'trait job:train environment: prod',
      'trait job:train requests-accelerator: gpu',
      'link job:train built-from image registry.acme.io/train:1',
      'trait job:train approval: when: manual',
      'unit step:train/0 step in job:train',
      `embedded step:train/0 shell in . @9: cd ml${'\n'.repeat(12)}python train.py`,
      'unit step:train/1 step in job:train',
      'embedded step:train/1 shell in . @22: echo done',
    ]);
    expect(extract(gitlab, '.gitlab-ci.yml', text)[1]).toMatchObject({
      confidence: 'high',
      attributes: { environments: 'prod' },
    });
  });

  it('merge what jobs inherit', () => {
    const text = `.base:
  image: a:1
  variables: { A: x, B: y }
  script:
    - make $A
.setup: &setup
  - pip install .
one:
  extends: .base
  variables: { A: z }
two:
  script:
    - *setup
    - !reference [.base, script]
    - cd sub
    - make two
loop:
  extends: loop
  script: [make loop]
`;
    expect(jobs(text)).toEqual([
      'unit job:one job (one) in workflow',
      'symbol env: A = z',
      'symbol env: B = y',
      'link job:one built-from image a:1',
      'unit step:one/0 step in job:one',
      'embedded step:one/0 shell in . @5: make z',
      'unit job:two job (two) in workflow',
      'unit step:two/0 step in job:two',
      'embedded step:two/0 shell in . @7: pip install .',
      `embedded step:two/0 shell in . @5: make $A${'\n'.repeat(10)}cd sub\nmake two`,
      'unit job:loop job (loop) in workflow',
      'unit step:loop/0 step in job:loop',
      'embedded step:loop/0 shell in . @19: make loop',
    ]);
  });

  it('carry the directory on to scripts from elsewhere', () => {
    const text = '.make: &make [make]\na:\n  script:\n    - cd sub\n    - *make\n';
    expect(jobs(text).slice(2)).toEqual([
      'embedded step:a/0 shell in . @4: cd sub',
      'embedded step:a/0 shell in sub @1: make',
    ]);
  });

  it.each<[name: string, text: string, facts: string[]]>([
    [
      'schedules',
      'workflow: { rules: [{ if: $CI_PIPELINE_SOURCE == "schedule" }] }',
      ['trait workflow runs-on-schedule: schedule'],
    ],
    [
      'several',
      'workflow:\n  rules:\n    - if: $CI_PIPELINE_SOURCE == "web" || $CI_PIPELINE_SOURCE == \'trigger\'\n    - if: $CI_PIPELINE_SOURCE == "merge_request_event"\n      when: never\n    - if: $CI_COMMIT_BRANCH\n',
      [
        'trait workflow runs-on-demand: web',
        'trait workflow runs-on-event: trigger',
        'trait workflow runs-on-push: push',
      ],
    ],
    ['none', 'stages: [a]', ['trait workflow runs-on-push: push']],
  ])('are started by %s', (_, text, expected) => {
    expect(facts(text).filter((line) => line.startsWith('trait'))).toEqual(expected);
  });

  it.each<[name: string, job: string, facts: string[]]>([
    [
      'only',
      'only: [schedules, main]',
      ['trait job:a runs-on-schedule: schedules', 'trait job:a runs-on-push: main', 'trait job:a branch: main'],
    ],
    ['only refs', 'only: { refs: [web] }', ['trait job:a runs-on-demand: web']],
    [
      'rules',
      'rules: [{ if: $CI_PIPELINE_SOURCE == "schedule" }, { if: $X }]',
      ['trait job:a runs-on-schedule: schedule'],
    ],
    ['manual rules', 'rules: [{ if: $X, when: manual }]', ['trait job:a approval: when: manual']],
  ])('have jobs with %s', (_, job, expected) => {
    expect(facts(`a:\n  script: [make]\n  ${job}\n`).filter((line) => line.startsWith('trait job'))).toEqual(expected);
  });

  it.each<[name: string, text: string, reason: string]>([
    ['nothing', '', 'empty'],
    ['no job', 'stages: [a]\n.hidden: { script: [make] }\n', 'empty'],
    ['jobs that never run', 'a:\n  script: [make]\n  rules: [{ when: never }]\n', 'disabled'],
    ['jobs that only print', 'a:\n  script: [echo a, cat b]\n', 'echo-only'],
  ])('with %s are only declared', (_, text, reason) => {
    expect(facts(text).find((line) => line.startsWith('component'))).toMatch(new RegExp(`declared ${reason}$`));
  });

  it('include files', () => {
    const text =
      'include:\n  - local: /ci/a.yml\n  - ci/b.yml\n  - template: Auto-DevOps.gitlab-ci.yml\n  - project: acme/ci\n    file: x.yml\n  - https://x.y/z.yml\n';
    expect(facts(text).filter((line) => /^(?:link|not)/.test(line))).toEqual([
      'link workflow includes path ci/a.yml',
      'link workflow includes path ci/b.yml',
      'not-understood workflow remote-reference: include Auto-DevOps.gitlab-ci.yml',
      'link workflow includes path gitlab.com/acme/ci/x.yml',
      'not-understood workflow remote-reference: include acme/ci',
      'not-understood workflow remote-reference: include https://x.y/z.yml',
    ]);
  });

  it('start pipelines of other projects', () => {
    const text = 'a:\n  trigger: acme/deploy\nb:\n  trigger:\n    include: ci/b.yml\n';
    expect(facts(text).filter((line) => line.startsWith('link'))).toEqual([
      'link step:a/0 triggers git-repository gitlab.com/acme/deploy',
      'link step:b/0 includes path ci/b.yml',
    ]);
  });
});

describe('placement', () => {
  it('takes a nested file for that of a repository of its own', () => {
    const found = extract(gitlab, 'part/.gitlab-ci.yml', 'a:\n  script: [make]\n');
    expect(found.find((fact) => fact.fact === 'component')).toMatchObject({ confidence: 'medium' });
    expect(found.find((fact) => fact.fact === 'embedded')).toMatchObject({ directory: 'part' });
  });

  it.each(['.gitlab-ci_old.yml', 'ci/test.gitlab-ci.yml', '.gitlab/ci/test.yml'])('takes %s for a part', (path) => {
    expect(facts('a:\n  script: [make]\n', path)).toEqual([
      expect.stringMatching(/^unit workflow workflow/),
      'unit job:a job (a) in workflow',
      'unit step:a/0 step in job:a',
      'embedded step:a/0 shell in . @2: make',
    ]);
  });

  it.each([
    ['.gitlab/ci/values.yml', 'image: a\nkey: { a: 1 }\n'],
    ['ci/x.yml', 'a:\n  script: [make]\n'],
  ])('leaves %s alone', (path, text) => expect(facts(text, path)).toEqual([]));
});

it('bounds what a few lines unfold to', () => {
  const names = Array.from({ length: 3000 }, (_, index) => `j${index}`);
  const chain = names
    .map(
      (name, index) =>
        `${name}:\n  extends: [${names[index + 1] ?? 'x'}, ${names[index + 2] ?? 'x'}]\n  script: [make]\n`,
    )
    .join('');
  const started = performance.now();
  extract(gitlab, '.gitlab-ci.yml', `before_script:\n  - |\n    ${'x '.repeat(50_000)}\n${chain}`);
  expect(performance.now() - started).toBeLessThan(10_000);
});
