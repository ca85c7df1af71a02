import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Apache Airflow', () => {
  it('gates training by a validation, branches by a metric and registers', async () => {
    const { components, relations } = await auditFiles({
      'dags/churn.py': `from airflow import DAG
from airflow.operators.python import BranchPythonOperator, PythonOperator
from great_expectations_provider.operators.great_expectations import GreatExpectationsOperator
from ml.steps import decide, publish, train

with DAG("churn", schedule_interval="@daily", catchup=False) as dag:
    check = GreatExpectationsOperator(task_id="check", data_context_root_dir="gx", checkpoint_name="raw")
    fit = PythonOperator(task_id="fit", python_callable=train)
    choose = BranchPythonOperator(task_id="choose", python_callable=decide)
    register = PythonOperator(task_id="register", python_callable=publish)
    check >> fit >> choose >> register
`,
      'ml/steps.py': `import mlflow
from sklearn.svm import SVC

def train():
    mlflow.log_metric("f1", 0.9)
    SVC().fit([[0], [1]], [0, 1])

def decide(ti):
    f1 = ti.xcom_pull(task_ids="fit", key="f1")
    return "register" if f1 > 0.8 else "stop"

def publish():
    mlflow.register_model("runs:/1/model", "churn")
`,
    });
    expect(components).toEqual([
      'data-validation great-expectations',
      'ml-metadata-store mlflow',
      'model-registry mlflow',
      'model-validation custom-code',
      'scheduler airflow',
      'training-pipeline scikit-learn ml/steps.py',
      'workflow-orchestration airflow churn',
    ]);
    expect(relations).toEqual([
      'data-validation great-expectations --validates-> training-pipeline scikit-learn ml/steps.py',
      'model-validation custom-code --validates-> training-pipeline scikit-learn ml/steps.py',
      'scheduler airflow --triggers-> training-pipeline scikit-learn ml/steps.py',
      'scheduler airflow --triggers-> workflow-orchestration airflow churn',
      'training-pipeline scikit-learn ml/steps.py --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration airflow churn --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration airflow churn --orchestrates-> data-validation great-expectations',
      'workflow-orchestration airflow churn --orchestrates-> model-validation custom-code',
      'workflow-orchestration airflow churn --orchestrates-> training-pipeline scikit-learn ml/steps.py',
      'workflow-orchestration airflow churn --registers-in-> model-registry mlflow',
    ]);
  });

  it('runs images in pods, and a DAG that nobody schedules on demand', async () => {
    const { components, relations } = await auditFiles({
      'dags/pods.py': `from airflow import DAG
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator

with DAG("pods", schedule=None) as dag:
    KubernetesPodOperator(task_id="train", image="acme/train:1", cmds=["python", "train.py"])
`,
      'train.py': `from sklearn.svm import SVC
SVC().fit([[0], [1]], [0, 1])
`,
    });
    expect(components).toEqual([
      'model-training-infrastructure kubernetes',
      'training-pipeline scikit-learn train.py',
      'workflow-orchestration airflow pods',
    ]);
    expect(relations).toEqual([
      'training-pipeline scikit-learn train.py --runs-on-> model-training-infrastructure kubernetes',
      'workflow-orchestration airflow pods --orchestrates-> training-pipeline scikit-learn train.py',
      'workflow-orchestration airflow pods --runs-on-> model-training-infrastructure kubernetes',
    ]);
  });

  it('does not count a DAG that is paused when it is made', async () => {
    const { components, relations } = await auditFiles({
      'dags/old.py': `from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("old", schedule="@daily", is_paused_upon_creation=True) as dag:
    BashOperator(task_id="train", bash_command="python train.py")
`,
    });
    expect(components).toEqual(['workflow-orchestration airflow old (declared: disabled)']);
    expect(relations).toEqual([]);
  });

  it('trains with an object made on the spot and serves the version that AI Platform gets', async () => {
    const files = (callable: string): Record<string, string> => ({
      'dags/quality.py': `from airflow import DAG
from airflow.contrib.operators.mlengine_operator import MLEngineVersionOperator
from airflow.operators.python_operator import PythonOperator
from include.trainer import Trainer

with DAG("quality", schedule_interval="@weekly") as dag:
    fit = PythonOperator(task_id="train_model", python_callable=${callable})
    serve = MLEngineVersionOperator(task_id="serve", model_name="quality", version={"name": "v1"}, operation="create")
    fit >> serve
`,
      'dags/include/trainer.py': `import pickle
from own import read, write

class Trainer:
    def __init__(self, name):
        self.name = name

    def train_model(self, **context):
        model = pickle.loads(read(self.name))
        model.fit(context["rows"])
        self.save(model)

    def save(self, model):
        write(self.name, pickle.dumps(model))

    def report(self, **context):
        print(context)
`,
    });
    const { relations, criteria } = await auditFiles(files('Trainer("quality").train_model'));
    expect(relations).toContain('workflow-orchestration airflow quality --deploys-> model-serving vertex-ai');
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.12']));
    expect((await auditFiles(files('Trainer("quality").report'))).criteria).not.toContain('G1.1');
  });
});
