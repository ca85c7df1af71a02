import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const TRAIN = 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n';
const task = (name: string, script: string): string => `apiVersion: tekton.dev/v1
kind: Task
metadata: { name: ${name} }
spec:
  workspaces: [{ name: source }]
  params: [{ name: IMAGE, type: string, default: "" }]
  steps:
    - name: run
      image: python:3.12
      workingDir: /workspace/source
      script: |
        ${script}
`;
const FILES: Files = {
  'ci/pipeline.yaml': `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: { name: churn }
spec:
  workspaces: [{ name: shared }]
  tasks:
    - name: train
      taskRef: { name: train-it }
    - name: build
      runAfter: [train]
      taskRef: { name: build-it }
      params: [{ name: IMAGE, value: "quay.example/team/churn-app:latest" }]
    - name: deploy
      runAfter: [build]
      taskRef: { name: deploy-it }
      params: [{ name: IMAGE, value: "quay.example/team/churn-app:latest" }]
`,
  'ci/train.yaml': task('train-it', 'python churn/src/train.py'),
  'ci/build.yaml': task('build-it', 'cd churn && buildah bud -t $(params.IMAGE) . && buildah push $(params.IMAGE)'),
  'ci/deploy.yaml': task('deploy-it', 'oc set image deployment/churn-app app=$(params.IMAGE)'),
  Containerfile: 'FROM python:3.12\nCOPY . .\nCMD ["streamlit", "run", "app/app.py"]\n',
  'app/app.py':
    'import joblib\nimport streamlit as st\nst.title("Churn")\nst.write(joblib.load("m.joblib").predict([[1]]))\n',
  'src/train.py': TRAIN,
};

describe('A checkout of the source in a directory', () => {
  it('is the source: what pipelines start and build in it stands at its root', async () => {
    const { relations } = await auditFiles(FILES);
    expect(relations).toEqual([
      'training-pipeline scikit-learn src/train.py --runs-on-> model-training-infrastructure kubernetes',
      'workflow-orchestration tekton churn --builds-> model-serving streamlit',
      'workflow-orchestration tekton churn --deploys-> model-serving streamlit',
      'workflow-orchestration tekton churn --orchestrates-> training-pipeline scikit-learn src/train.py',
      'workflow-orchestration tekton churn --publishes-to-> artifact-registry docker',
      'workflow-orchestration tekton churn --runs-on-> model-training-infrastructure kubernetes',
    ]);
  });

  it('is no checkout where a path says too little, or where a directory of that name exists', async () => {
    const short = { ...FILES, 'ci/train.yaml': task('train-it', 'python churn/train.py'), 'train.py': TRAIN };
    const other = { ...FILES, 'churn/readme.py': 'print(1)\n' };
    for (const files of [short, other]) {
      const { relations } = await auditFiles(files);
      expect(
        relations.filter((name) => / (?:builds|deploys|orchestrates)-> .*(?:streamlit|train\.py)/.test(name)),
      ).toEqual([]);
    }
  });
});
