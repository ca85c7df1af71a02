/** Tests that judge data instead of code: run by a workflow that trains, they validate data before the training. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const workflow = (test: string): string => `on: { push: { branches: [main] } }
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: ${test}
      - run: python train.py
`;
const TRAIN = `import pandas as pd
from sklearn.svm import SVC

frame = pd.read_csv("data/churn.csv")
SVC().fit(frame[["age"]], frame["churned"])
`;
const audit = (test: string, text: string, command = `pytest ${test}`) =>
  auditFiles({ '.github/workflows/train.yml': workflow(command), 'train.py': TRAIN, [test]: text });

describe('tests of data', () => {
  const judging: [string, string, string][] = [
    [
      'a file that is read in the test',
      'tests/data_test.py',
      `import pandas as pd

def test_columns():
    frame = pd.read_csv("data/churn.csv")
    header = frame[frame.columns[:-1]]
    found = header.shape[1]
    assert found == 10
`,
    ],
    [
      'a registered dataset',
      'tests/test_input.py',
      `from azureml.core import Dataset, Workspace

ws = Workspace.from_config()

def test_schema():
    frame = Dataset.get_by_name(ws, "churn").to_pandas_dataframe()
    assert frame.shape[1] == 11
`,
    ],
    [
      'a fixture that reads',
      'tests/test_quality.py',
      `import pandas as pd
import pytest

@pytest.fixture
def churn():
    return pd.read_parquet("data/churn.parquet")

def test_no_gaps(churn):
    assert churn.isnull().sum().sum() == 0
`,
    ],
    [
      'a fixture of another file, where the tests are said to be about data',
      'tests/test_data_quality.py',
      'def test_ages(dataset):\n    assert dataset["age"].min() >= 0\n',
    ],
  ];
  it.each(judging)('%s', async (_name, path, text) => {
    const { components, relations, criteria } = await audit(path, text);
    expect(components).toContain('data-validation pytest');
    expect(relations).toContain('ci-cd github-actions --triggers-> data-validation pytest');
    expect(criteria).toContain('G1.7');
  });

  const others: [string, string, string, string?][] = [
    [
      'code of the project that is called data',
      'tests/test_data.py',
      `from src.data import load

def test_load():
    frame = load("data/churn.csv")
    assert frame.shape[1] == 10
`,
    ],
    [
      'a file that the test itself wrote',
      'tests/test_clean.py',
      `import io
import pandas as pd
from src.clean import clean

def test_clean(tmp_path):
    frame = clean(pd.read_csv(io.StringIO("a,b")))
    assert frame.shape[1] == 2
`,
    ],
    [
      'a failure that is ignored by nobody asserting',
      'tests/test_data_print.py',
      `import pandas as pd

def test_columns():
    frame = pd.read_csv("data/churn.csv")
    print(frame.shape)
`,
    ],
    [
      'a test that no command names',
      'tests/test_input.py',
      'import pandas as pd\n\ndef test_columns():\n    assert pd.read_csv("data/churn.csv").shape[1] == 10\n',
      'pytest tests/test_other.py',
    ],
  ];
  it.each(others)('not: %s', async (_name, path, text, command) => {
    const { components, criteria } = await audit(path, text, command);
    expect(components.filter((one) => one.startsWith('data-validation'))).toEqual([]);
    expect(criteria).not.toContain('G1.7');
  });

  it('not where the workflow trains nothing', async () => {
    const { components } = await auditFiles({
      '.github/workflows/check.yml':
        'on: push\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: pytest tests/data_test.py\n',
      'tests/data_test.py':
        'import pandas as pd\n\ndef test_columns():\n    frame = pd.read_csv("data/churn.csv")\n    assert frame.shape[1] == 10\n',
      'train.py': TRAIN,
    });
    expect(components.filter((one) => one.startsWith('data-validation'))).toEqual([]);
  });
});

describe('tests of the steps of a pipeline', () => {
  const ci =
    'on: push\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: pytest\n';
  const clean = 'import pandas as pd\n\ndef clean(path):\n    return pd.read_csv(path).dropna()\n';

  it('test pipeline code when they import what a task runs', async () => {
    const { relations, criteria } = await auditFiles({
      '.github/workflows/ci.yml': ci,
      'sagemaker_pipeline.py': `from sagemaker.processing import ScriptProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

step = ProcessingStep(name="Clean", processor=ScriptProcessor(image_uri="i", role="r"), code="steps/clean.py")
Pipeline(name="churn", steps=[step])
`,
      'steps/clean.py': clean,
      'tests/test_clean.py':
        'from steps.clean import clean\n\ndef test_clean():\n    assert clean("x.csv") is not None\n',
    });
    expect(relations).toContain('ci-cd github-actions --validates-> workflow-orchestration sagemaker churn');
    expect(criteria).toContain('G2.s2');
  });

  it('test no pipeline when they import something else', async () => {
    const { relations, criteria } = await auditFiles({
      '.github/workflows/ci.yml': ci,
      'sagemaker_pipeline.py': `from sagemaker.processing import ScriptProcessor
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import ProcessingStep

step = ProcessingStep(name="Clean", processor=ScriptProcessor(image_uri="i", role="r"), code="steps/clean.py")
Pipeline(name="churn", steps=[step])
`,
      'steps/clean.py': clean,
      'shop/cart.py': 'def total(items):\n    return sum(items)\n',
      'tests/test_cart.py': 'from shop.cart import total\n\ndef test_total():\n    assert total([1]) == 1\n',
    });
    expect(relations.filter((one) => one.includes('--validates->'))).toEqual([]);
    expect(criteria).not.toContain('G2.s2');
  });
});
