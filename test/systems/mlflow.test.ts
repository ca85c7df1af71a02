import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `import mlflow
import mlflow.sklearn
from sklearn.linear_model import LogisticRegression

def main():
    mlflow.set_tracking_uri("http://mlflow.example:5000")
    model = LogisticRegression().fit([[0], [1]], [0, 1])
    mlflow.log_metric("accuracy", model.score([[0]], [0]))
    mlflow.sklearn.log_model(model, "model", registered_model_name="fraud")

if __name__ == "__main__":
    main()
`;

describe('MLflow', () => {
  it('is a metadata store and a registry, told apart by what is called', async () => {
    const { components, relations } = await auditFiles({ 'train.py': TRAIN });
    expect(components).toEqual([
      'ml-metadata-store mlflow',
      'model-registry mlflow',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store mlflow',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry mlflow',
    ]);
  });

  it('serves a model that is read out of the bucket in which its server keeps models', async () => {
    const files = (path: string): Record<string, string> => ({
      'train.py': TRAIN,
      'server.sh':
        '#!/bin/sh\nmlflow server --backend-store-uri sqlite:///m.db --default-artifact-root s3://acme-mlflow-models\n',
      'app.py': `import mlflow.pyfunc
from fastapi import FastAPI

app = FastAPI()
path = f"s3://${path}/"
model = mlflow.pyfunc.load_model(path)

@app.post("/predict")
def predict(rows: list):
    return model.predict(rows).tolist()
`,
    });
    const serving = (relations: readonly string[]): string[] =>
      relations.filter((one) => one.startsWith('model-serving') && one.includes('loads-from'));
    expect(serving((await auditFiles(files('acme-mlflow-models/2/models/{run()}'))).relations)).toEqual([
      'model-serving fastapi --loads-from-> model-registry mlflow',
    ]);
    expect(serving((await auditFiles(files('acme-exports/2/models/{run()}'))).relations)).toEqual([]);
  });

  it('packs a registered model into an image that a job pushes and leaves running elsewhere', async () => {
    const files = (run: string): Record<string, string> => ({
      'pack.py': `import os
import mlflow.models

mlflow.models.build_docker(model_uri="models:/churn@champion", name=f"acme/{os.environ['IMAGE']}")
`,
      '.github/workflows/cd.yml': `on: push
jobs:
  cd:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: python pack.py
      - run: docker push acme/churn:latest
      - run: |
          sshpass -p $PASSWORD ssh $VM << EOF
            ${run}
          EOF
`,
    });
    const serving = (relations: readonly string[]): string[] =>
      relations.filter((one) => one.includes('model-serving'));
    const built = [
      'ci-cd github-actions --builds-> model-serving mlflow',
      'model-serving mlflow --loads-from-> model-registry mlflow',
    ];
    const left = await auditFiles(files('sudo docker run -d -p 80:8080 acme/churn:latest'));
    expect(serving(left.relations)).toEqual([
      built[0],
      'ci-cd github-actions --deploys-> model-serving mlflow',
      built[1],
    ]);
    const others = await auditFiles(files('docker run -d nginx:1'));
    expect(serving(others.relations)).toEqual(built);
    const tried = await auditFiles(files('docker run --rm acme/churn:latest'));
    expect(serving(tried.relations)).toEqual(built);
  });

  it('is not claimed for a directory that is called like a registry', async () => {
    const { components } = await auditFiles({
      'settings.py': 'MODEL_REGISTRY = "./models"\nMLFLOW_DIR = "mlruns"\n',
    });
    expect(components).toEqual([]);
  });
});

describe('projects of MLflow', () => {
  const PROJECT = 'name: train\nentry_points:\n  main:\n    command: "python run.py"\n';
  const RUN = 'from sklearn.svm import SVC\nSVC().fit([[1]], [1])\n';
  const STARTS = 'ci-cd github-actions --triggers-> training-pipeline scikit-learn src/train/run.py';
  const audited = (program: string) =>
    auditFiles({
      'main.py': program,
      'src/train/MLproject': PROJECT,
      'src/train/run.py': RUN,
      '.github/workflows/train.yml':
        'on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: python main.py\n',
    });

  it.each([
    ['a path', 'import mlflow\nmlflow.run("src/train", "main", parameters={})\n'],
    [
      'a path from where Hydra was started',
      'import os\nimport hydra\nimport mlflow\nroot = hydra.utils.get_original_cwd()\nmlflow.run(os.path.join(root, "src", "train"), entry_point="main")\n',
    ],
    [
      'a path that Hydra makes absolute',
      'import mlflow\nfrom hydra.utils import to_absolute_path\nmlflow.projects.run(uri=to_absolute_path("src/train"))\n',
    ],
  ])('are started by a program that names %s', async (_, program) => {
    expect((await audited(program)).relations).toContain(STARTS);
  });

  it.each([
    ['another entry point', 'import mlflow\nmlflow.run("src/train", "evaluate")\n'],
    ['another project', 'import mlflow\nmlflow.run("https://github.com/acme/components#train", "main")\n'],
  ])('are not started by %s', async (_, program) => {
    expect((await audited(program)).relations).not.toContain(STARTS);
  });
});
