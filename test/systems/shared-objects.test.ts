/** Objects that a module makes once and others import, and services of one stack that have nothing to do with each other. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const LOADER = `import mlflow

class ModelStore:
    def __init__(self):
        self.model = None

    def load(self):
        self.model = self._latest("risk")

    def _latest(self, name):
        return mlflow.pyfunc.load_model(f"models:/{name}/Production")

    def ping(self):
        return True
`;
const api = (body: string, from = 'api.loader'): string => `import asyncio
from fastapi import FastAPI
from ${from} import store

app = FastAPI()

@app.on_event("startup")
async def startup():
    ${body}
`;
const audit = (files: Files) => auditFiles({ 'api/__init__.py': '', ...files });
const LOADS = 'model-serving fastapi --loads-from-> model-registry mlflow';

describe('an object that a module makes', () => {
  it.each<[string, Files]>([
    ['called', { 'api/loader.py': `${LOADER}\nstore = ModelStore()\n`, 'api/main.py': api('store.load()') }],
    [
      'handed over to be called',
      {
        'api/loader.py': `${LOADER}\nstore = ModelStore()\n`,
        'api/main.py': api('asyncio.create_task(asyncio.to_thread(store.load))'),
      },
    ],
    [
      'of a class of another file',
      {
        'api/loader.py': LOADER,
        'api/state.py': 'from api.loader import ModelStore\n\nstore = ModelStore()\n',
        'api/main.py': api('store.load()', 'api.state'),
      },
    ],
  ])('has the methods of its class: %s', async (_, files) => {
    expect((await audit(files)).relations).toContain(LOADS);
  });

  it.each<[string, Files]>([
    [
      'another method is called',
      { 'api/loader.py': `${LOADER}\nstore = ModelStore()\n`, 'api/main.py': api('store.ping()') },
    ],
    [
      'it is made of something else',
      { 'api/loader.py': `${LOADER}\nstore = dict()\n`, 'api/main.py': api('store.load()') },
    ],
  ])('loads no model when %s', async (_, files) => {
    expect((await audit(files)).components.filter((one) => one.startsWith('model-serving'))).toEqual([]);
  });
});

describe('services of one stack', () => {
  const stack = (command: string): Files => ({
    'docker-compose.yml': `services:
  catalog:
    image: python:3.12
    command: bash -c "pip install uvicorn && uvicorn catalog.app:app --port 8001"
    volumes: ["./catalog:/app/catalog"]
  worker:
    build: .
    command: ${command}
`,
    Dockerfile: 'FROM python:3.12\nCOPY . .\n',
    'catalog/app.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
    'worker.py': 'import mlflow\nmodel = mlflow.pyfunc.load_model("models:/risk/Production")\nprint(model)\n',
    'serve.py':
      'import mlflow\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = mlflow.pyfunc.load_model("models:/risk/Production")\n',
  });

  it('serve a model each for itself', async () => {
    const { components } = await auditFiles(stack('python worker.py'));
    expect(components.filter((one) => one === 'model-serving uvicorn')).toEqual([]);
  });

  it('serve one where one of them loads it', async () => {
    const { relations } = await auditFiles(stack('uvicorn serve:app'));
    expect(relations).toContain(LOADS);
  });
});
