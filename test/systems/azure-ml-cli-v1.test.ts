/** The command line of Azure ML before v2: `az ml run submit-script`, `model register`, `model deploy`. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const WORKFLOW = `name: train
on:
  push: { branches: [main] }
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: az extension add -n azure-cli-ml
      - run: az ml computetarget create amlcompute -g rg -w ws -n cpu -s STANDARD_DS2_V2 --max-nodes 2
      - run: |
          az ml run submit-script -g rg -w ws -e churn --ct cpu -d conda.yml -c churn -t ../run.json train_churn.py
        working-directory: training
      - run: az ml model register -g rg -w ws -n churn -f run.json --asset-path outputs/model.pkl -t model.json
  deploy:
    runs-on: ubuntu-latest
    needs: train
    steps:
      - uses: actions/checkout@v4
      - run: az ml model deploy -n churn-aks -f model.json --ic inferenceConfig.json --dc aksDeploymentConfig.yml --overwrite
        working-directory: deployment
`;
const FILES = {
  '.github/workflows/train.yml': WORKFLOW,
  'deployment/aksDeploymentConfig.yml': 'computeType: AKS\nappInsightsEnabled: True\n',
  'deployment/inferenceConfig.json': '{"entryScript": "score.py", "runtime": "python"}',
  'deployment/score.py': `from azureml.core.model import Model
import joblib

def init():
    global model
    model = joblib.load(Model.get_model_path("churn"))

def run(data):
    return model.predict(data).tolist()
`,
  'training/train_churn.py': `from azureml.core.run import Run
from sklearn.linear_model import Ridge

run = Run.get_context()
model = Ridge().fit([[1]], [1])
run.log("mse", 0.1)
`,
};

describe('Azure ML command line v1', () => {
  it('submits training, registers and deploys', async () => {
    const { relations, criteria } = await auditFiles(FILES);
    expect(relations).toEqual([
      'ci-cd github-actions --deploys-> model-serving azure-ml',
      'ci-cd github-actions --deploys-> model-training-infrastructure azure-ml',
      'ci-cd github-actions --logs-to-> ml-metadata-store azure-ml',
      'ci-cd github-actions --registers-in-> model-registry azure-ml',
      'ci-cd github-actions --triggers-> model-training-infrastructure azure-ml',
      'ci-cd github-actions --triggers-> training-pipeline scikit-learn training/train_churn.py',
      'model-serving azure-ml --loads-from-> model-registry azure-ml',
      'model-serving azure-ml --logs-to-> monitoring azure-application-insights',
      'model-training-infrastructure azure-ml --logs-to-> ml-metadata-store azure-ml',
      'training-pipeline scikit-learn training/train_churn.py --logs-to-> ml-metadata-store azure-ml',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.11']));
  });

  it('takes the script from the directory that is handed over', async () => {
    const { relations } = await auditFiles({
      ...FILES,
      '.github/workflows/train.yml':
        'on: push\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: az ml run submit-script -c churn -e churn --source-directory training -t run.json train_churn.py\n',
    });
    expect(relations).toContain(
      'ci-cd github-actions --triggers-> training-pipeline scikit-learn training/train_churn.py',
    );
  });

  it('reads nothing from commands that are printed or commented out', async () => {
    const { components, relations } = await auditFiles({
      ...FILES,
      '.github/workflows/train.yml':
        'on: push\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          # az ml run submit-script -e churn training/train_churn.py\n          echo "az ml model deploy -n churn"\n',
    });
    expect(relations.filter((one) => one.startsWith('ci-cd'))).toEqual([]);
    expect(components).not.toContain('model-training-infrastructure azure-ml');
  });
});
