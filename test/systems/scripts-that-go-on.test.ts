import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const CI = `on: push
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: bash work.sh
`;
const TEST = 'pytest --run-id=$RUN tests/model';

/** What the verdict on the validation of models says. */
async function verdict(script: string): Promise<{ status?: string; warns: boolean }> {
  const { assessment } = await auditFiles({
    '.github/workflows/ci.yml': CI,
    'work.sh': script,
    'train.py': 'import mlflow\nfrom sklearn.svm import SVC\nmodel = SVC().fit(x, y)\n',
    'tests/model/test_model.py': 'def test_it(predictor): assert predictor\n',
  });
  const google = assessment.maturity.find(({ model }) => model === 'google-mlops');
  const found = google?.criteria.find(({ id }) => id === 'G1.8');
  return { status: found?.status ?? '', warns: /goes on when it fails/.test(found?.summary ?? '') };
}

describe('tests of a model in a script', () => {
  it.each([
    ['that goes on', `#!/bin/bash\npython train.py\n${TEST}\naws s3 cp model s3://m/\n`, true],
    ['that stops at errors', `#!/bin/bash\nset -e\npython train.py\n${TEST}\naws s3 cp model s3://m/\n`, false],
    ['that stops at errors by its first line', `#!/bin/bash -e\npython train.py\n${TEST}\necho done\n`, false],
    ['that ends with them', `#!/bin/bash\npython train.py\n${TEST}\n`, false],
  ])('count, and it is said where it goes on: one %s', async (_, script, warns) => {
    expect(await verdict(script)).toEqual({ status: 'met', warns });
  });
});
