import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/sagemaker/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology('sagemaker', {
    kind: 'call',
    pattern: 'sagemaker.workflow.*RegisterModel',
    component: 'model-registry',
    relation: 'registers-in',
    offers: [{ key: 'model_package_group_name', identifier: 'model' }],
  }),
);
const lines = (text: string, path = 'pipelines/churn/pipeline.py'): string[] =>
  show(extract(plugin, path, text, { catalogue }));
const imports = `import os
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep, TrainingStep
from sagemaker.workflow.condition_step import ConditionStep
from sagemaker.workflow.conditions import ConditionGreaterThanOrEqualTo, ConditionEquals
from sagemaker.workflow.functions import JsonGet
from sagemaker.workflow.step_collections import RegisterModel
from sagemaker.processing import ScriptProcessor
from sagemaker.estimator import Estimator
HERE = os.path.dirname(os.path.realpath(__file__))
`;
const dag = [
  'unit dag:churn dag (churn)',
  'component dag:churn is workflow-orchestration sagemaker [churn]',
  'offer dag:churn pipeline churn',
];
const built = [
  'link dag:churn calls python-name pipelines.churn.pipeline.build',
  'symbol python:pipelines.churn.pipeline build = churn',
];

describe('pipelines', () => {
  const cases: [string, string, string[]][] = [
    [
      'steps in the list and in the branches of conditions',
      `${imports}def build(group="fraud"):
    prepare = ProcessingStep(name="Prepare", processor=ScriptProcessor(), code=os.path.join(HERE, "prepare.py"))
    fit = Estimator(entry_point="train.py", source_dir="src")
    train = TrainingStep(name="Train", estimator=fit)
    register = RegisterModel(name="Register", model_package_group_name=group)
    unused = TrainingStep(name="Unused")
    good = ConditionGreaterThanOrEqualTo(left=JsonGet(step_name="Eval", json_path="metrics.accuracy.value"), right=0.8)
    check = ConditionStep(name="Check", conditions=[good], if_steps=[register], else_steps=[])
    return Pipeline(name="churn", steps=[prepare, train, check])
`,
      [
        ...dag,
        ...built,
        'unit task:Prepare task (Prepare) in dag:churn',
        'link task:Prepare runs path pipelines/churn/prepare.py',
        'unit task:Train task (Train) in dag:churn',
        'trait task:Train trains-model',
        'link task:Train runs path src/train.py',
        'unit task:Register task (Register) in dag:churn',
        'component task:Register acts registers-in model-registry sagemaker',
        'offer task:Register model fraud',
        'unit task:Unused task (Unused) in dag:churn off not-included',
        'trait task:Unused trains-model',
        'unit task:Check task (Check) in dag:churn',
        'trait task:Check model-gate: ConditionGreaterThanOrEqualTo metrics.accuracy.value 0.8',
      ],
    ],
    [
      'arguments of steps that are calls of their machinery',
      `${imports}def build():
    p = ScriptProcessor()
    args = p.run(code="a.py")
    a = ProcessingStep(name="A", step_args=args)
    e = Estimator(entry_point="t.py", image_uri="1.dkr.ecr.eu-west-1.amazonaws.com/fit:1")
    args = e.fit({})
    b = TrainingStep(name="B", step_args=args)
    return Pipeline(name="churn", steps=[a, b])
`,
      [
        ...dag,
        ...built,
        'unit task:A task (A) in dag:churn',
        'link task:A runs path a.py',
        'unit task:B task (B) in dag:churn',
        'trait task:B trains-model',
        'link task:B runs path t.py',
        'link task:B built-from image 1.dkr.ecr.eu-west-1.amazonaws.com/fit:1',
      ],
    ],
    [
      'decorated functions',
      'from sagemaker.workflow.function_step import step\nfrom sagemaker.workflow.pipeline import Pipeline\n@step(name="fit", instance_type="ml.m5.large")\ndef train(x):\n    return x\n@step\ndef idle():\n    return 1\np = Pipeline(name="churn", steps=[train(1)])\n',
      [
        ...dag,
        'symbol python:pipelines.churn.pipeline p = churn',
        'unit task:fit task (fit) in dag:churn',
        'link task:fit calls python-name pipelines.churn.pipeline.train',
        'trait task:fit batch-job',
        'unit task:idle task (idle) in dag:churn off not-included',
        'link task:idle calls python-name pipelines.churn.pipeline.idle',
        'trait task:idle batch-job',
      ],
    ],
    [
      'a schedule',
      'from sagemaker.workflow.pipeline import Pipeline\nfrom sagemaker.workflow.triggers import PipelineSchedule\np = Pipeline(name="churn", steps=[])\np.put_triggers(triggers=[PipelineSchedule(name="n", cron="0 0 * * ? *")])\n',
      [...dag, 'symbol python:pipelines.churn.pipeline p = churn', 'trait dag:churn runs-on-schedule: 0 0 * * ? *'],
    ],
    [
      'steps that a function builds for another file',
      'from sagemaker.workflow.steps import TrainingStep\ndef steps():\n    return TrainingStep(name="T")\nTrainingStep(name="U")\n',
      [
        'unit task:T task (T) in def:steps',
        'trait task:T trains-model',
        'unit task:U task (U) off not-included',
        'trait task:U trains-model',
      ],
    ],
    [
      'no pipeline',
      'import sagemaker\nfrom sklearn.pipeline import Pipeline\nPipeline(steps=[])\nsagemaker.Session()\n',
      [],
    ],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

describe('gates', () => {
  const traits = (condition: string, branches = 'if_steps=[TrainingStep(name="T")]'): string[] =>
    lines(
      `${imports}from sagemaker.workflow.quality_check_step import QualityCheckStep, DataQualityCheckConfig, ModelQualityCheckConfig\nc = ${condition}\nPipeline(name="p", steps=[ConditionStep(name="C", conditions=[c], ${branches})])\n`,
    ).filter((line) => / C? ?(?:model|data)-gate|task:C /.test(line) && line.startsWith('trait'));
  const cases: [string, string, string | undefined, string[]][] = [
    [
      'a reported metric',
      'ConditionGreaterThanOrEqualTo(left=JsonGet(json_path="auc"), right=0.7)',
      undefined,
      ['trait task:C model-gate: ConditionGreaterThanOrEqualTo auc 0.7'],
    ],
    [
      'reported drift of data',
      'ConditionGreaterThanOrEqualTo(left=JsonGet(json_path="data_drift.share"), right=0.7)',
      undefined,
      ['trait task:C data-gate: ConditionGreaterThanOrEqualTo'],
    ],
    ['a parameter', 'ConditionEquals(left=mode, right="full")', undefined, []],
    [
      'nothing behind it',
      'ConditionGreaterThanOrEqualTo(left=JsonGet(json_path="auc"), right=0.7)',
      'if_steps=[], else_steps=[]',
      [],
    ],
  ];
  it.each(cases)('%s', (_, condition, branches, expected) => expect(traits(condition, branches)).toEqual(expected));

  const checks: [string, string[]][] = [
    [
      'quality_check_config=DataQualityCheckConfig()',
      ['trait task:Q validates-data', 'trait task:Q data-gate: DataQualityCheckConfig'],
    ],
    [
      'quality_check_config=ModelQualityCheckConfig()',
      ['trait task:Q evaluates-model', 'trait task:Q model-gate: ModelQualityCheckConfig'],
    ],
    ['quality_check_config=DataQualityCheckConfig(), skip_check=True', ['trait task:Q validates-data']],
    ['quality_check_config=DataQualityCheckConfig(), fail_on_violation=False', ['trait task:Q validates-data']],
  ];
  it.each(checks)('%s', (config, expected) => {
    const code = `${imports}from sagemaker.workflow.quality_check_step import QualityCheckStep, DataQualityCheckConfig, ModelQualityCheckConfig\nPipeline(name="p", steps=[QualityCheckStep(name="Q", ${config})])\n`;
    expect(lines(code).filter((line) => line.startsWith('trait task:Q'))).toEqual(expected);
  });
});
