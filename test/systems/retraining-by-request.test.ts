/** Training that a program starts by a request to the service that runs it. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const watch = (start: string, imports = ''): string => `import requests
${imports}from evidently.report import Report
from evidently.metric_preset import DataDriftPreset

def watch(reference, current):
    report = Report(metrics=[DataDriftPreset()])
    report.run(reference_data=reference, current_data=current)
    drifted = report.as_dict()["metrics"][0]["result"]["dataset_drift"]
    if drifted:
        ${start}

if __name__ == "__main__":
    watch(None, None)
`;
const TRAIN = `on: workflow_dispatch
jobs: { t: { runs-on: ubuntu-latest, steps: [{ run: python train.py }] } }
`;
const FIT = 'from sklearn.svm import SVC\nSVC().fit(x, y)\n';

describe('drift that starts training again', () => {
  it.each([
    [
      'by a dispatch of GitHub',
      'requests.post("https://api.github.com/repos/acme/churn/actions/workflows/train.yml/dispatches", json={"ref": "main"})',
      '',
      'ci-cd github-actions',
    ],
    [
      'by a dispatch through PyGithub',
      'train_workflow.create_dispatch(ref="main")',
      'import github\n',
      'ci-cd github-actions',
    ],
    [
      'by a run of Airflow',
      'requests.post(url="http://airflow:8080/api/v1/dags/churn/dagRuns", json={})',
      '',
      'workflow-orchestration airflow churn',
    ],
    [
      'by a job of SageMaker',
      'boto3.client("sagemaker").create_training_job(TrainingJobName="churn")',
      'import boto3\n',
      'model-training-infrastructure sagemaker',
    ],
    [
      'by a queue of ClearML',
      'Task.enqueue(Task.clone(source_task=last), queue_name="gpu")',
      'from clearml import Task\n',
      'model-training-infrastructure clearml',
    ],
  ])('%s', async (_, start, imports, to) => {
    const found = await auditFiles({
      'watch.py': watch(start, imports),
      '.github/workflows/train.yml': TRAIN,
      'train.py': FIT,
      'dags/churn.py': `from airflow import DAG\nfrom airflow.operators.bash import BashOperator\nwith DAG("churn") as dag:\n    BashOperator(task_id="fit", bash_command="python train.py")\n`,
    });
    expect(found.relations).toContain(`monitoring evidently --feeds-back-to-> ${to}`);
    expect(found.criteria).toContain('G1.12');
  });

  it('starts nothing by another request', async () => {
    const found = await auditFiles({
      'watch.py': watch('requests.post("https://hooks.example/alert")'),
      '.github/workflows/train.yml': TRAIN,
      'train.py': FIT,
    });
    expect(found.relations.filter((one) => one.includes('feeds-back-to'))).toEqual([]);
    expect(found.criteria).not.toContain('G1.12');
  });
});

describe('a step that is named for monitoring', () => {
  const dag = (name: string): string => `from airflow.decorators import dag, task
from jobs.${name} import compute
@dag(schedule="@daily")
def churn():
    @task
    def judge():
        compute()
    judge()
churn()
`;
  const compute = 'from sklearn.metrics import f1_score\ndef compute():\n    print(f1_score(truth, said))\n';
  it.each([
    ['monitoring', true],
    ['metrics', false],
  ])('%s', async (name, watches) => {
    const { components } = await auditFiles({ 'dags/churn.py': dag(name), [`jobs/${name}.py`]: compute });
    expect(components.includes('monitoring custom-code')).toBe(watches);
  });
});
