import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const FILES = {
  'project_setup.py': `import mlrun

def setup(project: mlrun.projects.MlrunProject):
    project.set_function("src/trainer.py", name="training", kind="job")
    project.set_function("src/serving.py", name="serving", kind="serving")
    project.set_workflow("main", "src/workflow.py")
    return project
`,
  'src/workflow.py': `import mlrun
from kfp import dsl

@dsl.pipeline(name="churn")
def pipeline():
    mlrun.run_function(function="training", handler="train", name="train")
`,
  'src/trainer.py': `from mlrun.execution import MLClientCtx
from sklearn.svm import SVC

def train(context: MLClientCtx, rows=None):
    model = SVC().fit([[0], [1]], [0, 1])
    context.log_result("accuracy", 0.9)
    context.log_model("churn", body=model)
`,
  'src/serving.py': `import mlrun
from mlrun.serving import V2ModelServer

class Churn(V2ModelServer):
    def load(self):
        self.model = mlrun.artifacts.get_model(self.model_path)
`,
};

describe('MLRun', () => {
  it('runs the handlers of its functions; setting a function deploys nothing', async () => {
    const { relations, criteria } = await auditFiles(FILES);
    expect(relations).toEqual([
      'model-serving mlrun serving --loads-from-> model-registry mlrun',
      'model-training-infrastructure mlrun --logs-to-> ml-metadata-store mlrun',
      'training-pipeline scikit-learn src/trainer.py --logs-to-> ml-metadata-store mlrun',
      'training-pipeline scikit-learn src/trainer.py --registers-in-> model-registry mlrun',
      'workflow-orchestration kubeflow-pipelines churn --logs-to-> ml-metadata-store mlrun',
      'workflow-orchestration kubeflow-pipelines churn --orchestrates-> training-pipeline scikit-learn src/trainer.py',
      'workflow-orchestration kubeflow-pipelines churn --registers-in-> model-registry mlrun',
      'workflow-orchestration kubeflow-pipelines churn --runs-on-> model-training-infrastructure mlrun',
    ]);
    expect(criteria).not.toContain('G1.5');
  });

  it.each([
    ['outputs=["model"]', true],
    ['returns=["report: dataset"]', true],
    ['params={"outputs": 1}', false],
  ])('keeps what a run gives under the names of %s', async (given, kept) => {
    const { components } = await auditFiles({
      'workflow.py': `import mlrun\n\nproject = mlrun.get_current_project()\nproject.run_function("train", ${given})\n`,
    });
    expect(components.includes('ml-metadata-store mlrun')).toBe(kept);
  });

  it('deploys what the workflow deploys', async () => {
    const workflow = `${FILES['src/workflow.py']}    mlrun.deploy_function("serving")\n`;
    expect((await auditFiles({ ...FILES, 'src/workflow.py': workflow })).criteria).toContain('G1.5');
  });

  const STEPS = `from kfp import dsl
import mlrun

funcs = {}

@dsl.pipeline(name="churn")
def flow(rows="rows.csv"):
    fit = funcs["train"].as_step(name="fit", outputs=["model"])
    funcs["serving"].deploy_step(models={"churn": fit.outputs["model"]})
`;
  const TRAINER = 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n';
  const PROJECT = `kind: project
metadata: { name: churn }
spec:
  functions:
    - { url: ./functions/trainer.yaml, name: train }
    - { url: hub://v2_model_server, name: serving, kind: serving }
  workflows:
    - { name: main, path: src/workflow.py }
`;

  it('reads projects and functions from files, and steps that workflows make of them', async () => {
    const { relations, criteria } = await auditFiles({
      'project.yaml': PROJECT,
      'functions/trainer.yaml':
        'kind: mpijob\nmetadata: { name: trainer }\nspec: { command: /User/churn/src/fit.py, image: mlrun/mpijob, replicas: 4 }\n',
      'src/workflow.py': STEPS,
      'src/fit.py': TRAINER,
    });
    expect(relations).toEqual([
      'workflow-orchestration kubeflow-pipelines churn --deploys-> model-serving mlrun serving',
      'workflow-orchestration kubeflow-pipelines churn --orchestrates-> training-pipeline scikit-learn src/fit.py',
      'workflow-orchestration kubeflow-pipelines churn --runs-on-> model-training-infrastructure mlrun',
      'workflow-orchestration mlrun main --triggers-> workflow-orchestration kubeflow-pipelines churn',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5']));
  });

  it('knows the first form of a project, and takes no list of functions for one', async () => {
    const first = await auditFiles({
      'project.yaml': `name: churn
functions:
  - { url: src/fit.py, name: train, kind: job }
  - { url: serve.ipynb, name: serving, kind: 'nuclio:serving' }
workflows:
  - { name: main, code: src/workflow.py }
`,
      'src/workflow.py': STEPS,
      'src/fit.py': TRAINER,
    });
    expect(first.criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5']));
    const other = await auditFiles({
      'project.yaml': 'apiVersion: v1\nkind: project\nfunctions: [{ url: src/fit.py, name: train, kind: serving }]\n',
      'site.yaml': 'kind: page\nfunctions: [{ url: src/fit.py, name: train, kind: serving }]\n',
      'job.yaml': 'kind: job\nmetadata: { name: train }\n',
    });
    expect(other.components).toEqual([]);
  });
});
