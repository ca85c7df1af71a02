import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const HELPERS = `# Databricks notebook source
import mlflow
from sklearn.svm import SVC

def train_model(x, y):
    with mlflow.start_run():
        model = SVC().fit(x, y)
        mlflow.log_metric("auc", 0.9)
    return model
`;
const JOB = (notebook: string): string =>
  JSON.stringify({
    name: 'churn',
    new_cluster: { spark_version: '15.4.x-cpu-ml-scala2.12', num_workers: 1 },
    notebook_task: { notebook_path: notebook },
  });

describe('notebooks that another notebook runs in its own namespace', () => {
  it.each([
    ['%run ./helpers', 'notebooks/helpers.py'],
    ['%run ../common/helpers', 'common/helpers.py'],
    ['%run ./helpers.py', 'notebooks/helpers.py'],
  ])('calls the functions of %s', async (magic, file) => {
    const { relations } = await auditFiles({
      [file]: HELPERS,
      'notebooks/train.py': `# Databricks notebook source\n# MAGIC ${magic}\n\n# COMMAND ----------\nmodel = train_model(x, y)\n`,
      'jobs/train.json': JOB('/Repos/acme/churn/notebooks/train'),
    });
    expect(relations).toContain('workflow-orchestration databricks churn --logs-to-> ml-metadata-store mlflow');
    expect(relations).toContain(
      `workflow-orchestration databricks churn --orchestrates-> training-pipeline scikit-learn ${file}`,
    );
  });

  it('calls nothing of them that the notebook defines itself', async () => {
    const { relations } = await auditFiles({
      'notebooks/helpers.py': HELPERS,
      'notebooks/train.py':
        '# Databricks notebook source\n# MAGIC %run ./helpers\n\n# COMMAND ----------\ndef train_model(x, y):\n    return x\n\nmodel = train_model(x, y)\n',
      'jobs/train.json': JOB('/Repos/acme/churn/notebooks/train'),
    });
    expect(relations.filter((relation) => relation.includes('orchestrates'))).toEqual([]);
  });
});

describe('jobs that Terraform defines', () => {
  const TRAIN = `${HELPERS}\ntrain_model(x, y)\n`;
  const job = (body: string): string => `resource "databricks_job" "churn" {\n  name = "churn"\n${body}\n}\n`;
  const task = (path: string): string => `  task {
    task_key        = "churn"
    job_cluster_key = "ml"
    notebook_task { notebook_path = ${path} }
  }`;
  const found = (file: string): string[] => [
    'workflow-orchestration databricks churn --logs-to-> ml-metadata-store mlflow',
    `workflow-orchestration databricks churn --orchestrates-> training-pipeline scikit-learn ${file}`,
    'workflow-orchestration databricks churn --runs-on-> model-training-infrastructure databricks',
  ];
  const ofJob = (relations: readonly string[]): string[] => relations.filter((one) => one.startsWith('workflow'));

  it.each<[string, string, string]>([
    ['a notebook by its place in the workspace', task('"/Shared/acme/train"'), 'notebooks/train.py'],
    ['a notebook below a folder that is a setting', task('"${var.root}/acme/train"'), 'notebooks/train.py'],
    [
      'a notebook of a repository',
      `  git_source {\n    url = "https://github.com/acme/churn"\n  }\n${task('"notebooks/train"')}`,
      'notebooks/train.py',
    ],
    [
      'what is repeated',
      `  task {
    task_key = "all"
    for_each_task {
      inputs = "[1, 2]"
      ${task('"/Shared/acme/train"')}
    }
  }`,
      'notebooks/train.py',
    ],
  ])('run %s', async (_, body, file) => {
    const { relations } = await auditFiles({ 'infra/main.tf': job(body), [file]: TRAIN });
    expect(ofJob(relations)).toEqual(found(file));
  });

  it.each([task('"/Shared/acme/score"'), task('"${var.notebook}"')])('run no other notebook: %s', async (body) => {
    const { relations } = await auditFiles({ 'infra/main.tf': job(body), 'notebooks/train.py': TRAIN });
    expect(ofJob(relations)).toEqual([found('').at(-1)]);
  });
});

describe('notebooks that Python code has run on Databricks', () => {
  const NOTEBOOK = `# Databricks notebook source
import mlflow
from sklearn.svm import SVC
with mlflow.start_run():
    SVC().fit(x, y)
`;
  const DAG = (task: string): string => `from airflow import DAG
from airflow.providers.databricks.operators.databricks import DatabricksNotebookOperator, DatabricksSubmitRunOperator

TASK = {"notebook_path": "/Shared/ml/train"}

with DAG("churn"):
    ${task}
`;

  it.each([
    [
      `train = DatabricksSubmitRunOperator(task_id="t", notebook_task={"notebook_path": "/Users/{{ var.value.me }}/train"})`,
    ],
    [`train = DatabricksSubmitRunOperator(task_id="t", notebook_task=TASK)`],
    [`train = DatabricksSubmitRunOperator(task_id="t", json={"tasks": [{"task_key": "a", "notebook_task": TASK}]})`],
    [`train = DatabricksNotebookOperator(task_id="t", notebook_path="/Shared/ml/train", source="WORKSPACE")`],
  ])('follows %s', async (task) => {
    const { relations } = await auditFiles({ 'ml/train.py': NOTEBOOK, 'dags/churn.py': DAG(task) });
    expect(relations).toContain(
      'workflow-orchestration airflow churn --orchestrates-> training-pipeline scikit-learn ml/train.py',
    );
    expect(relations).toContain('workflow-orchestration airflow churn --logs-to-> ml-metadata-store mlflow');
  });

  it.each([
    [
      'a name that is filled in',
      `t = DatabricksSubmitRunOperator(task_id="t", notebook_task={"notebook_path": "/Shared/{{ x }}"})`,
    ],
    [
      'another notebook',
      `t = DatabricksSubmitRunOperator(task_id="t", notebook_task={"notebook_path": "/Shared/ml/score"})`,
    ],
    ['no text', `t = DatabricksSubmitRunOperator(task_id="t", notebook_task={"notebook_path": None, "x": [1, [2]]})`],
  ])('follows nothing for %s', async (_, task) => {
    const { relations } = await auditFiles({ 'ml/train.py': NOTEBOOK, 'dags/churn.py': DAG(task) });
    expect(relations.filter((relation) => relation.includes('orchestrates'))).toEqual([]);
  });

  it('follows a task of a client', async () => {
    const { relations } = await auditFiles({
      'ml/train.py': NOTEBOOK,
      'jobs.py': `from databricks.sdk import WorkspaceClient
from databricks.sdk.service.jobs import NotebookTask, Task

WorkspaceClient().jobs.create(name="churn", tasks=[Task(task_key="t", notebook_task=NotebookTask(notebook_path="/Shared/ml/train"))])
`,
      '.github/workflows/jobs.yml':
        'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: python jobs.py\n',
    });
    expect(relations).toContain('ci-cd github-actions --triggers-> training-pipeline scikit-learn ml/train.py');
  });
});
