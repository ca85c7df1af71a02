import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const CLIEVAL = {
  'pipeline.yml': `$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
type: pipeline
display_name: taxi
jobs:
  predict:
    type: command
    code: .
    command: python predict.py --data \${{inputs.data}}
    environment: azureml:env@latest
    compute: azureml:cpu-cluster
    inputs:
      data:
        type: uri_folder
        path: azureml:taxi@latest
  score_job:
    type: command
    code: .
    command: python report.py --predictions \${{inputs.predictions}}
    environment: azureml:env@latest
    compute: azureml:cpu-cluster
    inputs:
      predictions: \${{parent.jobs.predict.outputs.predictions}}
`,
  'predict.py': `import mlflow
import pandas as pd

model = mlflow.pyfunc.load_model("model")
frame = pd.read_csv("test.csv")
frame["predicted"] = model.predict(frame)
frame.to_csv("predictions.csv")
`,
  'report.py': `import pandas as pd

print(pd.read_csv("predictions.csv").describe())
`,
};

const CLILIE = {
  'component.yml': `$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
name: score
type: command
code: .
command: python predict.py
environment: azureml:env@latest
`,
  'predict.py': `import mlflow
import pandas as pd

model = mlflow.pyfunc.load_model("model")
frame = pd.read_csv("test.csv")
frame["predicted"] = model.predict(frame)
frame.to_csv("predictions.csv")
`,
  'schedule.yml': `$schema: https://azuremlschemas.azureedge.net/latest/schedule.schema.json
name: nightly
is_enabled: false
trigger: { type: cron, expression: 0 2 * * * }
create_job: azureml:nothing:1
`,
};

describe('Azure ML CLI, what is not in force', () => {
  it('does not serve by predictions that are only evaluated', async () => {
    const { components, relations } = await auditFiles(CLIEVAL);
    expect(components).toEqual([
      'ml-metadata-store mlflow (declared: import-only)',
      'model-training-infrastructure azure-ml cpu-cluster',
      'workflow-orchestration azure-ml taxi',
    ]);
    expect(relations).toEqual([
      'workflow-orchestration azure-ml taxi --runs-on-> model-training-infrastructure azure-ml cpu-cluster',
    ]);
  });

  it('is not in force where a component is unused and a schedule is off', async () => {
    const { components, relations } = await auditFiles(CLILIE);
    expect(components).toEqual([
      'ml-metadata-store mlflow (declared: import-only)',
      'scheduler azure-ml nightly (declared: disabled)',
    ]);
    expect(relations).toEqual([]);
  });

  it('is known by what it says where no current schema is named', async () => {
    const { components, relations } = await auditFiles({
      'monitor.yml': `$schema: http://azureml/sdk-2-0/Schedule.json
name: churn-monitor
trigger: { type: recurrence, frequency: day, interval: 1 }
create_monitor:
  monitoring_target: { ml_task: classification, endpoint_deployment_id: 'azureml:churn:blue' }
`,
      'endpoint.yml': 'name: churn\nauth_mode: key\n',
      'deployment.yml':
        'name: blue\nendpoint_name: churn\nmodel: azureml:churn@latest\ninstance_type: Standard_DS3_v2\n',
      'other.yml': 'name: proxy\nauth_mode: basic\ntrigger: none\n',
    });
    expect(components).toEqual(['model-registry azure-ml', 'model-serving azure-ml churn', 'monitoring azure-ml']);
    expect(relations).toEqual([
      'model-serving azure-ml churn --loads-from-> model-registry azure-ml',
      'monitoring azure-ml --monitors-> model-serving azure-ml churn',
    ]);
  });

  it('takes components out of a table, from a directory that the caller names', async () => {
    const { relations } = await auditFiles({
      'pipeline.py': `from pathlib import Path
from azure.ai.ml import dsl, load_component

def load(directory: Path):
    components = {"train": load_component(source=str(directory / "train.yml"))}
    return components

def define(components):
    @dsl.pipeline()
    def churn(data):
        components["train"](data=data)
    return churn

define(load(Path("aml/components")))
`,
      'aml/components/train.yml': `$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
name: train
type: command
code: ../../src
command: python train.py
environment: azureml:env@latest
`,
      'src/train.py': 'from sklearn.svm import SVC\n\nSVC().fit([[0], [1]], [0, 1])\n',
      'other/train.yml': 'steps: []\n',
    });
    expect(relations).toEqual([
      'workflow-orchestration azure-ml churn --orchestrates-> training-pipeline scikit-learn src/train.py',
    ]);
  });

  it('takes components out of a list to which another function adds them', async () => {
    const component = (
      name: string,
    ): string => `$schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
name: ${name}
type: command
code: ../../
command: python -m src.${name}
environment: azureml:env@latest
`;
    const { relations } = await auditFiles({
      'ml/pipeline.py': `import os
from azure.ai.ml import load_component
from azure.ai.ml.dsl import pipeline

steps = []


@pipeline()
def churn(data):
    trained = steps[0](data=data)
    steps[2](model=trained.outputs.model)


def build():
    folder = os.path.join(os.getcwd(), "ml/components")
    train = load_component(source=folder + "/train.yml")
    score = load_component(source=folder + "/score.yml")
    register = load_component(source=folder + "/register.yml")
    steps.append(train)
    steps.append(score)
    steps.append(register)
    return churn("data")
`,
      'ml/components/train.yml': component('train'),
      'ml/components/score.yml': component('score'),
      'ml/components/register.yml': component('register'),
      'src/train.py': 'from sklearn.svm import SVC\n\nSVC().fit([[0], [1]], [0, 1])\n',
      'src/score.py': 'import wandb\n\nwandb.init(project="churn")\nwandb.log({"accuracy": 1})\n',
      'src/register.py': 'import mlflow\n\nmlflow.register_model("runs:/1/model", "churn")\n',
    });
    // The second one is loaded and never called.
    expect(relations).toEqual([
      'workflow-orchestration azure-ml churn --orchestrates-> training-pipeline scikit-learn src/train.py',
      'workflow-orchestration azure-ml churn --registers-in-> model-registry mlflow',
    ]);
  });
});
