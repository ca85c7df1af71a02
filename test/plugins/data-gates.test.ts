import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/quality-gates/index.js';
import { extract, show } from './support.js';

const lines = (text: string, path = 'src/evaluate.py'): string[] => show(extract(plugin, path, text));
const body = (code: string): string => `import pandas as pd\n${code}`;
/** Traits of a data gate. */
const data = (unit: string, condition: string): string[] => [
  `trait ${unit} validates-data: ${condition}`,
  `trait ${unit} data-gate: ${condition}`,
];

describe('data gates', () => {
  const gates: [string, string, string[]][] = [
    [
      'nulls',
      body('if df.isnull().any().any():\n    raise ValueError("nulls")\n'),
      data('-', 'df.isnull().any().any()'),
    ],
    [
      'missing columns',
      body(
        'def load(df):\n    missing = set(REQUIRED) - set(df.columns)\n    if missing:\n        raise ValueError(missing)\n',
      ),
      data('def:load', 'missing'),
    ],
    [
      'columns of data that another file reads',
      'from utils import load\ndef validate_age(df):\n    assert df["age"].between(18, 92).all(), "age"\n    assert (df["rows"] >= 0).all()\n',
      [
        ...data('def:validate_age', 'df["age"].between(18, 92).all()'),
        ...data('def:validate_age', '(df["rows"] >= 0).all()'),
      ],
    ],
    [
      'entries of a table that is no data',
      'from utils import load\ndef validate_age(row):\n    assert row["age"] >= 18\n    assert options["values"].get("rows")\n',
      [],
    ],
    ['duplicates', body('if df.duplicated().sum() > 0:\n    sys.exit(1)\n'), data('-', 'df.duplicated().sum() > 0')],
    [
      'Great Expectations',
      'import great_expectations as gx\nresult = checkpoint.run()\nif not result.success:\n    raise RuntimeError("data")\n',
      data('-', 'not result.success'),
    ],
    [
      'Great Expectations, older result',
      'import great_expectations as ge\nresults = df.validate()\nif not results["success"]:\n    raise Exception("data")\n',
      data('-', 'not results["success"]'),
    ],
    [
      'TensorFlow Data Validation',
      'import tensorflow_data_validation as tfdv\nanomalies = tfdv.validate_statistics(stats, schema)\nif anomalies.anomaly_info:\n    raise RuntimeError("anomalies")\n',
      data('-', 'anomalies.anomaly_info'),
    ],
    [
      'Evidently',
      'from evidently.test_suite import TestSuite\nsuite = TestSuite(tests=[])\nsummary = suite.as_dict()["summary"]\nif not summary["all_passed"]:\n    raise RuntimeError("drift")\n',
      data('-', 'not summary["all_passed"]'),
    ],
    [
      'a validating function of the project',
      body('from checks import validate_data\nif not validate_data(df):\n    sys.exit(1)\n'),
      data('-', 'not validate_data(df)'),
    ],
    [
      'a check of values in a validating function',
      body('def validate(df):\n    if (df["age"] < 0).any():\n        raise ValueError("age")\n'),
      data('def:validate', '(df["age"] < 0).any()'),
    ],
    ['asserts', body('assert not df.isna().values.any()\n'), data('-', 'not df.isna().values.any()')],
    ['asserts what is there', body('assert df.notnull().all().all()\n'), data('-', 'df.notnull().all().all()')],
    [
      'asserts the schema',
      body('assert set(expected_columns) <= set(df.columns)\n'),
      data('-', 'set(expected_columns) <= set(df.columns)'),
    ],
    [
      'too many missing values',
      body('ratio = df.isnull().mean().max()\nif ratio > 0.2:\n    raise RuntimeError("quality")\n'),
      data('-', 'ratio > 0.2'),
    ],
    [
      'drift of features, which stops nothing where nothing is trained',
      body('if feature_drift > limit:\n    raise RuntimeError("drift")\n'),
      ['trait - validates-data: feature_drift > limit'],
    ],
    [
      'an error that says so, whatever was asked',
      'def transform(validation, rows):\n    if not validation.status:\n        raise Exception(\n            "Data validation failed. Cannot go on."\n        )\n',
      data('def:transform', 'not validation.status'),
    ],
    [
      'an error after the good case',
      'if status == "True":\n    train()\nelse:\n    raise Exception("You data schema is not valid")\n',
      data('-', 'status == "True"'),
    ],
  ];
  it.each(gates)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

describe('gates of data that is kept by ClearML', () => {
  const check =
    'if (len(missing_images) + len(missing_labels)) / (len(files) - 1) > 0.05:\n    raise ValueError("mismatch")\n';

  it('are about files and their labels', () => {
    expect(lines(`from clearml import Dataset\nfiles = Dataset.get("1").list_files()\n${check}`)).toEqual(
      data('-', '(len(missing_images) + len(missing_labels)) / (len(files) - 1) > 0.05'),
    );
    expect(lines(`import os\nfiles = os.listdir("x")\n${check}`)).toEqual([]);
  });
});

describe('no data gates', () => {
  const others: [string, string][] = [
    ['cleans', body('if df.isnull().sum().sum() > 0:\n    df = df.dropna()\n')],
    ['warns', body('if df.isnull().any().any():\n    print("nulls")\n')],
    [
      'a result of several values, which is no name of a task',
      body(
        'def choose(values, min_expected):\n    best = max(values)\n    if best < min_expected:\n        return "no_action", 0.0\n    return best, 1.0\n',
      ),
    ],
    ['nothing given', body('if data is None:\n    raise ValueError("no data")\n')],
    [
      'no rows',
      body('if df.empty:\n    raise ValueError("no rows")\nif len(df) == 0:\n    raise ValueError("no rows")\n'),
    ],
    ['a missing setting', body('if "columns" not in config:\n    raise ValueError("columns")\n')],
    ['a missing argument', body('if not args.schema:\n    raise ValueError("schema")\n')],
    ['a missing variable', body('if missing_env:\n    raise RuntimeError(missing_env)\n')],
    ['a missing file', body('if not data_path.exists():\n    raise FileNotFoundError(data_path)\n')],
    ['a wrong type', body('if not isinstance(df, pd.DataFrame):\n    raise TypeError("data frame")\n')],
    ['a request', body('if missing_features:\n    raise HTTPException(422, "missing")\n')],
    ['without a package for data', 'if missing_columns:\n    raise ValueError(missing_columns)\n'],
    ['an error of a constant', 'ok = True\nif not ok:\n    raise Exception("Data validation failed")\n'],
    [
      'an error on another way',
      'try:\n    check()\nexcept ValueError:\n    raise Exception("Data validation failed")\n',
    ],
    ['an error about a file of data', 'if not found:\n    raise Exception("Data file was not found")\n'],
    ['an answer about data', 'if not ok:\n    raise HTTPException(422, "Data validation failed")\n'],
    ['shapes', body('assert X.shape[0] == y.shape[0]\n')],
  ];
  it.each(others)('%s', (_, code) => expect(lines(code)).toEqual([]));
});
