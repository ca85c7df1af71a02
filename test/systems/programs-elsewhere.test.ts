/** Programs that are named by where they lie on a machine: in an image, in an artifact of a build, in a workspace. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `import mlflow
from sklearn.linear_model import LogisticRegression
mlflow.log_metric("auc", 1)
LogisticRegression().fit(x, y)
`;
const workflow = (command: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: { generateName: churn- }
spec:
  entrypoint: main
  templates:
    - name: main
      steps: [[{ name: one, template: one }]]
    - name: one
      container: { image: registry.example/tools:3, command: [sh, -c], args: ["${command}"] }
`;

describe('a program in an image that is built elsewhere', () => {
  it.each([
    ['python /scripts/model/train.py --epochs 3', true],
    ['python /home/worker/model/train.py', true],
    ['python /opt/conda/model/train.py', false],
    ['python /usr/lib/model/train.py', false],
    ['python /scripts/other/fit.py', false],
  ])('%s', async (command, found) => {
    const { relations } = await auditFiles({ 'wf.yaml': workflow(command), 'pipelines/model/train.py': TRAIN });
    expect(
      relations.includes(
        'workflow-orchestration argo-workflows churn --orchestrates-> training-pipeline scikit-learn pipelines/model/train.py',
      ),
    ).toBe(found);
  });

  it('is none of two that end alike', async () => {
    const { relations } = await auditFiles({
      'wf.yaml': workflow('python /scripts/train.py'),
      'a/train.py': TRAIN,
      'b/train.py': TRAIN,
    });
    expect(relations.filter((one) => one.includes('orchestrates'))).toEqual([]);
  });
});

describe('an artifact of Azure Pipelines', () => {
  it('is the file of the repository that was published, through templates of templates', async () => {
    const run = 'parameters:\n- name: script\nsteps:\n- script: python ${{ parameters.script }}\n';
    const job =
      'parameters:\n- name: program\njobs:\n- job: one\n  steps:\n  - template: run.yml\n    parameters:\n      script: $(System.ArtifactsDirectory)/code/${{ parameters.program }}\n';
    const found = await auditFiles({
      'azure-pipelines.yml':
        'trigger: [main]\nstages:\n- stage: a\n  jobs:\n  - template: ci/job.yml\n    parameters: { program: jobs/prepare.py }\n  - template: ci/job.yml\n    parameters: { program: jobs/train.py }\n',
      'ci/job.yml': job,
      'ci/run.yml': run,
      'jobs/prepare.py': 'print(1)\n',
      'jobs/train.py': TRAIN,
    });
    expect(found.relations).toEqual([
      'ci-cd azure-pipelines --logs-to-> ml-metadata-store mlflow',
      'ci-cd azure-pipelines --triggers-> training-pipeline scikit-learn jobs/train.py',
      'training-pipeline scikit-learn jobs/train.py --logs-to-> ml-metadata-store mlflow',
    ]);
  });
});

describe('a workspace of Tekton', () => {
  it('is the checkout, also for a script that a task is handed', async () => {
    const found = await auditFiles({
      'pipeline.yaml': `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: { name: churn }
spec:
  tasks:
    - name: fit
      taskRef: { name: run }
      params:
        - name: SCRIPT
          value: |
            cd $(workspaces.source.path)
            bash $(workspaces.source.path)/tools/fit.sh
    - name: serve
      taskRef: { name: openshift-client }
      params: [{ name: SCRIPT, value: "oc new-app registry.example/churn-api:1 --name=churn" }]
`,
      'tools/fit.sh': 'python3 model/train.py\n',
      'model/train.py': TRAIN,
      'api/Dockerfile': 'FROM python:3.12\nCOPY api/app.py .\nCMD ["python", "app.py"]\n',
      'api/app.py':
        'import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = joblib.load("m.pkl")\n@app.get("/")\ndef f(x): return model.predict(x)\n',
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  b:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build -t registry.example/churn-api:1 -f api/Dockerfile . && docker push registry.example/churn-api:1\n',
    });
    expect(found.relations.filter((one) => one.startsWith('workflow'))).toEqual([
      'workflow-orchestration tekton churn --deploys-> infrastructure openshift',
      'workflow-orchestration tekton churn --deploys-> model-serving fastapi',
      'workflow-orchestration tekton churn --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration tekton churn --orchestrates-> training-pipeline scikit-learn model/train.py',
    ]);
  });
});

describe('a program that a program in a directory starts', () => {
  const list = '["python", "lib/fit.py", "--fast"]';
  it.each([
    ['from the root', 'tools/all.py', list, 'lib/fit.py', true],
    ['by a line', 'tools/all.py', '"python lib/fit.py --fast"', 'lib/fit.py', true],
    ['from its directory', 'tools/all.py', list, 'tools/lib/fit.py', true],
    ['which is not there', 'tools/all.py', list, 'model/fit.py', false],
    ['elsewhere', 'tools/deep/all.py', '["python", "deep/fit.py"]', 'fit.py', false],
  ])('%s', async (_, program, command, training, found) => {
    const { relations } = await auditFiles({
      'wf.yaml': workflow(`python ${program}`),
      [program]: `import subprocess\nsubprocess.run(${command}, check=True)\n`,
      [training]: TRAIN,
    });
    expect(
      relations.includes(
        `workflow-orchestration argo-workflows churn --orchestrates-> training-pipeline scikit-learn ${training}`,
      ),
    ).toBe(found);
  });
});
