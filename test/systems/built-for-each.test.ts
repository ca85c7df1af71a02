import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const FILES: Files = {
  'images/train/Dockerfile': 'FROM python:3.12\nCOPY fit.py .\nCMD ["python", "fit.py"]\n',
  'images/train/fit.py': 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n',
  'images/serve/Dockerfile': 'FROM pytorch/torchserve:0.9.0\nCMD ["torchserve", "--start"]\n',
};
const workflow = (context: string): Files => ({
  ...FILES,
  '.github/workflows/build.yml': `on: push
jobs:
  changes:
    runs-on: ubuntu-latest
    outputs: { images: '\${{ steps.filter.outputs.changes }}' }
    steps: [{ id: filter, uses: dorny/paths-filter@v3 }]
  build:
    needs: changes
    runs-on: ubuntu-latest
    strategy: { matrix: { image: '\${{ fromJSON(needs.changes.outputs.images) }}' } }
    steps:
      - uses: actions/checkout@v4
      - uses: docker/build-push-action@v6
        with: { context: '${context}', tags: 'acme/app' }
`,
});
const built = async (files: Files): Promise<string[]> =>
  (await auditFiles(files)).relations.filter((one) => one.includes('--builds->'));

describe('images that CI builds for each of several names', () => {
  it('are those of all directories where only a run knows the names', async () => {
    expect(await built(workflow('./images/${{ matrix.image }}'))).toEqual([
      'ci-cd github-actions --builds-> model-serving torchserve',
      'ci-cd github-actions --builds-> training-pipeline scikit-learn images/train/fit.py',
    ]);
  });

  it.each(['${{ matrix.image }}', './images/${{ matrix.image }}-v1', './other/${{ matrix.image }}'])(
    'are not guessed from %s',
    async (context) => {
      expect(await built(workflow(context))).toEqual([]);
    },
  );

  it('lie in the directory that comes last, behind a variable that may hold options', async () => {
    const files = {
      ...FILES,
      'images/train/Makefile': 'build:\n\tdocker build ${OPTIONS} -t acme/train .\n',
      '.gitlab-ci.yml': 'build:\n  script: [make -C images/train build]\n',
    };
    expect(await built(files)).toEqual([
      'ci-cd gitlab-ci --builds-> training-pipeline scikit-learn images/train/fit.py',
    ]);
  });
});
