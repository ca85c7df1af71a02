/** Models that serving takes out of the store in which a tracking server keeps what runs log, or out of a registry by its address. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const REGISTERED: Files = {
  'train.py':
    'import mlflow\nfrom sklearn.svm import SVC\nmodel = SVC().fit([[1]], [1])\nmlflow.sklearn.log_model(model, "m", registered_model_name="risk")\n',
};
const manifest = (text: string): Files => ({ 'k8s/risk.yaml': text });
const service = (uri: string): Files => ({
  'app.py': `import os\nimport mlflow\nfrom flask import Flask\nRUN = os.getenv("RUN_ID")\nmodel = mlflow.pyfunc.load_model(${uri})\napp = Flask("risk")\n`,
});
const kserve = (uri: string, format = 'mlflow'): Files =>
  manifest(
    `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: risk }\nspec: { predictor: { model: { modelFormat: { name: ${format} }, storageUri: "${uri}" } } }\n`,
  );
const seldon = (uri: string): Files =>
  manifest(
    `apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\nmetadata: { name: risk }\nspec: { predictors: [{ name: d, graph: { name: c, implementation: MLFLOW_SERVER, modelUri: "${uri}" } }] }\n`,
  );
const lambda = (code: string): Files => ({
  'lambda_function.py': `${code}\ndef handler(event, context):\n    return model.predict(event["x"])\n`,
  Dockerfile: 'FROM public.ecr.aws/lambda/python:3.12\nCOPY lambda_function.py .\nCMD ["lambda_function.handler"]\n',
});
const workflow = (...commands: string[]): Files => ({
  '.github/workflows/deploy.yml': `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n${commands.map((one) => `      - run: ${one}\n`).join('')}`,
});

describe('serving', () => {
  it.each<[string, Files, string]>([
    [
      'a run of a bucket',
      service('f"s3://mlflow/1/{RUN}/artifacts/model"'),
      'flask --loads-from-> model-registry mlflow',
    ],
    [
      'a run of a bucket, by name',
      service('model_uri=f"gs://mlflow/1/{RUN}/artifacts/model"'),
      'flask --loads-from-> model-registry mlflow',
    ],
    [
      'a run, by KServe',
      kserve('gs://mlflow/1/4f0/artifacts/model'),
      'kserve risk --loads-from-> model-registry mlflow',
    ],
    [
      'a run, by Seldon Core',
      seldon('s3://mlflow/1/4f0/artifacts/model'),
      'seldon risk --loads-from-> model-registry mlflow',
    ],
    [
      "Kubeflow's registry",
      kserve('model-registry://risk/v1', 'sklearn'),
      'kserve risk --loads-from-> model-registry kubeflow',
    ],
    [
      'the registry, in an image for functions',
      lambda('import mlflow\nmodel = mlflow.pyfunc.load_model("models:/risk/Production")'),
      'aws-lambda --loads-from-> model-registry mlflow',
    ],
    [
      'the registry, packed by a command',
      workflow('mlflow models build-docker -m models:/risk/Production -n acme/risk'),
      'mlflow --loads-from-> model-registry mlflow',
    ],
    [
      'the registry, uploaded to it a step before',
      workflow('gcloud ai models upload --display-name=risk', 'gcloud ai endpoints deploy-model 1 --model=risk'),
      'vertex-ai --loads-from-> model-registry vertex-ai',
    ],
  ])('takes the model out of %s', async (_, files, relation) => {
    expect((await auditFiles({ ...REGISTERED, ...files })).relations).toContain(`model-serving ${relation}`);
  });

  it.each<[string, Files]>([
    ['a directory', service('"models/risk"')],
    ['another bucket', service('"s3://acme-models/risk"')],
    ['another bucket, by KServe', kserve('s3://acme-models/risk')],
    ['another bucket, by Seldon Core', seldon('s3://acme-models/risk')],
    ['a file, in an image for functions', lambda('import joblib\nmodel = joblib.load("model.pkl")')],
    ['a directory, packed by a command', workflow('mlflow models build-docker -m models/risk -n acme/risk')],
  ])('is not said to take it out of a registry: %s', async (_, files) => {
    const { relations } = await auditFiles({ ...REGISTERED, ...files });
    expect(relations.filter((one) => /^model-serving .*-> (?:model-registry|ml-metadata-store)/.test(one))).toEqual([]);
  });
});
