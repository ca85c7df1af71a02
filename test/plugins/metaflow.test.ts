import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/metaflow/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology('aws-batch', {
    kind: 'decorator',
    pattern: 'metaflow.batch',
    component: 'model-training-infrastructure',
    relation: 'runs-on',
  }),
);
const lines = (text: string): string[] => show(extract(plugin, 'flow.py', text, { catalogue }));
const head = 'from metaflow import FlowSpec, step, batch, resources, schedule, trigger, project\n';
const dag = [
  'unit dag:Train dag (Train)',
  'component dag:Train is workflow-orchestration metaflow [Train]',
  'offer dag:Train pipeline Train',
];

describe('flows', () => {
  const cases: [string, string, string[]][] = [
    [
      'steps that `self.next` reaches',
      `${head}class Train(FlowSpec):
    @step
    def start(self):
        self.next(self.a, self.b)
    @batch(gpu=1, image="acme/gpu")
    @step
    def a(self):
        self.next(self.join)
    @step
    def b(self):
        self.next(self.join)
    @step
    def join(self, inputs):
        self.next({"yes": self.end, "no": self.a}, condition="good")
    @step
    def forgotten(self):
        self.next(self.end)
    @step
    def end(self):
        pass
    def helper(self):
        return 1
`,
      [
        ...dag,
        'unit task:start task (start) in dag:Train',
        'link task:start calls python-name flow.Train.start',
        'unit task:a task (a) in dag:Train',
        'link task:a calls python-name flow.Train.a',
        'component task:a acts runs-on model-training-infrastructure aws-batch',
        'link task:a built-from image acme/gpu',
        'trait task:a requests-accelerator: batch 1',
        'unit task:b task (b) in dag:Train',
        'link task:b calls python-name flow.Train.b',
        'unit task:join task (join) in dag:Train',
        'link task:join calls python-name flow.Train.join',
        'unit task:forgotten task (forgotten) in dag:Train off not-included',
        'link task:forgotten calls python-name flow.Train.forgotten',
        'unit task:end task (end) in dag:Train off empty',
        'link task:end calls python-name flow.Train.end',
      ],
    ],
    [
      'a decorator inside another one',
      `${head}from own import when\nclass Train(FlowSpec):\n    @when(batch(gpu=2), flag=True)\n    @step\n    def start(self):\n        fit(self)\n`,
      [
        ...dag,
        'unit task:start task (start) in dag:Train',
        'link task:start calls python-name flow.Train.start',
        'component task:start acts runs-on model-training-infrastructure aws-batch',
        'trait task:start requests-accelerator: batch 2',
      ],
    ],
    [
      'schedules and events',
      `${head}@schedule(cron="0 3 * * ? *")\n@trigger(event="new-data")\nclass Train(FlowSpec):\n    @step\n    def start(self):\n        fit(self)\n`,
      [
        ...dag,
        'trait dag:Train runs-on-schedule: 0 3 * * ? *',
        'trait dag:Train runs-on-event: new-data',
        'unit task:start task (start) in dag:Train',
        'link task:start calls python-name flow.Train.start',
      ],
    ],
    [
      'a daily schedule',
      `${head}@schedule(daily=True)\nclass Train(FlowSpec):\n    @step\n    def start(self):\n        fit(self)\n`,
      [
        ...dag,
        'trait dag:Train runs-on-schedule: daily',
        'unit task:start task (start) in dag:Train',
        'link task:start calls python-name flow.Train.start',
      ],
    ],
    [
      'a flow without steps is empty',
      `${head}class Train(FlowSpec):\n    pass\n`,
      ['unit dag:Train dag (Train) off empty', ...dag.slice(1)],
    ],
    ['other classes', 'from spec import Spec\nclass Train(Spec):\n    pass\n# FlowSpec\n', []],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});
