import { describe, expect, it } from 'vitest';
import { reference } from '../../src/facts/value.js';
import github from '../../src/plugins/github-actions/index.js';
import { extract, show } from './support.js';
import { catalogue } from './github-actions.js';

const facts = (text: string, path = '.github/workflows/ci.yml'): string[] =>
  show(extract(github, path, text, { catalogue }));
describe('GitHub workflows', () => {
  it('are components with triggers, jobs and steps', () => {
    const text = `name: Train
on:
  push: { branches: [main] }
  schedule:
    - cron: '0 3 * * *'
  workflow_dispatch:
  repository_dispatch: { types: [drift] }
  workflow_run: { workflows: [Build] }
env:
  REGION: eu
jobs:
  train:
    name: Train it
    runs-on: [self-hosted, gpu]
    environment: { name: production }
    container: ghcr.io/acme/ci:1
    steps:
      - uses: actions/checkout@v4
      - name: Run
        working-directory: src
        run: |
          # comment
          python train.py --region $REGION \${{ env.REGION }}
  off:
    if: false
    steps:
      - run: python off.py
      - if: \${{ false }}
        run: python never.py
`;
    expect(facts(text)).toEqual([
      'unit workflow workflow (Train)',
      'component workflow is ci-cd github-actions [Train]',
      'offer workflow workflow Train',
      'offer workflow workflow ci.yml',
      'trait workflow runs-on-push: push',
      'trait workflow runs-on-schedule: 0 3 * * *',
      'trait workflow runs-on-demand: workflow_dispatch',
      'trait workflow runs-on-event: repository_dispatch: drift',
      'trait workflow runs-on-push: workflow_run: Build',
      'trait workflow branch: main',
      'symbol env: REGION = eu',
      'symbol ci:.github/workflows/ci.yml env.REGION = eu',
      'unit job:train job (Train it) in workflow',
      'trait job:train environment: production',
      'trait job:train requests-accelerator: gpu',
      'link job:train built-from image ghcr.io/acme/ci:1',
      'unit step:train/0 step in job:train',
      'unit step:train/1 step (Run) in job:train',
      'embedded step:train/1 shell in src @22: # comment\npython train.py --region eu eu\n',
      'unit job:off job (off) in workflow off disabled',
      'unit step:off/0 step in job:off',
      'embedded step:off/0 shell in . @27: python off.py',
      'unit step:off/1 step in job:off off disabled',
      'embedded step:off/1 shell in . @29: python never.py',
    ]);
    const component = extract(github, '.github/workflows/ci.yml', text).find((fact) => fact.fact === 'component');
    expect(component).toMatchObject({
      confidence: 'high',
      attributes: { environments: 'production' },
      at: { line: 1 },
    });
  });

  it.each<[name: string, path: string, text: string, facts: string[]]>([
    [
      'an empty file',
      '.github/workflows/x.yml',
      '',
      [
        'unit workflow workflow (x)',
        'component workflow is ci-cd github-actions [x] declared empty',
        'offer workflow workflow x.yml',
      ],
    ],
    [
      'no jobs',
      '.github/workflows/x.yml',
      'on: push\n',
      [
        'unit workflow workflow (x)',
        'component workflow is ci-cd github-actions [x] declared empty',
        'offer workflow workflow x.yml',
        'trait workflow runs-on-push: push',
      ],
    ],
    [
      'steps that only print',
      '.github/workflows/x.yaml',
      'on: [push]\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          echo hi\n          ls -la\n',
      [
        'unit workflow workflow (x)',
        'component workflow is ci-cd github-actions [x] declared echo-only',
        'offer workflow workflow x.yaml',
        'trait workflow runs-on-push: push',
        'unit job:a job (a) in workflow',
        'unit step:a/0 step in job:a',
        'unit step:a/1 step in job:a',
        'embedded step:a/1 shell in . @7: echo hi\nls -la\n',
      ],
    ],
    [
      'jobs that are all off',
      '.github/workflows/x.yml',
      'on: push\njobs:\n  a:\n    if: ${{ false }}\n    steps: [{ run: make }]\n',
      [
        'unit workflow workflow (x)',
        'component workflow is ci-cd github-actions [x] declared disabled',
        'offer workflow workflow x.yml',
        'trait workflow runs-on-push: push',
        'unit job:a job (a) in workflow off disabled',
        'unit step:a/0 step in job:a',
        'embedded step:a/0 shell in . @5: make',
      ],
    ],
    [
      'housekeeping',
      '.github/workflows/stale.yml',
      'on:\n  schedule: [{ cron: "0 0 * * *" }]\njobs:\n  a:\n    steps: [{ uses: actions/stale@v9 }]\n',
      [
        'unit workflow workflow (stale)',
        'offer workflow workflow stale.yml',
        'trait workflow runs-on-schedule: 0 0 * * *',
        'unit job:a job (a) in workflow',
        'unit step:a/0 step in job:a',
      ],
    ],
    [
      'a folder that GitHub does not read',
      '.github/.workflows/x.yml',
      'on: push\njobs:\n  a:\n    steps: [{ run: make }]\n',
      [
        'unit workflow workflow (x)',
        'component workflow is ci-cd github-actions [x] declared not-loaded',
        'offer workflow workflow x.yml',
        'trait workflow runs-on-push: push',
        'unit job:a job (a) in workflow',
        'unit step:a/0 step in job:a',
        'embedded step:a/0 shell in . @4: make',
      ],
    ],
    ['other YAML in the folder', '.github/workflows/labels.yml', 'bug: [src/**]\n', []],
    ['other YAML of GitHub', '.github/dependabot.yml', 'version: 2\nupdates: []\n', []],
    ['YAML elsewhere', 'config/x.yml', 'on: push\njobs: {}\n', []],
    [
      'broken YAML',
      '.github/workflows/x.yml',
      'on: push\njobs: [',
      [
        'unit workflow workflow (x)',
        'component workflow is ci-cd github-actions [x] declared empty',
        'offer workflow workflow x.yml',
        'trait workflow runs-on-push: push',
      ],
    ],
    [
      'strange shapes',
      '.github/workflows/x.yml',
      'on: {push: }\njobs:\n  a: 1\n  b: {steps: 3, uses: [x]}\n  c: {steps: [1, {run: {}}]}\n',
      [
        'unit workflow workflow (x)',
        'component workflow is ci-cd github-actions [x] declared echo-only',
        'offer workflow workflow x.yml',
        'trait workflow runs-on-push: push',
        'unit job:b job (b) in workflow',
        'unit job:c job (c) in workflow',
        'unit step:c/0 step in job:c',
      ],
    ],
  ])('%s', (_, path, text, expected) => expect(facts(text, path)).toEqual(expected));

  it('count from the root of the repository that they are made for', () => {
    const text =
      'on: push\njobs:\n  a:\n    defaults: { run: { working-directory: app } }\n    steps: [{ run: make }, { uses: ./.github/actions/x }]\n';
    const found = extract(github, 'seed/.github/workflows/a.yml', text);
    expect(show(found).filter((line) => /^(?:embedded|link)/.test(line))).toEqual([
      'embedded step:a/0 shell in seed/app @5: make',
      'link step:a/1 includes path seed/.github/actions/x',
    ]);
    expect(found.find((fact) => fact.fact === 'component')).toMatchObject({ confidence: 'medium' });
  });
});

