import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('BentoML', () => {
  it('registers, builds, loads and deploys', async () => {
    const found = await auditFiles({
      'bentofile.yaml': `service: "service:Fraud"
models: ["fraud:latest"]
include: ["*.py"]
`,
      'service.py': `import bentoml

@bentoml.service(resources={"cpu": "2"})
class Fraud:
    model_ref = bentoml.models.BentoModel("fraud:latest")

    @bentoml.api
    def predict(self, rows: list) -> list:
        return self.model_ref.predict(rows)
`,
      'train.py': `import bentoml
from sklearn.svm import SVC
model = SVC().fit([[0], [1]], [0, 1])
bentoml.sklearn.save_model("fraud", model)
`,
      '.github/workflows/ci.yml': `on: { push: { branches: [main] } }
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: bentoml build && bentoml containerize fraud:latest
      - run: bentoml deploy .
`,
    });
    expect(found.components).toEqual([
      'ci-cd github-actions',
      'model-registry bentoml',
      'model-serving bentoml',
      'source-repository github',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(found.relations).toEqual([
      'ci-cd github-actions --builds-> model-serving bentoml',
      'ci-cd github-actions --deploys-> model-serving bentoml',
      'model-serving bentoml --loads-from-> model-registry bentoml',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry bentoml',
    ]);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.5']));
    expect(found.criteria).not.toContain('G1.12');
  });

  it('saves and loads by the names of the first releases of 1.0, in the steps of a pipeline', async () => {
    const { relations } = await auditFiles({
      'flow.py': `import bentoml
from flytekit import task, workflow
from sklearn.svm import SVC

@task
def train() -> None:
    model = SVC().fit([[0], [1]], [0, 1])
    bentoml.sklearn.save(name="fraud", model=model)

@workflow
def training() -> None:
    train()
`,
      'service.py': `import bentoml

runner = bentoml.sklearn.load_runner(tag="fraud")
service = bentoml.Service("fraud", runners=[runner])
`,
    });
    expect(relations).toEqual([
      'model-serving bentoml fraud --loads-from-> model-registry bentoml',
      'training-pipeline scikit-learn flow.py --registers-in-> model-registry bentoml',
      'workflow-orchestration flyte training --orchestrates-> training-pipeline scikit-learn flow.py',
      'workflow-orchestration flyte training --registers-in-> model-registry bentoml',
    ]);
  });

  it('is put into operation by a task that starts its server, not by one that calls it', async () => {
    const dag = (command: string): string => `from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("churn", schedule="@daily") as dag:
    BashOperator(task_id="serve", bash_command="${command}")
`;
    const service = 'import bentoml\n\nsvc = bentoml.Service("fraud", runners=[])\n';
    const started = await auditFiles({ 'dags/churn.py': dag('bentoml serve fraud:latest'), 'service.py': service });
    expect(started.criteria).toContain('G1.5');
    const called = await auditFiles({ 'dags/churn.py': dag('curl http://fraud:3000/predict'), 'service.py': service });
    expect(called.criteria).not.toContain('G1.5');
  });

  it('is built by a program that names its service, not by one that builds something else', async () => {
    const found = await auditFiles({
      'flow.py': `import bentoml
import docker
from flytekit import task, workflow

@task
def pack() -> None:
    bentoml.build("service.py:svc", include=["*.py"])

@task
def image() -> None:
    docker.from_env().images.build(path=".")

@workflow
def packing() -> None:
    pack()

@workflow
def imaging() -> None:
    image()
`,
      'service.py': 'import bentoml\n\nsvc = bentoml.Service("fraud", runners=[])\n',
    });
    expect(found.relations).toEqual(['workflow-orchestration flyte packing --builds-> model-serving bentoml fraud']);
  });

  it('knows services that are classes', async () => {
    const { components } = await auditFiles({
      'service.py':
        'import bentoml\nfrom bentoml.adapters import JsonInput\n\nclass Fraud(bentoml.BentoService):\n    @bentoml.api(input=JsonInput())\n    def predict(self, rows):\n        return self.artifacts.model.predict(rows)\n',
    });
    expect(components).toEqual(['model-serving bentoml']);
  });
});
