import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAINING = `from flytekit import LaunchPlan, CronSchedule, Resources, conditional, task, workflow
from flytekitplugins.kfpytorch import Elastic
import torch
import mlflow

@task(container_image="ghcr.io/acme/train:1", requests=Resources(gpu="1"), task_config=Elastic(nnodes=2))
def train(path: str) -> str:
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.Adam(model.parameters())
    loss = model(torch.ones(2)).sum()
    loss.backward()
    optimizer.step()
    return "model.pt"

@task
def evaluate(model: str) -> float:
    return 0.8

@task
def register(model: str) -> str:
    mlflow.register_model(model, "churn")
    return model

@task
def keep(model: str) -> str:
    return model

@workflow
def training(path: str) -> str:
    model = train(path=path)
    accuracy = evaluate(model=model)
    return conditional("good").if_(accuracy > 0.9).then(register(model=model)).else_().then(keep(model=model))

daily = LaunchPlan.get_or_create(workflow=training, name="daily", schedule=CronSchedule(schedule="0 3 * * *"))
`;

const CI = `on: { push: { branches: [main] } }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pyflyte register workflows --image ghcr.io/acme/train:1
`;

describe('Flyte', () => {
  it('knows the tasks of a workflow, its condition, its launch plan and who registers it', async () => {
    const { components, relations, criteria } = await auditFiles({
      'workflows/training.py': TRAINING,
      '.github/workflows/ci.yml': CI,
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'ml-metadata-store mlflow (declared: import-only)',
      'model-registry mlflow',
      'model-training-infrastructure flyte',
      'model-validation custom-code',
      'scheduler flyte',
      'source-repository github',
      'training-pipeline pytorch workflows/training.py',
      'workflow-orchestration flyte training',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --deploys-> workflow-orchestration flyte training',
      'model-validation custom-code --validates-> training-pipeline pytorch workflows/training.py',
      'scheduler flyte --triggers-> training-pipeline pytorch workflows/training.py',
      'scheduler flyte --triggers-> workflow-orchestration flyte training',
      'workflow-orchestration flyte training --orchestrates-> model-validation custom-code',
      'workflow-orchestration flyte training --orchestrates-> training-pipeline pytorch workflows/training.py',
      'workflow-orchestration flyte training --registers-in-> model-registry mlflow',
      'workflow-orchestration flyte training --runs-on-> model-training-infrastructure flyte',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.8', 'G1.12', 'G2.s3']));
  });

  it('finds the workflow of another file that a launch plan starts when new data comes', async () => {
    const { relations } = await auditFiles({
      'flows/train.py': `from flytekit import task, workflow
from sklearn.svm import SVC

@task
def fit(n: int) -> None:
    SVC().fit([[n]], [n])

@workflow
def training(n: int) -> None:
    fit(n=n)
`,
      'flows/plans.py': `from flytekit import LaunchPlan
from union.artifacts import OnArtifact
from flows.train import training

LaunchPlan.get_or_create(workflow=training, name="on_data", trigger=OnArtifact(trigger_on="raw"))
`,
    });
    expect(relations).toEqual([
      'event-bus flyte --triggers-> training-pipeline scikit-learn flows/train.py',
      'event-bus flyte --triggers-> workflow-orchestration flyte training',
      'workflow-orchestration flyte training --orchestrates-> training-pipeline scikit-learn flows/train.py',
    ]);
  });

  it('takes a task that no workflow calls for left out', async () => {
    const text = TRAINING.replace('.then(register(model=model))', '.then(keep(model=model))');
    const { relations } = await auditFiles({ 'workflows/training.py': text });
    expect(relations.filter((line) => line.includes('registers-in'))).toEqual([]);
  });
});

describe('Flyte tasks that are kept elsewhere', () => {
  const WORKFLOW = (name: string): string => `from flytekit import reference_task, task, workflow

@reference_task(project="ml", domain="development", name="trainer.tasks.run", version="1")
def ${name}(data: str) -> str:
    ...

@task
def report(run: str) -> None:
    print(run)

@workflow
def churn(data: str) -> None:
    run = ${name}(data=data)
    report(run=run)
`;

  it.each([
    ['train_model', true],
    ['prepare_data', false],
  ])('are steps that are known by their names: %s', async (name, trains) => {
    const { components, criteria } = await auditFiles({ 'flows/churn.py': WORKFLOW(name) });
    expect(components.includes('workflow-orchestration flyte churn')).toBe(true);
    expect(criteria.includes('G1.1')).toBe(trains);
  });

  it.each([
    ['pyflyte register flows --project ml', 'deploys', 'G2.s3'],
    ['pyflyte register flows --project ml --dry-run', 'validates', 'G2.s2'],
    ['flytectl register files flows.tgz --dryRun', 'validates', 'G2.s2'],
  ])('are delivered by %s', async (command, relation, criterion) => {
    const { relations, criteria } = await auditFiles({
      'flows/churn.py': WORKFLOW('train_model'),
      '.gitlab-ci.yml': `register:\n  script:\n    - ${command}\n`,
    });
    expect(relations.filter((one) => one.startsWith('ci-cd') && one.includes(' flyte'))).toEqual([
      `ci-cd gitlab-ci --${relation}-> workflow-orchestration flyte churn`,
    ]);
    expect(criteria.filter((id) => id === 'G2.s2' || id === 'G2.s3')).toEqual([criterion]);
  });
});

describe('schedules of flows that do not train', () => {
  const FLOW = (body: string): string => `from flytekit import CronSchedule, LaunchPlan, task, workflow
from sklearn.svm import SVC

@task
def step(data: str) -> None:
    ${body}

@workflow
def churn(data: str) -> None:
    step(data=data)

nightly = LaunchPlan.get_or_create(workflow=churn, name="nightly", schedule=CronSchedule(schedule="0 3 * * *"))
`;

  it.each([
    ['SVC().fit([[0], [1]], [0, 1])', true],
    ['print(data)', false],
  ])('start training only where something trains: %s', async (body, trains) => {
    const { criteria } = await auditFiles({ 'flow.py': FLOW(body) });
    expect(criteria.includes('G1.12')).toBe(trains);
  });
});
