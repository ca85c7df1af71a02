import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/azure-ml/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology(
    'azure-ml',
    {
      kind: 'schema',
      pattern: 'managedOnlineDeployment.schema.json',
      component: 'model-serving',
      name: { key: 'endpoint_name' },
      links: [{ key: 'model', capture: '^azureml:([^:@/]+)', identifier: 'model', link: 'loads-from' }],
    },
    { kind: 'schema', pattern: 'schedule.schema.json', component: 'scheduler', name: { key: 'name' } },
    {
      kind: 'call',
      pattern: 'azureml.pipeline.steps.*Step',
      component: 'model-training-infrastructure',
      relation: 'runs-on',
    },
  ),
);
const lines = (text: string, path: string): string[] => show(extract(plugin, path, text, { catalogue }));
const schema = (name: string): string => `$schema: https://azuremlschemas.azureedge.net/latest/${name}.schema.json\n`;

describe('SDK v1', () => {
  const head = `from azureml.pipeline.core import Pipeline, PipelineData, StepSequence
from azureml.pipeline.core.schedule import Schedule, ScheduleRecurrence
from azureml.pipeline.steps import PythonScriptStep, ParallelRunStep, ParallelRunConfig
`;
  const dag = [
    'unit dag:nightly dag (nightly)',
    'component dag:nightly is workflow-orchestration azure-ml [nightly]',
    'offer dag:nightly pipeline nightly',
  ];
  const step = (id: string, off = ''): string[] => [
    `unit task:${id} task (${id}) in dag:nightly${off}`,
    `component task:${id} acts runs-on model-training-infrastructure azure-ml`,
  ];
  const cases: [string, string, string[]][] = [
    [
      'a list of steps; what is built and not listed is left out',
      `${head}def main(ws):
    train = PythonScriptStep(name="Train", script_name="train.py", source_directory="src")
    evaluate = PythonScriptStep(name="Evaluate", script_name="evaluate.py", source_directory="src")
    p = Pipeline(workspace=ws, steps=[train])
    p.publish(name="nightly")
`,
      [
        ...dag,
        'symbol python:build p = nightly',
        'link dag:nightly calls python-name build.main',
        ...step('Train'),
        'link task:Train runs path src/train.py',
        ...step('Evaluate', ' off not-included'),
        'link task:Evaluate runs path src/evaluate.py',
      ],
    ],
    [
      'what a listed step waits for is taken in',
      `${head}data = PipelineData("d")
a = PythonScriptStep(name="A", script_name="a.py", outputs=[data])
b = PythonScriptStep(name="B", script_name="b.py", inputs=[data])
c = PythonScriptStep(name="C", script_name="c.py")
d = PythonScriptStep(name="D", script_name="d.py")
b.run_after(c)
p = Pipeline(ws, steps=[b])
p.publish(name="nightly")
`,
      [
        ...dag,
        'symbol python:build p = nightly',
        ...step('A'),
        'link task:A runs path a.py',
        ...step('B'),
        'link task:B runs path b.py',
        ...step('C'),
        'link task:C runs path c.py',
        ...step('D', ' off not-included'),
        'link task:D runs path d.py',
      ],
    ],
    [
      'two ways to build the list, a sequence, batch scoring, a schedule',
      `${head}a = PythonScriptStep(name="A", script_name="a.py")
b = ParallelRunStep(name="B", parallel_run_config=ParallelRunConfig(entry_script="score.py", source_directory="batch"))
if full:
    steps = [a, b]
else:
    steps = [a]
p = Pipeline(ws, steps=StepSequence(steps=steps))
p.publish(name="nightly")
Schedule.create(ws, name="s", pipeline_id=1, recurrence=ScheduleRecurrence(frequency="Day", interval=1))
`,
      [
        ...dag,
        'symbol python:build p = nightly',
        ...step('A'),
        'link task:A runs path a.py',
        ...step('B'),
        'link task:B runs path batch/score.py',
        'trait dag:nightly runs-on-schedule: Day',
      ],
    ],
    [
      'a schedule on data',
      `${head}Schedule.create(ws, name="s", pipeline_id=1, datastore=store)\n`,
      ['trait - runs-on-event'],
    ],
    ['nothing of it', 'from azureml.core import Workspace\nWorkspace.from_config()\n', []],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code, 'build.py')).toEqual(expected));
});

