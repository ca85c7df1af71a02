/** The image that CI builds and manifests run under another name: known inside one source, never taken for somebody's product. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from '../systems/support.js';

const SERVICE: Files = {
  Dockerfile: 'FROM python:3.12\nCOPY app.py .\nCMD ["uvicorn", "app:app", "--host", "0.0.0.0"]\n',
  'app.py': `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.pkl")

@app.post("/predict")
def predict(x: float):
    return model.predict([[x]])
`,
};

const manifest = (...images: string[]): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: risk }
spec:
  selector: { matchLabels: { app: risk } }
  template:
    metadata: { labels: { app: risk } }
    spec:
      containers:
${images.map((image, i) => `        - { name: c${i}, image: ${JSON.stringify(image)} }`).join('\n')}
`;

const workflow = (step: string): string => `on: { push: { branches: [main] } }
env:
  REGISTRY: ghcr.io
  IMAGE_NAME: \${{ github.repository }}
  ECR_REPOSITORY: risk-api
jobs:
  cd:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${step}
      - run: kubectl apply -f k8s/
`;

const byAction = (image: string): string => `      - uses: docker/build-push-action@v6
        with: { context: ., push: true, tags: '${image}:latest' }`;
const byCommand = (image: string): string => `      - run: |
          docker build -t ${image}:latest .
          docker push ${image}:latest`;

async function deploysTheService(files: Files): Promise<boolean> {
  const { relations } = await auditFiles({ ...SERVICE, ...files });
  return relations.includes('ci-cd github-actions --deploys-> model-serving fastapi');
}

const HITS: [built: string, run: string][] = [
  ['jane/risk-api', 'jane/risk-api:1.0'],
  ['api', 'jane/api:1.0'],
  ['${{ secrets.DOCKERHUB_USERNAME }}/api', 'jane/api:1.0'],
  ['${{ secrets.DOCKERHUB_USERNAME }}/ml-app', 'ml-app'],
  ['jane/risk-api', '<YOUR_DOCKERHUB_USERNAME>/risk-api:latest'],
  ['jane/risk-api', 'IMAGE_PLACEHOLDER'],
  ['${{ env.REGISTRY }}/${{ env.IMAGE_NAME }}', 'ghcr.io/jane/risk:1.0'],
  ['ghcr.io/${{ github.repository }}/api', 'ghcr.io/jane/risk/api:1.0'],
  ['ghcr.io/${{ github.repository_owner }}/api', 'ghcr.io/jane/api:1.0'],
  ['${{ secrets.REGISTRY }}/${{ secrets.REPOSITORY }}', 'jane/risk-api:1.0'],
  [
    '${{ steps.login-ecr.outputs.registry }}/${{ env.ECR_REPOSITORY }}',
    '123456789012.dkr.ecr.us-east-1.amazonaws.com/risk-api:1',
  ],
  [
    '${{ secrets.ECR_REGISTRY }}/${{ secrets.ECR_REPOSITORY }}',
    '123456789012.dkr.ecr.us-east-1.amazonaws.com/risk-api:1',
  ],
];

const MISSES: [why: string, built: string, ...run: string[]][] = [
  ['another owner', 'jane/api', 'mary/api:1.0'],
  ['another name', 'jane/risk-api', 'jane/other-api:1.0'],
  ['another name of the same unknown owner', '${{ secrets.DOCKER_USER }}/risk-api', 'jane/other-api:1.0'],
  ['a product', '${{ secrets.REGISTRY }}/${{ secrets.REPOSITORY }}', 'bitnami/kubectl:1.30'],
  ['a product without an owner', '${{ secrets.REGISTRY }}/${{ secrets.REPOSITORY }}', 'busybox:1.36'],
  ['two that may be it', '${{ secrets.REGISTRY }}/${{ secrets.REPOSITORY }}', 'jane/risk-api:1.0', 'jane/risk-web:1.0'],
];

describe('the own image under two names', () => {
  for (const [built, run] of HITS)
    for (const [how, step] of [
      ['action', byAction],
      ['command', byCommand],
    ] as const)
      it(`is ${built} built by ${how} and run as ${run}`, async () => {
        const files = { '.github/workflows/cd.yml': workflow(step(built)), 'k8s/deploy.yaml': manifest(run) };
        expect(await deploysTheService(files)).toBe(true);
      });

  for (const [why, built, ...run] of MISSES)
    it(`is not ${built} where ${run.join(' and ')} runs: ${why}`, async () => {
      const files = { '.github/workflows/cd.yml': workflow(byCommand(built)), 'k8s/deploy.yaml': manifest(...run) };
      expect(await deploysTheService(files)).toBe(false);
    });

  it('is not one of two that are built where the manifest leaves the place open', async () => {
    const step = `${byCommand('jane/risk-api')}\n      - run: docker build -t jane/risk-web web`;
    const files = {
      '.github/workflows/cd.yml': workflow(step),
      'web/Dockerfile': 'FROM nginx:1.27\n',
      'k8s/deploy.yaml': manifest('IMAGE_PLACEHOLDER'),
    };
    expect(await deploysTheService(files)).toBe(false);
  });

  it('bears the name that the repository gives itself, whatever the directory is called', async () => {
    const step = byCommand('ghcr.io/${{ github.repository }}');
    const readme = '# Risk\n[![ci](https://github.com/jane/risk/actions/workflows/cd.yml/badge.svg)](x)\n';
    const two = manifest('ghcr.io/jane/risk:1.0', 'ghcr.io/mary/proxy:2.0');
    const files = { '.github/workflows/cd.yml': workflow(step), 'k8s/deploy.yaml': two };
    expect(await deploysTheService({ ...files, 'README.md': readme })).toBe(true);
    expect(await deploysTheService(files)).toBe(false);
  });
});
