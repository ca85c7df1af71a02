import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

/** Trains, evaluates and serves behind a gate. */
const PIPELINE = {
  'template.yaml': `apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: { name: churn }
spec:
  entrypoint: main
  templates:
    - name: main
      dag:
        tasks:
          - { name: train, template: train }
          - { name: evaluate, template: evaluate, dependencies: [train] }
          - { name: serve, template: serve, dependencies: [evaluate], when: "{{tasks.evaluate.outputs.parameters.accuracy}} > 0.9" }
    - name: train
      container: { image: "registry.example/churn:1", command: [python, train.py] }
    - name: evaluate
      outputs: { parameters: [{ name: accuracy, valueFrom: { path: /acc } }] }
      script: { image: "python:3.12", command: [python], source: "print(1)" }
    - name: serve
      resource:
        action: apply
        manifest: |
          apiVersion: serving.kserve.io/v1beta1
          kind: InferenceService
          metadata: { name: churn }
          spec: { predictor: { sklearn: { storageUri: "s3://models/churn" } } }
`,
  'train.py': `from sklearn.svm import SVC
SVC().fit([[0], [1]], [0, 1])
`,
};

/** What the parts of the pipeline do to each other. */
const FLOW = [
  'model-validation custom-code --validates-> training-pipeline scikit-learn train.py',
  'training-pipeline scikit-learn train.py --runs-on-> model-training-infrastructure kubernetes',
  'workflow-orchestration argo-workflows churn --deploys-> model-serving kserve churn',
  'workflow-orchestration argo-workflows churn --orchestrates-> model-validation custom-code',
  'workflow-orchestration argo-workflows churn --orchestrates-> training-pipeline scikit-learn train.py',
  'workflow-orchestration argo-workflows churn --runs-on-> model-training-infrastructure kubernetes',
];

describe('Argo Workflows and Events', () => {
  it('train on new data, and deploy behind a gate', async () => {
    const found = await auditFiles({
      'sensor.yaml': `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: { name: bucket }
spec: { minio: { uploads: { bucket: { name: raw }, endpoint: "minio:9000", events: ["s3:ObjectCreated:Put"] } } }
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: { name: retrain }
spec:
  dependencies: [{ name: d, eventSourceName: bucket, eventName: uploads }]
  triggers:
    - template:
        name: t
        argoWorkflow:
          operation: submit
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: { generateName: churn- }
              spec: { workflowTemplateRef: { name: churn } }
`,
      ...PIPELINE,
    });
    expect(found.components).toEqual([
      'event-bus argo-events bucket',
      'event-bus argo-events retrain',
      'model-serving kserve churn',
      'model-training-infrastructure kubernetes',
      'model-validation custom-code',
      'training-pipeline scikit-learn train.py',
      'workflow-orchestration argo-workflows churn',
    ]);
    expect(found.relations).toEqual([
      'event-bus argo-events retrain --reads-from-> event-bus argo-events bucket',
      'event-bus argo-events retrain --triggers-> workflow-orchestration argo-workflows churn',
      ...FLOW,
    ]);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.8', 'G1.12']));
  });

  it('are CI where a push starts them', async () => {
    const found = await auditFiles({
      'sensor.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: { name: ci }
spec:
  dependencies: [{ name: d, eventSourceName: github, eventName: push }]
  triggers:
    - template:
        name: t
        argoWorkflow:
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: { generateName: churn- }
              spec: { workflowTemplateRef: { name: churn } }
`,
      ...PIPELINE,
    });
    expect(found.components).toEqual([
      'ci-cd argo-events',
      'model-serving kserve churn',
      'model-training-infrastructure kubernetes',
      'model-validation custom-code',
      'training-pipeline scikit-learn train.py',
      'workflow-orchestration argo-workflows churn',
    ]);
    expect(found.relations).toEqual([
      'ci-cd argo-events --triggers-> workflow-orchestration argo-workflows churn',
      ...FLOW,
    ]);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.8']));
    expect(found.criteria).not.toContain('G1.12');
  });

  it('are not in force when suspended', async () => {
    const found = await auditFiles({
      'cron.yaml': `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: { name: nightly }
spec:
  schedule: "0 3 * * *"
  suspend: true
  workflowSpec: { entrypoint: t, templates: [{ name: t, container: { image: "registry.example/churn:1", command: [python, train.py] } }] }
`,
      'train.py': `from sklearn.svm import SVC
SVC().fit([[0], [1]], [0, 1])
`,
    });
    expect(found.components).toEqual([
      'training-pipeline scikit-learn train.py (declared: not-included)',
      'workflow-orchestration argo-workflows nightly (declared: disabled)',
    ]);
    expect(found.relations).toEqual([]);
  });
});
