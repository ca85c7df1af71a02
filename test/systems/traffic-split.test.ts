/** A split of traffic whose way to the model no definition shows: a part of A/B testing, never the whole. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const route = (weights: readonly string[]): string => `apiVersion: networking.istio.io/v1beta1
kind: VirtualService
metadata: { name: scoring }
spec:
  hosts: ['*']
  http:
    - route:
${weights
  .map((weight, at) => `        - destination: { host: scoring-${at} }\n          weight: ${weight}\n`)
  .join('')}`;
const chart = (weights: readonly string[]): Files => ({
  'charts/split/Chart.yaml': 'apiVersion: v2\nname: split\nversion: 0.1.0\n',
  'charts/split/values.yaml': 'weight: { blue: 50, green: 50 }\n',
  'charts/split/templates/route.yaml': route(weights),
});
const SERVICE: Files = {
  'app.py':
    'import joblib\nfrom fastapi import FastAPI\napp = FastAPI()\nmodel = joblib.load("m.joblib")\n@app.post("/p")\ndef p(x: float):\n    return model.predict([[x]])[0]\n',
};

/** `criterion status`, of the criteria about a split of traffic. */
async function split(files: Files): Promise<string[]> {
  const { assessment } = await auditFiles(files);
  const ids = ['G1.9', 'MT3.1', 'MM59', 'Infra6'];
  return assessment.maturity.flatMap(({ criteria }) =>
    criteria.filter(({ id }) => ids.includes(id)).map(({ id, status }) => `${id} ${status}`),
  );
}

const all = (status: string): string[] => ['G1.9', 'MM59', 'MT3.1', 'Infra6'].map((id) => `${id} ${status}`);

describe('a route that splits traffic', () => {
  it.each([
    ['by values of a chart', { ...chart(['{{ .Values.weight.blue }}', '{{ .Values.weight.green }}']), ...SERVICE }],
    ['by weights', { 'route.yaml': route(['90', '10']), ...SERVICE }],
  ])('%s, beside a model service, shows a part', async (_, files) => {
    expect((await split(files)).sort()).toEqual(all('partly-met').sort());
  });

  it.each([
    ['that gives all traffic to one version', { 'route.yaml': route(['100', '0']), ...SERVICE }],
    ['without a model service', { 'route.yaml': route(['90', '10']) }],
  ])('%s shows nothing', async (_, files) => {
    expect((await split(files)).filter((line) => / (?:partly-)?met$/.test(line))).toEqual([]);
  });
});
