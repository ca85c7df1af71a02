import { file, is, uses } from '../graph/support.js';
import { ci, dag, listed, logs, notebook, registers, runs, serving, testRules, train } from './support.js';

const at = (attributes: Record<string, boolean>) =>
  is('', 'ml-metadata-store', 'mlflow', { relation: 'logs-to', attributes });
const local = at({ local: true });
const remote = { ...at({ remote: true }), unit: 'workflow' };
const features = uses('', 'reads-from', 'feature-store', 'feast', 3);
const store = file('features.py', [is('', 'feature-store', 'feast')]);

testRules({
  'manual-training': [
    ['nothing starts the training', [train()], ['train.py']],
    ['CI and a pipeline do other things', [ci(), dag(), train()], ['train.py']],
    ['a pipeline runs it', [dag(runs('dag:d')), train()]],
    ['CI runs it', [ci(runs('workflow')), train()]],
    ['there is no training', [ci(), dag()]],
    ['training is only in a test', [file('t.py', [is('', 'training-pipeline', 'pytorch')], { role: 'test' })]],
  ],
  'training-without-tracking': [
    ['training', [train()], ['train.py']],
    ['training registers only', [train(registers)], ['train.py']],
    ['tracking is only listed', [train(), listed('ml-metadata-store', 'mlflow')], ['train.py']],
    ['training logs', [train(logs)]],
    [
      'the registry keeps metrics',
      [train(), file('register.py', [is('', 'model-registry', 'sagemaker', { attributes: { metrics: true } })])],
    ],
    ['the pipeline logs', [dag(uses('dag:d', 'logs-to', 'ml-metadata-store', 'mlflow'), runs('dag:d')), train()]],
    ['nothing trains', [dag(), serving()]],
  ],
  'training-on-ci-runner': [
    ['CI runs the training', [ci(runs('workflow')), train()], ['train.py']],
    ['beside a pipeline that does something else', [ci(runs('workflow')), train(), dag()], ['train.py']],
    ['a pipeline runs it too', [ci(runs('workflow')), train(), dag(runs('dag:d'))]],
    [
      'CI hands it to training infrastructure',
      [ci(runs('workflow')), train(uses('', 'runs-on', 'model-training-infrastructure', 'ray'))],
    ],
    ['nothing runs it', [ci(), train()]],
  ],
  'notebook-in-production': [
    ['a pipeline runs a notebook', [dag(runs('dag:d', 'train.ipynb')), notebook()], ['train.ipynb']],
    ['CI runs a notebook', [ci(runs('workflow', 'train.ipynb')), notebook()], ['train.ipynb']],
    ['nothing runs the notebook', [dag(), notebook()]],
    ['the pipeline runs a program, too', [dag(runs('dag:d'), runs('dag:d', 'train.ipynb')), notebook(), train()]],
    ['there is no notebook', [dag(runs('dag:d')), train()]],
  ],
  'local-metadata-store': [
    ['CI runs what records to a file', [ci(runs('workflow')), train(local)], ['train.py', 'ci.yml']],
    ['a pipeline runs it', [dag(runs('dag:d')), train(local)], ['train.py', 'dag.py']],
    ['another place points at a server', [ci(runs('workflow'), remote), train(local)]],
    ['a person runs it', [train(local)]],
    ['it records to a server', [ci(runs('workflow')), train(logs)]],
  ],
  'competing-metadata-stores': [
    [
      'two of them',
      [train(logs, uses('', 'logs-to', 'ml-metadata-store', 'weights-and-biases', 9))],
      ['train.py', 'train.py'],
    ],
    [
      'in two programs',
      [train(logs), file('tune.py', [uses('', 'logs-to', 'ml-metadata-store', 'comet')])],
      ['tune.py', 'train.py'],
    ],
    ['one of them', [train(logs)]],
    ['one is only listed', [train(logs), listed('ml-metadata-store', 'weights-and-biases')]],
    ['curves beside a store are none', [train(logs, uses('', 'logs-to', 'ml-metadata-store', 'tensorboard', 9))]],
    [
      'each in a source of its own',
      [train(logs), file('other.py', [uses('', 'logs-to', 'ml-metadata-store', 'comet')], { source: 'other' })],
    ],
  ],
  'training-data-not-versioned': [
    ['training reads a bucket', [train(uses('', 'reads-from', 'data-store', 's3'))], ['train.py']],
    [
      'a pipeline that trains reads a warehouse',
      [dag(uses('dag:d', 'reads-from', 'data-store', 'bigquery'), runs('dag:d')), train()],
      ['dag.py'],
    ],
    ['an engine reads a database of its own', [dag(uses('dag:d', 'reads-from', 'data-store', 'postgresql')), train()]],
    [
      'something versions data',
      [train(uses('', 'reads-from', 'data-store', 's3')), file('.dvc/config', [is('', 'data-versioning', 'dvc')])],
    ],
    ['it reads nothing', [train()]],
    ['tables that keep their versions', [train(uses('', 'reads-from', 'data-store', 'delta-lake'))]],
  ],
  'training-serving-skew': [
    ['only training reads features', [train(features), serving()], ['serve.yaml', 'train.py']],
    [
      'only a pipeline does',
      [dag(uses('dag:d', 'reads-from', 'feature-store', 'feast')), serving()],
      ['serve.yaml', 'dag.py'],
    ],
    ['both do', [train(features), serving(uses('w', 'reads-from', 'feature-store', 'feast'))]],
    ['neither does', [train(), serving()]],
    ['nothing is served', [train(features)]],
  ],
  'unused-feature-store': [
    ['nothing reads it', [store, train()], ['features.py', 'train.py']],
    ['beside a service', [store, serving()], ['features.py', 'serve.yaml']],
    ['training reads it', [store, train(features)]],
    ['serving reads it', [store, serving(uses('w', 'reads-from', 'feature-store', 'feast'))]],
    ['it is only listed', [listed('feature-store', 'feast'), train()]],
    ['there is nothing that could', [store]],
    [
      'the pipelines of its own database may read it by statements',
      [
        file('features.py', [is('', 'feature-store', 'snowflake')]),
        dag(is('dag:d', 'workflow-orchestration', 'snowflake')),
        train(),
      ],
    ],
  ],
  'dependency-without-use': [
    ['a listed feature store', [listed('feature-store', 'feast')], ['requirements.txt']],
    ['a listed drift library', [listed('monitoring', 'evidently'), ci()], ['requirements.txt']],
    ['it is used', [listed('ml-metadata-store', 'mlflow'), train(logs, registers)]],
    ['another rule misses it', [listed('model-registry', 'mlflow'), train()]],
    ['what another tool brings along', [listed('ml-metadata-store', 'azure-ml'), listed('monitoring', 'prometheus')]],
    ['nothing is listed', [ci()]],
  ],
});
