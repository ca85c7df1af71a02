import { describe, expect, it } from 'vitest';
import type { Fact, FileFacts } from '../../src/facts/types.js';
import { reference } from '../../src/facts/value.js';
import { at, file, graphOf, is, link, shown, symbol, unit } from './support.js';

const governs = (directory: string): Fact => ({
  fact: 'symbol',
  space: `kustomize:${directory}`,
  name: '__governs__',
  value: 'true',
  at: at(1),
});
const serving = (path: string, rest: Parameters<typeof file>[2] = {}): FileFacts =>
  file(path, [unit('manifest:a', 'workload'), is('manifest:a', 'model-serving', 'kserve')], rest);

describe('a component is only declared', () => {
  it.each<[string, FileFacts[], string]>([
    [
      'when its unit is switched off',
      [
        file('a.yaml', [
          unit('manifest:a', 'workload', { off: 'disabled' }),
          is('manifest:a', 'model-serving', 'kserve'),
        ]),
      ],
      'disabled',
    ],
    [
      'when what encloses it is switched off',
      [
        file('a.yaml', [
          unit('job', 'job', { off: 'disabled' }),
          unit('s', 'step', { parent: 'job' }),
          is('s', 'model-serving', 'kserve'),
        ]),
      ],
      'disabled',
    ],
    ['in a test', [serving('tests/a.yaml', { role: 'test' })], 'not-production'],
    ['in a vendored copy', [serving('vendor/a.yaml', { role: 'vendored' })], 'not-production'],
    [
      'when the kustomization leaves its file out',
      [file('k/kustomization.yaml', [governs('k'), link('', 'includes', 'path', 'k/b.yaml')]), serving('k/a.yaml')],
      'not-included',
    ],
    [
      'when a kustomization further up leaves its directory out',
      [
        file('kustomization.yaml', [governs('.')]),
        file('k/kustomization.yaml', [governs('k'), link('', 'includes', 'path', 'k/a.yaml')]),
        serving('k/a.yaml'),
      ],
      'not-included',
    ],
    [
      'in a Terraform module that nothing includes',
      [file('modules/m/main.tf', [unit('resource:x', 'resource'), is('resource:x', 'model-serving', 'kserve')])],
      'not-included',
    ],
    [
      'when the claim says so',
      [file('requirements.txt', [is('', 'model-serving', 'kserve', { declared: 'dependency-only' })])],
      'dependency-only',
    ],
    [
      'when no source of its image exists',
      [
        file('Dockerfile', [
          unit('stage:0', 'image'),
          link('stage:0', 'includes', 'path', 'gone.py'),
          is('stage:0', 'model-serving', 'kserve'),
        ]),
      ],
      'missing-target',
    ],
  ])('%s', (_, files, reason) => {
    expect(shown(graphOf(files)).components).toEqual([`model-serving/kserve declared (${reason})`]);
  });
});

describe('a component is defined', () => {
  it.each<[string, FileFacts[]]>([
    ['in production', [serving('a.yaml')]],
    ['in a template', [serving('t/{{name}}/a.yaml', { role: 'template' })]],
    [
      'when the kustomization takes its file in',
      [file('k/kustomization.yaml', [governs('k'), link('', 'includes', 'path', 'k/a.yaml')]), serving('k/a.yaml')],
    ],
    [
      'when an upper kustomization takes its directory in',
      [
        file('kustomization.yaml', [governs('.'), link('', 'includes', 'path', 'k')]),
        file('k/kustomization.yaml', [governs('k'), link('', 'includes', 'path', 'k/a.yaml')]),
        serving('k/a.yaml'),
      ],
    ],
    [
      'in a Terraform module that a root includes',
      [
        file('main.tf', [unit('module:m', 'module'), link('module:m', 'includes', 'path', 'modules/m')]),
        file('modules/m/main.tf', [unit('resource:x', 'resource'), is('resource:x', 'model-serving', 'kserve')]),
      ],
    ],
    ['when one claim of several is in force', [serving('tests/a.yaml', { role: 'test' }), serving('b.yaml')]],
  ])('%s', (_, files) => {
    expect(shown(graphOf(files)).components).toEqual(['model-serving/kserve defined']);
  });
});

