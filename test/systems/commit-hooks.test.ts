import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = { 'train.py': 'from sklearn.svm import SVC\nSVC().fit(x, y)\n' };
const HOOKS = {
  '.pre-commit-config.yaml':
    'repos:\n  - repo: https://github.com/psf/black\n    rev: 24.1.0\n    hooks: [{ id: black }]\n',
};

describe('hooks of commits', () => {
  it.each([
    ['are configured', { ...TRAIN, ...HOOKS }, 'met', ['ci-cd pre-commit']],
    ['are not', TRAIN, 'not-observed', []],
  ])('are a tool and no CI where they %s', async (_, files, status, tools) => {
    const found = await auditFiles(files);
    const statement = found.assessment.maturity
      .find(({ model }) => model === 'marvelous-mlops')
      ?.criteria.find(({ id }) => id === 'MM31');
    expect(statement?.status).toBe(status);
    expect(found.tools).toEqual(tools);
    expect(found.components).toEqual(['training-pipeline scikit-learn train.py']);
    expect(found.criteria).toContain('G0.4');
  });
});