describe('calls', () => {
  it('links workflows of the repository and hands over inputs', () => {
    const text =
      'on: push\njobs:\n  t:\n    uses: ./.github/workflows/train.yml\n    with: { model: fraud, sha: "${{ github.sha }}" }\n';
    expect(facts(text).slice(4)).toEqual([
      'unit job:t job (t) in workflow',
      'unit step:t/0 step (./.github/workflows/train.yml) in job:t',
      'link step:t/0 includes path .github/workflows/train.yml',
      'symbol ci:.github/workflows/train.yml inputs.model = fraud',
    ]);
  });

  it('keeps what workflows elsewhere are given', () => {
    const call = (name: string, inputs: string): string[] =>
      facts(
        `on: push\njobs:\n  t:\n    uses: acme/templates/.github/workflows/${name}.yml@main\n    with: ${inputs}\n`,
      ).slice(6);
    const remote = (name: string): string =>
      `not-understood step:t/0 remote-reference: acme/templates/.github/workflows/${name}.yml@main`;
    const included = (name: string): string =>
      `link step:t/0 includes path github.com/acme/templates/.github/workflows/${name}.yml`;
    const given = (name: string, input: string): string =>
      `symbol ci:github.com/acme/templates/.github/workflows/${name}.yml inputs.${input}`;
    expect(call('create-endpoint', '{ file: ml/endpoint.yml, name: a/b, ref: v1.0 }')).toEqual([
      included('create-endpoint'),
      given('create-endpoint', 'file = ml/endpoint.yml'),
      given('create-endpoint', 'name = a/b'),
      given('create-endpoint', 'ref = v1.0'),
      remote('create-endpoint'),
      'trait step:t/0 deploys: acme/templates/.github/workflows/create-endpoint.yml@main',
      'link step:t/0 deploys path ml/endpoint.yml',
    ]);
    expect(call('run-pipeline', '{ file: ml/pipeline.yml }')).toEqual([
      included('run-pipeline'),
      given('run-pipeline', 'file = ml/pipeline.yml'),
      remote('run-pipeline'),
      'link step:t/0 runs path ml/pipeline.yml',
    ]);
    expect(call('train', '{ spec: a.json }')).toEqual([
      'component step:t/0 acts triggers workflow-orchestration acme-deploy',
      included('train'),
      given('train', 'spec = a.json'),
      remote('train'),
      'link step:t/0 runs path a.json',
    ]);
    expect(call('python-test', '{}')).toEqual([
      included('python-test'),
      remote('python-test'),
      'trait step:t/0 tests: acme/templates/.github/workflows/python-test.yml@main',
    ]);
    expect(call('other', '{ url: "https://x/y.yml" }')).toEqual([
      included('other'),
      given('other', 'url = https://x/y.yml'),
      remote('other'),
    ]);
  });

  it('leaves the inputs of a callable workflow to its callers', () => {
    const text =
      'on:\n  workflow_call:\n    inputs:\n      model: { default: base }\n      tag: {}\njobs:\n  a:\n    steps: [{ run: "train ${{ inputs.model }} ${{ inputs.tag }} ${{ inputs.other }}" }]\n';
    const found = extract(github, '.github/workflows/train.yml', text);
    const space = 'ci:.github/workflows/train.yml';
    expect(found).toContainEqual(
      expect.objectContaining({ fact: 'symbol', space, name: 'inputs.model', value: 'base' }),
    );
    expect(found.find((fact) => fact.fact === 'embedded')).toMatchObject({
      text: `train ${reference(space, 'inputs.model')} ${reference(space, 'inputs.tag')} \${{ inputs.other }}`,
    });
  });

  it('takes the default of an input of a manual start', () => {
    const text =
      'on:\n  workflow_dispatch:\n    inputs:\n      model: { default: base }\njobs:\n  a:\n    steps: [{ run: "train ${{ github.event.inputs.model }}" }]\n';
    expect(facts(text).at(-1)).toBe('embedded step:a/0 shell in . @7: train base');
  });
});

