import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Prefect', () => {
  it('runs tasks on a schedule that its deployment file sets, and logs to another system', async () => {
    const { components, relations } = await auditFiles({
      'flows/train.py': `import wandb
from prefect import flow, task
from sklearn.svm import SVC

@task
def fit(rows):
    wandb.init(project="churn")
    model = SVC().fit(rows, rows)
    wandb.log({"accuracy": 0.9})
    return model

@flow(name="churn-training")
def train_flow(rows: list[int]):
    fit.submit(rows)
`,
      'prefect.yaml': `name: churn
deployments:
  - name: nightly
    entrypoint: flows/train.py:train_flow
    schedules:
      - cron: "0 1 * * *"
    work_pool: { name: k8s }
`,
    });
    expect(components).toEqual([
      'ml-metadata-store weights-and-biases',
      'scheduler prefect',
      'training-pipeline scikit-learn flows/train.py',
      'workflow-orchestration prefect churn-training',
    ]);
    expect(relations).toEqual([
      'scheduler prefect --triggers-> workflow-orchestration prefect churn-training',
      'training-pipeline scikit-learn flows/train.py --logs-to-> ml-metadata-store weights-and-biases',
      'workflow-orchestration prefect churn-training --logs-to-> ml-metadata-store weights-and-biases',
      'workflow-orchestration prefect churn-training --orchestrates-> training-pipeline scikit-learn flows/train.py',
    ]);
  });

  it('takes functions of other files that a call makes tasks, and a flow that serves itself', async () => {
    const { components, relations } = await auditFiles({
      'model.py': `from sklearn.svm import SVC

def train_model(rows):
    return SVC().fit(rows, rows)
`,
      'flow.py': `from prefect import flow, task
from model import train_model

train_model = task(train_model, retries=2)

@flow
def training(rows):
    train_model(rows)

if __name__ == "__main__":
    training.serve(name="weekly", cron="0 0 * * 0")
`,
    });
    expect(components).toEqual([
      'scheduler prefect',
      'training-pipeline scikit-learn model.py',
      'workflow-orchestration prefect training',
    ]);
    expect(relations).toEqual([
      'scheduler prefect --triggers-> training-pipeline scikit-learn model.py',
      'scheduler prefect --triggers-> workflow-orchestration prefect training',
      'workflow-orchestration prefect training --orchestrates-> training-pipeline scikit-learn model.py',
    ]);
  });

  it('does not start a deployment whose schedule is off', async () => {
    const { components, relations } = await auditFiles({
      'flow.py': `from prefect import flow

@flow
def training():
    print("x")

training.serve(name="weekly", cron="0 0 * * 0", paused=True)
`,
    });
    expect(components).toEqual(['workflow-orchestration prefect training']);
    expect(relations).toEqual([]);
  });

  it('runs tasks of other files in a flow of version 1, on what its arguments are made by', async () => {
    const { relations, criteria } = await auditFiles({
      'flow.py':
        'from prefect import Flow\nfrom parts.setup import executor\nfrom parts.tasks import fit\n\nwith Flow("churn", executor=executor()) as flow:\n    fit()\n',
      'parts/__init__.py': '',
      'parts/setup.py':
        'from dask_cloudprovider.aws import FargateCluster\nfrom prefect.executors import DaskExecutor\n\ndef cluster():\n    return FargateCluster(n_workers=2)\n\ndef executor():\n    return DaskExecutor(cluster_class=cluster)\n',
      'parts/tasks.py':
        'from prefect import task\nfrom sklearn.svm import SVC\n\n@task\ndef fit():\n    return SVC().fit([[0], [1]], [0, 1])\n',
    });
    expect(relations).toEqual([
      'workflow-orchestration prefect churn --orchestrates-> training-pipeline scikit-learn parts/tasks.py',
      'workflow-orchestration prefect churn --runs-on-> model-training-infrastructure dask',
    ]);
    expect(criteria).toContain('G1.1');
  });

  it('tells a task from the module that is called like it', async () => {
    const { relations } = await auditFiles({
      'flow.py':
        'from prefect import flow, task\nfrom train import fit_model\n\n@task\ndef train():\n    return fit_model()\n\n@flow\ndef churn():\n    train()\n\nchurn()\n',
      'train.py': 'from sklearn.svm import SVC\n\ndef fit_model():\n    return SVC().fit([[0], [1]], [0, 1])\n',
    });
    expect(relations).toEqual([
      'workflow-orchestration prefect churn --orchestrates-> training-pipeline scikit-learn train.py',
    ]);
  });
});

describe('flows that start other flows', () => {
  const TRAIN = `from prefect import flow, task
from sklearn.svm import SVC

@task
def fit(rows):
    return SVC().fit(rows, rows)

@flow(name="churn-training")
def train_flow(rows: list[int]):
    fit(rows)
`;
  const WATCH = (name: string): string => `from prefect import flow, task
from prefect.deployments import run_deployment
from scipy.stats import ks_2samp

@task
def detect_data_drift(reference, current):
    return ks_2samp(reference, current).pvalue < 0.05

@flow(name="churn-monitoring")
def monitoring_flow(reference, current):
    if detect_data_drift(reference, current):
        run_deployment(name="${name}")

monitoring_flow([1], [2])
`;

  it('feeds drift back to a flow that is deployed by hand', async () => {
    const { relations, criteria } = await auditFiles({
      'train.py': TRAIN,
      'watch.py': WATCH('churn-training/production'),
    });
    expect(relations).toContain(
      'monitoring custom-code --feeds-back-to-> workflow-orchestration prefect churn-training',
    );
    expect(criteria).toContain('G1.12');
  });

  it('feeds nothing back to a flow that nobody knows', async () => {
    const { relations } = await auditFiles({ 'train.py': TRAIN, 'watch.py': WATCH('other/production') });
    expect(relations.filter((relation) => relation.endsWith('churn-training'))).toEqual([]);
  });
});
