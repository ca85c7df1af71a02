import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const pipeline = (name: string, activities: object[]): string => JSON.stringify({ name, properties: { activities } });
const TRIGGER = {
  name: 'nightly',
  properties: {
    runtimeState: 'Started',
    pipelines: [{ pipelineReference: { referenceName: 'retrain', type: 'PipelineReference' } }],
    type: 'ScheduleTrigger',
    typeProperties: { recurrence: { frequency: 'Day', interval: 1 } },
  },
};
const NOTEBOOK = {
  name: 'train',
  type: 'DatabricksNotebook',
  typeProperties: { notebookPath: '/Repos/team/churn/notebooks/train' },
};
const TRAIN = `# Databricks notebook source
import mlflow
from sklearn.ensemble import RandomForestClassifier
with mlflow.start_run():
    model = RandomForestClassifier().fit([[0], [1]], [0, 1])
    mlflow.log_metric("auc", 0.9)
`;

describe('Azure Data Factory', () => {
  it('orchestrates notebooks on a schedule', async () => {
    const { components, relations } = await auditFiles({
      'adf/pipeline/retrain.json': pipeline('retrain', [NOTEBOOK]),
      'adf/trigger/nightly.json': JSON.stringify(TRIGGER),
      'notebooks/train.py': TRAIN,
    });
    expect(components).toEqual([
      'data-pipeline azure-data-factory retrain',
      'data-pipeline databricks',
      'ml-metadata-store mlflow',
      'scheduler azure-data-factory',
      'training-pipeline scikit-learn notebooks/train.py',
      'workflow-orchestration azure-data-factory retrain',
    ]);
    expect(relations).toContain(
      'workflow-orchestration azure-data-factory retrain --orchestrates-> training-pipeline scikit-learn notebooks/train.py',
    );
    expect(relations).toContain(
      'scheduler azure-data-factory --triggers-> workflow-orchestration azure-data-factory retrain',
    );
  });

  it('only moves data where no activity runs code; stopped triggers start nothing', async () => {
    const { components } = await auditFiles({
      'adf/pipeline/copy.json': pipeline('copy', [{ name: 'copy', type: 'Copy', typeProperties: { source: {} } }]),
      'adf/trigger/nightly.json': JSON.stringify({
        ...TRIGGER,
        properties: { ...TRIGGER.properties, runtimeState: 'Stopped' },
      }),
      'adf/pipeline/empty.json': pipeline('empty', []),
    });
    expect(components).toEqual([
      'data-pipeline azure-data-factory copy',
      'data-pipeline azure-data-factory empty (declared: empty)',
      'scheduler azure-data-factory (declared: disabled)',
    ]);
  });

  it('is not any JSON in a folder of that name', async () => {
    const { components } = await auditFiles({
      'pipeline/settings.json': JSON.stringify({ name: 'x', properties: { steps: ['train'] } }),
    });
    expect(components).toEqual([]);
  });
});
