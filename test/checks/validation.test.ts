import type { FileFacts } from '../../src/facts/types.js';
import { file, is, link, unit } from '../graph/support.js';
import { approval, ci, dag, deploys, gate, runs, schedule, serving, testRules, train } from './support.js';

const dataCheck = (stops: boolean): FileFacts =>
  file('check.py', [is('', 'data-validation', 'great-expectations', { attributes: { gate: stops } })]);

testRules({
  'deployment-without-validation': [
    ['CI deploys a service', [ci(deploys('workflow')), serving(), train()], ['ci.yml', 'serve.yaml']],
    ['a pipeline deploys it', [dag(deploys('dag:d')), serving(), train()], ['dag.py', 'serve.yaml']],
    [
      'the evaluation stops nothing',
      [ci(deploys('workflow')), serving(), train(), gate(false)],
      ['ci.yml', 'serve.yaml'],
    ],
    [
      'a person approves something else',
      [ci(approval('workflow')), dag(deploys('dag:d')), serving(), train()],
      ['dag.py', 'serve.yaml'],
    ],
    ['a person must approve', [ci(deploys('workflow'), approval('workflow')), serving(), train()]],
    ['the evaluation can stop it', [ci(deploys('workflow')), serving(), train(), gate(true)]],
    ['nothing deploys the service', [ci(), serving(), train()]],
    ['nothing is trained here', [ci(deploys('workflow')), serving()]],
    ['a person runs the training that deploys', [train(deploys('')), serving()]],
    ['something else is deployed', [ci(link('workflow', 'deploys', 'path', 'dag.py')), dag()]],
    [
      'what deploys it is only listed',
      [ci(deploys('workflow'), unit('workflow', 'workflow', { off: 'disabled' })), serving(), train()],
    ],
  ],
  'deployment-by-approval-only': [
    [
      'CI waits for a person',
      [ci(deploys('workflow'), approval('workflow')), serving(), train()],
      ['ci.yml', 'serve.yaml'],
    ],
    [
      'the registry holds approved models',
      [
        ci(deploys('workflow')),
        serving(),
        train(),
        file('take.py', [
          is('', 'model-registry', 'sagemaker', { relation: 'loads-from', attributes: { approval: 'defined' } }),
        ]),
      ],
      ['ci.yml', 'take.py', 'serve.yaml'],
    ],
    ['an evaluation comes before', [ci(deploys('workflow'), approval('workflow')), serving(), train(), gate(true)]],
    [
      'one workflow waits and starts the other',
      [
        ci(approval('workflow'), link('workflow', 'triggers', 'path', 'roll-out.yml')),
        file('roll-out.yml', [
          unit('w2', 'workflow'),
          is('w2', 'ci-cd', 'aws-codebuild'),
          link('w2', 'deploys', 'path', 'serve.yaml'),
        ]),
        serving(),
        train(),
      ],
      ['roll-out.yml', 'ci.yml', 'serve.yaml'],
    ],
    ['nothing is trained here', [ci(deploys('workflow'), approval('workflow')), serving()]],
    ['nothing holds it up', [ci(deploys('workflow')), serving(), train()]],
    ['nothing is deployed', [ci(approval('workflow')), serving(), train()]],
  ],
  'validation-without-gate': [
    ['the outcome stops nothing', [train(), gate(false)], ['evaluate.py']],
    ['beside a service that a person deploys', [train(), serving(), gate(false)], ['evaluate.py']],
    ['the outcome can stop the run', [train(), gate(true)]],
    ['there is no evaluation', [train()]],
    ['another rule says so', [ci(deploys('workflow')), serving(), train(), gate(false)]],
  ],
  'data-validation-without-gate': [
    ['a pipeline runs a check that stops nothing', [dag(runs('dag:d', 'check.py')), dataCheck(false)], ['check.py']],
    ['CI runs it', [ci(runs('workflow', 'check.py')), dataCheck(false)], ['check.py']],
    ['the check can stop the run', [dag(runs('dag:d', 'check.py')), dataCheck(true)]],
    ['nothing runs the check', [dag(), dataCheck(false)]],
    ['there is no check', [dag(runs('dag:d')), train()]],
  ],
  'retraining-without-data-validation': [
    ['a schedule starts training', [schedule('train.py'), train()], ['schedule.yaml', 'train.py']],
    [
      'a schedule starts a pipeline',
      [schedule('dag.py'), dag(runs('dag:d')), train()],
      ['schedule.yaml', 'train.py', 'dag.py'],
    ],
    ['the data is checked', [schedule('train.py'), train(), dataCheck(true)]],
    ['a person starts it', [train(), dag(runs('dag:d'))]],
    ['the schedule starts no training', [schedule('dag.py'), dag()]],
  ],
  'retraining-without-evaluation': [
    ['a schedule starts training', [schedule('train.py'), train()], ['schedule.yaml', 'train.py']],
    [
      'a schedule starts a pipeline',
      [schedule('dag.py'), dag(runs('dag:d')), train()],
      ['schedule.yaml', 'train.py', 'dag.py'],
    ],
    ['the model is evaluated', [schedule('train.py'), train(), gate(false)]],
    ['a person starts it', [train()]],
    ['another rule says so', [schedule('train.py'), train(), ci(deploys('workflow')), serving()]],
  ],
});
