/** What counts as a test of the project, and where the performance of training is kept. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

async function verdicts(files: Files, ...ids: string[]): Promise<(string | undefined)[]> {
  const { assessment } = await auditFiles(files);
  const model = assessment.maturity.find((one) => one.model === 'microsoft-mlops');
  return ids.map((id) => model?.criteria.find((one) => one.id === id)?.status);
}

const service: Files = {
  'app.py': `import joblib
from fastapi import FastAPI
from churn.text import clean

app = FastAPI()
model = joblib.load("model.joblib")
`,
  'churn/__init__.py': '',
  'churn/text.py': 'def clean(text):\n    return text.strip()\n',
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: pytest tests\n',
};

describe('automated tests of application code', () => {
  it.each<[string, string, string]>([
    ['import the service', 'from app import app\n\n\ndef test_app():\n    assert app\n', 'met'],
    [
      'import other code of the project',
      'from churn.text import clean\n\n\ndef test_clean():\n    assert clean(" a ") == "a"\n',
      'met',
    ],
    [
      'import nothing of it',
      'import pandas as pd\n\n\ndef test_frame():\n    assert pd.DataFrame().empty\n',
      'partly-met',
    ],
  ])('%s', async (_, test, status) =>
    expect(await verdicts({ ...service, 'tests/test_it.py': test }, 'MT1.2')).toEqual([status]),
  );

  it('that the run does not take do not count', async () =>
    expect(
      await verdicts(
        {
          ...service,
          'tests/test_it.py': 'def test_nothing():\n    assert True\n',
          'checks/test_text.py':
            'from churn.text import clean\n\n\ndef test_clean():\n    assert clean(" a ") == "a"\n',
        },
        'MT1.2',
      ),
    ).toEqual(['partly-met']));
});

const sagemaker = (metrics: string): Files => ({
  'pipeline.py': `from sagemaker.sklearn.estimator import SKLearn
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.step_collections import RegisterModel
from sagemaker.workflow.steps import TrainingStep

estimator = SKLearn(entry_point="train.py", instance_type="ml.m5.large")
train = TrainingStep(name="Train", estimator=estimator)
register = RegisterModel(name="Register", estimator=estimator, model_package_group_name="churn"${metrics})
Pipeline(name="churn", steps=[train, register])
`,
});

describe('metrics that are registered with each model', () => {
  it('are one place in which the performance of training is kept', async () =>
    expect(await verdicts(sagemaker(', model_metrics=metrics'), 'MT2.2', 'MT2.3')).toEqual(['met', 'met']));

  it('are not told by a registry alone', async () =>
    expect(await verdicts(sagemaker(''), 'MT2.2', 'MT2.3')).toEqual(['not-observed', 'met']));

  it('are no metadata store, but make the finding about one wrong', async () => {
    const rules = async (metrics: string): Promise<string[]> =>
      (await auditFiles(sagemaker(metrics))).assessment.findings.map(({ ruleId }) => ruleId);
    expect(await rules('')).toContain('training-without-tracking');
    expect(await rules(', model_metrics=metrics')).not.toContain('training-without-tracking');
  });
});

const kubeflow = (imports: string, body: string): Files => ({
  'pipeline.py': `from kfp import dsl
from kfp.dsl import ClassificationMetrics, Metrics, Output
${imports}

@dsl.component(base_image="python:3.11")
def train(metrics: Output[Metrics], curve: Output[ClassificationMetrics]):
    from sklearn.linear_model import LogisticRegression
    model = LogisticRegression().fit([[0], [1]], [0, 1])
    ${body}


@dsl.pipeline(name="churn")
def churn():
    train()
`,
});
const stores = async (files: Files): Promise<string[]> =>
  (await auditFiles(files)).components.filter((one) => one.startsWith('ml-metadata-store'));

describe('metrics as artifacts of Kubeflow Pipelines', () => {
  it.each([
    ['a number', '', 'metrics.log_metric("accuracy", 0.9)', ['ml-metadata-store ml-metadata']],
    ['a matrix', '', 'curve.log_confusion_matrix(["a", "b"], [[1, 0], [0, 1]])', ['ml-metadata-store ml-metadata']],
    [
      'on Vertex AI',
      'from google.cloud import aiplatform\n\naiplatform.init(project="acme")\n',
      'metrics.log_metric("accuracy", 0.9)',
      ['ml-metadata-store vertex-ai'],
    ],
    ['declared and not filled', '', 'print(model)', []],
    ['something else logs', '', 'logger.log_metric("accuracy", 0.9)', []],
  ])('%s', async (_, imports, body, expected) => expect(await stores(kubeflow(imports, body))).toEqual(expected));
});

describe('metrics that the first SDK of Kubeflow Pipelines takes from a file', () => {
  const container = (outputs: string): string =>
    `    dsl.ContainerOp(name="evaluate", image="acme/evaluate", command=["sh"], ${outputs})`;
  it.each([
    [
      'as an output',
      container(`file_outputs={"mlpipeline-metrics": "/metrics.json"}`),
      ['ml-metadata-store ml-metadata'],
    ],
    [
      'as an artifact',
      container(`output_artifact_paths={'mlpipeline-metrics': '/metrics.json'}`),
      ['ml-metadata-store ml-metadata'],
    ],
    ['not, but another output', container(`file_outputs={"accuracy": "/accuracy"}`), []],
  ])('%s', async (_, body, expected) => {
    const files = { 'pipeline.py': `from kfp import dsl\n\n@dsl.pipeline(name="churn")\ndef churn():\n${body}\n` };
    expect(await stores(files)).toEqual(expected);
  });

  it('or from the place that a parameter names', async () => {
    const files = {
      'pipeline.py': `import kfp
from kfp import dsl
from kfp.components import OutputPath, create_component_from_func

@create_component_from_func
def evaluate(mlpipeline_metrics_path: OutputPath("Metrics")):
    print("{}", file=open(mlpipeline_metrics_path, "w"))

@dsl.pipeline(name="churn")
def churn():
    evaluate()
`,
    };
    expect(await stores(files)).toEqual(['ml-metadata-store ml-metadata']);
  });
});

describe('experiments of Vertex AI', () => {
  const train = (setup: string): Files => ({
    'train.py': `import joblib\nfrom sklearn.svm import SVC\n${setup}\njoblib.dump(SVC().fit([[1]], [1]), "m")\n`,
  });
  it.each([
    ['import vertexai\nvertexai.init(project="p", experiment="churn")', true],
    ['import vertexai\nvertexai.init(project="p", location="l")', false],
    ['from google.cloud import aiplatform\naiplatform.CustomTrainingJob("t", "t.py").run(experiment="churn")', true],
    ['from google.cloud import aiplatform\naiplatform.CustomTrainingJob("t", "t.py").run(replica_count=1)', false],
  ])('%s', async (setup, expected) => {
    expect((await stores(train(setup))).includes('ml-metadata-store vertex-ai')).toBe(expected);
  });
});

describe('the registry to which an image is pushed', () => {
  const push = (image: string): Files => ({
    Dockerfile: 'FROM python:3.12\n',
    '.github/workflows/ci.yml': `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: docker build -t ${image} . && docker push ${image}
`,
  });
  it.each([
    ['${{ secrets.REGION }}-docker.pkg.dev/${{ secrets.PROJECT }}/ml/churn:1', 'google-artifact-registry'],
    ['gcr.io/acme/churn:1', 'google-artifact-registry'],
    ['${{ secrets.ACCOUNT }}.dkr.ecr.${{ secrets.REGION }}.amazonaws.com/churn:1', 'amazon-ecr'],
    ['${{ vars.REGISTRY }}.azurecr.io/churn:1', 'azure-container-registry'],
    ['acme/churn:1', 'docker'],
  ])('%s', async (image, technology) => {
    const { components } = await auditFiles(push(image));
    expect(components.filter((one) => one.startsWith('artifact-registry')).map((one) => one.split(' ')[1])).toEqual([
      technology,
    ]);
  });
});
