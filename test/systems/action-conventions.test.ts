/** GitHub actions that no table knows, by what they are called and by inputs that mean the same everywhere. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const workflow = (uses: string, inputs: Record<string, string>): string =>
  `on: push\njobs:\n  ship:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - uses: ${uses}\n        with:\n${Object.entries(
    inputs,
  )
    .map(([key, value]) => `          ${key}: ${value}\n`)
    .join('')}`;
const SERVICE = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {name: churn}
spec: {predictor: {model: {modelFormat: {name: sklearn}, storageUri: s3://models/churn}}}
`;
const FILES = {
  'deploy/churn/Chart.yaml': 'apiVersion: v2\nname: churn\nversion: 1.0.0\n',
  'deploy/churn/templates/service.yaml': SERVICE,
  'k8s/service.yaml': SERVICE,
  'images/train/Dockerfile': 'FROM python:3.12\nCOPY train.py .\nCMD ["python", "train.py"]\n',
  'images/train/train.py': 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n',
};
const relations = async (uses: string, inputs: Record<string, string>): Promise<string[]> =>
  (await auditFiles({ ...FILES, '.github/workflows/ship.yml': workflow(uses, inputs) })).relations.filter((relation) =>
    /^ci-cd github-actions --(?:deploys|builds)-> (?:model|training)/.test(relation),
  );
const DEPLOYS = 'ci-cd github-actions --deploys-> model-serving kserve churn';

describe('An unknown action', () => {
  it.each([
    ['acme/actions/helm@main', { chart: './deploy/churn', release: 'churn' }],
    ['acme/helm-deploy@v1', { 'chart-path': 'deploy/churn' }],
    ['acme/k8s-apply@v1', { manifests: 'k8s/service.yaml' }],
    ['acme/kubectl@v1', { args: 'apply -f k8s/service.yaml' }],
    ['acme/helm-eks@v1', { command: 'helm upgrade --install churn ./deploy/churn' }],
  ])('deploys: %s', async (uses, inputs) => {
    expect(await relations(uses, inputs)).toContain(DEPLOYS);
  });

  it('builds the image of a directory', async () => {
    expect(await relations('acme/acr-task@v1', { image: 'train', folder: 'images/train' })).toEqual([
      'ci-cd github-actions --builds-> training-pipeline scikit-learn images/train/train.py',
    ]);
  });

  it.each([
    ['a chart of another repository', 'acme/helm@v1', { chart: 'acme/churn' }],
    ['one that looks at a chart', 'acme/helm-lint@v1', { chart: './deploy/churn' }],
    [
      'one that is called for something else',
      'acme/notify@v1',
      { chart: './deploy/churn', manifests: 'k8s/service.yaml' },
    ],
    ['kubectl that only asks', 'acme/kubectl@v1', { args: 'get -f k8s/service.yaml' }],
  ])('does nothing: %s', async (_, uses, inputs) => {
    expect(await relations(uses, inputs)).toEqual([]);
  });
});
