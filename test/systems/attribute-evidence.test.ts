import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const app: Files = {
  Dockerfile: 'FROM python:3.12\nCOPY app.py app.py\nCMD ["uvicorn", "app:app"]\n',
  'app.py': `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")
`,
  '.github/workflows/ci.yml': `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: docker build -t fraud .
      - run: kubectl apply -k overlay
`,
  'base/kustomization.yaml': 'resources: [serve.yaml]\n',
  'base/serve.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: fraud }
spec:
  template:
    spec:
      containers:
        - name: fraud
          image: fraud
          ports: [{ containerPort: 80 }]
`,
};
const overlay = (images: string): Files => ({
  ...app,
  'overlay/kustomization.yaml': `resources: [../base]\nimages:\n${images}`,
});

async function unpinned(files: Files): Promise<string[]> {
  const { assessment } = await auditFiles(files);
  return assessment.findings
    .filter(({ ruleId }) => ruleId === 'unpinned-serving-image')
    .flatMap(({ evidence }) => evidence.map(({ file, line }) => `${file}:${line}`));
}

describe('findings about an attribute', () => {
  it('show first where the attribute is said', async () =>
    expect((await unpinned(overlay('  - name: other\n    newTag: "1"\n')))[0]).toBe('base/serve.yaml:9'));

  it('are in the component as well, and only where its first evidence says something else', async () => {
    const { assessment } = await auditFiles(overlay('  []\n'));
    const serving = assessment.components.find(({ type, attributes }) => type === 'model-serving' && !attributes.role);
    expect(serving?.attributes).toEqual({ image: 'unpinned', mode: 'online', program: true });
    expect(serving?.evidence[0]).toMatchObject({ file: 'app.py', line: 4 });
    expect(Object.keys(serving?.attributeEvidence ?? {})).toEqual(['image']);
    expect(serving?.attributeEvidence?.image).toMatchObject([{ file: 'base/serve.yaml', line: 9 }]);
  });
});

describe('an image that a kustomization pins', () => {
  it.each([
    ['by a tag', '  - name: fraud\n    newTag: "1.2"\n'],
    ['by a number', '  - name: fraud\n    newTag: 12\n'],
    ['by a digest', '  - name: fraud\n    digest: sha256:0a\n'],
    ['with another name', '  - name: fraud\n    newName: registry.example/ml/fraud\n    newTag: "1.2"\n'],
  ])('%s', async (_, images) => expect(await unpinned(overlay(images))).toEqual([]));

  it.each([
    ['only its name changes', '  - name: fraud\n    newName: registry.example/ml/fraud\n'],
    ['it moves', '  - name: fraud\n    newTag: latest\n'],
  ])('not where %s', async (_, images) => expect(await unpinned(overlay(images))).not.toEqual([]));
});
