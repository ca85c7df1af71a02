import { describe, expect, it } from 'vitest';
import helm from '../../src/plugins/helm/index.js';
import { catalogueOf, extract, show, technology, type ExtractOptions } from './support.js';

const catalogue = catalogueOf(
  technology(
    'mlflow',
    { kind: 'chart', pattern: 'mlflow', component: 'ml-metadata-store' },
    { kind: 'image', pattern: 'mlflow/mlflow', component: 'ml-metadata-store' },
    { kind: 'environment', pattern: 'MLFLOW_TRACKING_URI', component: 'ml-metadata-store', relation: 'logs-to' },
  ),
);

const facts = (path: string, text: string, options: ExtractOptions = {}): string[] =>
  show(extract(helm, path, text, { catalogue, ...options }));

describe('charts', () => {
  it('have dependencies, some of them on a condition', () => {
    const text = `
name: platform
version: 1.2.3
dependencies:
  - name: mlflow
    repository: https://community-charts.github.io/helm-charts
    alias: tracking
    condition: tracking.enabled, global.tracking
  - name: common
    repository: file://../common
  - version: 1.0.0
`;
    expect(facts('charts/platform/Chart.yaml', text)).toEqual([
      'symbol helm:charts/platform .Chart.Name = platform',
      'symbol helm:charts/platform .Chart.Version = 1.2.3',
      'unit dependency:tracking resource (tracking)',
      'component dependency:tracking is ml-metadata-store mlflow',
      'link dependency:tracking includes config helm:${tracking.enabled}',
      'unit dependency:common resource (common)',
      'link dependency:common includes path charts/common',
    ]);
  });

  it('list dependencies in requirements.yaml too', () => {
    expect(facts('requirements.yaml', 'dependencies: [{name: mlflow}]')).toEqual([
      'unit dependency:mlflow resource (mlflow)',
      'component dependency:mlflow is ml-metadata-store mlflow',
    ]);
  });
});

