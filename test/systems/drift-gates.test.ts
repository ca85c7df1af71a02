/** What stops because data drifted, and tests of what they wrote themselves, validate no data before a training. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const flow = (check: string, after = ''): string =>
  `from prefect import flow, task\nimport pandas as pd\n\n@task\ndef load():\n    return pd.read_parquet("x.parquet")\n\n@flow\ndef pipeline():\n    data = load()\n${check}${after}\n\nif __name__ == "__main__":\n    pipeline()\n`;
const DRIFT = '    if check_data_drift(data):\n        raise ValueError("data drift detected")\n';
const SCHEMA = '    if data.isnull().any().any():\n        raise ValueError("invalid data: missing values")\n';
const TRAIN = '    from sklearn.svm import SVC\n    SVC().fit(data, data["y"])\n';

describe('a check that raises', () => {
  it.each([
    ['because data drifted, where live data is watched', DRIFT, '', false],
    ['because data drifted, before a training', DRIFT, TRAIN, true],
    ['because values are missing, before a training', SCHEMA, TRAIN, true],
  ])('%s', async (_, check, after, validates) => {
    const { criteria } = await auditFiles({ 'flow.py': flow(check, after) });
    expect(criteria.includes('G1.7')).toBe(validates);
  });
});

describe('a test of CI that trains', () => {
  const audit = async (body: string): Promise<string[]> => {
    const { criteria } = await auditFiles({
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest tests\n      - run: python train.py\n',
      'train.py': 'from sklearn.svm import SVC\nimport joblib\njoblib.dump(SVC().fit(x, y), "m")\n',
      'prep.py': 'def main(out):\n    pass\n',
      'tests/test_prep.py': `import tempfile\nimport pandas as pd\nfrom prep import main\n\ndef test_it():\n${body}`,
    });
    return criteria;
  };
  it('of the data judges it', async () => {
    expect(await audit('    data = pd.read_csv("data/train.csv")\n    assert data["age"].min() >= 0\n')).toContain(
      'G1.7',
    );
  });
  it('of files that it wrote itself tests code', async () => {
    const body =
      '    with tempfile.TemporaryDirectory() as tmp:\n        main(tmp)\n        data = pd.read_csv(f"{tmp}/train.csv")\n        assert len(data) == 150\n';
    expect(await audit(body)).not.toContain('G1.7');
  });
});
