import { describe, expect, it } from 'vitest';
import { catalogueFrom } from '../../src/catalogue/matcher.js';
import { matchesGlob, compileGlob, specificity } from '../../src/catalogue/pattern.js';
import type { Occurrence, Signal, SignalKind, Technology, ValueSource } from '../../src/catalogue/types.js';

const technology = (id: string, ...signals: (Partial<Signal> & Pick<Signal, 'kind' | 'pattern'>)[]): Technology => ({
  id,
  name: id,
  documentation: 'https://example.com',
  signals: signals.map((signal) => ({ example: '', ...signal })),
});

const occurrence = (
  kind: SignalKind,
  name: string,
  values: Record<string, string> = {},
  imports: string[] = [],
): Occurrence => ({
  kind,
  name,
  value: ({ key, position }: ValueSource) => values[key ?? String(position)],
  imports: new Set(imports),
});

describe('globs', () => {
  it.each([
    ['a.*.fit', 'a.b.fit', true],
    ['a.*.fit', 'a.b.c.fit', true],
    ['a.*.fit', 'a.fit', false],
    ['*.fit', 'x.fit', true],
    ['*.fit', 'fit', false],
    ['*model*.fit', 'self.model.fit', true],
    ['*model*.fit', 'scaler.fit', false],
    ['a*', 'a', true],
    ['*', '', true],
    ['a*b*b', 'ab', false],
    ['a*b*b', 'abb', true],
    ['ab*ba', 'aba', false],
    ['**/dvc.yaml', '/dvc.yaml', true],
  ])('%s on %s: %s', (pattern, name, expected) => {
    expect(matchesGlob(compileGlob(pattern), name)).toBe(expected);
  });

  it('take time linear in the name', () => {
    const started = performance.now();
    expect(matchesGlob(compileGlob('*a*a*a*a*a*a*a*b'), 'a'.repeat(200_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('are measured by their literal text', () => {
    expect(['*.fit', 'a.*.fit', 'a.b.fit'].map(specificity)).toEqual([4, 6, 7]);
  });
});

describe('matching', () => {
  const found = (catalogue: ReturnType<typeof catalogueFrom>, ...args: Parameters<typeof occurrence>): string[] =>
    catalogue.match(occurrence(...args)).map(({ technology: { id }, signal }) => `${id} ${signal.pattern}`);

  it('keeps the most specific pattern of a technology for each component and relation', () => {
    const catalogue = catalogueFrom([
      technology(
        'a',
        { kind: 'call', pattern: 'a.*', component: 'ml-metadata-store', relation: 'logs-to' },
        { kind: 'call', pattern: 'a.log*', component: 'ml-metadata-store', relation: 'logs-to' },
        { kind: 'call', pattern: 'a.log_model', component: 'ml-metadata-store', relation: 'logs-to' },
        { kind: 'call', pattern: 'a.log_*', component: 'model-registry', relation: 'registers-in' },
        { kind: 'call', pattern: 'a.*model', component: 'ml-metadata-store' },
      ),
      technology('b', { kind: 'call', pattern: '*.log_model', trait: ['saves-model'] }),
    ]);
    expect(found(catalogue, 'call', 'a.log_model')).toEqual([
      'a a.log_model',
      'a a.*model',
      'a a.log_*',
      'b *.log_model',
    ]);
    expect(found(catalogue, 'call', 'a.start')).toEqual(['a a.*']);
    expect(found(catalogue, 'call', 'c.log_model')).toEqual(['b *.log_model']);
    expect(found(catalogue, 'decorator', 'a.log_model')).toEqual([]);
    // The second time the answer comes from memory.
    expect(found(catalogue, 'call', 'a.start')).toEqual(['a a.*']);
  });

  it('gives the next pattern a chance when the conditions of the most specific one fail', () => {
    const catalogue = catalogueFrom([
      technology(
        'a',
        { kind: 'call', pattern: 'a.load', component: 'model-registry', when: [{ position: 0, matches: '^models:/' }] },
        { kind: 'call', pattern: 'a.*', component: 'model-registry', confidence: 'low' },
      ),
    ]);
    expect(found(catalogue, 'call', 'a.load', { 0: 'models:/m/1' })).toEqual(['a a.load']);
    expect(found(catalogue, 'call', 'a.load', { 0: 'file' })).toEqual(['a a.*']);
  });

  it('applies all signals of one pattern', () => {
    const catalogue = catalogueFrom([
      technology(
        'a',
        { kind: 'call', pattern: 'a.load', trait: ['loads-model'], when: [{ key: 'x', present: true }] },
        { kind: 'call', pattern: 'a.load', trait: ['loads-model'], when: [{ key: 'y', present: true }] },
      ),
    ]);
    expect(found(catalogue, 'call', 'a.load', { x: '1', y: '2' })).toHaveLength(2);
    expect(found(catalogue, 'call', 'a.load', { y: '2' })).toHaveLength(1);
  });

  it.each([
    [{ key: 'k', present: true }, { k: '' }, true],
    [{ key: 'k', present: true }, {}, false],
    [{ key: 'k', present: false }, {}, true],
    [{ key: 'k', present: false }, { k: 'v' }, false],
    [{ key: 'k', equals: 'v' }, { k: 'v' }, true],
    [{ key: 'k', equals: 'v' }, { k: 'vv' }, false],
    [{ key: 'k', equals: 'v' }, {}, false],
    [{ key: 'k', matches: 'b' }, { k: 'abc' }, true],
    [{ key: 'k', matches: '^b' }, { k: 'abc' }, false],
    [{ key: 'k', matches: '.*' }, {}, false],
    [{ key: 'k', capture: '^s3://(.+)$', equals: 'x' }, { k: 's3://x' }, true],
    [{ position: 1, equals: 'v' }, { 1: 'v' }, true],
  ])('condition %j on %j: %s', (condition, values, expected) => {
    const catalogue = catalogueFrom([technology('a', { kind: 'call', pattern: 'f', when: [condition] })]);
    expect(found(catalogue, 'call', 'f', values as Record<string, string>)).toHaveLength(expected ? 1 : 0);
  });

  it('needs one of the required imports', () => {
    const catalogue = catalogueFrom([
      technology('a', { kind: 'call', pattern: '*.fit', requiresImport: ['sklearn', 'xgboost'] }),
    ]);
    expect(found(catalogue, 'call', 'model.fit', {}, ['xgboost'])).toEqual(['a *.fit']);
    expect(found(catalogue, 'call', 'model.fit', {}, ['pandas'])).toEqual([]);
    expect(catalogue.match({ kind: 'call', name: 'model.fit', value: () => undefined })).toEqual([]);
  });

  it.each([
    ['client.create_job', true],
    ['common.aws.client().create_job', true],
    ['config.CLIENT.create_job', true],
    ['cloud.JobClient().create_job', true],
    ['app.services.JobService.create_job', false],
    ['JobService().create_job', false],
  ])('a method of any object, called as %s: %s', (name, expected) => {
    const catalogue = catalogueFrom([
      technology('a', { kind: 'import', pattern: 'cloud' }, { kind: 'call', pattern: '*.create_job' }),
    ]);
    expect(found(catalogue, 'call', name)).toEqual(expected ? ['a *.create_job'] : []);
    const written = { kind: 'call' as const, name: 'service.create_job', resolved: name, value: () => undefined };
    expect(catalogue.match(written)).toHaveLength(expected ? 1 : 0);
  });

  it.each<[SignalKind, string, string, boolean]>([
    ['call', 'mlflow.MlflowClient.log_metric', 'mlflow.MlflowClient().log_metric', true],
    ['call', 'mlflow.start', 'MLflow.start', false],
    ['import', 'mlflow', 'mlflow.tracking.MlflowClient', true],
    ['import', 'mlflow', 'mlflow', true],
    ['import', 'mlflow', 'mlflowish', false],
    ['dependency', 'scikit-learn', 'Scikit_Learn', true],
    ['image', 'mlflow/mlflow', 'ghcr.io/mlflow/mlflow:v2.1', true],
    ['image', 'mlflow/mlflow', 'localhost:5000/mlflow/mlflow@sha256:00', true],
    ['image', 'postgres', 'docker.io/library/postgres:16', true],
    ['image', 'postgres', 'acme/postgres', false],
    ['image', '*/mlflow', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/mlflow:1', true],
    ['chart', 'mlflow', 'MLflow', true],
    ['action', 'azure/aml-deploy', 'Azure/aml-deploy@v1', true],
    ['task', 'AMLModelDeploy', 'AMLModelDeploy@0', true],
    ['command', 'mlflow server', 'mlflow server', true],
    ['command', 'mlflow server', '/opt/venv/bin/mlflow server', true],
    ['command', 'mlflow server', 'python3.11 -m mlflow server', true],
    ['command', 'mlflow server', 'mlflow server --port 5000', false],
    ['command', 'gcloud ai models upload', 'gcloud beta ai models upload', true],
    ['kind', 'ray.io/RayJob', 'ray.io/RayJob', true],
    ['kind', 'ray.io/RayJob', 'ray.io/rayjob', false],
    ['file', '**/dvc.yaml', 'dvc.yaml', true],
    ['file', '**/dvc.yaml', 'a/b/dvc.yaml', true],
    ['file', '**/dvc.yaml', 'a/mydvc.yaml', false],
    ['resource', 'aws_sagemaker_*', 'aws_sagemaker_endpoint', true],
  ])('%s %s on %s: %s', (kind, pattern, name, expected) => {
    const catalogue = catalogueFrom([technology('a', { kind, pattern })]);
    expect(found(catalogue, kind, name)).toEqual(expected ? [`a ${pattern}`] : []);
  });

  it('survives any name', () => {
    const catalogue = catalogueFrom([technology('a', { kind: 'call', pattern: '*' }, { kind: 'image', pattern: 'a' })]);
    for (const name of ['', '.', '__proto__', 'constructor', '()'.repeat(5000), 'x'.repeat(1_000_000), ':@/', '*']) {
      for (const kind of ['call', 'image', 'command', 'file', 'action', 'dependency'] as const) {
        expect(() => catalogue.match(occurrence(kind, name))).not.toThrow();
      }
    }
    expect(found(catalogue, 'image', '__proto__')).toEqual([]);
  });

  it('refuses two technologies of one id', () => {
    expect(() => catalogueFrom([technology('a'), technology('a')])).toThrow('two technologies are called a');
  });
});

describe('mentions', () => {
  const catalogue = catalogueFrom([
    technology(
      'a',
      { kind: 'call', pattern: 'mlflow.log_metric*' },
      { kind: 'call', pattern: '*model.fit', requiresImport: ['sklearn'] },
      { kind: 'call', pattern: '*.create_registered_model' },
      { kind: 'kind', pattern: 'serving.kserve.io/InferenceService' },
      { kind: 'image', pattern: 'mlflow/mlflow' },
      { kind: 'command', pattern: 'mlflow server' },
      { kind: 'dependency', pattern: 'scikit-learn' },
      { kind: 'resource', pattern: '*' },
    ),
  ]);
  it.each<[SignalKind, string, boolean]>([
    ['call', 'import mlflow as m', true],
    ['call', 'from sklearn import svm', true],
    ['call', 'client.create_registered_model("m")', true],
    ['call', 'import os', false],
    ['call', '', false],
    ['kind', 'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService', true],
    ['kind', 'kind: Service', false],
    ['image', 'repository: MLflow/mlflow', true],
    ['command', '["mlflow", "server"]', true],
    ['dependency', 'Scikit_learn>=1', true],
    ['resource', 'anything', true],
    ['chart', 'anything', false],
  ])('%s %j: %s', (kind, text, expected) => expect(catalogue.mentions(kind, text)).toBe(expected));
});
