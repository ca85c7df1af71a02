import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const PIPELINE = `from google_cloud_pipeline_components import aiplatform as gcc_aip
from google_cloud_pipeline_components.v1.bigquery import BigqueryCreateModelJobOp
from kfp import dsl, compiler

@dsl.component(base_image="python:3.11")
def evaluate(model: str) -> float:
    from sklearn.metrics import roc_auc_score
    return roc_auc_score([0, 1], [0.1, 0.9])

@dsl.pipeline(name="churn-training")
def churn(project: str, region: str = "europe-west1"):
    baseline = BigqueryCreateModelJobOp(
        project=project,
        query="CREATE OR REPLACE MODEL ml.baseline OPTIONS(model_type='logistic_reg') AS SELECT * FROM ml.t",
    )
    train = gcc_aip.CustomContainerTrainingJobRunOp(
        display_name="train",
        container_uri="europe-west1-docker.pkg.dev/acme/ml/churn-train:latest",
    )
    score = evaluate(model=train.outputs["model"])
    with dsl.Condition(score.output > 0.8):
        endpoint = gcc_aip.EndpointCreateOp(display_name="churn")
        gcc_aip.ModelDeployOp(model=train.outputs["model"], endpoint=endpoint.outputs["endpoint"], traffic_split={"0": 100})
`;
const SUBMIT = `from google.cloud import aiplatform
from kfp import compiler
from pipelines.churn import churn

def main():
    aiplatform.init(project="acme", location="europe-west1", experiment="churn")
    compiler.Compiler().compile(pipeline_func=churn, package_path="churn.json")
    job = aiplatform.PipelineJob(display_name="churn", template_path="churn.json")
    job.create_schedule(cron="0 4 * * 1", display_name="weekly")

if __name__ == "__main__":
    main()
`;
const BUILD = `steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, 'europe-west1-docker.pkg.dev/acme/ml/churn-train:latest', -f, training/Dockerfile, .]
  - name: gcr.io/cloud-builders/docker
    args: [push, 'europe-west1-docker.pkg.dev/acme/ml/churn-train:latest']
  - name: python:3.12
    entrypoint: python
    args: [submit.py]
`;

describe('Google Vertex AI', () => {
  it('reads a pipeline from the build of its image to the endpoint', async () => {
    const { components, relations, criteria } = await auditFiles({
      'pipelines/churn.py': PIPELINE,
      'submit.py': SUBMIT,
      'cloudbuild.yaml': BUILD,
      'training/Dockerfile': 'FROM python:3.12\nCOPY training/task.py task.py\nENTRYPOINT ["python", "task.py"]\n',
      'training/task.py':
        'from sklearn.svm import SVC\nimport joblib\njoblib.dump(SVC().fit([[0], [1]], [0, 1]), "m")\n',
    });
    expect(components).toEqual([
      'artifact-registry google-artifact-registry',
      'ci-cd google-cloud-build',
      'data-store bigquery',
      'ml-metadata-store vertex-ai',
      'model-serving vertex-ai',
      'model-training-infrastructure bigquery-ml',
      'model-training-infrastructure vertex-ai',
      'model-validation custom-code',
      'scheduler vertex-ai',
      'training-pipeline bigquery-ml pipelines/churn.py',
      'training-pipeline scikit-learn training/task.py',
      'workflow-orchestration kubeflow-pipelines churn-training',
      'workflow-orchestration vertex-ai',
    ]);
    expect(relations).toEqual([
      'ci-cd google-cloud-build --builds-> training-pipeline scikit-learn training/task.py',
      'ci-cd google-cloud-build --builds-> workflow-orchestration kubeflow-pipelines churn-training',
      'ci-cd google-cloud-build --logs-to-> ml-metadata-store vertex-ai',
      'ci-cd google-cloud-build --publishes-to-> artifact-registry google-artifact-registry',
      'ci-cd google-cloud-build --triggers-> workflow-orchestration kubeflow-pipelines churn-training',
      'ci-cd google-cloud-build --triggers-> workflow-orchestration vertex-ai',
      'model-validation custom-code --validates-> training-pipeline bigquery-ml pipelines/churn.py',
      'model-validation custom-code --validates-> training-pipeline scikit-learn training/task.py',
      'scheduler vertex-ai --triggers-> training-pipeline scikit-learn training/task.py',
      'scheduler vertex-ai --triggers-> workflow-orchestration kubeflow-pipelines churn-training',
      'scheduler vertex-ai --triggers-> workflow-orchestration vertex-ai',
      'training-pipeline bigquery-ml pipelines/churn.py --reads-from-> data-store bigquery',
      'training-pipeline bigquery-ml pipelines/churn.py --runs-on-> model-training-infrastructure bigquery-ml',
      'workflow-orchestration kubeflow-pipelines churn-training --deploys-> model-serving vertex-ai',
      'workflow-orchestration kubeflow-pipelines churn-training --orchestrates-> model-validation custom-code',
      'workflow-orchestration kubeflow-pipelines churn-training --orchestrates-> training-pipeline bigquery-ml pipelines/churn.py',
      'workflow-orchestration kubeflow-pipelines churn-training --orchestrates-> training-pipeline scikit-learn training/task.py',
      'workflow-orchestration kubeflow-pipelines churn-training --reads-from-> data-store bigquery',
      'workflow-orchestration kubeflow-pipelines churn-training --runs-on-> model-training-infrastructure bigquery-ml',
      'workflow-orchestration kubeflow-pipelines churn-training --runs-on-> model-training-infrastructure vertex-ai',
    ]);
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G1.5', 'G1.8', 'G1.11', 'G1.12', 'G2.s2']));
  });

  it('is read from its generated clients, its feature store, commands and Terraform', async () => {
    const { components, relations } = await auditFiles({
      'jobs.py': `from google.cloud import aiplatform_v1, aiplatform

jobs = aiplatform_v1.JobServiceClient(client_options={})
jobs.create_custom_job(parent="p", custom_job={})
aiplatform.Featurestore.create("fs")
aiplatform.ModelDeploymentMonitoringJob.create(display_name="drift", endpoint="churn")
`,
      'deploy.sh':
        'gcloud ai models upload --region=europe-west1 --display-name=churn --container-image-uri=img\ngcloud ai endpoints deploy-model 1 --region=europe-west1 --model=2 --display-name=churn --traffic-split=0=100\n',
      'main.tf':
        'resource "google_vertex_ai_endpoint" "churn" {\n  name         = "churn"\n  display_name = "churn"\n  location     = "europe-west1"\n}\n',
    });
    expect(components).toEqual([
      'feature-store vertex-ai',
      'model-registry vertex-ai',
      'model-serving vertex-ai churn',
      'model-training-infrastructure vertex-ai',
      'monitoring vertex-ai',
    ]);
    expect(relations).toEqual([
      'model-serving vertex-ai churn --loads-from-> model-registry vertex-ai',
      'monitoring vertex-ai --monitors-> model-serving vertex-ai churn',
    ]);
  });

  it('is not claimed for a program that only asks an endpoint or a language model', async () => {
    const { components } = await auditFiles({
      'ask.py': 'from google.cloud import aiplatform\naiplatform.Endpoint("1").predict(instances=[])\n',
      'chat.py':
        'import vertexai\nfrom vertexai.generative_models import GenerativeModel\nvertexai.init(project="p")\nGenerativeModel("gemini").generate_content("hi")\n',
    });
    expect(components.filter((c) => !c.includes('declared'))).toEqual([]);
  });
});
