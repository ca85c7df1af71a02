/** Forms of Azure ML that are less common: pipeline endpoints, estimators, sweeps, batch endpoints, registries, feature sets. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n';

describe('Azure ML SDK v1', () => {
  it('submits an estimator to compute', async () => {
    const { components, relations, criteria } = await auditFiles({
      'run.py': `from azureml.core import Experiment, Workspace
from azureml.train.sklearn import SKLearn

ws = Workspace.from_config()
estimator = SKLearn(source_directory="src", entry_script="train.py", compute_target="cpu")
Experiment(ws, "churn").submit(estimator)
`,
      'src/train.py': TRAIN,
    });
    expect(components).toContain('model-training-infrastructure azure-ml');
    expect(relations).toContain(
      'training-pipeline scikit-learn src/train.py --runs-on-> model-training-infrastructure azure-ml',
    );
    expect(criteria).not.toContain('G1.5');
  });

  it('publishes a pipeline under an endpoint, which CI starts', async () => {
    const { relations, criteria } = await auditFiles({
      '.github/workflows/train.yml':
        'on: push\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: python publish.py\n      - run: python start.py\n',
      'publish.py': `from azureml.core import Workspace
from azureml.pipeline.core import Pipeline, PipelineEndpoint
from azureml.pipeline.steps import PythonScriptStep

ws = Workspace.from_config()
step = PythonScriptStep(name="train", script_name="train.py", source_directory="src", compute_target="cpu")
pipeline = Pipeline(workspace=ws, steps=[step])
PipelineEndpoint.publish(workspace=ws, name="churn", pipeline=pipeline, description="d")
`,
      'start.py': `from azureml.core import Workspace
from azureml.pipeline.core import PipelineEndpoint

PipelineEndpoint.get(workspace=Workspace.from_config(), name="churn").submit("churn")
`,
      'src/train.py': TRAIN,
    });
    expect(relations.filter((one) => /^ci-cd .*workflow-orchestration/.test(one))).toEqual(
      expect.arrayContaining([expect.stringMatching(/--deploys->/), expect.stringMatching(/--triggers->/)]),
    );
    expect(criteria).toEqual(expect.arrayContaining(['G1.1', 'G2.s3']));
  });

  it('deploys to a Kubernetes cluster', async () => {
    const { relations } = await auditFiles({
      'deploy.py': `from azureml.core import Workspace
from azureml.core.model import InferenceConfig, Model
from azureml.core.webservice import AksWebservice

ws = Workspace.from_config()
Model.deploy(ws, "churn", [Model(ws, "churn")], InferenceConfig(entry_script="score.py"),
             AksWebservice.deploy_configuration(cpu_cores=1, enable_app_insights=True), deployment_target=ws.compute_targets["aks"])
`,
    });
    expect(relations).toContain('model-serving azure-ml --loads-from-> model-registry azure-ml');
  });
});

describe('Azure ML SDK v2', () => {
  it('sweeps over parameters of a command', async () => {
    const { components } = await auditFiles({
      'sweep.py': `from azure.ai.ml import MLClient, command
from azure.ai.ml.sweep import Choice

job = command(code="src", command="python train.py --c \${{inputs.c}}", environment="env@latest", compute="cpu", inputs={"c": 1})
tuned = job(c=Choice([1, 2])).sweep(compute="cpu", sampling_algorithm="random", primary_metric="f1", goal="Maximize")
MLClient.from_config(None).jobs.create_or_update(tuned)
`,
      'src/train.py': TRAIN,
    });
    expect(components).toContain('model-training-infrastructure azure-ml');
  });

  it('scores batches behind an endpoint and shares a model by a registry', async () => {
    const { components, relations } = await auditFiles({
      'deploy.py': `from azure.ai.ml import MLClient
from azure.ai.ml.entities import BatchEndpoint, ModelBatchDeployment

client = MLClient.from_config(None)
client.batch_endpoints.begin_create_or_update(BatchEndpoint(name="churn-batch"))
client.batch_deployments.begin_create_or_update(
    ModelBatchDeployment(name="main", endpoint_name="churn-batch", model=client.models.get("churn", label="latest"), compute="cpu"))
client.models.share(name="churn", version="1", registry_name="shared", share_with_name="churn", share_with_version="1")
`,
    });
    expect(components).toEqual(expect.arrayContaining(['model-registry azure-ml', 'model-serving azure-ml']));
    expect(relations).toContain('model-serving azure-ml --loads-from-> model-registry azure-ml');
  });

  it('defines feature sets and reads them', async () => {
    const { components, relations } = await auditFiles({
      'features.py': `from azure.ai.ml import MLClient
from azure.ai.ml.entities import FeatureSet, FeatureSetSpecification

client = MLClient.from_config(None)
client.feature_sets.begin_create_or_update(
    FeatureSet(name="transactions", version="1", entities=["azureml:account:1"], specification=FeatureSetSpecification(path="spec")))
`,
      'train.py': `from azureml.featurestore import FeatureStoreClient, get_offline_features
from sklearn.svm import SVC

store = FeatureStoreClient(credential=None)
frame = get_offline_features(features=store.resolve_feature_retrieval_spec("spec"), observation_data=rows, timestamp_column="t")
SVC().fit(frame, frame)
`,
    });
    expect(components.filter((one) => one.startsWith('feature-store'))).not.toEqual([]);
    expect(relations.some((one) => /training-pipeline .*--reads-from-> feature-store azure-ml/.test(one))).toBe(true);
  });

  it('does not count what only imports, prints or says so in a comment', async () => {
    const { components } = await auditFiles({
      'notes.py': `from azure.ai.ml.entities import BatchEndpoint, FeatureSet
# FeatureSet(name="transactions", version="1")
print("BatchEndpoint(name='churn')")
`,
      'PipelineEndpoint/estimator.py':
        'class Estimator:\n    def fit(self):\n        return self\n\nEstimator().fit()\n',
    });
    expect(components.filter((one) => !one.includes('declared'))).toEqual([]);
  });
});