describe('a switch', () => {
  const switched = (to: string, ...symbols: Fact[]): string[] =>
    shown(
      graphOf([
        file('a.yaml', [
          unit('manifest:a', 'workload'),
          is('manifest:a', 'model-serving', 'kserve'),
          link('manifest:a', 'includes', 'config', to),
        ]),
        file('values', symbols),
      ]),
    ).components;
  const chart = 'helm:chart';
  const helm = `helm:${reference(chart, 'serving.enabled')}`;
  const terraform = `terraform:${reference('terraform:infra', 'var.serving')}`;
  const set = (value: string): Fact => symbol(chart, 'serving.enabled', value);
  const complete = symbol(chart, '__complete__', 'true');
  const variable = (value: string, weak = false): Fact => symbol('terraform:infra', 'var.serving', value, { weak });

  it.each<[string, string, Fact[]]>([
    ['a value of a chart that is false', helm, [set('false')]],
    ['a value of a chart that is empty', helm, [set('')]],
    ['a value of a chart that is null', helm, [set('null')]],
    ['a value that a chart does not set, all of whose values are known', helm, [complete]],
    ['a variable whose default is false', terraform, [variable('false', true)]],
    ['a variable that is assigned false', terraform, [variable('true', true), variable('false')]],
    ['a count of 0', terraform, [variable('0')]],
    ['a value that is false as it stands', 'terraform:false', []],
  ])('is off by %s', (_, to, symbols) => {
    expect(switched(to, ...symbols)).toEqual(['model-serving/kserve declared (disabled)']);
  });

  it.each<[string, string, Fact[]]>([
    ['a value of a chart that is true', helm, [set('true'), complete]],
    ['a value of a chart that is some text', helm, [set('yes')]],
    ['a value of a chart not all of whose values are known', helm, []],
    ['a value that another chart does not set', helm, [symbol('helm:other', '__complete__', 'true')]],
    ['a variable that is assigned true', terraform, [variable('false', true), variable('true')]],
    ['a variable that nothing sets', terraform, []],
    ['configuration named false', 'false', []],
  ])('is not off by %s', (_, to, symbols) => {
    expect(switched(to, ...symbols)).toEqual(['model-serving/kserve defined']);
  });
});

describe('a directory out of which a kustomization elsewhere picks', () => {
  const picked = symbol('kustomize:base', '__governed_by__', 'overlay/kustomization.yaml');
  const overlay = (...facts: Fact[]): FileFacts =>
    file('overlay/kustomization.yaml', [governs('overlay'), picked, ...facts]);
  const takes = link('', 'includes', 'path', 'base/a.yaml');
  it.each<[string, FileFacts[], string]>([
    ['is in force where it picks', [overlay(takes), serving('base/a.yaml')], 'model-serving/kserve defined'],
    ['is not where it does not', [overlay(), serving('base/a.yaml')], 'model-serving/kserve declared (not-included)'],
    [
      'is not where the kustomization itself is left out',
      [file('kustomization.yaml', [governs('.')]), overlay(takes), serving('base/a.yaml')],
      'model-serving/kserve declared (not-included)',
    ],
    ['is in force below it', [overlay(), serving('base/below/a.yaml')], 'model-serving/kserve defined'],
  ])('%s', (_, files, expected) => {
    expect(shown(graphOf(files)).components).toEqual([expected]);
  });
});

describe('a script', () => {
  const train = file('train.py', [is('', 'training-pipeline', 'pytorch')]);
  const runs = (path: string, kind: 'task' | 'job', off: boolean, role: FileFacts['role'] = 'production'): FileFacts =>
    file(path, [unit('r', kind, off ? { off: 'not-included' } : {}), link('r', 'runs', 'path', 'train.py')], { role });
  const inForce = 'training-pipeline/pytorch/train.py defined';
  const leftOut = 'training-pipeline/pytorch/train.py declared (not-included)';
  it.each<[string, FileFacts[], string]>([
    ['that only a task runs which is left out', [runs('dag.py', 'task', true), train], leftOut],
    ['that a test runs besides', [runs('dag.py', 'task', true), runs('t.py', 'task', false, 'test'), train], leftOut],
    ['that another task runs', [runs('dag.py', 'task', true), runs('other.py', 'task', false), train], inForce],
    ['that a job runs besides', [runs('dag.py', 'task', true), runs('ci.yml', 'job', false), train], inForce],
    ['that only a job runs which is left out', [runs('ci.yml', 'job', true), train], inForce],
    ['that nothing runs', [train], inForce],
  ])('%s', (_, files, expected) => {
    expect(shown(graphOf(files)).components).toEqual([expected]);
  });
});
