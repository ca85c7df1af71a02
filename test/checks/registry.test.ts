import type { FileFacts } from '../../src/facts/types.js';
import { file, is, link, uses } from '../graph/support.js';
import { ci, dag, deploys, listed, logs, registers, serving, testRules, train } from './support.js';

const fromBucket = uses('w', 'loads-from', 'data-store', 's3', 4);
const databaseFunction = (loadsModel: boolean): FileFacts =>
  file('functions.py', [is('', 'model-serving', 'snowflake', { attributes: { mode: 'batch', loadsModel } })]);

testRules({
  'training-without-registry': [
    ['training', [train()], ['train.py']],
    ['the registry is only listed', [train(), listed('model-registry', 'mlflow')], ['train.py']],
    ['training that logs', [train(logs)], ['train.py']],
    ['training registers', [train(registers)]],
    ['another program registers', [train(), file('register.py', [registers])]],
    ['nothing trains', [serving(), listed('training-pipeline', 'pytorch')]],
    ['it is told of the service', [serving(), train()]],
  ],
  'serving-bypasses-registry': [
    ['a registry that nothing reads', [serving(), train(registers)], ['serve.yaml', 'train.py', 'train.py']],
    ['there is no registry', [serving(), train()], ['serve.yaml', 'train.py']],
    ['only a registry', [serving(), file('register.py', [registers])], ['serve.yaml', 'register.py']],
    ['serving loads from a bucket', [serving(fromBucket), train(registers)], ['serve.yaml', 'train.py', 'train.py']],
    [
      'only training loads from it',
      [serving(), train(uses('', 'loads-from', 'model-registry', 'mlflow'))],
      ['serve.yaml', 'train.py'],
    ],
    [
      'a gate in a pipeline loads from it',
      [serving(), dag(uses('dag:d', 'loads-from', 'model-registry', 'mlflow'))],
      ['serve.yaml', 'dag.py'],
    ],
    [
      'serving loads from a store with versions',
      [serving(uses('w', 'loads-from', 'data-versioning', 'dvc')), train(registers)],
    ],
    [
      'a store with versions that serving does not read',
      [serving(), train(), file('.dvc/config', [is('', 'data-versioning', 'dvc')])],
      ['serve.yaml', 'train.py'],
    ],
    ['serving loads from it', [serving(uses('w', 'loads-from', 'model-registry', 'mlflow')), train(registers)]],
    [
      'serving loads by an address that only a setting tells',
      [serving(uses('w', 'loads-from', 'ml-metadata-store', 'mlflow')), train(registers)],
    ],
    [
      'a pipeline loads from it and deploys',
      [
        serving(),
        dag(uses('dag:d', 'loads-from', 'model-registry', 'mlflow'), link('dag:d', 'deploys', 'path', 'serve.yaml')),
      ],
    ],
    ['nothing of one’s own is trained', [serving()]],
    ['the registry is only listed', [serving(), listed('model-registry', 'mlflow')]],
    [
      'only a program that nothing uses tries one out',
      [serving(), file('try.py', [is('', 'model-registry', 'mlflow', { attributes: { scratch: true } })])],
    ],
    [
      'a function of a database loads a model',
      [databaseFunction(true), train(registers)],
      ['functions.py', 'train.py', 'train.py'],
    ],
    ['a function of a database is the model', [databaseFunction(false), train(registers)]],
    ['nothing is served', [train(registers)]],
    [
      'a platform is installed, and what it serves is defined elsewhere',
      [
        file('platform.yaml', [is('', 'model-serving', 'kfserving', { kind: 'chart', attributes: { engine: true } })]),
        train(registers),
      ],
    ],
    [
      'a platform is installed beside a service of one’s own',
      [
        file('platform.yaml', [is('', 'model-serving', 'kfserving', { kind: 'chart', attributes: { engine: true } })]),
        serving(),
        train(registers),
      ],
      ['serve.yaml', 'train.py', 'train.py'],
    ],
  ],
  'serving-loads-unversioned-model': [
    ['it loads from a bucket', [serving(fromBucket)], ['serve.yaml']],
    ['beside training', [serving(fromBucket), train()], ['serve.yaml']],
    ['there is a registry', [serving(fromBucket), train(registers)]],
    [
      'the bucket is under version control',
      [serving(fromBucket), file('.dvc/config', [is('', 'data-versioning', 'dvc')])],
    ],
    ['it loads nothing', [serving()]],
  ],
  'unused-model-registry': [
    ['nothing reads it', [train(registers)], ['train.py']],
    ['a pipeline registers', [dag(uses('dag:d', 'registers-in', 'model-registry', 'mlflow'))], ['dag.py']],
    [
      'an evaluation loads from it',
      [
        train(registers),
        file('evaluate.py', [is('', 'model-validation', 'code'), uses('', 'loads-from', 'model-registry', 'mlflow')]),
      ],
    ],
    ['a model is served', [train(registers), serving()]],
    ['nothing is registered', [train()]],
  ],
  'competing-model-registries': [
    [
      'two of them',
      [train(registers, uses('', 'registers-in', 'model-registry', 'sagemaker', 9))],
      ['train.py', 'train.py'],
    ],
    [
      'training and a pipeline',
      [train(registers), dag(uses('dag:d', 'registers-in', 'model-registry', 'vertex-ai'))],
      ['train.py', 'dag.py'],
    ],
    ['one of them', [train(registers)]],
    ['one is only read', [train(registers, uses('', 'loads-from', 'model-registry', 'sagemaker', 9))]],
    [
      'the other is the same behind another interface',
      [train(registers, uses('', 'registers-in', 'model-registry', 'databricks', 9))],
    ],
  ],
  'deployment-from-training': [
    ['training deploys', [train(link('', 'deploys', 'path', 'serve.yaml')), serving()], ['train.py', 'serve.yaml']],
    [
      'CI does something else',
      [train(link('', 'deploys', 'path', 'serve.yaml')), serving(), ci()],
      ['train.py', 'serve.yaml'],
    ],
    ['CI deploys it too', [train(link('', 'deploys', 'path', 'serve.yaml')), serving(), ci(deploys('workflow'))]],
    ['only CI deploys', [train(), serving(), ci(deploys('workflow'))]],
    ['nothing deploys', [train(), serving()]],
  ],
});
