import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n';
const IMAGE = 'FROM python:3.12\nCOPY main.py .\nCMD ["python", "main.py"]\n';
const built = async (command: string, files: Record<string, string>): Promise<string[]> => {
  const { relations } = await auditFiles({
    ...files,
    '.github/workflows/images.yml': `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${command}\n`,
  });
  return relations.filter((relation) => relation.includes('--builds->'));
};

describe('images of a folder that are built by name', () => {
  const FILES = { 'images/train/Dockerfile': IMAGE, 'images/train/main.py': TRAIN };

  it.each([
    ['docker build -f images/$NAME/Dockerfile .'],
    ['docker build -f ./images/${NAME}/Dockerfile .'],
    ['docker build images/$NAME'],
  ])('are what lies in it: %s', async (command) => {
    expect(await built(command, FILES)).toEqual([
      'ci-cd github-actions --builds-> training-pipeline scikit-learn images/train/main.py',
    ]);
  });

  it.each([
    ['docker build -f $FOLDER/train/Dockerfile .'],
    ['docker build -f images/$NAME .'],
    ['docker build other/$NAME'],
  ])('are not where the folder is not known: %s', async (command) => {
    expect(await built(command, FILES)).toEqual([]);
  });

  it('are built from a script that starts what it has built', async () => {
    const { relations } = await auditFiles({
      'up.sh': 'docker build -t acme/train images/train\ndocker run --rm acme/train\n',
      ...FILES,
      '.github/workflows/up.yml':
        'on: push\njobs:\n  up:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./up.sh\n',
    });
    expect(relations).toContain(
      'ci-cd github-actions --triggers-> training-pipeline scikit-learn images/train/main.py',
    );
  });
});