describe('SDK v2', () => {
  const cases: [string, string, string[]][] = [
    [
      'pipeline functions of loaded components and commands',
      `from azure.ai.ml import load_component, command, dsl
train = load_component(source="components/train.yml")
score = command(name="score", code="./src", command="python score.py --d \${{inputs.data}}", compute="azureml:cpu")
@dsl.pipeline(name="churn", compute="gpu")
def flow(data):
    t = train(data=data)
    score(data=t.outputs.model)
`,
      [
        'unit dag:churn dag (churn)',
        'component dag:churn is workflow-orchestration azure-ml [churn]',
        'offer dag:churn pipeline churn',
        'link dag:churn calls python-name p.flow',
        'symbol python:p flow = churn',
        'link dag:churn runs-on cluster gpu',
        'component dag:churn acts runs-on model-training-infrastructure azure-ml [gpu]',
        'unit task:train task (train) in dag:churn',
        'link task:train runs path components/train.yml',
        'unit task:score task (score) in dag:churn',
        'link task:score runs-on cluster cpu',
        'component task:score acts runs-on model-training-infrastructure azure-ml [cpu]',
        'embedded task:score shell in src @3: python score.py --d ${inputs_data}',
      ],
    ],
    [
      'a command of its own, a schedule of another job',
      `from azure.ai.ml import command
from azure.ai.ml.entities import JobSchedule, CronTrigger
from jobs import train
ml_client.jobs.create_or_update(command(display_name="fit", command="python fit.py"))
s = JobSchedule(name="n", trigger=CronTrigger(expression="0 3 * * *"), create_job=train)
`,
      [
        'unit job:fit job (fit)',
        'embedded job:fit shell @4: python fit.py',
        'trait - runs-on-schedule: 0 3 * * *',
        'link - triggers pipeline ${train}',
      ],
    ],
    [
      'a schedule of a pipeline of the file',
      `from azure.ai.ml.dsl import pipeline
from azure.ai.ml.entities import JobSchedule, RecurrenceTrigger
@pipeline()
def flow():
    return 1
JobSchedule(name="n", trigger=RecurrenceTrigger(frequency="week", interval=1), create_job=flow())
`,
      [
        'unit dag:flow dag (flow)',
        'component dag:flow is workflow-orchestration azure-ml [flow]',
        'offer dag:flow pipeline flow',
        'link dag:flow calls python-name p.flow',
        'symbol python:p flow = flow',
        'trait dag:flow runs-on-schedule: week',
      ],
    ],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code, 'p.py')).toEqual(expected));
});

