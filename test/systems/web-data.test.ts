import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const asset = (call: string): string => `import dagster as dg
import pandas as pd
import requests
from sklearn.linear_model import LinearRegression

@dg.asset
def raw():
    return ${call}

@dg.asset(deps=["raw"])
def model(raw):
    return LinearRegression().fit(raw, raw)

defs = dg.Definitions(assets=[raw, model], jobs=[dg.define_asset_job("train")])
`;

/** What reads the data, and what Microsoft's model says of how it is gathered. */
async function gathered(call: string): Promise<{ reads: string[]; status?: string }> {
  const { assessment, relations } = await auditFiles({ 'project/definitions.py': asset(call) });
  const microsoft = assessment.maturity.find(({ model }) => model === 'microsoft-mlops');
  const status = microsoft?.criteria.find(({ id }) => id === 'MC1')?.status ?? '';
  return { reads: relations.filter((one) => /reads-from-> data-source/.test(one)), status };
}

describe('data files on the web', () => {
  it.each([
    'requests.get("https://data.example.org/static/claims.zip")',
    'pd.read_csv("https://data.example.org/claims.csv?raw=true")',
  ])('are where a pipeline gathers its data: %s', async (call) => {
    expect(await gathered(call)).toEqual({
      reads: [
        'training-pipeline scikit-learn project/definitions.py --reads-from-> data-source web-data',
        'workflow-orchestration dagster definitions --reads-from-> data-source web-data',
      ],
      status: 'met',
    });
  });

  it.each([
    'pd.read_csv("claims.csv")',
    'requests.get("https://data.example.org/api/claims")',
    'requests.get("https://hub.example.org/models/encoder.zip")',
    'requests.get("https://id.example.org/pool/.well-known/jwks.json")',
  ])('are told from files, interfaces, models and keys: %s', async (call) => {
    expect(await gathered(call)).toEqual({ reads: [], status: 'not-observed' });
  });
});
