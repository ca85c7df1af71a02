/** Facts and what the rules about serving derive from them. */
import { dag, job, pipeline, RUNS, STEP, type Table } from './derivation-facts.js';
import { file, is, link, trait, unit, uses } from './support.js';

const databaseFunction = (
  rows: [name: string, shows: Parameters<typeof trait>[1][], expected: string[]][],
): Table[string] =>
  rows.map(([name, shows, expected]) => [
    name,
    [
      file('p.py', [
        unit('procedure:p', 'target'),
        trait('procedure:p', 'database-function', { technology: 'snowflake' }),
        ...shows.map((one) => trait('procedure:p', one)),
      ]),
    ],
    expected,
  ]);

export const servingTables: Table = {
  'model-serving-scoring-job': [
    [
      'a program that loads, predicts and is run',
      [job('p.py'), file('p.py', [trait('', 'predicts'), trait('', 'loads-model')])],
      ['model-serving/batch-job defined'],
    ],
    [
      'a program that loads from a registry',
      [
        job('p.py', 'workload'),
        file('p.py', [trait('', 'predicts'), uses('', 'loads-from', 'model-registry', 'mlflow')]),
      ],
      ['model-registry/mlflow defined', 'model-serving/batch-job defined'],
    ],
    ['a program that nothing runs', [file('p.py', [trait('', 'predicts'), trait('', 'loads-model')])], []],
    ['a program that loads nothing', [job('p.py'), file('p.py', [trait('', 'predicts')])], []],
    ...(['trains-model', 'evaluates-model', 'web-service'] as const).map((other): Table[string][number] => [
      `a program that also shows ${other}`,
      [job('p.py'), file('p.py', [trait('', 'predicts'), trait('', 'loads-model'), trait('', other)])],
      [],
    ]),
    [
      'what a service executes is a part of it',
      [
        file('s.yaml', [
          unit('w', 'workload'),
          is('w', 'model-serving', 'kserve', { kind: 'manifest' }),
          link('w', 'runs', 'path', 'p.py'),
        ]),
        file('p.py', [trait('', 'predicts'), trait('', 'loads-model')]),
      ],
      ['model-serving/kserve defined'],
    ],
  ],
  'model-serving-stream': [
    [
      'a program that takes requests off a stream and loads a model',
      [file('p.py', [trait('', 'consumes-stream', { technology: 'kafka' }), trait('', 'loads-model')])],
      ['model-serving/kafka defined'],
    ],
    ['a program that loads nothing', [file('p.py', [trait('', 'consumes-stream')])], []],
    ['a program that takes nothing', [file('p.py', [trait('', 'loads-model')])], []],
    ...(['trains-model', 'evaluates-model', 'web-service'] as const).map((other): Table[string][number] => [
      `a program that also shows ${other}`,
      [file('p.py', [trait('', 'consumes-stream'), trait('', 'loads-model'), trait('', other)])],
      [],
    ]),
  ],
  'model-serving-scoring-step': [
    [
      'a step that predicts with a model that its program loads',
      [dag(STEP, trait('task:s', 'predicts'), RUNS), file('p.py', [trait('', 'loads-model')])],
      ['model-serving/batch-job defined', pipeline],
    ],
    ['a step without a model', [dag(STEP, trait('task:s', 'predicts'))], [pipeline]],
    [
      'a step that only evaluates',
      [
        dag(STEP, trait('task:s', 'evaluates-model'), RUNS),
        file('p.py', [trait('', 'predicts'), trait('', 'loads-model')]),
      ],
      [pipeline],
    ],
  ],
  'model-serving-database-function': databaseFunction([
    ['a procedure whose program loads a model', ['loads-model'], ['model-serving/snowflake defined']],
    ['a procedure that does something else', ['reads-data'], []],
    ['a procedure that trains', ['loads-model', 'trains-model'], []],
  ]),
  'model-serving-database-code': databaseFunction([
    ['a procedure that keeps what a model gave', ['predicts'], ['model-serving/snowflake defined']],
    ['a procedure that evaluates', ['predicts', 'evaluates-model'], []],
  ]),
  'model-serving-online': [
    [
      'a service that loads a model',
      [file('app.py', [trait('', 'web-service', { technology: 'fastapi' }), trait('', 'loads-model')])],
      ['model-serving/fastapi defined'],
    ],
    [
      'a service whose code in another file does',
      [
        file('app.py', [
          trait('', 'web-service', { technology: 'flask' }),
          link('', 'imports', 'python-module', 'model'),
        ]),
        file('model.py', [trait('', 'loads-model')]),
      ],
      ['model-serving/flask defined'],
    ],
    [
      'the inner of two files that are one service',
      [
        file('main.py', [
          trait('', 'web-service', { technology: 'uvicorn' }),
          link('', 'imports', 'python-module', 'app'),
        ]),
        file('app.py', [trait('', 'web-service', { technology: 'fastapi' }), trait('', 'loads-model')]),
      ],
      ['model-serving/fastapi defined'],
    ],
    ['a service without a model', [file('app.py', [trait('', 'web-service')])], []],
    ['a program that loads a model', [file('app.py', [trait('', 'loads-model')])], []],
    [
      'a service beside a program that loads a model',
      [file('app.py', [trait('', 'web-service')]), file('p.py', [trait('', 'loads-model')])],
      [],
    ],
  ],
};
