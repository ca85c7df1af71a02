import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const CI = `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pytest
`;
const TRAIN = `from sklearn.linear_model import LinearRegression
from churn.features import add_ratios
from churn.reading import read

LinearRegression().fit(add_ratios(read()), [1])
`;
const PROJECT: Files = {
  '.github/workflows/ci.yml': CI,
  'churn/train.py': TRAIN,
  'churn/features.py': 'def add_ratios(frame):\n    return frame\n',
  'churn/reading.py': 'def read():\n    return [[1]]\n',
};

describe('code that tests in CI use', () => {
  it.each([
    ['is imported', 'from churn.features import add_ratios', ['G2.ci.1', 'G2.ci.2']],
    [
      'is imported by its name',
      'import importlib\nm = importlib.import_module("churn.features")',
      ['G2.ci.1', 'G2.ci.2'],
    ],
    ['is imported by the built-in function', 'm = __import__("churn.features")', ['G2.ci.1', 'G2.ci.2']],
    [
      'is loaded from its file',
      'from importlib.util import spec_from_file_location\nspec = spec_from_file_location(\n    "features", ROOT / "churn/features.py"\n)',
      ['G2.ci.1', 'G2.ci.2'],
    ],
    ['is training itself', 'import churn.train', ['G2.ci.2']],
    ['is part of training and not named for features', 'from churn.reading import read', ['G2.ci.2']],
    ['is somebody else’s', 'from importlib import import_module\nm = import_module("pandas")', []],
    ['is not named in full', 'm = import_module("churn." + name)', []],
  ])('tells what is tested where it %s', async (_, imports, expected) => {
    const { criteria } = await auditFiles({ ...PROJECT, 'tests/test_code.py': `${imports}\n\ndef test_it(): pass\n` });
    expect(criteria.filter((id) => id.startsWith('G2.ci'))).toEqual(expected);
  });

  it.each([
    ['def preprocess(frame): return frame', true],
    ['class FeaturePreprocessor: pass', true],
    ['def add_ratio_features(frame): return frame', true],
    ['class FeatureImportances: pass', false],
    ['def read_all(): return read()', false],
  ])('knows a module by what it holds: %s', async (code, tells) => {
    const { criteria } = await auditFiles({
      ...PROJECT,
      'churn/reading.py': `def read():\n    return [[1]]\n\n${code}\n`,
      'tests/test_code.py': 'from churn.reading import read\n',
    });
    expect(criteria.includes('G2.ci.1')).toBe(tells);
  });

  it('says nothing of features that no training executes', async () => {
    const { criteria } = await auditFiles({
      ...PROJECT,
      'churn/train.py': TRAIN.replace(/add_ratios\(read\(\)\)/, 'read()').replace(/.*features.*\n/, ''),
      'tests/test_code.py': 'from churn.features import add_ratios\n',
    });
    expect(criteria.filter((id) => id.startsWith('G2.ci'))).toEqual([]);
  });

  it('says nothing of tests that no CI runs', async () => {
    const { criteria } = await auditFiles({
      ...PROJECT,
      '.github/workflows/ci.yml': CI.replace('pytest', 'make'),
      'tests/test_code.py': 'from churn.features import add_ratios\n',
    });
    expect(criteria.filter((id) => id.startsWith('G2.ci'))).toEqual([]);
  });

  const TEMPLATE = '{{cookiecutter.name}}/{{cookiecutter.package}}';
  it.each([
    ['cookiecutter.package', true],
    ['cookiecutter.package }}.other.{{ cookiecutter.name', false],
  ])('follows imports of a template: %s', async (placeholder, follows) => {
    const files = Object.entries(PROJECT).map(([path, text]) => [
      path.replace('churn/', `${TEMPLATE}/`),
      text.replaceAll('churn.', `{{ ${placeholder} }}.`),
    ]);
    const { criteria } = await auditFiles({
      ...(Object.fromEntries(files) as Files),
      'cookiecutter.json': '{}',
      '{{cookiecutter.name}}/tests/test_code.py': `from {{ ${placeholder} }}.features import add_ratios\n`,
    });
    expect(criteria.includes('G2.ci.1')).toBe(follows);
  });

  const BUNDLE = (module: string): Files => ({
    '.github/workflows/ci.yml': CI,
    'databricks.yml': 'bundle: { name: trips }\ninclude: [resources/*.yml]\ntargets: { dev: { default: true } }\n',
    'resources/jobs.yml': `resources:
  jobs:
    features:
      name: features
      tasks:
        - task_key: write
          notebook_task:
            notebook_path: ../notebooks/Write.py
            base_parameters: { features_module: ${module}, table: trips }
`,
    'notebooks/Write.py': `# Databricks notebook source
from importlib import import_module
from databricks import feature_store

module = import_module(dbutils.widgets.get("features_module"))
feature_store.FeatureStoreClient().write_table(name="trips", df=module.compute(spark.table("raw")))
`,
    'features/pickup.py': 'def compute(frame):\n    return frame\n',
    'tests/test_pickup.py': 'from features.pickup import compute\n',
  });
  it.each([
    ['pickup', true],
    ['"{{ .module }}"', false],
  ])('follows a module that a job names by a parameter: %s', async (module, follows) => {
    const { criteria } = await auditFiles(BUNDLE(module));
    expect(criteria.includes('G2.ci.1')).toBe(follows);
  });
});

describe('tests of how training is started', () => {
  const audited = async (test: string): Promise<string[]> => {
    const { relations, criteria } = await auditFiles({
      '.github/workflows/ci.yml': CI,
      'churn/submit.py':
        "import boto3\n\ndef submit(name):\n    boto3.client('sagemaker').create_training_job(TrainingJobName=name)\n",
      'churn/texts.py': 'def title(name): return name\n',
      'tests/test_submit.py': test,
    });
    return [
      ...relations.filter((relation) => relation.includes('--validates->')),
      ...criteria.filter((id) => id === 'G2.s2'),
    ];
  };

  it('counts where the code gives the job to compute', async () => {
    expect(await audited('from churn.submit import submit\n\ndef test_it(): submit("a")\n')).toEqual([
      'ci-cd github-actions --validates-> model-training-infrastructure sagemaker',
      'G2.s2',
    ]);
  });

  it('counts for nothing where it is of something else', async () => {
    expect(await audited('from churn.texts import title\n\ndef test_it(): title("a")\n')).toEqual([]);
  });
});
