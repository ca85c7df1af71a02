import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const BUNDLE = `bundle:
  name: churn
include:
  - resources/*.yml
targets:
  prod:
    mode: production
`;
const JOBS = `resources:
  jobs:
    train:
      name: churn-train
      schedule: {quartz_cron_expression: "0 0 4 * * ?", timezone_id: UTC}
      tasks:
        - task_key: train
          notebook_task: {notebook_path: ../notebooks/train.py}
          job_cluster_key: ml
        - task_key: package
          depends_on: [{task_key: train}]
          python_wheel_task: {package_name: churn, entry_point: score_customers}
          job_cluster_key: ml
      job_clusters:
        - job_cluster_key: ml
          new_cluster: {spark_version: 15.4.x-cpu-ml-scala2.12, node_type_id: i3.xlarge, num_workers: 1}
    paused:
      name: churn-paused
      schedule: {quartz_cron_expression: "0 0 5 * * ?", timezone_id: UTC, pause_status: PAUSED}
      tasks:
        - task_key: t
          notebook_task: {notebook_path: ../notebooks/quality.py}
  model_serving_endpoints:
    churn:
      name: churn
      config:
        served_entities: [{entity_name: main.ml.churn, entity_version: "1"}]
`;
const TRAIN = `# Databricks notebook source
# MAGIC %run ./settings

# COMMAND ----------
import mlflow
from sklearn.ensemble import RandomForestClassifier
mlflow.set_registry_uri("databricks-uc")
model = RandomForestClassifier().fit(x, y)
mlflow.log_metric("auc", 0.9)
mlflow.sklearn.log_model(model, "model", registered_model_name="main.ml.churn")
`;
const SCORE = `import mlflow

def main():
    model = mlflow.pyfunc.load_model("models:/main.ml.churn@champion")
    model.predict(frame)
`;

