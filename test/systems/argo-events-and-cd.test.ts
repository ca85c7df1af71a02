import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Argo Events', () => {
  it('start a workflow when data arrive', async () => {
    const { components, relations, criteria } = await auditFiles({
      'sensor.yaml': `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: { name: minio }
spec:
  minio:
    rows: { bucket: { name: churn-raw }, endpoint: 'minio:9000', events: ['s3:ObjectCreated:Put'] }
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: { name: retrain }
spec:
  dependencies: [{ name: rows, eventSourceName: minio, eventName: rows }]
  triggers:
    - template:
        name: train
        argoWorkflow:
          operation: submit
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: { generateName: churn- }
              spec:
                workflowTemplateRef: { name: churn }
`,
      'workflow.yaml': `apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: { name: churn }
spec:
  entrypoint: main
  templates:
    - name: main
      dag: { tasks: [{ name: train, template: train }] }
    - name: train
      container: { image: 'acme/churn-train:1', command: [python, train.py] }
`,
      Dockerfile: `FROM python:3.12
COPY train.py .
`,
      'train.py': `from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit([[0], [1]], [0, 1])
`,
      Makefile: `image:
	docker build -t acme/churn-train:1 .
`,
    });
    expect(components).toEqual([
      'event-bus argo-events minio',
      'event-bus argo-events retrain',
      'model-training-infrastructure kubernetes',
      'training-pipeline scikit-learn train.py',
      'workflow-orchestration argo-workflows churn',
    ]);
    expect(relations).toEqual([
      'event-bus argo-events retrain --reads-from-> event-bus argo-events minio',
      'event-bus argo-events retrain --triggers-> workflow-orchestration argo-workflows churn',
      'training-pipeline scikit-learn train.py --runs-on-> model-training-infrastructure kubernetes',
      'workflow-orchestration argo-workflows churn --orchestrates-> training-pipeline scikit-learn train.py',
      'workflow-orchestration argo-workflows churn --runs-on-> model-training-infrastructure kubernetes',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.12']));
  });
});

describe('Argo CD', () => {
  it('deploys what its application names', async () => {
    const { components, relations, criteria } = await auditFiles({
      'argocd/app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: churn, namespace: argocd }
spec:
  project: default
  source: { repoURL: 'https://github.com/acme/churn.git', path: k8s, targetRevision: main }
  destination: { server: 'https://kubernetes.default.svc', namespace: ml }
  syncPolicy: { automated: { prune: true } }
`,
      'k8s/isvc.yaml': `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: churn, namespace: ml }
spec: { predictor: { model: { modelFormat: { name: sklearn }, storageUri: 's3://churn-models/v1' } } }
`,
    });
    expect(components).toEqual(['ci-cd argo-cd', 'model-serving kserve churn']);
    expect(relations).toEqual(['ci-cd argo-cd --deploys-> model-serving kserve churn']);
    expect(criteria).toEqual(expect.arrayContaining(['G1.5']));
  });
});
