/** Images of jobs that train, which CI builds and manifests run with a command of their own. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const CI = `on: push
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: docker build -t ghcr.io/acme/churn-trainer . && docker push ghcr.io/acme/churn-trainer
`;
const job = (image: string): string => `apiVersion: batch/v1
kind: Job
metadata: {name: train}
spec:
  template:
    spec:
      containers:
        - {name: main, image: ${image}, command: [python, train.py, --epochs, "3"]}
`;
const built = async (image: string): Promise<string[]> => {
  const { relations } = await auditFiles({
    Dockerfile: 'FROM python:3.12\nCOPY train.py .\nCMD ["python", "train.py"]\n',
    'train.py': 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n',
    'job.yaml': job(image),
    '.github/workflows/ci.yml': CI,
  });
  return relations.filter((relation) => relation.includes('--builds-> model-training-infrastructure'));
};

describe('CI that builds the image of a job that trains', () => {
  it('builds what the job is', async () => {
    expect(await built('ghcr.io/acme/churn-trainer:1')).toEqual([
      'ci-cd github-actions --builds-> model-training-infrastructure kubernetes',
    ]);
  });

  it('builds nothing of a job in another image', async () => {
    expect(await built('python:3.12')).toEqual([]);
  });
});
