/** CI that builds a package builds the training code in it. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = 'from sklearn.base import ClassifierMixin\n\ndef train(model: ClassifierMixin):\n    model.fit(x, y)\n';
const builds = async (command: string, train: string, project = 'pyproject.toml'): Promise<boolean> => {
  const { relations, criteria } = await auditFiles({
    '.gitlab-ci.yml': `package:\n  script:\n    - ${command}\n`,
    [project]: project.endsWith('.py')
      ? 'from setuptools import setup\nsetup(name="churn")\n'
      : '[project]\nname = "churn"\n',
    'src/churn/__init__.py': '',
    [train]: TRAIN,
  });
  const found = relations.some((line) => line.startsWith('ci-cd gitlab-ci --builds-> training-pipeline'));
  expect(criteria.includes('G2.s2')).toBe(found);
  return found;
};

describe('CI that builds a package', () => {
  it.each([
    ['poetry build --format wheel', 'pyproject.toml'],
    ['uv build', 'pyproject.toml'],
    ['python -m build', 'pyproject.toml'],
    ['cd src && python setup.py bdist_wheel', 'src/setup.py'],
  ])('%s', async (command, project) => {
    expect(await builds(command, 'src/churn/train.py', project)).toBe(true);
  });

  it.each([
    ['poetry install', 'src/churn/train.py', 'pyproject.toml'],
    ['python setup.py develop', 'src/churn/train.py', 'setup.py'],
    // A program beside the packages is not packed.
    ['poetry build', 'scripts/train.py', 'pyproject.toml'],
  ])('%s does not build %s', async (command, train, project) => {
    expect(await builds(command, train, project)).toBe(false);
  });
});
