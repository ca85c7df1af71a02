import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/tfx/index.js';
import { extract, show } from './support.js';

const lines = (text: string): string[] => show(extract(plugin, 'pipe.py', text));
const imports =
  'from tfx.v1 import components\nfrom tfx.v1.components import Trainer, Evaluator, Pusher, ExampleValidator\nfrom tfx.orchestration import pipeline\n';
const dag = [
  'unit dag:churn dag (churn)',
  'component dag:churn is workflow-orchestration tfx [churn]',
  'offer dag:churn pipeline churn',
];

describe('TFX pipelines', () => {
  const cases: [string, string, string[]][] = [
    [
      'holds the listed components; a blessing that is taken is a gate',
      `${imports}def build():\n    trainer = Trainer(module_file="src/trainer.py").with_id("Fit")\n    evaluator = Evaluator(model=trainer.outputs["model"])\n    pusher = Pusher(model=trainer.outputs["model"], model_blessing=evaluator.outputs["blessing"])\n    return pipeline.Pipeline(pipeline_name="churn", components=[trainer, evaluator, pusher])\n`,
      [
        ...dag,
        'link dag:churn calls python-name pipe.build',
        'symbol python:pipe build = churn',
        'unit task:Fit task (Fit) in dag:churn',
        'trait task:Fit trains-model',
        'link task:Fit runs path src/trainer.py',
        'unit task:Evaluator task (Evaluator) in dag:churn',
        'trait task:Evaluator evaluates-model',
        'unit task:Pusher task (Pusher) in dag:churn',
        'trait task:Evaluator model-gate: Pusher needs the blessing of Evaluator',
      ],
    ],
    [
      'leaves out what is not listed, and gates that nothing asks',
      `${imports}trainer = Trainer(run_fn="model.run_fn")\nevaluator = Evaluator(model=trainer.outputs["model"])\nchecks = ExampleValidator()\nparts = [trainer]\nparts.append(checks)\np = pipeline.Pipeline(pipeline_name="churn", components=parts)\n`,
      [
        ...dag,
        'symbol python:pipe p = churn',
        'unit task:Trainer task (Trainer) in dag:churn',
        'trait task:Trainer trains-model',
        'link task:Trainer calls python-name model.run_fn',
        'unit task:Evaluator task (Evaluator) in dag:churn off not-included',
        'trait task:Evaluator evaluates-model',
        'unit task:ExampleValidator task (ExampleValidator) in dag:churn',
        'trait task:ExampleValidator validates-data',
        'trait task:ExampleValidator data-gate',
      ],
    ],
    [
      'takes all components when the list cannot be followed',
      `${imports}from steps import parts, upload\nt = Trainer()\nu = upload(model=t.outputs["model"])\npipeline.Pipeline("churn", "root", parts(t))\n`,
      [...dag, 'unit task:Trainer task (Trainer) in dag:churn', 'trait task:Trainer trains-model'],
    ],
    [
      'custom components are those of the project',
      `${imports}from steps import upload\nu = upload(model=1)\npipeline.Pipeline(pipeline_name="churn", components=[u])\n`,
      [...dag, 'unit task:upload task (upload) in dag:churn', 'link task:upload calls python-name steps.upload'],
    ],
    [
      'components without a pipeline are run by hand',
      `${imports}Trainer(module_file="t.py")\n`,
      ['unit task:Trainer task (Trainer)', 'trait task:Trainer trains-model', 'link task:Trainer runs path t.py'],
    ],
    ['other pipelines', 'import tfx\nfrom sklearn.pipeline import Pipeline\nPipeline(components=[])\n', []],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});
