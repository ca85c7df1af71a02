/** The REST interface of MLflow, asked by hand. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const CI = (command: string): string =>
  `on: push\njobs:\n  ship:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          ${command}\n`;
const asked = async (command: string): Promise<string[]> =>
  (await auditFiles({ '.github/workflows/ship.yml': CI(command) })).relations.filter((one) => one.includes('mlflow'));

describe('curl', () => {
  it.each([
    ['-d "$body" $MLFLOW_URL/api/2.0/mlflow/model-versions/transition-stage', 'registers-in', 'model-registry'],
    [
      '-H "Authorization: Bearer $T" -X POST "$URL/api/2.0/preview/mlflow/registered-models/create"',
      'registers-in',
      'model-registry',
    ],
    ['"$URL/api/2.0/mlflow/registered-models/get-latest-versions?name=churn"', 'reads-from', 'model-registry'],
    ['-d "{}" https://mlflow.acme.io/api/2.0/mlflow/runs/search', 'reads-from', 'ml-metadata-store'],
    ['-d "{}" https://mlflow.acme.io/api/2.0/mlflow/runs/log-metric', 'logs-to', 'ml-metadata-store'],
  ])('%s: %s', async (words, relation, type) => {
    expect(await asked(`curl ${words}`)).toEqual([`ci-cd github-actions --${relation}-> ${type} mlflow`]);
  });

  it.each(['https://mlflow.acme.io/health', 'https://acme.io/docs/mlflow/runs', '-O https://mlflow.acme.io/model.bin'])(
    'asks nothing of the registry: %s',
    async (words) => {
      expect(await asked(`curl ${words}`)).toEqual([]);
    },
  );

  it('is known in Python, too', async () => {
    const files = {
      'promote.py':
        'import os, requests\nrequests.post(f"{os.environ[\'URL\']}/api/2.0/mlflow/model-versions/transition-stage", json={})\n',
      '.github/workflows/ship.yml': CI('python promote.py'),
    };
    expect((await auditFiles(files)).relations).toContain(
      'ci-cd github-actions --registers-in-> model-registry mlflow',
    );
  });
});
