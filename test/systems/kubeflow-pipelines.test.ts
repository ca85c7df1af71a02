import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Kubeflow Pipelines', () => {
  it('orchestrates functions and containers, with a gate and a schedule', async () => {
    const found = await auditFiles({
      Dockerfile: `FROM python:3.11
COPY prepare.py .
`,
      'build.sh': `docker build -t registry.example/prepare:1 .
docker push registry.example/prepare:1
`,
      'pipeline.py': `from kfp import dsl, compiler, Client
from kfp.dsl import Output, Model, Metrics

@dsl.component(base_image="python:3.11", packages_to_install=["scikit-learn", "mlflow"])
def train(rows: str, model: Output[Model]) -> float:
    import mlflow
    from sklearn.linear_model import LogisticRegression
    clf = LogisticRegression().fit([[0], [1]], [0, 1])
    mlflow.log_metric("accuracy", 1.0)
    return 1.0

@dsl.container_component
def prepare(rows: str):
    return dsl.ContainerSpec(image="registry.example/prepare:1", command=["python", "prepare.py"], args=["--rows", rows])

@dsl.component
def deploy():
    from kserve import KServeClient
    KServeClient().create(None)

@dsl.component
def notify(): print("done")

@dsl.pipeline(name="churn-training")
def churn(rows: str = "10"):
    with dsl.ExitHandler(notify()):
        p = prepare(rows=rows)
        t = train(rows=rows).after(p).set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(1)
        with dsl.If(t.outputs["Output"] > 0.9):
            deploy()
        with dsl.ParallelFor(["a", "b"]) as item:
            notify()

if __name__ == "__main__":
    compiler.Compiler().compile(churn, "churn.yaml")
    client = Client(host="http://ml-pipeline.kubeflow:8888")
    exp = client.create_experiment("churn")
    client.create_recurring_run(exp.experiment_id, "nightly", cron_expression="0 0 3 * * *", pipeline_package_path="churn.yaml")
`,
      'prepare.py': `import pandas as pd
pd.read_parquet("s3://raw/rows.parquet").to_parquet("s3://clean/rows.parquet")
`,
    });
    expect(found.components).toEqual([
      'artifact-registry docker',
      'data-store pandas',
      'ml-metadata-store mlflow',
      'model-serving kserve',
      'model-training-infrastructure kubeflow-pipelines',
      'model-validation custom-code',
      'scheduler kubeflow-pipelines',
      'training-pipeline scikit-learn pipeline.py',
      'workflow-orchestration kubeflow-pipelines churn-training',
    ]);
    expect(found.relations).toEqual([
      'model-training-infrastructure kubeflow-pipelines --logs-to-> ml-metadata-store mlflow',
      'model-validation custom-code --validates-> training-pipeline scikit-learn pipeline.py',
      'scheduler kubeflow-pipelines --triggers-> training-pipeline scikit-learn pipeline.py',
      'scheduler kubeflow-pipelines --triggers-> workflow-orchestration kubeflow-pipelines churn-training',
      'training-pipeline scikit-learn pipeline.py --logs-to-> ml-metadata-store mlflow',
      'training-pipeline scikit-learn pipeline.py --runs-on-> model-training-infrastructure kubeflow-pipelines',
      'workflow-orchestration kubeflow-pipelines churn-training --deploys-> model-serving kserve',
      'workflow-orchestration kubeflow-pipelines churn-training --logs-to-> ml-metadata-store mlflow',
      'workflow-orchestration kubeflow-pipelines churn-training --orchestrates-> model-validation custom-code',
      'workflow-orchestration kubeflow-pipelines churn-training --orchestrates-> training-pipeline scikit-learn pipeline.py',
      'workflow-orchestration kubeflow-pipelines churn-training --reads-from-> artifact-registry docker',
      'workflow-orchestration kubeflow-pipelines churn-training --reads-from-> data-store pandas',
      'workflow-orchestration kubeflow-pipelines churn-training --runs-on-> model-training-infrastructure kubeflow-pipelines',
    ]);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.8', 'G1.11', 'G1.12']));
  });

  it.each([
    ['found.outputs["drift_status"] == "false"', ['data-validation custom-code']],
    ['found.outputs["retrain_model"] == "true"', []],
    ['found.outputs["rows"] == "0"', []],
  ])('goes on by what is found in the data: %s', async (condition, gates) => {
    const { components } = await auditFiles({
      'pipeline.py': `from kfp import dsl
from kfp.dsl import component, pipeline

@component
def inspect(path: str) -> str:
    return open(path).read()

@component
def train(path: str):
    from sklearn.svm import SVC
    SVC().fit([[0], [1]], [0, 1])

@pipeline(name="churn")
def churn(path: str):
    found = inspect(path=path)
    with dsl.Condition(${condition}, name="modelling"):
        train(path=path)
`,
    });
    expect(components.filter((one) => one.includes('validation'))).toEqual(gates);
  });

  it('is read from a package of SDK v1, which is an Argo workflow', async () => {
    const found = await auditFiles({
      'mnist.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: mnist-
  annotations: { pipelines.kubeflow.org/kfp_sdk_version: 1.8.22, pipelines.kubeflow.org/pipeline_spec: '{"name": "mnist"}' }
  labels: { pipelines.kubeflow.org/kfp_sdk_version: 1.8.22 }
spec:
  entrypoint: mnist
  templates:
    - name: mnist
      dag: { tasks: [{ name: train, template: train }] }
    - name: train
      container: { image: "registry.example/trainer:latest", command: [python, train.py] }
`,
      'train.py': `from sklearn.svm import SVC
SVC().fit([[0], [1]], [0, 1])
`,
    });
    expect(found.components).toEqual([
      'model-training-infrastructure kubernetes',
      'training-pipeline scikit-learn train.py',
      'workflow-orchestration kubeflow-pipelines mnist',
    ]);
    expect(found.relations).toEqual([
      'training-pipeline scikit-learn train.py --runs-on-> model-training-infrastructure kubernetes',
      'workflow-orchestration kubeflow-pipelines mnist --orchestrates-> training-pipeline scikit-learn train.py',
      'workflow-orchestration kubeflow-pipelines mnist --runs-on-> model-training-infrastructure kubernetes',
    ]);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.1']));
    expect(found.criteria).not.toContain('G1.12');
  });

  it('is read from a package of SDK v2', async () => {
    const found = await auditFiles({
      'churn.yaml': `components:
  comp-train:
    executorLabel: exec-train
deploymentSpec:
  executors:
    exec-train:
      container:
        args: [--executor_input, '{{$}}', --function_to_execute, train]
        command:
          - sh
          - -c
          - "\\nif ! [ -x \\"$(command -v pip)\\" ]; then\\n    python3 -m ensurepip\\nfi\\n\\nPIP_DISABLE_PIP_VERSION_CHECK=1 python3 -m pip install --quiet scikit-learn && \\"$0\\" \\"$@\\"\\n"
          - "\\nimport kfp\\nfrom kfp import dsl\\nfrom kfp.dsl import *\\n\\ndef train():\\n    from sklearn.svm import SVC\\n    SVC().fit([[0], [1]], [0, 1])\\n"
        image: python:3.11
        resources: { accelerator: { count: '1', type: nvidia.com/gpu } }
pipelineInfo: { name: churn-training }
root:
  dag:
    tasks:
      train:
        cachingOptions: { enableCache: true }
        componentRef: { name: comp-train }
        taskInfo: { name: train }
schemaVersion: 2.1.0
sdkVersion: kfp-2.7.0
`,
    });
    expect(found.components).toEqual([
      'model-training-infrastructure kubeflow-pipelines',
      'training-pipeline scikit-learn churn.yaml',
      'workflow-orchestration kubeflow-pipelines churn-training',
    ]);
    expect(found.relations).toEqual([
      'training-pipeline scikit-learn churn.yaml --runs-on-> model-training-infrastructure kubeflow-pipelines',
      'workflow-orchestration kubeflow-pipelines churn-training --orchestrates-> training-pipeline scikit-learn churn.yaml',
      'workflow-orchestration kubeflow-pipelines churn-training --runs-on-> model-training-infrastructure kubeflow-pipelines',
    ]);
    expect(found.criteria).toEqual(expect.arrayContaining(['G1.1']));
    expect(found.criteria).not.toContain('G1.12');
  });

  it('asks Vertex AI for a machine to train on where a task asks for an accelerator', async () => {
    const files = (asks: string): Record<string, string> => ({
      'pipeline.py': `from google_cloud_pipeline_components.v1.model import ModelUploadOp
from kfp import dsl

@dsl.container_component
def train(path: str):
    return dsl.ContainerSpec(image="acme/train:1", command=["python", "train.py"], args=[path])

@dsl.pipeline(name="churn")
def churn(path: str):
    fitted = train(path=path)
    fitted.${asks}
    ModelUploadOp(project="p", display_name="churn")
`,
      'train.py': 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n',
    });
    const onVertex = 'model-training-infrastructure vertex-ai';
    expect((await auditFiles(files('set_accelerator_type("NVIDIA_TESLA_T4")'))).components).toContain(onVertex);
    expect((await auditFiles(files('set_display_name("fit")'))).components).not.toContain(onVertex);
  });
});

describe('names that a module beside the pipeline gives', () => {
  const PIPELINE = `from kfp import dsl
from settings import NAME

@dsl.component
def train_model():
    from sklearn.svm import SVC
    SVC().fit(x, y)

@dsl.pipeline(name=f"{NAME}-training")
def training():
    train_model()
`;
  const named = async (files: Record<string, string>): Promise<string[]> =>
    (await auditFiles(files)).components.filter((one) => one.startsWith('workflow'));

  it('are those of the nearest one', async () => {
    expect(
      await named({
        'churn/pipeline.py': PIPELINE,
        'churn/settings.py': 'NAME = "churn"\n',
        'fraud/flows/pipeline.py': PIPELINE,
        'fraud/settings.py': 'NAME = "fraud"\n',
        'settings.py': 'NAME = "acme"\n',
      }),
    ).toEqual([
      'workflow-orchestration kubeflow-pipelines churn-training',
      'workflow-orchestration kubeflow-pipelines fraud-training',
    ]);
  });

  it('are those of one elsewhere, where none is near', async () => {
    expect(await named({ 'flows/pipeline.py': PIPELINE, 'src/acme/settings.py': 'NAME = "acme"\n' })).toEqual([
      'workflow-orchestration kubeflow-pipelines acme-training',
    ]);
  });
});

describe('components of Kubeflow Pipelines in another file than their pipeline', () => {
  const tracked = async (train: string): Promise<string[]> => {
    const { components } = await auditFiles({
      'pipeline.py': `from kfp import dsl, Client
from steps.train import train

@dsl.pipeline(name="churn")
def churn():
    train()

Client().create_run_from_pipeline_func(churn)
`,
      'steps/train.py': train,
    });
    return components.filter((id) => id.startsWith('ml-metadata-store'));
  };
  const TRAIN = (body: string): string => `from kfp.dsl import component, Metrics, Output
from sklearn.svm import SVC

@component
def train(metrics: Output[Metrics]):
    SVC().fit([[0], [1]], [0, 1])
${body}`;

  it('track the metrics that they log', async () => {
    expect(await tracked(TRAIN('    metrics.log_metric("accuracy", 0.9)\n'))).toEqual([
      'ml-metadata-store ml-metadata',
    ]);
  });

  it('track nothing where they log none', async () => {
    expect(await tracked(TRAIN('    print("done")\n'))).toEqual([]);
  });
});
