import { describe, expect, it } from 'vitest';
import packaging from '../../src/plugins/python-packaging/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology('mlflow', { kind: 'dependency', pattern: 'mlflow', component: 'ml-metadata-store', relation: 'logs-to' }),
  technology('feast', { kind: 'dependency', pattern: 'feast', component: 'feature-store' }),
);
const facts = (path: string, text: string): string[] =>
  show(extract(packaging, path, text, { catalogue }), { lines: true });

const MLFLOW = 'component - acts logs-to ml-metadata-store mlflow declared dependency-only';
const FEAST = 'component - is feature-store feast declared dependency-only';

describe('Python packaging', () => {
  it.each<[name: string, path: string, text: string, facts: string[]]>([
    [
      'requirements',
      'requirements.txt',
      'numpy\nMLflow>=2 # x\n-r other.txt\nfeast[aws]==0.4\n',
      [`2: ${MLFLOW}`, `4: ${FEAST}`],
    ],
    ['a constraint file', 'requirements/dev.in', 'mlflow\n', [`1: ${MLFLOW}`]],
    [
      'a conda environment',
      'environment.yml',
      'name: x\ndependencies:\n  - python=3.9\n  - conda-forge::mlflow=2.9\n  - pip:\n      - feast\n',
      [`4: ${MLFLOW}`, `6: ${FEAST}`],
    ],
    ['a Helm chart', 'Chart.yaml', 'dependencies:\n  - name: mlflow\n    version: 1\n', []],
    [
      'a project',
      'pyproject.toml',
      '[project]\ndependencies = [\n  "mlflow>=2",\n]\n[dependency-groups]\ndev = ["feast", { include-group = "x" }]\n',
      [`3: ${MLFLOW}`, `6: ${FEAST}`],
    ],
    [
      'Poetry',
      'pyproject.toml',
      '[tool.poetry.dependencies]\npython = "^3.9"\nmlflow = "^2"\n[tool.poetry.group.dev.dependencies]\nFeast = { version = "1" }\n',
      [`3: ${MLFLOW}`, `5: ${FEAST}`],
    ],
    ['a Pipfile', 'Pipfile', '[packages]\nmlflow = "*"\n[requires]\npython_version = "3.9"\n', [`2: ${MLFLOW}`]],
    [
      'setup.cfg',
      'setup.cfg',
      '[metadata]\nname = mlflow\n[options]\ninstall_requires =\n    mlflow>=2\n[options.extras_require]\nfs = feast\n',
      [`5: ${MLFLOW}`, `7: ${FEAST}`],
    ],
    [
      'setup.py',
      'setup.py',
      'from setuptools import setup\nREQ = ["mlflow"]\nsetup(name="x", install_requires=REQ, extras_require={"a": ["feast"]})\n',
      [`2: ${MLFLOW}`, `3: ${FEAST}`],
    ],
    ['other Python', 'src/setup_data.py', 'setup(install_requires=["mlflow"])\n', []],
    ['other YAML', 'x.yml', 'packages: [mlflow]\n', []],
    ['nothing', 'pyproject.toml', '', []],
  ])('%s', (_, path, text, expected) => expect(facts(path, text)).toEqual(expected));

  it.each<[path: string, text: string, line: number]>([
    ['pyproject.toml', '[project.scripts]\ntrain = "pkg.cli:main"\n', 2],
    ['pyproject.toml', '[tool.poetry.scripts]\ntrain = { reference = "pkg.cli:main", type = "console" }\n', 2],
    ['setup.cfg', '[options.entry_points]\nconsole_scripts =\n    train = pkg.cli:main\n', 3],
    [
      'setup.py',
      'import setuptools\nsetuptools.setup(entry_points={\n  "console_scripts": ["train=pkg.cli:main"]})\n',
      3,
    ],
  ])('offers the commands of %s', (path, text, line) => {
    expect(facts(path, text)).toEqual([
      `${line}: unit target:train target (train)`,
      `${line}: offer target:train target script:train`,
      `${line}: link target:train calls python-name pkg.cli.main`,
      `${line}: link target:train imports python-module pkg.cli`,
    ]);
  });
});
