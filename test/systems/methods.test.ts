/** Methods of classes: whoever makes an instance runs those that are called. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const STORE = (base = ''): string => `import boto3
import mlflow

class Store${base}:
    def __init__(self):
        self.client = boto3.client("s3")

    def upload(self, path):
        self.client.upload_file(path, "raw-claims", path)

    def fetch(self):
        mlflow.pyfunc.load_model("models:/claims/1")
`;
const API = (use: string): string => `import joblib
from fastapi import FastAPI
from store import Store

app = FastAPI()
model = joblib.load("model.pkl")

@app.post("/predict")
def predict(row: dict):
    store = Store()
    ${use}
    return model.predict(row)
`;
const WRITES = 'model-serving fastapi --writes-to-> data-store amazon-s3';
const LOADS = 'model-serving fastapi --loads-from-> model-registry mlflow';
const relationsOf = async (store: string, use: string): Promise<string[]> =>
  (await auditFiles({ 'store.py': store, 'api.py': API(use) })).relations;

describe('Methods', () => {
  it('run when they are called', async () => {
    expect(await relationsOf(STORE(), 'store.upload("row.json")')).toEqual([WRITES]);
    expect(await relationsOf(STORE(), 'store.fetch()')).toEqual([LOADS]);
  });

  it('that nobody calls define nothing', async () => {
    const compute =
      'from azureml.core.compute import AmlCompute, ComputeTarget\n\nclass Workspace:\n    def data(self):\n        return 1\n\n    def cluster(self):\n        return ComputeTarget.create(self.ws, "cpu", AmlCompute.provisioning_configuration(vm_size="D2"))\n';
    const components = async (use: string): Promise<string[]> =>
      (await auditFiles({ 'aml.py': compute, 'main.py': `from aml import Workspace\n\nspace = Workspace()\n${use}` }))
        .components;
    expect(await components('space.data()\n')).toEqual(['model-training-infrastructure azure-ml (declared: uncalled)']);
    expect(await components('space.data()\nspace.cluster()\n')).toEqual(['model-training-infrastructure azure-ml']);
  });

  it('may run when nothing shows which of them do', async () => {
    expect(await relationsOf(STORE(), 'work(store)')).toEqual([LOADS, WRITES]);
  });

  it('may run when an object that is not known is asked for one of their name', async () => {
    expect(await relationsOf(STORE(), 'store.upload("row.json"); other(store).fetch()')).toEqual([LOADS, WRITES]);
  });

  it('may be called by a base class', async () => {
    expect(await relationsOf(STORE('(Worker)'), 'store.upload("row.json")')).toEqual([LOADS, WRITES]);
  });
});
