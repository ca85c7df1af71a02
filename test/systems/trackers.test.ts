/** Forms of experiment trackers beside the first example of their documentation, and what only looks like them. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const FIT = 'from sklearn.svm import SVC\n\nSVC().fit([[0], [1]], [0, 1])\n';
const SERVE = (load: string): string => `${load}
from fastapi import FastAPI

app = FastAPI()

@app.post("/predict")
def predict(row: dict):
    return model.predict([row])
`;

describe('Weights & Biases', () => {
  it('serves a model of the registry', async () => {
    const { relations } = await auditFiles({
      'train.py': `import wandb\n${FIT}
run = wandb.init(project="churn")
run.link_model(path="model.pkl", registered_model_name="churn")
`,
      'app.py': SERVE(`import joblib
import wandb

path = wandb.init().use_model("acme/wandb-registry-model/churn:production")
model = joblib.load(path)`),
    });
    expect(relations).toEqual(
      expect.arrayContaining([
        'model-serving fastapi --loads-from-> model-registry weights-and-biases',
        'training-pipeline scikit-learn train.py --registers-in-> model-registry weights-and-biases',
      ]),
    );
  });

  it('is no registry for an artifact that is only logged', async () => {
    const { components } = await auditFiles({
      'train.py': `import wandb\n${FIT}
run = wandb.init(project="churn")
run.log_artifact("model.pkl", name="model-registry", type="model")
`,
    });
    expect(components).toEqual(['ml-metadata-store weights-and-biases', 'training-pipeline scikit-learn train.py']);
  });

  it('is not used by code that is commented out, and a function of that name is none', async () => {
    const { components } = await auditFiles({
      'train.py': `${FIT}# import wandb\n# wandb.init(project="churn")\n`,
      'wandb_utils.py': 'def link_model(path):\n    return path\n\nlink_model("a")\n',
    });
    expect(components).toEqual(['training-pipeline scikit-learn train.py']);
  });
});

describe('Comet', () => {
  it('loads from its registry and takes the events of predictions', async () => {
    const { components, relations } = await auditFiles({
      'app.py': SERVE(`import comet_ml
import joblib
from comet_mpm import CometMPM

comet_ml.API().get_model(workspace="acme", model_name="churn").download("1.0.0", "model")
model = joblib.load("model/model.pkl")
monitor = CometMPM(workspace_name="acme", model_name="churn", model_version="1.0.0")
monitor.log_event(prediction_id="1", output_value="0")`),
    });
    expect(components).toContain('monitoring comet');
    expect(relations).toEqual(
      expect.arrayContaining([
        'model-serving fastapi --loads-from-> model-registry comet',
        'model-serving fastapi --logs-to-> monitoring comet',
      ]),
    );
  });

  it('is not claimed for a comet of another library', async () => {
    const { components } = await auditFiles({
      'sky.py': 'from astropy import comet\n\ncomet.Experiment().register_model("halley")\n',
    });
    expect(components).toEqual([]);
  });
});

describe('Aim', () => {
  it('is a server that a service of Compose runs', async () => {
    const { relations } = await auditFiles({
      'docker-compose.yml': 'services:\n  aim:\n    image: aimstack/aim:3.17\n    command: server\n',
      'train.py': `from aim import Run\n${FIT}
run = Run(repo="aim://aim:53800", experiment="churn")
run.track(0.9, name="f1")
`,
    });
    expect(relations).toEqual(['training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store aim']);
  });

  it('is not a run of another class, nor a comment', async () => {
    const { components } = await auditFiles({
      'run.py': 'from runner import Run\n\n# from aim import Run\nRun(experiment="churn").track(1, name="f1")\n',
    });
    expect(components).toEqual([]);
  });
});

describe('Neptune', () => {
  it('is read from where a version is opened for reading', async () => {
    const { relations } = await auditFiles({
      'app.py': SERVE(`import joblib
import neptune

neptune.init_model_version(with_id="CHURN-1-2", mode="read-only")["model"].download("model.pkl")
model = joblib.load("model.pkl")`),
    });
    expect(relations).toEqual(['model-serving fastapi --loads-from-> model-registry neptune']);
  });

  it('promotes by changing the stage of a version', async () => {
    const { relations } = await auditFiles({
      'promote.py': `import neptune
${FIT}
version = neptune.init_model_version(with_id="CHURN-1-2")
version.change_stage("production")
`,
    });
    expect(relations).toEqual(['training-pipeline scikit-learn promote.py --registers-in-> model-registry neptune']);
  });
});

describe('ClearML', () => {
  it('runs a script on a queue from the command line and keeps data', async () => {
    const { components, relations } = await auditFiles({
      '.github/workflows/train.yml':
        'on: push\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: clearml-data sync --project churn --name rows --folder data\n      - run: clearml-task --project churn --name train --script train.py --queue gpu\n',
      'train.py': FIT,
    });
    expect(components).toContain('model-training-infrastructure clearml');
    expect(relations).toEqual(
      expect.arrayContaining([
        'ci-cd github-actions --triggers-> training-pipeline scikit-learn train.py',
        'ci-cd github-actions --writes-to-> data-versioning clearml',
      ]),
    );
  });

  it('is not a task of another library', async () => {
    const { components } = await auditFiles({
      'tasks.py': 'from invoke import Task\n\nTask.init(project_name="churn")\n',
      'clearml/readme.txt': 'Task.init()',
    });
    expect(components).toEqual([]);
  });
});
