import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = 'import wandb\nfrom sklearn.svm import SVC\nwandb.init(project="churn")\nSVC().fit(x, y)\n';
const IMAGE = 'europe-docker.pkg.dev/acme/ml/train-churn';
const BUILD = `steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, ${IMAGE}, -f, train.dockerfile, .]
  - name: gcr.io/cloud-builders/gcloud
    args: [ai, custom-jobs, create, --region, europe-west1, --config, job.yaml]
`;
const DOCKERFILE = 'FROM python:3.12\nCOPY train.py .\nENTRYPOINT ["python", "train.py"]\n';
const LOGS = 'model-training-infrastructure vertex-ai --logs-to-> ml-metadata-store weights-and-biases';

describe('job specifications of Vertex AI', () => {
  it.each([
    [
      'a list of pools',
      `workerPoolSpecs:\n  - machineSpec: {machineType: n1}\n    containerSpec: {imageUri: ${IMAGE}}\n`,
    ],
    ['one pool', `workerPoolSpecs:\n  machineSpec: {machineType: n1}\n  containerSpec: {imageUri: ${IMAGE}}\n`],
    ['snake case', `job_spec:\n  worker_pool_specs:\n    - container_spec: {image_uri: ${IMAGE}}\n`],
    ['trials', `trialJobSpec:\n  workerPoolSpecs:\n    - containerSpec: {imageUri: ${IMAGE}}\n`],
  ])('logs to what its program logs to: %s', async (_, spec) => {
    const { relations } = await auditFiles({
      'job.yaml': spec,
      'cloudbuild.yaml': BUILD,
      'train.dockerfile': DOCKERFILE,
      'train.py': TRAIN,
    });
    expect(relations).toContain(LOGS);
    expect(relations).toContain('ci-cd google-cloud-build --triggers-> model-training-infrastructure vertex-ai');
  });

  it('runs a module of a package, with its environment', async () => {
    const { components, relations } = await auditFiles({
      'job.yaml':
        'workerPoolSpecs:\n  - pythonPackageSpec: {executorImageUri: x/y, pythonModule: trainer.task, env: [{name: MLFLOW_TRACKING_URI, value: "http://mlflow:5000"}]}\n',
      'trainer/__init__.py': '',
      'trainer/task.py': TRAIN,
    });
    expect(relations).toContain(LOGS);
    expect(components).toContain('ml-metadata-store mlflow');
  });

  it('takes images and modules out of the options of the command', async () => {
    const { relations } = await auditFiles({
      'train.sh': `docker build -t ${IMAGE} -f train.dockerfile .\ngcloud ai custom-jobs create --region=r --worker-pool-spec=machine-type=n1,container-image-uri=${IMAGE}\n`,
      'train.dockerfile': DOCKERFILE,
      'train.py': TRAIN,
      '.github/workflows/train.yml':
        'on: push\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./train.sh\n',
    });
    expect(relations).toContain('ci-cd github-actions --triggers-> training-pipeline scikit-learn train.py');
  });

  it.each([
    ['no pools', 'workerPoolSpecs: []\n'],
    ['a word', 'note: workerPoolSpecs are elsewhere\n'],
    ['anything', 'workerPoolSpecs: [1, [2], {containerSpec: x, machineSpec: []}]\n- y'],
  ])('survives %s', async (_, spec) => {
    const { relations } = await auditFiles({ 'job.yaml': spec });
    expect(relations).toEqual([]);
  });
});