describe('command line', () => {
  const cases: [string, string, string, string[]][] = [
    [
      'pipelines',
      'ml/train/pipeline.yml',
      `${schema('pipelineJob')}type: pipeline
experiment_name: churn
settings:
  default_compute: azureml:cpu-cluster
jobs:
  train:
    code: ../../src
    command: >-
      python train.py
      --data \${{inputs.data}}
    environment: azureml:env@latest
    compute: azureml:gpu-cluster
    resources:
      instance_type: Standard_NC6s_v3
    inputs:
      base:
        type: mlflow_model
        path: azureml:churn@latest
  evaluate:
    type: command
    component: ./evaluate.yml
  tune:
    type: sweep
    trial: file:./trial.yml
    compute: serverless
  best:
    type: automl
    compute: local
`,
      [
        'unit dag:churn dag (churn)',
        'component dag:churn is workflow-orchestration azure-ml [churn]',
        'offer dag:churn pipeline churn',
        'link dag:churn runs-on cluster cpu-cluster',
        'component dag:churn acts runs-on model-training-infrastructure azure-ml [cpu-cluster]',
        'unit task:train task (train) in dag:churn',
        'embedded task:train shell in src @10: python train.py --data ${inputs_data}',
        'link task:train runs-on cluster gpu-cluster',
        'component task:train acts runs-on model-training-infrastructure azure-ml [gpu-cluster]',
        'trait task:train requests-accelerator: Standard_NC6s_v3',
        'link task:train loads-from model churn',
        'unit task:evaluate task (evaluate) in dag:churn',
        'link task:evaluate runs path ml/train/evaluate.yml',
        'unit task:tune task (tune) in dag:churn',
        'link task:tune runs path ml/train/trial.yml',
        'component task:tune acts runs-on model-training-infrastructure azure-ml [serverless]',
        'unit task:best task (best) in dag:churn',
        'trait task:best trains-model',
      ],
    ],
    [
      'commands without a schema',
      'job.yml',
      'type: command\nname: fit\ncommand: python fit.py\nenvironment:\n  image: acme/env:1\ncode: .\n',
      [
        'unit job:fit job (fit)',
        'embedded job:fit shell in . @3: python fit.py',
        'link job:fit built-from image acme/env:1',
      ],
    ],
    [
      'deployments',
      'deploy/blue.yml',
      `${schema('managedOnlineDeployment')}name: blue
endpoint_name: churn
model: azureml:churn@latest
code_configuration:
  code: ../scoring
  scoring_script: score.py
`,
      [
        'unit managedOnlineDeployment:blue resource (blue)',
        'component managedOnlineDeployment:blue is model-serving azure-ml [churn]',
        'link managedOnlineDeployment:blue loads-from model churn',
        'link managedOnlineDeployment:blue runs path scoring/score.py',
      ],
    ],
    [
      'traffic between deployments',
      'e.yml',
      `${schema('managedOnlineEndpoint')}name: churn\ntraffic:\n  blue: 90\n  green: 10\n`,
      [
        'unit managedOnlineEndpoint:churn resource (churn)',
        'trait managedOnlineEndpoint:churn canary: blue 90, green 10',
      ],
    ],
    [
      'all traffic to one deployment',
      'e.yml',
      `${schema('managedOnlineEndpoint')}name: churn\ntraffic:\n  blue: 100\n  green: 0\n`,
      ['unit managedOnlineEndpoint:churn resource (churn)'],
    ],
    [
      'schedules',
      'ml/s.yml',
      `${schema('schedule')}name: nightly\ntrigger:\n  type: cron\n  expression: "0 3 * * *"\ncreate_job: ./pipeline.yml\n`,
      [
        'unit schedule:nightly resource (nightly)',
        'component schedule:nightly is scheduler azure-ml [nightly]',
        'trait schedule:nightly runs-on-schedule: 0 3 * * *',
        'link schedule:nightly triggers path ml/pipeline.yml',
      ],
    ],
    [
      'schedules of an asset',
      's.yml',
      `${schema('schedule')}name: nightly\ntrigger:\n  type: recurrence\n  frequency: day\n  interval: 1\ncreate_job:\n  type: pipeline\n  job: azureml:churn\n`,
      [
        'unit schedule:nightly resource (nightly)',
        'component schedule:nightly is scheduler azure-ml [nightly]',
        'trait schedule:nightly runs-on-schedule: day',
        'link schedule:nightly triggers pipeline churn',
      ],
    ],
    ['something else', 'a.yml', 'type: pipeline\nsteps: []\n', []],
    ['something else of a type', 'a.yml', 'type: command\nrun: x\n', []],
  ];
  it.each(cases)('%s', (_, path, text, expected) => expect(lines(text, path)).toEqual(expected));

  it.each<[string, string, string, string[]]>([
    [
      'an inference configuration',
      'deploy/inference.yml',
      'entryScript: score.py\nruntime: python\ncondaFile: ../conda.yml\nsourceDirectory:\n',
      [
        'unit inference-configuration resource',
        'component inference-configuration is model-serving azure-ml',
        'link inference-configuration runs path deploy/score.py',
      ],
    ],
    [
      'an inference configuration with a directory of sources',
      'deploy/inference.json',
      '{"entryScript": "score.py", "sourceDirectory": "../src"}',
      [
        'unit inference-configuration resource',
        'component inference-configuration is model-serving azure-ml',
        'link inference-configuration runs path src/score.py',
      ],
    ],
    [
      'a deployment configuration with telemetry',
      'deploy/aks.yml',
      'computeType: AKS\nauthEnabled: True\nappInsightsEnabled: True\n',
      [
        'unit deployment-configuration resource',
        'component deployment-configuration is model-serving azure-ml',
        'component deployment-configuration acts logs-to monitoring azure-application-insights',
      ],
    ],
    [
      'a deployment configuration without telemetry',
      'deploy/aci.yml',
      'computeType: ACI\ncontainerResourceRequirements: { cpu: 1 }\nappInsightsEnabled: false\n',
      ['unit deployment-configuration resource', 'component deployment-configuration is model-serving azure-ml'],
    ],
    ['an entry script of something else', 'a.yml', 'entryScript: run.sh\nname: x\n', []],
    ['another type of compute', 'a.yml', 'computeType: EC2\nport: 1\n', []],
    ['another shape', 'a.yml', 'entryScript: [a]\nruntime: python\ncomputeType: { AKS: 1 }\n', []],
  ])('SDK v1: %s', (_, path, text, expected) => expect(lines(text, path)).toEqual(expected));
});
