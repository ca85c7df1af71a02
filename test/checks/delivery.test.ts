import type { Fact, FileFacts } from '../../src/facts/types.js';
import { file, is, link, trait, unit } from '../graph/support.js';
import { ci, dag, deploys, listed, runs, serving, testRules, train } from './support.js';

/** A workflow one of whose jobs deploys into these environments. */
const into = (environments: string, path = 'serve.yaml', ...facts: Fact[]): FileFacts =>
  file('ci.yml', [
    unit('workflow', 'workflow'),
    is('workflow', 'ci-cd', 'github-actions', { attributes: { environments } }),
    unit('job:a', 'job', { parent: 'workflow' }),
    link('job:a', 'deploys', 'path', path),
    unit('job:b', 'job', { parent: 'workflow' }),
    ...facts,
  ]);
const terraform = file('main.tf', [
  unit('r', 'resource'),
  is('r', 'model-serving', 'sagemaker', { kind: 'resource', definedBy: 'terraform' }),
]);

testRules({
  'pipeline-without-tests': [
    ['CI beside training', [ci(), train()], ['ci.yml', 'train.py']],
    ['CI deploys the pipeline', [ci(link('workflow', 'deploys', 'path', 'dag.py')), dag()], ['ci.yml', 'dag.py']],
    [
      'tests import nothing of it',
      [ci(trait('workflow', 'tests')), train(), file('tests/test_x.py', [], { role: 'test' })],
      ['ci.yml', 'train.py'],
    ],
    [
      'tests import the training, and CI does not run them',
      [ci(), train(), file('tests/test_x.py', [link('', 'imports', 'python-module', 'train')], { role: 'test' })],
      ['ci.yml', 'train.py'],
    ],
    [
      'CI runs tests that import it',
      [
        ci(trait('workflow', 'tests')),
        train(),
        file('tests/test_x.py', [link('', 'imports', 'python-module', 'train')], { role: 'test' }),
      ],
    ],
    ['CI builds the pipeline', [ci(link('workflow', 'builds', 'path', 'dag.py')), dag()]],
    ['there is no CI', [train(), dag()]],
    ['CI has nothing to test', [ci(), serving()]],
  ],
  'pipeline-not-delivered': [
    ['CI does something else', [ci(), dag(runs('dag:d')), train()], ['dag.py', 'ci.yml']],
    ['CI only tests', [ci(trait('workflow', 'tests')), dag(runs('dag:d')), train()], ['dag.py', 'ci.yml']],
    ['CI deploys it', [ci(link('workflow', 'deploys', 'path', 'dag.py')), dag(runs('dag:d')), train()]],
    ['CI starts it', [ci(link('workflow', 'triggers', 'path', 'dag.py')), dag(runs('dag:d')), train()]],
    ['it trains nothing', [ci(), dag(), train()]],
    ['there is no CI', [dag(runs('dag:d')), train()]],
  ],
  'training-without-ci': [
    ['training and a service', [train(), serving()], ['train.py', 'serve.yaml']],
    ['training and a pipeline', [train(), dag()], ['train.py', 'dag.py']],
    ['there is CI', [train(), serving(), ci()]],
    ['training alone', [train()]],
    ['nothing is trained', [serving(), dag()]],
  ],
  'serving-not-delivered': [
    ['CI does something else', [ci(), serving()], ['serve.yaml', 'ci.yml']],
    [
      'CI deploys the pipeline',
      [ci(link('workflow', 'deploys', 'path', 'dag.py')), dag(), serving()],
      ['serve.yaml', 'ci.yml'],
    ],
    ['CI deploys it', [ci(deploys('workflow')), serving()]],
    ['CI builds it', [ci(link('workflow', 'builds', 'path', 'serve.yaml')), serving()]],
    ['there is no CI', [serving()]],
  ],
  'serving-without-rollout': [
    ['CI deploys it', [ci(deploys('workflow')), serving()], ['ci.yml', 'serve.yaml']],
    ['a pipeline deploys it', [dag(deploys('dag:d')), serving()], ['dag.py', 'serve.yaml']],
    [
      'another one scores in batches',
      [
        ci(deploys('workflow')),
        serving(),
        file('score.py', [is('', 'model-serving', 'batch-job', { attributes: { mode: 'batch' } })]),
      ],
      ['ci.yml', 'serve.yaml'],
    ],
    ['traffic is split', [ci(deploys('workflow')), serving(trait('w', 'canary'))]],
    ['nothing deploys it', [ci(), serving()]],
    [
      'it scores in batches',
      [
        ci(deploys('workflow')),
        file('serve.yaml', [is('', 'model-serving', 'batch-job', { attributes: { mode: 'batch' } })]),
      ],
    ],
  ],
  'unpinned-serving-image': [
    ['latest', [serving(link('w', 'built-from', 'image', 'registry.example:5000/fraud:latest'))], ['serve.yaml']],
    ['no tag', [serving(link('w', 'built-from', 'image', 'fraud'))], ['serve.yaml']],
    ['a version', [serving(link('w', 'built-from', 'image', 'fraud:1.2'))]],
    ['a digest', [serving(link('w', 'built-from', 'image', 'fraud@sha256:0a'))]],
    ['a tag that is filled in', [serving(link('w', 'built-from', 'image', 'fraud:${TAG}'))]],
    [
      'a kustomization gives it a version',
      [
        serving(link('w', 'built-from', 'image', 'fraud')),
        file('kustomization.yaml', [unit('k', 'resource'), link('k', 'built-from', 'image', 'fraud:1.2')]),
      ],
    ],
    [
      'it is built here',
      [serving(link('w', 'built-from', 'image', 'fraud:latest'), link('w', 'built-from', 'path', 'Dockerfile'))],
    ],
    [
      'it runs something else',
      [
        file('w.yaml', [
          unit('w', 'workload'),
          is('w', 'data-store', 'redis'),
          link('w', 'built-from', 'image', 'redis'),
        ]),
      ],
    ],
  ],
  'single-environment': [
    ['CI deploys to one', [into('production'), serving()], ['ci.yml']],
    ['a pipeline is deployed to one', [into('production', 'dag.py'), dag()], ['ci.yml']],
    ['several', [into('production, staging'), serving()]],
    ['none is named', [ci(deploys('workflow')), serving()]],
    ['one that is chosen when it runs', [into('${{ inputs.environment }}'), serving()]],
    ['the site of the documentation', [into('github-pages'), serving()]],
    ['another job deploys, too', [into('production', 'serve.yaml', deploys('job:b')), serving()]],
  ],
  'infrastructure-not-applied': [
    ['CI does something else', [terraform, ci(), serving()], ['main.tf', 'ci.yml']],
    ['beside training', [terraform, ci(), train()], ['main.tf', 'ci.yml']],
    ['CI applies it', [terraform, ci(link('workflow', 'deploys', 'path', 'main.tf')), serving()]],
    ['there is no CI', [terraform, serving()]],
    ['there is no infrastructure as code', [ci(), serving()]],
  ],
  'definition-not-in-force': [
    ['a pipeline that is switched off', [dag(unit('dag:d', 'dag', { off: 'disabled' }))], ['dag.py']],
    ['CI that is not read', [ci(unit('workflow', 'workflow', { off: 'not-loaded' }))], ['ci.yml']],
    ['all in force', [dag(), ci()]],
    ['only listed', [listed('model-registry', 'mlflow')]],
  ],
});
