import { describe, expect, it } from 'vitest';
import kubernetes from '../../../src/plugins/kubernetes/index.js';
import { catalogueOf, extract, place, show, technology } from '../support.js';

const catalogue = catalogueOf(
  technology(
    'mlflow',
    { kind: 'image', pattern: 'mlflow/mlflow', component: 'ml-metadata-store' },
    { kind: 'environment', pattern: 'MLFLOW_TRACKING_URI', component: 'ml-metadata-store', relation: 'logs-to' },
  ),
);

const facts = (text: string): string[] => show(extract(kubernetes, 'k8s/app.yaml', text, { catalogue }));

describe('workloads', () => {
  it('give image, command, environment, labels', () => {
    const text = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: ml }
spec:
  template:
    metadata:
      labels: { app: api, tier: web }
      annotations: { prometheus.io/scrape: "true" }
    spec:
      serviceAccountName: runner
      initContainers:
        - name: fetch
          image: amazon/aws-cli:2.0
          args: [s3, cp, s3://models/churn, /m]
      containers:
        - name: api
          image: ghcr.io/acme/api@sha256:abc
          command: [gunicorn]
          args: ["app:app", "--bind=0.0.0.0:$(PORT)", "$(SECRET)"]
          envFrom:
            - configMapRef: { name: settings }
            - secretRef: { name: keys }
          env:
            - { name: PORT, value: "8080" }
            - { name: MLFLOW_TRACKING_URI, value: "http://mlflow.mlflow.svc.cluster.local:5000" }
            - { name: DATA, value: s3://data/raw }
            - { name: MODEL, value: "models:/churn/Production" }
            - name: SECRET
              valueFrom: { secretKeyRef: { name: token, key: t } }
          resources: { limits: { nvidia.com/gpu: 1 } }
      volumes:
        - { name: a, configMap: { name: files } }
        - { name: b, secret: { secretName: cert } }
`;
    expect(facts(text)).toEqual([
      'unit manifest:Deployment/api workload (api)',
      'offer manifest:Deployment/api workload ml/api',
      'link manifest:Deployment/api built-from image amazon/aws-cli:2.0',
      'embedded manifest:Deployment/api shell in . @15: s3 cp s3://models/churn /m',
      'link manifest:Deployment/api built-from image ghcr.io/acme/api@sha256:abc',
      'embedded manifest:Deployment/api shell in . @19: gunicorn app:app --bind=0.0.0.0:8080 ${SECRET}',
      'component manifest:Deployment/api acts logs-to ml-metadata-store mlflow',
      'link manifest:Deployment/api logs-to host mlflow.mlflow',
      'link manifest:Deployment/api reads-from bucket data',
      'link manifest:Deployment/api loads-from model churn',
      'link manifest:Deployment/api includes config ml/token',
      'link manifest:Deployment/api includes config ml/settings',
      'link manifest:Deployment/api includes config ml/keys',
      'offer manifest:Deployment/api config selector:ml/app=api',
      'offer manifest:Deployment/api config selector:app=api',
      'offer manifest:Deployment/api config selector:ml/tier=web',
      'offer manifest:Deployment/api config selector:tier=web',
      'trait manifest:Deployment/api emits-metrics: prometheus.io/scrape',
      'offer manifest:Deployment/api config annotation:prometheus.io/scrape',
      'link manifest:Deployment/api includes service-account ml/runner',
      'link manifest:Deployment/api includes config ml/files',
      'link manifest:Deployment/api includes config ml/cert',
      'trait manifest:Deployment/api requests-accelerator: nvidia.com/gpu',
    ]);
  });

  it('keep the place of scripts', () => {
    const text = `
apiVersion: batch/v1
kind: Job
metadata: { generateName: train- }
spec:
  template:
    spec:
      containers:
        - name: t
          image: mlflow/mlflow:2.9
          command: ["/bin/bash", "-c"]
          args:
            - |
              set -e
              python -m src.train
        - name: u
          image: python:3.11
          command: [python, -c, "import mlflow"]
        - name: v
          image: acme/train
          command: [python, /app/src/train.py]
`;
    expect(extract(kubernetes, 'job.yaml', text, { catalogue })).toEqual([
      {
        fact: 'unit',
        unit: 'manifest:Job/train',
        kind: 'workload',
        name: 'train',
        at: place(2, 1, 'apiVersion: batch/v1'),
      },
      {
        fact: 'link',
        unit: 'manifest:Job/train',
        link: 'built-from',
        to: { kind: 'image', value: 'mlflow/mlflow:2.9' },
        kind: 'manifest',
        at: place(10, 18, 'image: mlflow/mlflow:2.9'),
      },
      {
        fact: 'embedded',
        unit: 'manifest:Job/train',
        language: 'shell',
        text: 'set -e\npython -m src.train\n',
        line: 14,
        column: 15,
        directory: '.',
        at: place(14, 15, 'set -e'),
      },
      {
        fact: 'link',
        unit: 'manifest:Job/train',
        link: 'built-from',
        to: { kind: 'image', value: 'python:3.11' },
        kind: 'manifest',
        at: place(17, 18, 'image: python:3.11'),
      },
      {
        fact: 'embedded',
        unit: 'manifest:Job/train',
        language: 'python',
        text: 'import mlflow',
        line: 18,
        column: 33,
        directory: '.',
        at: place(18, 33, 'command: [python, -c, "import mlflow"]'),
      },
      {
        fact: 'link',
        unit: 'manifest:Job/train',
        link: 'built-from',
        to: { kind: 'image', value: 'acme/train' },
        kind: 'manifest',
        at: place(20, 18, 'image: acme/train'),
      },
      {
        fact: 'embedded',
        unit: 'manifest:Job/train',
        language: 'shell',
        text: 'python src/train.py',
        line: 21,
        column: 21,
        directory: '.',
        at: place(21, 21, 'command: [python, /app/src/train.py]'),
      },
    ]);
  });

  it('are what their image is only when they run its program', () => {
    const pod = (kind: string, command: string): string =>
      `{apiVersion: batch/v1, kind: ${kind}, metadata: {name: x}, spec: {containers: [{name: c, image: mlflow/mlflow${command}}]}}`;
    const claims = (text: string): string[] => facts(text).filter((fact) => fact.startsWith('component'));
    const claim = (kind: string): string[] => [`component manifest:${kind}/x is ml-metadata-store mlflow`];
    expect(claims(pod('Deployment', ''))).toEqual(claim('Deployment'));
    expect(claims(pod('Deployment', ', command: [mlflow, server]'))).toEqual(claim('Deployment'));
    expect(claims(pod('Deployment', ', command: [python, app.py]'))).toEqual([]);
    expect(claims(pod('Job', ''))).toEqual(claim('Job'));
    expect(claims(pod('Job', ', command: [mlflow, gc]'))).toEqual([]);
  });

  it('are switched off', () => {
    const off = (text: string): (string | undefined)[] =>
      extract(kubernetes, 'x.yaml', text).flatMap((fact) => (fact.fact === 'unit' ? [fact.off] : []));
    expect(off('{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 0}}')).toEqual(['disabled']);
    expect(off('{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 1}}')).toEqual([undefined]);
    expect(off('{apiVersion: batch/v1, kind: CronJob, spec: {suspend: true}}')).toEqual(['disabled']);
    expect(off('{apiVersion: batch/v1, kind: CronJob, spec: {suspend: false}}')).toEqual([undefined]);
    expect(
      off(
        '{apiVersion: batch/v1, kind: Job, metadata: {labels: {kueue.x-k8s.io/queue-name: q}}, spec: {suspend: true}}',
      ),
    ).toEqual([undefined]);
  });

  it('run on a schedule', () => {
    const text = `
apiVersion: batch/v1
kind: CronJob
metadata: { name: retrain }
spec:
  schedule: "0 3 * * 1"
  jobTemplate:
    spec:
      template:
        metadata: { labels: { app: retrain } }
        spec:
          containers: [{ name: t, image: acme/train }]
`;
    expect(facts(text)).toEqual([
      'unit manifest:CronJob/retrain workload (retrain)',
      'link manifest:CronJob/retrain built-from image acme/train',
      'offer manifest:CronJob/retrain config selector:app=retrain',
      'offer manifest:CronJob/retrain schedule retrain',
      'trait manifest:CronJob/retrain runs-on-schedule: 0 3 * * 1',
    ]);
  });

  it('stand in custom resources', () => {
    const text = `
apiVersion: kubeflow.org/v1
kind: PyTorchJob
metadata: { name: fit, namespace: ml }
spec:
  pytorchReplicaSpecs:
    Worker:
      template:
        spec:
          containers:
            - { name: pytorch, image: acme/fit, args: [python, fit.py], resources: { limits: { nvidia.com/gpu: "0" } } }
`;
    expect(facts(text)).toEqual([
      'unit manifest:PyTorchJob/fit workload (fit)',
      'link manifest:PyTorchJob/fit built-from image acme/fit',
      'embedded manifest:PyTorchJob/fit shell in . @11: python fit.py',
    ]);
  });
});
