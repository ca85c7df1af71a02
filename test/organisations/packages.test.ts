import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { linksOf } from './support.js';

describe('a package of Python that another source makes', () => {
  const LIBRARY = (name: string): Files => ({
    'pyproject.toml': `[project]\nname = "${name}"\n[tool.setuptools]\npackage-dir = {"ml_common" = "src"}\n`,
    'src/__init__.py': '',
    'src/util.py': 'def load(path):\n    return open(path).read()\n',
    '.gitignore': 'dist\n',
  });
  const TRAINS = (files: Files): Files => ({
    'train.py': `from ml_common.util import load
from sklearn.linear_model import LogisticRegression
LogisticRegression().fit(load("x"), load("y"))
`,
    ...files,
  });
  const USES = ['training/training-pipeline --reads-from-> library/source-repository'];

  it.each<[string, Files]>([
    ['requirements', { 'requirements.txt': '# own\nml-common==1.2\nscikit-learn\n' }],
    ['a project', { 'pyproject.toml': '[project]\nname = "x-training"\ndependencies = [\n    "ml_common>=1",\n]\n' }],
    [
      'settings of Poetry',
      { 'pyproject.toml': '[tool.poetry]\nname = "x-training"\n[tool.poetry.dependencies]\nml-common = "^1.0"\n' },
    ],
    [
      'a setup',
      {
        'setup.py':
          'from setuptools import setup\nsetup(name="x_training", install_requires=[\n    "ml-common[all]>=1",\n])\n',
      },
    ],
    ['an environment of Conda', { 'environment.yml': 'name: x\ndependencies:\n  - pip:\n    - ml-common==1.0\n' }],
  ])('is needed by %s', async (_, files) => {
    expect(await linksOf({ training: TRAINS(files), library: LIBRARY('ml_common') })).toEqual(USES);
  });

  it.each<[string, Files, Files]>([
    ['is not listed and has a plain name', {}, LIBRARY('ml_common')],
    ['has another name', { 'requirements.txt': 'ml-common==1.2\n' }, LIBRARY('ml-commons')],
    ['is only spoken of', { 'requirements.txt': '# ml-common\nscikit-learn\n' }, LIBRARY('ml_common')],
  ])('is another one that %s', async (_, files, library) => {
    expect(await linksOf({ training: TRAINS(files), library })).toEqual([]);
  });
});

describe('a network of Docker', () => {
  const MAKES = (networks: string): Files => ({
    'docker-compose.yml': `services:\n  mlflow:\n    image: ghcr.io/mlflow/mlflow:v2\n    command: mlflow server\n    networks: [tracking]\nnetworks:\n${networks}`,
  });
  const JOINS = (name: string): Files => ({
    'docker-compose.yml': `services:\n  web:\n    image: acme/web:1\nnetworks:\n  joined:\n    external: true\n    name: ${name}\n`,
  });

  it.each([
    ['the name of the project and its own', '  tracking:\n', 'platform_tracking'],
    ['the name that it is given', '  tracking:\n    name: acme-risk-net\n', 'acme-risk-net'],
  ])('is joined by %s', async (_, networks, name) => {
    expect(await linksOf({ app: JOINS(name), platform: MAKES(networks) })).toEqual([
      'app/infrastructure --logs-to-> platform/ml-metadata-store',
    ]);
  });

  it.each([
    ['of another project', '  tracking:\n', 'other_tracking'],
    ['with a name that everybody gives', '  tracking:\n    name: mlops-network\n', 'mlops-network'],
    ['that both join', '  tracking:\n    external: true\n    name: acme-risk-net\n', 'acme-risk-net'],
  ])('is not one %s', async (_, networks, name) => {
    expect(await linksOf({ app: JOINS(name), platform: MAKES(networks) })).toEqual([]);
  });
});
