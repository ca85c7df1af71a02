import { describe, expect, it } from 'vitest';
import type { Fact, FileFacts } from '../../src/facts/types.js';
import { at, file, graphOf, is, link, shown, unit } from './support.js';

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
