import { describe, expect, it } from 'vitest';
import { addressesIn, hostIn, remotePath } from '../../src/facts/addresses.js';
import { readable, reference } from '../../src/facts/value.js';

const port = reference('env:', 'PORT');
const url = reference('helm:chart', 'mlflow.uri');

const shown = (value: string, name?: string): string[] =>
  addressesIn(value, name).map((address) => `${address.kind} ${readable(address.value)}`);

describe('addressesIn', () => {
  it.each<[value: string, name: string | undefined, addresses: string[]]>([
    ['http://mlflow.mlflow.svc:5000', undefined, ['host mlflow.mlflow']],
    ['https://mlflow.ml.svc.cluster.local/api', undefined, ['host mlflow.ml']],
    ['postgresql+psycopg2://user:pw@db.internal:5432/mlflow', undefined, ['host db.internal']],
    ['jdbc:postgresql://db:5432/x', undefined, ['host db']],
    [`http://mlflow:${port}`, undefined, ['host mlflow']],
    ['http://postgres:$POSTGRES_PORT/x', undefined, ['host postgres']],
    ['http://{{ include "a.fullname" . }}-mlflow:5000', undefined, ['host {{ include "a.fullname" . }}-mlflow']],
    ['kafka-0:9092,kafka-1:9092', undefined, ['host kafka-0', 'host kafka-1']],
    ['feast.feast.svc.cluster.local', undefined, ['host feast.feast']],
    ['postgres', 'DB_HOST', ['host postgres']],
    [url, 'MLFLOW_TRACKING_URI', ['host ${mlflow.uri}']],
    ['churn-db.cluster-abc123xyz.eu-west-1.rds.amazonaws.com:5432', undefined, ['database churn-db']],
    ['s3://models/churn/1', undefined, ['bucket models']],
    [`gs://${url}/x`, undefined, ['bucket ${mlflow.uri}']],
    ['arn:aws:s3:::data', undefined, ['bucket data']],
    ['churn-data', 'S3_BUCKET', ['bucket churn-data']],
    ['churn-data', 'DATA_BUCKET_NAME', ['bucket churn-data']],
    ['models:/churn/Production', undefined, ['model churn']],
    ['models:/churn@champion', undefined, ['model churn']],
    // No address of anything that another definition could offer.
    ['', undefined, []],
    ['postgres', undefined, []],
    ['true', 'PROXY_HOST', []],
    ['0.0.0.0', 'HOST', []],
    ['http://localhost:5000', undefined, []],
    ['http://$HOST:5000', undefined, []],
    ['redis:7', undefined, []],
    ['12:30', undefined, []],
    ['acme/train:100', 'TRAIN_IMAGE', []],
    ['file:///mlruns', undefined, []],
    ['sqlite:////mlflow.db', undefined, []],
    ['runs:/abc/model', undefined, []],
    ['see http://mlflow:5000', undefined, []],
    [url, 'LOG_LEVEL', []],
    ['http://' + 'a'.repeat(5000), undefined, []],
  ])('%s %s', (value, name, addresses) => {
    expect(shown(value, name)).toEqual(addresses);
  });

  it('takes time linear in the text', () => {
    const start = performance.now();
    for (const part of ['a,', 'a.', '{{', '$', ':', '\u0001']) addressesIn(part.repeat(1000), 'DB_HOST');
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('hostIn', () => {
  it.each<[value: string, host: string | undefined]>([
    ['svc.ns.svc.cluster.local', 'svc.ns'],
    [`${url}-green`, '${mlflow.uri}-green'],
    ['localhost', undefined],
    ['', undefined],
    ['$HOST', undefined],
  ])('%s', (value, host) => {
    const found = hostIn(value);
    expect(found && readable(found)).toBe(host);
  });
});

describe('remotePath', () => {
  it.each<[url: string, repository: string, path: string]>([
    [
      'github.com/kubeflow/pipelines/manifests/kustomize?ref=1.8',
      'github.com/kubeflow/pipelines',
      'manifests/kustomize',
    ],
    ['https://github.com/Acme/Ops.git//base?ref=v1', 'github.com/acme/ops', 'base'],
    ['git@github.com:acme/ops.git', 'github.com/acme/ops', ''],
    ['ssh://git@gitlab.example.com:22/acme/ops', 'gitlab.example.com/acme/ops', ''],
    ['git::https://github.com/acme/ops.git//modules/x', 'github.com/acme/ops', 'modules/x'],
    ['git+https://github.com/acme/ops@v1.2', 'github.com/acme/ops', ''],
    ['https://gitlab.com/acme/risk/ops.git', 'gitlab.com/acme/risk/ops', ''],
    ['https://gitlab.com/acme/risk/ops/-/tree/main/k8s', 'gitlab.com/acme/risk/ops', 'k8s'],
    ['https://github.com/acme/ops/tree/main/k8s', 'github.com/acme/ops', 'k8s'],
    [
      'https://raw.githubusercontent.com/argoproj/argo-cd/v2.9/manifests/install.yaml',
      'github.com/argoproj/argo-cd',
      'manifests/install.yaml',
    ],
    ['https://raw.githubusercontent.com/a/b/refs/heads/main/x.yaml', 'github.com/a/b', 'x.yaml'],
  ])('%s', (text, repository, path) => {
    expect(remotePath(text)).toEqual({ repository, name: repository.slice(repository.indexOf('/') + 1), path });
  });

  it.each(['../base', 'deploy.yaml', 'https://charts.example.com', '<<__git_repo.url__>>', 'a/b/c', ''])(
    '%s is none',
    (text) => {
      expect(remotePath(text)).toBeUndefined();
    },
  );
});