describe('composite actions', () => {
  it('are parts without a component', () => {
    const text =
      'name: Deploy\ninputs:\n  tag: { default: latest }\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: kubectl set image d/a a=r/a:${{ inputs.tag }}\n';
    expect(facts(text, '.github/actions/deploy/action.yml')).toEqual([
      'unit workflow workflow (Deploy)',
      'offer workflow path .github/actions/deploy',
      'symbol ci:.github/actions/deploy/action.yml inputs.tag = latest',
      'unit job:steps job (steps) in workflow',
      'unit step:steps/0 step in job:steps',
      'embedded step:steps/0 shell in . @8: kubectl set image d/a a=r/a:${inputs.tag}',
    ]);
  });

  it('name what they run', () => {
    expect(facts('runs:\n  using: docker\n  image: Dockerfile\n', 'tool/action.yml')).toEqual([
      'unit workflow workflow (tool)',
      'offer workflow path tool',
      'link workflow builds path tool/Dockerfile',
    ]);
    expect(facts('runs: 3\n', 'tool/action.yml')).toEqual([]);
  });
});

it('reads Go templates of workflows', () => {
  const text =
    'on: push\njobs:\n  a:\n    defaults: { run: { working-directory: "./{{ .name }}/" } }\n    steps:\n      - run: deploy {{`${{ github.sha }}`}}\n';
  const path = 't/{{.dir}}/.github/workflows/a.yml.tmpl';
  const found = extract(github, path, text, { file: { logicalPath: path.replace('.tmpl', '') } });
  expect(show(found).at(-1)).toBe('embedded step:a/0 shell in t/{{.dir}}/{{ .name }} @6: deploy ${{ github.sha }}');
});
