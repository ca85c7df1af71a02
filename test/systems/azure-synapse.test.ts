/** Azure Synapse as its workspaces keep themselves in git, and as commands and templates make and use them. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const notebook = (source: string): string =>
  json({
    name: 'train_churn',
    properties: {
      metadata: { language_info: { name: 'python' } },
      cells: [
        { cell_type: 'markdown', source: ['# mlflow.register_model is what we do'] },
        { cell_type: 'code', source: source.split(/(?<=\n)/) },
      ],
    },
  });
const TRAIN = `import mlflow
from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit(x, y)
mlflow.log_metric("auc", 0.9)
`;
const pipeline = (rest: object = {}): string =>
  json({
    name: 'retrain',
    properties: {
      activities: [
        {
          name: 'Train',
          type: 'SynapseNotebook',
          typeProperties: { notebook: { referenceName: 'train_churn', type: 'NotebookReference' } },
          ...rest,
        },
      ],
    },
  });
const trigger = (runtimeState: string): string =>
  json({
    name: 'nightly',
    properties: {
      runtimeState,
      type: 'ScheduleTrigger',
      pipelines: [{ pipelineReference: { referenceName: 'retrain', type: 'PipelineReference' } }],
      typeProperties: { recurrence: { frequency: 'Day', interval: 1 } },
    },
  });

describe('Azure Synapse', () => {
  it('runs a notebook by a pipeline on a schedule', async () => {
    const { components, relations, criteria } = await auditFiles({
      'synapse/notebook/train_churn.json': notebook(TRAIN),
      'synapse/pipeline/retrain.json': pipeline(),
      'synapse/trigger/nightly.json': trigger('Started'),
    });
    expect(components).toEqual([
      'data-pipeline azure-synapse retrain',
      'ml-metadata-store mlflow',
      'scheduler azure-data-factory',
      'training-pipeline scikit-learn synapse/notebook/train_churn.json',
      'workflow-orchestration azure-synapse retrain',
    ]);
    expect(relations).toEqual([
      'data-pipeline azure-synapse retrain --logs-to-> ml-metadata-store mlflow',
      'scheduler azure-data-factory --triggers-> data-pipeline azure-synapse retrain',
      'scheduler azure-data-factory --triggers-> workflow-orchestration azure-synapse retrain',
      'training-pipeline scikit-learn synapse/notebook/train_churn.json --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration azure-synapse retrain --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration azure-synapse retrain --orchestrates-> training-pipeline scikit-learn synapse/notebook/train_churn.json',
      'workflow-orchestration azure-synapse retrain --runs-on-> data-pipeline azure-synapse retrain',
    ]);
    expect(criteria).toEqual(['G0.4', 'G0.5', 'G1.1', 'G1.2', 'G1.11', 'G1.12', 'G1.m']);
  });

  it('runs nothing by a stopped trigger and an inactive activity', async () => {
    const { components, relations } = await auditFiles({
      'synapse/notebook/train_churn.json': notebook(TRAIN),
      'synapse/pipeline/retrain.json': pipeline({ state: 'Inactive' }),
      'synapse/trigger/nightly.json': trigger('Stopped'),
    });
    expect(components).toEqual([
      'data-pipeline azure-synapse retrain (declared: disabled)',
      'ml-metadata-store mlflow',
      'scheduler azure-data-factory (declared: disabled)',
      'training-pipeline scikit-learn synapse/notebook/train_churn.json',
    ]);
    expect(relations).toEqual([
      'training-pipeline scikit-learn synapse/notebook/train_churn.json --logs-to-> ml-metadata-store mlflow',
    ]);
  });

  it('runs the program of a job that a command submits', async () => {
    const { components, relations } = await auditFiles({
      '.github/workflows/train.yml': `on: push
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: >-
          az synapse spark job submit --name train --workspace-name w --spark-pool-name p
          --main-definition-file jobs/train.py --executors 2 --executor-size Small
`,
      'jobs/train.py': TRAIN,
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'data-pipeline azure-synapse',
      'ml-metadata-store mlflow',
      'model-training-infrastructure azure-synapse',
      'source-repository github',
      'training-pipeline scikit-learn jobs/train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --logs-to-> ml-metadata-store mlflow',
      'ci-cd github-actions --runs-on-> data-pipeline azure-synapse',
      'ci-cd github-actions --triggers-> model-training-infrastructure azure-synapse',
      'ci-cd github-actions --triggers-> training-pipeline scikit-learn jobs/train.py',
      'model-training-infrastructure azure-synapse --logs-to-> ml-metadata-store mlflow',
      'training-pipeline scikit-learn jobs/train.py --logs-to-> ml-metadata-store mlflow',
      'training-pipeline scikit-learn jobs/train.py --runs-on-> model-training-infrastructure azure-synapse',
    ]);
  });

  it('is a data store and Spark pools where Terraform makes it', async () => {
    const { components } = await auditFiles({
      'main.tf': `resource "azurerm_synapse_workspace" "this" {
  name = "analytics"
}
resource "azurerm_synapse_spark_pool" "this" {
  name                 = "small"
  synapse_workspace_id = azurerm_synapse_workspace.this.id
}
# resource "azurerm_synapse_sql_pool" "old" { name = "old" }
`,
    });
    expect(components).toEqual(['data-pipeline azure-synapse small', 'data-store azure-synapse analytics']);
  });

  it('is not what lies in folders of those names', async () => {
    const { components } = await auditFiles({
      'docs/pipeline/retrain.json': json({ name: 'retrain', properties: { activities: 'see the wiki' } }),
      'web/notebook/train_churn.json': json({ name: 'x', properties: { cells: 3 } }),
    });
    expect(components).toEqual([]);
  });
});
