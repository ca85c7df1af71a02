import { describe, expect, it } from 'vitest';
import shell from '../../src/plugins/shell/index.js';
import { extract, show } from './support.js';

const step = (text: string): string[] =>
  show(extract(shell, 'ci.yml', text, { language: 'shell', unit: 'step', directory: '.' }));

describe('functions that events start', () => {
  it.each<[name: string, text: string, facts: string[]]>([
    [
      'a topic',
      'gcloud functions deploy start --trigger-topic=retrain --runtime=python311 --source=src/start/',
      [
        'unit step/function:start resource (start) in step',
        'component step/function:start is event-bus google-pubsub [retrain]',
        'trait step/function:start runs-on-event: --trigger-topic retrain',
        'link step/function:start triggers path src/start/main.py',
      ],
    ],
    [
      'a bucket that a variable hides, a runtime that is not known',
      'gcloud functions deploy start --trigger-bucket $RAW',
      [
        'unit step/function:start resource (start) in step',
        'component step/function:start is event-bus google-cloud-storage',
        'trait step/function:start runs-on-event: --trigger-bucket $RAW',
      ],
    ],
    ['a request', 'gcloud functions deploy start --trigger-http --runtime=python311', []],
  ])('%s', (_, text, facts) =>
    // What the deployment itself says is tested with the other deployments.
    expect(step(text).filter((line) => !/ step (?:deploys|in)\b/.test(line))).toEqual(facts),
  );
});

describe('templates that are packed', () => {
  it.each<[name: string, text: string, facts: string[]]>([
    [
      'under another name',
      'aws cloudformation package --template-file t.yml --output-template-file out/packed.yml',
      [
        'unit step/file:packed.yml target (packed.yml) in step',
        'offer step/file:packed.yml config artifact:packed.yml',
        'link step/file:packed.yml includes path t.yml',
      ],
    ],
    [
      'under a name in a variable',
      'aws cloudformation package --template t.yml --output-template $NAME',
      [
        'unit step/file:$NAME target ($NAME) in step',
        'offer step/file:$NAME config artifact:${NAME}',
        'link step/file:$NAME includes path t.yml',
      ],
    ],
    ['to the screen', 'aws cloudformation package --template-file t.yml', []],
  ])('%s', (_, text, facts) => expect(step(text)).toEqual(facts));
});

describe('tests of what they are given', () => {
  it.each<[name: string, text: string, facts: string[]]>([
    [
      'a dataset',
      'pytest --dataset-loc=$DATA tests/data -q',
      [
        'trait step tests',
        'link step validates path tests/data',
        'unit step/step:pytest:1 step (pytest --dataset-loc=$DATA tests/data -q) in step',
        'trait step/step:pytest:1 validates-data',
        'trait step/step:pytest:1 data-gate',
      ],
    ],
    [
      'a model, a failure of which is ignored',
      'pytest --run-id=1 tests/model || true',
      [
        'trait step tests: a failure does not stop the script',
        'link step validates path tests/model',
        'unit step/step:pytest:1 step (pytest --run-id=1 tests/model) in step',
        'trait step/step:pytest:1 evaluates-model',
      ],
    ],
    ['code that handles data', 'pytest tests/data', ['trait step tests', 'link step validates path tests/data']],
    [
      'an option alone',
      'pytest --model-name=a tests/code',
      ['trait step tests', 'link step validates path tests/code'],
    ],
  ])('%s', (_, text, facts) => expect(step(text)).toEqual(facts));
});

describe('runs of a bundle', () => {
  it.each<[name: string, text: string, facts: string[]]>([
    [
      'in the target for tests',
      'databricks bundle run train -t test',
      ['link step triggers pipeline train', 'link step validates pipeline train', 'trait step stage: test'],
    ],
    [
      'in production',
      'databricks bundle run train -t prod',
      ['link step triggers pipeline train', 'trait step stage: prod'],
    ],
  ])('%s', (_, text, facts) => expect(step(text)).toEqual(facts));
});