describe('Databricks', () => {
  it('reads a bundle, its jobs, notebooks and packages, and the workflow that deploys it', async () => {
    const { components, relations, criteria } = await auditFiles({
      'databricks.yml': BUNDLE,
      'resources/jobs.yml': JOBS,
      'notebooks/train.py': TRAIN,
      'notebooks/quality.py': '# Databricks notebook source\nprint(1)\n',
      'notebooks/settings.py': '# Databricks notebook source\nimport mlflow\nmlflow.set_experiment("/churn")\n',
      'churn/__init__.py': '',
      'churn/score.py': SCORE,
      'pyproject.toml':
        '[project]\nname = "churn"\nversion = "1"\n[project.scripts]\nscore_customers = "churn.score:main"\n',
      '.github/workflows/deploy.yml':
        'on:\n  push:\n    branches: [main]\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: databricks/setup-cli@main\n      - run: databricks bundle deploy -t prod\n',
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'ml-metadata-store mlflow',
      'model-registry mlflow',
      'model-serving batch-job',
      'model-serving databricks churn',
      'model-training-infrastructure databricks ml',
      'scheduler databricks',
      'source-repository github',
      'training-pipeline scikit-learn notebooks/train.py',
      'workflow-orchestration databricks churn-paused',
      'workflow-orchestration databricks churn-train',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --deploys-> model-serving databricks churn',
      'ci-cd github-actions --deploys-> scheduler databricks',
      'ci-cd github-actions --deploys-> workflow-orchestration databricks churn-paused',
      'ci-cd github-actions --deploys-> workflow-orchestration databricks churn-train',
      'model-serving batch-job --loads-from-> model-registry mlflow',
      'model-serving databricks churn --loads-from-> model-registry mlflow',
      'model-training-infrastructure databricks ml --logs-to-> ml-metadata-store mlflow',
      'scheduler databricks --triggers-> training-pipeline scikit-learn notebooks/train.py',
      'scheduler databricks --triggers-> workflow-orchestration databricks churn-train',
      'training-pipeline scikit-learn notebooks/train.py --logs-to-> ml-metadata-store mlflow',
      'training-pipeline scikit-learn notebooks/train.py --registers-in-> model-registry mlflow',
      'workflow-orchestration databricks churn-train --deploys-> model-serving batch-job',
      'workflow-orchestration databricks churn-train --loads-from-> model-registry mlflow',
      'workflow-orchestration databricks churn-train --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration databricks churn-train --orchestrates-> model-serving batch-job',
      'workflow-orchestration databricks churn-train --orchestrates-> training-pipeline scikit-learn notebooks/train.py',
      'workflow-orchestration databricks churn-train --registers-in-> model-registry mlflow',
      'workflow-orchestration databricks churn-train --runs-on-> model-training-infrastructure databricks ml',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.11', 'G1.12', 'G2.s3']));
  });

  it('reads jobs of Terraform and of the REST interface', async () => {
    const { components, relations } = await auditFiles({
      'main.tf': `resource "databricks_job" "train" {
  name = "churn-train"
  schedule {
    quartz_cron_expression = "0 0 4 * * ?"
    timezone_id            = "UTC"
  }
  task {
    task_key = "train"
    notebook_task {
      notebook_path = databricks_notebook.train.path
    }
  }
}
resource "databricks_notebook" "train" {
  path     = "/Shared/train"
  language = "PYTHON"
  source   = "\${path.module}/notebooks/train.py"
}
`,
      'notebooks/train.py': TRAIN.replace('# MAGIC %run ./settings\n', ''),
      'serve.py': `import requests

def serve(host, token):
    requests.put(f"{host}/api/2.0/serving-endpoints/churn/config", json={}, headers={"Authorization": token})

def ask(host):
    requests.post(f"{host}/serving-endpoints/churn/invocations", json={})
`,
    });
    expect(components).toEqual([
      'ml-metadata-store mlflow',
      'model-registry mlflow',
      'model-serving databricks',
      'scheduler databricks',
      'training-pipeline scikit-learn notebooks/train.py',
      'workflow-orchestration databricks churn-train',
    ]);
    expect(relations).toEqual([
      'scheduler databricks --triggers-> training-pipeline scikit-learn notebooks/train.py',
      'scheduler databricks --triggers-> workflow-orchestration databricks churn-train',
      'training-pipeline scikit-learn notebooks/train.py --logs-to-> ml-metadata-store mlflow',
      'training-pipeline scikit-learn notebooks/train.py --registers-in-> model-registry mlflow',
      'workflow-orchestration databricks churn-train --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration databricks churn-train --orchestrates-> training-pipeline scikit-learn notebooks/train.py',
      'workflow-orchestration databricks churn-train --registers-in-> model-registry mlflow',
    ]);
  });

  it.each(['', '.tmpl'])('leaves out what a bundle does not include, as %j', async (ending) => {
    const job = (name: string): string => `resources:
  jobs:
    ${name}:
      name: ${name}
      tasks: [{ task_key: t, notebook_task: { notebook_path: ../${name}.py } }]
`;
    const audit = (include: string) =>
      auditFiles({
        [`databricks.yml${ending}`]: `bundle: { name: churn }\ninclude:\n${include}`,
        [`resources/weekly.yml${ending}`]: job('weekly'),
        [`resources/old.yml${ending}`]: job('old'),
      });
    expect((await audit('  - resources/weekly.yml\n  # - resources/old.yml\n')).components).toEqual([
      'workflow-orchestration databricks old (declared: not-included)',
      'workflow-orchestration databricks weekly',
    ]);
    expect((await audit('  - resources/*.yml\n')).components).toEqual([
      'workflow-orchestration databricks old',
      'workflow-orchestration databricks weekly',
    ]);
  });

  it('takes expectations that fail an update for a check of data', async () => {
    const { components, relations } = await auditFiles({
      'pipeline.py': `import dlt

@dlt.table
@dlt.expect_or_fail("has id", "id IS NOT NULL")
def customers():
    return spark.readStream.table("raw")
`,
      'pipeline.sql':
        'CREATE OR REFRESH STREAMING TABLE orders (CONSTRAINT id EXPECT (id IS NOT NULL) ON VIOLATION FAIL UPDATE) AS SELECT * FROM STREAM raw;\n',
      'databricks.yml':
        'bundle: {name: p}\nresources:\n  pipelines:\n    orders:\n      name: orders\n      libraries: [{file: {path: pipeline.sql}}, {notebook: {path: ./pipeline.py}}]\n',
    });
    expect(components).toEqual(['data-pipeline databricks orders', 'data-validation databricks']);
    expect(relations).toEqual([]);
  });

  const API_JOBS = {
    Makefile:
      'deploy:\n\tdatabricks clusters create --json-file deployment/cluster.json\n\tdatabricks workspace import_dir --overwrite notebooks/ /Shared/churn/\n\tdatabricks jobs create --json-file deployment/train.json\n',
    'deployment/cluster.json':
      '{"cluster_name": "churn", "spark_version": "15.4.x-cpu-ml-scala2.12", "node_type_id": "Standard_D3_v2", "num_workers": 2}',
    'deployment/train.json':
      '{"name": "churn-train", "existing_cluster_id": "FILL", "notebook_task": {"notebook_path": "/Shared/churn/train_churn"}}',
    'notebooks/train_churn.py': `# Databricks notebook source
import mlflow
from databricks.feature_store import FeatureStoreClient
from sklearn.svm import SVC

# COMMAND ----------
fs = FeatureStoreClient()
fs.create_table(name="shop.customers", primary_keys=["id"], df=frame)
model = SVC().fit([[0]], [0])
fs.log_model(model, artifact_path="model", flavor=mlflow.sklearn, registered_model_name="churn")
`,
  };

  it('follows the jobs API: a job of one task, a cluster, a notebook by its place in the workspace', async () => {
    const { components, relations, criteria } = await auditFiles(API_JOBS);
    expect(components).toEqual([
      'feature-store databricks',
      'ml-metadata-store mlflow (declared: import-only)',
      'model-registry databricks',
      'model-training-infrastructure databricks FILL',
      'training-pipeline scikit-learn notebooks/train_churn.py',
      'workflow-orchestration databricks churn-train',
    ]);
    expect(relations).toEqual(
      expect.arrayContaining([
        'workflow-orchestration databricks churn-train --orchestrates-> training-pipeline scikit-learn notebooks/train_churn.py',
        'workflow-orchestration databricks churn-train --registers-in-> model-registry databricks',
        'workflow-orchestration databricks churn-train --runs-on-> model-training-infrastructure databricks FILL',
      ]),
    );
    expect(criteria).toContain('G1.1');
  });

  it('takes a program of that name for no notebook, and settings of Spark for no cluster', async () => {
    const { components, relations } = await auditFiles({
      'deployment/spark.json': '{"spark_version": "3.5"}',
      'deployment/train.json': API_JOBS['deployment/train.json'],
      'src/train_churn.py': 'from sklearn.svm import SVC\nSVC().fit([[0]], [0])\n',
    });
    expect(components).not.toContain('model-training-infrastructure databricks');
    expect(relations.filter((one) => one.includes('orchestrates'))).toEqual([]);
  });

  it('does not take the program that makes a feature table for the table', async () => {
    const { relations } = await auditFiles({
      'make.py': `from databricks.feature_engineering import FeatureEngineeringClient
from sklearn.svm import SVC

FeatureEngineeringClient().create_table(name="shop.customers", primary_keys=["id"], df=frame)
SVC().fit([[0]], [0])
`,
      'other.py': `from databricks.feature_engineering import FeatureEngineeringClient
from sklearn.linear_model import Ridge

FeatureEngineeringClient().write_table(name="shop.customers", df=frame)
Ridge().fit([[0]], [0])
`,
    });
    expect(relations).toEqual([
      'training-pipeline scikit-learn make.py --deploys-> feature-store databricks',
      'training-pipeline scikit-learn make.py --reads-from-> feature-store databricks',
      'training-pipeline scikit-learn other.py --reads-from-> feature-store databricks',
      'training-pipeline scikit-learn other.py --writes-to-> feature-store databricks',
    ]);
  });

  it('takes a notebook that hands values to other tasks for the task of a job', async () => {
    const notebook = (values: string): string =>
      `# Databricks notebook source\nimport mlflow\n${values}\nmodel = mlflow.xgboost.load_model("models:/ml.gold.energy/3")\nframe["kwh"] = model.predict(frame)\nspark.createDataFrame(frame).write.saveAsTable("gold.scores")\n`;
    const used = await auditFiles({
      'score.py': notebook('uri = dbutils.jobs.taskValues.get(taskKey="train", key="uri", debugValue="")'),
    });
    expect(used.relations).toContain('model-serving batch-job --loads-from-> model-registry mlflow');
    const tried = await auditFiles({ 'score.py': notebook('') });
    expect(tried.components.filter((line) => line.startsWith('model-serving'))).toEqual([]);
  });
});
