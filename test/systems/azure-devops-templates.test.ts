import { describe, expect, it } from 'vitest';
import { auditFiles, auditSources } from './support.js';

const ADODRIFT = {
  'churn/drift.py': `import sys

import pandas as pd
from evidently.metric_preset import DataDriftPreset
from evidently.report import Report

report = Report(metrics=[DataDriftPreset()])
report.run(reference_data=pd.read_csv("a.csv"), current_data=pd.read_csv("b.csv"))
report.save_html("drift.html")
`,
  'pipelines/drift.yml': `trigger: none
schedules:
  - cron: '0 5 * * *'
    branches: { include: [main] }
    always: true
variables:
  - template: templates/variables.yml
steps:
  - script: python -m $(DRIFT_MODULE)
`,
  'pipelines/templates/variables.yml': `variables:
  - name: DRIFT_MODULE
    value: churn.drift
`,
};

const ADOOFF = {
  'azure-pipelines.yml': `trigger: [main]
jobs:
  - job: train
    condition: false
    steps:
      - script: python train.py
  - job: say
    steps:
      - script: echo "az ml job create -f job.yml"
`,
  'train.py': `import joblib
import mlflow
from sklearn.linear_model import LogisticRegression

mlflow.log_metric("auc", 0.9)
joblib.dump(LogisticRegression().fit([[0], [1]], [0, 1]), "model/model.pkl")
`,
};

const USES = `trigger: [main]
resources:
  repositories:
    - repository: shared
      type: git
      name: platform/pipeline-templates
stages:
  - template: templates/train.yml@shared
  - template: templates/other.yml@unknown
`;
const SHARED = `stages:
  - stage: Train
    jobs:
      - job: train
        steps:
          - script: az ml job create -f job.yml
`;

describe('Azure DevOps, templates', () => {
  it('runs a module that a variable template names', async () => {
    const { components, relations } = await auditFiles(ADODRIFT);
    expect(components).toEqual(['ci-cd azure-pipelines', 'monitoring evidently']);
    expect(relations).toEqual(['ci-cd azure-pipelines --logs-to-> monitoring evidently']);
  });

  it('runs neither jobs that are off nor what is only printed', async () => {
    const { components, relations } = await auditFiles(ADOOFF);
    expect(components).toEqual([
      'ci-cd azure-pipelines (declared: echo-only)',
      'ml-metadata-store mlflow',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual(['training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store mlflow']);
  });

  it('takes templates out of another repository', async () => {
    const { components, relations } = await auditSources({
      app: { 'azure-pipelines.yml': USES },
      'pipeline-templates': { 'templates/train.yml': SHARED },
    });
    expect(components).toEqual([
      'ci-cd azure-pipelines',
      'ci-cd azure-pipelines',
      'model-training-infrastructure azure-ml',
    ]);
    // The pipeline, and the template that it takes in.
    expect(relations).toEqual([
      'ci-cd azure-pipelines --triggers-> ci-cd azure-pipelines',
      'ci-cd azure-pipelines --triggers-> model-training-infrastructure azure-ml',
      'ci-cd azure-pipelines --triggers-> model-training-infrastructure azure-ml',
    ]);
  });

  it('runs a template with what each of its callers hands over', async () => {
    const call = (module: string) => `  - template: templates/run.yml\n    parameters:\n      module: ${module}\n`;
    const { relations } = await auditFiles({
      'azure-pipelines.yml': `trigger: [main]\nsteps:\n${call('train')}${call('drift')}`,
      'templates/run.yml':
        'parameters:\n  - name: module\n    default: nothing\nsteps:\n  - script: python -m ${{ parameters.module }}\n',
      'train.py': 'from sklearn.svm import SVC\n\nSVC().fit([[0], [1]], [0, 1])\n',
      'drift.py': ADODRIFT['churn/drift.py'],
    });
    expect(relations).toEqual([
      'ci-cd azure-pipelines --logs-to-> monitoring evidently',
      'ci-cd azure-pipelines --triggers-> training-pipeline scikit-learn train.py',
    ]);
  });
});
