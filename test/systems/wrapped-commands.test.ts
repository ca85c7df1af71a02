/** Commands that a program hands to a function of its own that runs them. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const DEPLOY = `import subprocess

def run_command(command, cwd=None):
    try:
        return subprocess.run(command, check=True, cwd=cwd)
    except subprocess.CalledProcessError as error:
        raise RuntimeError("failed") from error

def deploy(service, tag):
    image = image_of(service, tag)
    command = ["gcloud", "run", "deploy", service, "--image", image]
    command.extend(["--quiet"])
    run_command(command)

def image_of(service, tag):
    return lookup(service)["image"] + ":" + tag

if __name__ == "__main__":
    deploy("api", "1")
`;
const API = `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.pkl")

@app.post("/predict")
def predict(row: dict):
    return model.predict(row)
`;
const CI = (steps: string): string => `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
const BUILD = '      - run: docker build -t registry.acme.io/api .\n';
const DOCKERFILE = 'FROM python:3.12\nCOPY api.py .\nCMD ["uvicorn", "api:app"]\n';
const files = { 'ops/deploy.py': DEPLOY, 'api.py': API, Dockerfile: DOCKERFILE };
const DEPLOYS = 'ci-cd github-actions --deploys-> model-serving fastapi';

describe('Commands in a function of its own', () => {
  it('deploys what CI builds, when the image is worked out', async () => {
    const { relations } = await auditFiles({
      ...files,
      '.github/workflows/cd.yml': CI(`${BUILD}      - run: uv run --active python -m ops.deploy deploy api\n`),
    });
    expect(relations).toContain(DEPLOYS);
    expect(relations).toContain('ci-cd github-actions --deploys-> infrastructure google-cloud-run');
  });

  it.each([
    ['CI that builds no such image', CI('      - run: python -m ops.deploy deploy api\n')],
    ['CI that deploys nothing', CI(BUILD)],
    ['an image that is another', CI(`${BUILD}      - run: gcloud run deploy web --image docker.io/nginx\n`)],
  ])('says nothing of %s', async (_, workflow) => {
    const { relations } = await auditFiles({ ...files, '.github/workflows/cd.yml': workflow });
    expect(relations).not.toContain(DEPLOYS);
  });
});

describe('a command of an action that goes to another machine', () => {
  it.each([
    ['google-github-actions/ssh-compute@v1', 'command'],
    ['fifsky/ssh-action@master', 'command'],
    ['appleboy/ssh-action@v1', 'script'],
  ])('%s', async (action, input) => {
    const { relations } = await auditFiles({
      '.github/workflows/cd.yml': `on: push
jobs:
  d:
    runs-on: ubuntu-latest
    steps:
      - uses: ${action}
        with:
          ${input}: >
            cd ~/project && git pull && python train.py
`,
      'train.py': 'from sklearn.svm import SVC\nSVC().fit(x, y)\n',
    });
    expect(relations).toContain('ci-cd github-actions --triggers-> training-pipeline scikit-learn train.py');
  });
});
