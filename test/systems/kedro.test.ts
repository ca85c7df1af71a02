import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const PROJECT = {
  'src/churn/pipeline_registry.py': `from kedro.pipeline import Pipeline
from churn.pipelines import data_science as ds

def register_pipelines() -> dict[str, Pipeline]:
    science = ds.create_pipeline()
    return {"training": science, "__default__": science}
`,
  'src/churn/pipelines/data_science/__init__.py': 'from .pipeline import create_pipeline\n',
  'src/churn/pipelines/data_science/pipeline.py': `from kedro.pipeline import Pipeline, node, pipeline
from .nodes import train_model, evaluate_model

def create_pipeline(**kwargs) -> Pipeline:
    return pipeline([
        node(func=train_model, inputs=["features", "params:model"], outputs="classifier", name="train"),
        node(func=evaluate_model, inputs=["classifier", "features"], outputs="metrics", name="evaluate"),
    ])
`,
  'src/churn/pipelines/data_science/nodes.py': `from sklearn.ensemble import RandomForestClassifier

def train_model(features, options):
    return RandomForestClassifier(**options).fit(features, features)

def evaluate_model(model, features):
    return {"accuracy": model.score(features, features)}
`,
  'conf/base/catalog.yml': `features:
  type: pandas.ParquetDataset
  filepath: s3://acme-features/churn.parquet
classifier:
  type: kedro_mlflow.io.models.MlflowModelTrackingDataset
  flavor: mlflow.sklearn
  save_args:
    registered_model_name: churn
metrics:
  type: kedro_mlflow.io.metrics.MlflowMetricsHistoryDataset
`,
  'conf/base/mlflow.yml': `server:
  mlflow_tracking_uri: http://mlflow.acme.example:5000
tracking:
  experiment:
    name: churn
`,
};

const CI = `on: { schedule: [{ cron: "0 2 * * 1" }] }
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: kedro run --pipeline training
`;

const TRAINING = 'training-pipeline scikit-learn src/churn/pipelines/data_science/nodes.py';

describe('Kedro', () => {
  it('joins registry, pipelines, nodes and the data catalogue of a project, and who runs them', async () => {
    const { components, relations } = await auditFiles({ ...PROJECT, '.github/workflows/train.yml': CI });
    expect(components).toEqual([
      'ci-cd github-actions',
      'ml-metadata-store mlflow',
      'model-registry mlflow',
      'scheduler github-actions',
      'source-repository github',
      TRAINING,
      'workflow-orchestration kedro',
    ]);
    expect(relations).toEqual([
      `ci-cd github-actions --triggers-> ${TRAINING}`,
      'ci-cd github-actions --triggers-> workflow-orchestration kedro',
      'scheduler github-actions --triggers-> ci-cd github-actions',
      `scheduler github-actions --triggers-> ${TRAINING}`,
      'scheduler github-actions --triggers-> workflow-orchestration kedro',
      'workflow-orchestration kedro --logs-to-> ml-metadata-store mlflow',
      `workflow-orchestration kedro --orchestrates-> ${TRAINING}`,
      'workflow-orchestration kedro --registers-in-> model-registry mlflow',
    ]);
  });

  it('takes the pipelines that the project finds by itself', async () => {
    const registry = `from kedro.framework.project import find_pipelines

def register_pipelines():
    return find_pipelines()
`;
    const { components, relations } = await auditFiles({
      'src/churn/pipeline_registry.py': registry,
      'src/churn/pipelines/science/pipeline.py': PROJECT['src/churn/pipelines/data_science/pipeline.py'],
      'src/churn/pipelines/science/nodes.py': PROJECT['src/churn/pipelines/data_science/nodes.py'],
    });
    const training = 'training-pipeline scikit-learn src/churn/pipelines/science/nodes.py';
    expect(components).toEqual([training, 'workflow-orchestration kedro']);
    expect(relations).toEqual([`workflow-orchestration kedro --orchestrates-> ${training}`]);
  });

  it('is started by the operator that kedro-airflow writes into a DAG', async () => {
    const { relations } = await auditFiles({
      ...PROJECT,
      'airflow_dags/churn_dag.py': `from airflow import DAG
from kedro_operator import KedroOperator

with DAG("churn", schedule_interval="@daily") as dag:
    train = KedroOperator(task_id="train", package_name="churn", pipeline_name="__default__", node_name="train", project_path=".", env="local")
`,
    });
    expect(relations).toContain('workflow-orchestration airflow churn --triggers-> workflow-orchestration kedro');
    expect(relations).toContain('scheduler airflow --triggers-> workflow-orchestration airflow churn');
  });

  it('does not count a pipeline that the registry leaves out, nor a node outside every pipeline', async () => {
    const { components, relations } = await auditFiles({
      'src/churn/pipeline_registry.py': 'def register_pipelines():\n    return {}\n',
      'src/churn/pipelines/old/pipeline.py': PROJECT['src/churn/pipelines/data_science/pipeline.py'],
    });
    expect(components).toEqual(['workflow-orchestration kedro (declared: uncalled)']);
    expect(relations).toEqual([]);
  });

  it('takes nodes that a pipeline names', async () => {
    const { relations, components } = await auditFiles({
      'src/iris/pipeline.py': `from kedro.pipeline import node, pipeline
from iris.nodes import publish, train

node_train = node(func=train, inputs=["iris"], outputs="model", name="train")
node_publish = node(func=publish, inputs=["model"], outputs=None, name="publish")
node_old = node(func=publish, inputs=["model"], outputs=None, name="old")

training = pipeline([node_train, node_publish])
`,
      'src/iris/nodes.py': `import mlflow
from sklearn.svm import SVC

def train(iris):
    return SVC().fit(iris, iris)

def publish(model):
    mlflow.sklearn.log_model(model, "model", registered_model_name="iris")
`,
      'src/iris/pipeline_registry.py': `from iris.pipeline import training

def register_pipelines():
    return {"__default__": training}
`,
    });
    expect(components).toContain('workflow-orchestration kedro');
    expect(relations).toEqual(
      expect.arrayContaining([
        'workflow-orchestration kedro --orchestrates-> training-pipeline scikit-learn src/iris/nodes.py',
        'workflow-orchestration kedro --registers-in-> model-registry mlflow',
      ]),
    );
  });

  it('trains with a library that is not known where a node named for it gives a model away', async () => {
    const files = (output: string): Record<string, string> => ({
      'src/churn/pipelines/fitting/nodes.py':
        'from churn.models import load\n\ndef train_model(frame, params):\n    found = load(params)\n    found.fit(frame)\n    return found\n',
      'src/churn/pipelines/fitting/pipeline.py': `from kedro.pipeline import Pipeline, node, pipeline
from .nodes import train_model

def create_pipeline(**kwargs) -> Pipeline:
    return pipeline([node(func=train_model, inputs=["frame", "params:fit"], outputs="${output}", name="train_model_node")])
`,
      'src/churn/pipeline_registry.py':
        'from .pipelines.fitting.pipeline import create_pipeline\n\ndef register_pipelines():\n    return {"__default__": create_pipeline()}\n',
    });
    expect((await auditFiles(files('fitted_model@pkl'))).criteria).toContain('G1.1');
    expect((await auditFiles(files('model_input'))).criteria).not.toContain('G1.1');
  });
});