describe('values', () => {
  const text = `
replicas: 2
image: { repository: mlflow/mlflow, tag: v2 }
adminPassword: hunter2
empty: {}
mlflow:
  enabled: false
  image: mlflow/mlflow
hub:
  extraEnv:
    MLFLOW_TRACKING_URI: http://mlflow.ml.svc:5000
  proxy:
    enabled: false
    image: mlflow/mlflow
  extraConfig:
    hook: |
      import os
    note: |
      not python
`;

  it('are symbols, and name images, variables and scripts', () => {
    expect(facts('charts/app/values.yaml', text)).toEqual([
      'symbol helm:charts/app replicas = 2',
      'symbol helm:charts/app image = true',
      'symbol helm:charts/app image.repository = mlflow/mlflow',
      'symbol helm:charts/app image.tag = v2',
      'symbol helm:charts/app empty = false',
      'symbol helm:charts/app mlflow = true',
      'symbol helm:charts/app mlflow.enabled = false',
      'symbol helm:charts/app mlflow.image = mlflow/mlflow',
      'symbol helm:charts/app hub = true',
      'symbol helm:charts/app hub.extraEnv = true',
      'symbol helm:charts/app hub.extraEnv.MLFLOW_TRACKING_URI = http://mlflow.ml.svc:5000',
      'symbol helm:charts/app hub.proxy = true',
      'symbol helm:charts/app hub.proxy.enabled = false',
      'symbol helm:charts/app hub.proxy.image = mlflow/mlflow',
      'symbol helm:charts/app hub.extraConfig = true',
      'symbol helm:charts/app hub.extraConfig.hook = import os\n',
      'symbol helm:charts/app hub.extraConfig.note = not python\n',
      'symbol helm:charts/app __complete__ = true',
      'component values:mlflow is ml-metadata-store mlflow',
      'unit values:mlflow resource (mlflow) off disabled',
      'component values:hub acts logs-to ml-metadata-store mlflow',
      'link values:hub logs-to host mlflow.ml',
      'embedded values:hub python @17: import os\n',
      'unit values:hub resource (hub)',
      'component - is ml-metadata-store mlflow',
    ]);
  });

  it('of another environment only switch on', () => {
    expect(facts('app/values-prod.yaml', 'a: { enabled: true }\nb: { enabled: false }')).toEqual([
      'symbol helm:app a = true',
      'symbol helm:app a.enabled = true',
      'symbol helm:app b = true',
    ]);
  });

  it('are not all symbols when there are too many', () => {
    const many = Array.from({ length: 3000 }, (_, i) => `k${i}: ${i}`).join('\n');
    const symbols = extract(helm, 'values.yaml', many).filter((fact) => fact.fact === 'symbol');
    expect(symbols).toHaveLength(2000);
    expect(symbols.some((fact) => fact.name === '__complete__')).toBe(false);
  });

  it('inside another definition are run by its unit', () => {
    const options = { unit: 'application:x', file: { logicalPath: 'embedded.yaml' } };
    expect(facts('apps/x.yaml', 'image:\n  repository: acme/mlflow\n  tag: 2', options)).toEqual([
      'link application:x built-from image acme/mlflow:2',
    ]);
    const needs = `
serviceAccount: { name: s3, annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::1:role/reader" } }
artifactRoot: { s3: { enabled: true, bucket: artifacts } }
postgres: { host: pg.acme.com, port: 5432 }
mysql: { host: db-1.abc123xyz.eu-west-1.rds.amazonaws.com }
redis: { enabled: false, host: redis.acme.com }
ingress: { hosts: [{ host: mlflow.acme.com }] }
extraEnv: { DB_HOST: other }
`;
    expect(facts('apps/x.yaml', `${needs}image: x`, options)).toEqual([
      'link application:x includes service-account ${namespace}/s3',
      'link application:x includes role reader',
      'link application:x writes-to bucket artifacts',
      'link application:x reads-from host pg.acme.com',
      'link application:x reads-from database db-1',
      'link application:x reads-from host other',
      'link application:x built-from image x',
    ]);
    expect(facts('apps/x.yaml', 'jobs: {}\nimage: {repository: x}', options)).toEqual([]);
  });
});

describe('helmfiles', () => {
  it('install charts', () => {
    const text = `
releases:
  - name: tracking
    namespace: ml
    chart: community/mlflow
    values: [values/mlflow.yaml, { image: { repository: acme/mlflow } }]
  - { name: app, chart: ./charts/app, installed: false }
  - { name: broken }
`;
    expect(facts('deploy/helmfile.yaml', text)).toEqual([
      'unit release:tracking resource (tracking)',
      'trait release:tracking deploys: community/mlflow',
      'component release:tracking is ml-metadata-store mlflow',
      'symbol release:deploy/helmfile.yaml#release:tracking namespace = ml',
      'offer release:tracking host tracking-mlflow.ml',
      'offer release:tracking host tracking-mlflow',
      'link release:tracking includes path deploy/values/mlflow.yaml',
      'link release:tracking built-from image acme/mlflow',
      'unit release:app resource (app) off disabled',
      'trait release:app deploys: ./charts/app',
      'link release:app deploys path deploy/charts/app',
    ]);
  });
});

it.each<[what: string, path: string, text: string]>([
  ['a file of another name', 'config/app.yaml', 'image: { repository: mlflow/mlflow }'],
  ['a manifest in a file of values', 'values.yaml', 'apiVersion: v1\nimage: {}'],
  ['an empty chart', 'Chart.yaml', ''],
  ['odd types', 'Chart.yaml', 'name: [a]\ndependencies: {a: b}'],
  ['a list of values', 'values.yaml', '- image: x'],
])('%s gives nothing', (_, path, text) => {
  expect(facts(path, text)).toEqual([]);
});
