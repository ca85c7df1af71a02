import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Katib', () => {
  it('trains by its trials', async () => {
    const { components, relations } = await auditFiles({
      'katib.yaml': `apiVersion: kubeflow.org/v1beta1
kind: Experiment
metadata: { name: churn-tune, namespace: ml }
spec:
  objective: { type: maximize, goal: 0.9, objectiveMetricName: auc }
  algorithm: { algorithmName: random }
  parallelTrialCount: 2
  maxTrialCount: 6
  parameters: [{ name: lr, parameterType: double, feasibleSpace: { min: '0.01', max: '0.1' } }]
  trialTemplate:
    primaryContainerName: main
    trialParameters: [{ name: lr, reference: lr }]
    trialSpec:
      apiVersion: batch/v1
      kind: Job
      spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: 'acme/churn-train:1', command: [python, train.py, '--lr=\${trialParameters.lr}'] }] } } }
`,
      'train.py': `from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit([[0], [1]], [0, 1])
`,
    });
    expect(components).toEqual([
      'model-training-infrastructure katib churn-tune',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'training-pipeline scikit-learn train.py --runs-on-> model-training-infrastructure katib churn-tune',
    ]);
  });
});

describe('Kubeflow Notebooks', () => {
  it('are development environments', async () => {
    const { components, relations } = await auditFiles({
      'nb.yaml': `apiVersion: kubeflow.org/v1
kind: Notebook
metadata: { name: explore, namespace: ml }
spec: { template: { spec: { containers: [{ name: explore, image: 'kubeflownotebookswg/jupyter-scipy:v1.8.0' }] } } }
`,
    });
    expect(components).toEqual(['development-environment jupyter', 'development-environment kubeflow']);
    expect(relations).toEqual([]);
  });

  it('are not claimed for other kinds and what the root leaves out', async () => {
    const { components, relations } = await auditFiles({
      'a.yaml': `kind: Experiment
name: churn
parameters: [lr]
`,
      'k/kustomization.yaml': `resources: []
`,
      'k/nb.yaml': `apiVersion: kubeflow.org/v1
kind: Notebook
metadata: { name: n }
spec: {}
`,
    });
    expect(components).toEqual(['development-environment kubeflow (declared: not-included)']);
    expect(relations).toEqual([]);
  });
});
