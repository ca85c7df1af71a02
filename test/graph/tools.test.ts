import { describe, expect, it } from 'vitest';
import { auditFiles } from '../systems/support.js';

const SERVICE = `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")

@app.post("/predict")
def predict(row: dict):
    return model.predict([list(row.values())]).tolist()
`;
const WORKFLOW = (condition: string): string => `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    ${condition}
    steps:
      - uses: actions/checkout@v4
      - run: pytest tests
      - run: make image
      - run: terraform apply -auto-approve
`;
const FILES = {
  'service/app.py': SERVICE,
  Dockerfile: 'FROM python:3.12\nCOPY service /app\nWORKDIR /app\nCMD ["gunicorn", "app:app"]\n',
  'compose.yaml': 'services:\n  api:\n    build: .\n    working_dir: /app\n    command: uvicorn service.app:app\n',
  Makefile: 'image:\n\tdocker build -t api .\n',
};

describe('tools', () => {
  it('are what CI tests, builds and deploys with, and what a service runs on', async () => {
    const { tools, components, assessment } = await auditFiles({ ...FILES, '.github/workflows/ci.yml': WORKFLOW('') });
    expect(components).not.toContain('ci-cd pytest');
    expect(tools).toEqual([
      'ci-cd docker',
      'ci-cd make',
      'ci-cd pytest',
      'ci-cd terraform',
      'model-serving gunicorn',
      'model-serving joblib',
      'model-serving uvicorn',
    ]);
    const elements = new Map(assessment.conformance[0]?.elements.map((element) => [element.id, element]));
    expect(elements.get('C1')).toMatchObject({
      status: 'present',
      components: ['ci-cd/github-actions', 'ci-cd/docker', 'ci-cd/make', 'ci-cd/pytest', 'ci-cd/terraform'],
      supporting: ['ci-cd/docker', 'ci-cd/make', 'ci-cd/pytest', 'ci-cd/terraform'],
    });
    expect(elements.get('C4')).toMatchObject({ status: 'absent', components: [] });
    expect(elements.get('C4')).not.toHaveProperty('supporting');
    const ids = new Set(assessment.components.filter((c) => c.attributes.role === 'tool').map((c) => c.id));
    expect(assessment.relations.filter((r) => ids.has(r.from) || ids.has(r.to))).toEqual([]);
  });

  it('are none where nothing in force uses them', async () => {
    const { tools, assessment } = await auditFiles({
      Makefile: FILES.Makefile,
      '.github/workflows/ci.yml': WORKFLOW('if: false'),
    });
    expect(tools).toEqual([]);
    expect(assessment.conformance[0]?.elements.find(({ id }) => id === 'C1')?.status).not.toBe('present');
  });

  it('are the languages in which components are defined', async () => {
    const { tools, components } = await auditFiles({
      'main.tf': 'resource "aws_sagemaker_endpoint" "fraud" {\n  name = "fraud"\n  endpoint_config_name = "fraud"\n}\n',
    });
    expect(components).toEqual(['model-serving sagemaker fraud']);
    expect(tools).toEqual(['model-serving terraform']);
  });

  it('tell a CDK program from a template', async () => {
    const stack = `import { Stack } from 'aws-cdk-lib';
import * as pipeline from 'aws-cdk-lib/aws-codepipeline';

export class Delivery extends Stack {
  constructor(scope, id) {
    super(scope, id);
    new pipeline.Pipeline(this, 'Delivery', { pipelineName: 'delivery' });
  }
}
`;
    expect((await auditFiles({ 'lib/delivery.ts': stack })).tools).toEqual(['ci-cd aws-cdk']);
  });
});
