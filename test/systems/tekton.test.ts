import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `import mlflow
import mlflow.sklearn
from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit([[0], [1]], [0, 1])
mlflow.log_metric("accuracy", 1.0)
`;

const TASKS = `apiVersion: tekton.dev/v1
kind: Task
metadata: { name: train }
spec:
  params: [{ name: folder, default: src }]
  steps:
    - name: train
      image: python:3.12
      workingDir: $(workspaces.source.path)
      script: |
        #!/usr/bin/env bash
        pip install -r requirements.txt
        python $(params.folder)/train.py
---
apiVersion: tekton.dev/v1
kind: Task
metadata: { name: evaluate }
spec:
  results: [{ name: accuracy-ok }]
  steps:
    - name: evaluate
      image: python:3.12
      script: |
        #!/usr/bin/env python3
        print("done")
`;

const PIPELINE = `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: { name: churn }
spec:
  tasks:
    - { name: fetch, taskRef: { name: git-clone } }
    - { name: train, taskRef: { name: train }, runAfter: [fetch] }
    - { name: evaluate, taskRef: { name: evaluate }, runAfter: [train] }
    - name: deploy
      when: [{ input: $(tasks.evaluate.results.accuracy-ok), operator: in, values: ["true"] }]
      taskSpec:
        steps:
          - { name: apply, image: bitnami/kubectl, command: [kubectl], args: [apply, -f, k8s/serve.yaml] }
`;

const SERVE = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: churn }
spec: { predictor: { model: { modelFormat: { name: sklearn }, storageUri: pvc://models/churn } } }
`;

const trigger = (interceptors: string, binding: string): string => `apiVersion: triggers.tekton.dev/v1beta1
kind: EventListener
metadata: { name: churn }
spec:
  triggers:
    - interceptors: ${interceptors}
      bindings: [{ name: value, value: ${binding} }]
      template: { ref: churn-run }
---
apiVersion: triggers.tekton.dev/v1beta1
kind: TriggerTemplate
metadata: { name: churn-run }
spec:
  resourcetemplates:
    - apiVersion: tekton.dev/v1
      kind: PipelineRun
      metadata: { generateName: churn- }
      spec: { pipelineRef: { name: churn } }
`;

const FILES = { 'src/train.py': TRAIN, 'tekton/tasks.yaml': TASKS, 'tekton/pipeline.yaml': PIPELINE };
const PROGRAM = 'training-pipeline scikit-learn src/train.py';
const DAG = 'workflow-orchestration tekton churn';
const BASE = [
  'infrastructure kubernetes',
  'ml-metadata-store mlflow',
  'model-serving kserve churn',
  'model-training-infrastructure kubernetes',
  'model-validation custom-code',
  PROGRAM,
  DAG,
];
const RELATIONS = [
  `model-training-infrastructure kubernetes --logs-to-> ml-metadata-store mlflow`,
  `model-validation custom-code --validates-> ${PROGRAM}`,
  `${PROGRAM} --logs-to-> ml-metadata-store mlflow`,
  `${PROGRAM} --runs-on-> model-training-infrastructure kubernetes`,
  `${DAG} --deploys-> infrastructure kubernetes`,
  `${DAG} --deploys-> model-serving kserve churn`,
  `${DAG} --logs-to-> ml-metadata-store mlflow`,
  `${DAG} --orchestrates-> model-validation custom-code`,
  `${DAG} --orchestrates-> ${PROGRAM}`,
  `${DAG} --runs-on-> model-training-infrastructure kubernetes`,
];

describe('Tekton', () => {
  it('runs tasks of other files, and deploys behind a condition on a result', async () => {
    const found = await auditFiles({ ...FILES, 'k8s/serve.yaml': SERVE });
    expect(found.components).toEqual(BASE);
    expect(found.relations).toEqual(RELATIONS);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.8', 'G1.11']));
  });

  it('is started by an alert through a listener', async () => {
    const listener = trigger('[{ ref: { name: cel } }]', '$(body.commonLabels.alertname)');
    const found = await auditFiles({ ...FILES, 'k8s/serve.yaml': SERVE, 'tekton/listener.yaml': listener });
    expect(found.components).toEqual(['event-bus tekton', ...BASE]);
    expect(found.relations).toEqual([`event-bus tekton --triggers-> ${DAG}`, ...RELATIONS]);
    expect(found.criteria).toContain('G1.12');
  });

  it('is CI, and no pipeline trigger, where a Git host sends the requests', async () => {
    const listener = trigger('[{ ref: { name: github } }]', '$(body.head_commit.id)');
    const found = await auditFiles({ ...FILES, 'k8s/serve.yaml': SERVE, 'tekton/listener.yaml': listener });
    expect(found.components).toEqual(['ci-cd tekton', ...BASE]);
    expect(found.relations).toEqual([`ci-cd tekton --triggers-> ${DAG}`, ...RELATIONS]);
    expect(found.criteria).not.toContain('G1.12');
  });

  it('is orchestration in a run with its own definition, and CI where Pipelines as Code starts it', async () => {
    const run = (annotations: string): string => `apiVersion: tekton.dev/v1
kind: PipelineRun
metadata: { name: check, annotations: ${annotations} }
spec: { pipelineSpec: { tasks: [{ name: test, taskSpec: { steps: [{ image: python, script: pytest tests }] } }] } }
`;
    expect((await auditFiles({ 'run.yaml': run('{}') })).components).toEqual(['workflow-orchestration tekton check']);
    const asCode = run('{ pipelinesascode.tekton.dev/on-event: "[push]" }');
    expect((await auditFiles({ '.tekton/run.yaml': asCode })).components).toEqual([
      'ci-cd tekton',
      'workflow-orchestration tekton check',
    ]);
  });

  it('is not in force where the chart switches it off, and nothing where only the word stands', async () => {
    const chart = {
      'chart/Chart.yaml': 'apiVersion: v2\nname: pipelines\nversion: 1.0.0\n',
      'chart/values.yaml': 'alerts: false\n',
      'chart/templates/pipeline.yaml': `{{- if .Values.alerts }}\n${PIPELINE}{{- end }}\n`,
    };
    expect((await auditFiles(chart)).components).toEqual([
      'infrastructure kubernetes (declared: disabled)',
      'model-validation custom-code (declared: disabled)',
      'workflow-orchestration tekton churn (declared: disabled)',
    ]);
    const lie = { 'values.yaml': 'docs: https://tekton.dev/docs/\nkind: Pipeline\n' };
    expect((await auditFiles(lie)).components).toEqual([]);
  });

  it.each([
    ['uploads another one delivers it', 'client.upload_pipeline("churn.yaml", pipeline_name="churn")', true],
    ['starts another one delivers none', 'client.run_pipeline(None, "churn", pipeline_id="churn")', false],
  ])('a pipeline that %s', async (_, call, delivers) => {
    const { criteria } = await auditFiles({
      'tekton/deliver.yaml': `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: { name: deliver }
spec:
  tasks:
    - name: upload
      taskSpec:
        steps:
          - name: upload
            image: python:3.12
            script: |
              cat << EOF | python3
              import kfp
              from kfp import compiler
              from pipeline import churn

              client = kfp.Client(host="http://pipelines")
              compiler.Compiler().compile(churn, "churn.yaml")
              ${call}
              EOF
`,
      'pipeline.py': `from kfp import dsl

@dsl.component
def fit():
    from sklearn.svm import SVC
    SVC().fit([[0], [1]], [0, 1])

@dsl.pipeline(name="churn")
def churn():
    fit()
`,
    });
    expect(criteria.includes('G2.s3')).toBe(delivers);
  });
});
