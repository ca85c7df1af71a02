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
});
