/** The programs of the stacks on clouds, run as their jobs and services run them, with stand-ins for what is the cloud's own. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseHcl, prepareHcl } from '../../src/syntax/hcl/index.js';
import { textIn, valueOf } from './arguments.js';
import { project, scaffold, textOf } from './support.js';

beforeAll(prepareHcl);

const PYTHON = '/usr/bin/python3';
const LOOP = join(import.meta.dirname, 'loop');
const hasPython = (() => {
  try {
    const modules = 'fastapi, uvicorn, sklearn, pandas, prometheus_client, yaml, joblib, httpx, pytest';
    execFileSync(PYTHON, ['-c', `import ${modules}`], { stdio: 'ignore' });
    return true;
  } catch {
    if (process.env.REFARCH_REQUIRE_TOOLS) throw new Error('the Python packages of the programs are not there');
    process.stderr.write('The programs for clouds are not run: their Python packages are not there.\n');
    return false;
  }
})();
const running: ChildProcess[] = [];
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

type Run = (command: string, ...options: string[]) => string;
interface Cloud {
  port: string;
  /** Where things are; directories that are named are made before. */
  env: (root: string) => Record<string, string>;
  directories: string[];
  /** Runs the pipeline. @returns what it printed */
  train: (root: string, run: Run) => string;
  /** Drift as the alert that starts training reads it. */
  drift: (root: string) => number[];
}

const jsonIn = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const monitoringOf = (root: string): string => textOf(root, 'mlops/infra/monitoring.tf');
/** The pipelines name the programs of the image by their place in it. */
const stepsIn = (text: string): string[] =>
  [...text.matchAll(/ContainerEntrypoint = \["python", "\/app\/(\w+\.py)"\]/g)].map((found) => found[1] ?? '');

const CLOUDS: Record<string, Cloud> = {
  aws: {
    port: '18471',
    env: (root) => ({
      MLFLOW_TRACKING_URI: join(root, 'store'),
      RUNS_DIR: join(root, 'runs'),
      CLOUDWATCH: join(root, 'cloudwatch.json'),
    }),
    directories: ['runs'],
    train: (root, run) => {
      expect(stepsIn(monitoringOf(root))).toEqual(['drift.py']);
      const steps = stepsIn(textOf(root, 'mlops/infra/pipeline.tf'));
      expect(steps).toEqual(['dataset.py', 'train.py', 'promote.py']);
      return steps.map((program) => run(PYTHON, program)).join('');
    },
    drift: (root) => {
      const alarm = parseHcl(monitoringOf(root)).blocks.find(
        ({ labels }) => labels[0] === 'aws_cloudwatch_metric_alarm' && labels[1] === 'drift',
      );
      const dimensions = valueOf(alarm, 'dimensions');
      const watched =
        dimensions?.kind === 'object'
          ? dimensions.entries.map(({ key, value }) => ({ Name: key, Value: textIn(value) }))
          : [];
      const { Namespace, MetricData } = jsonIn(join(root, 'cloudwatch.json')) as {
        Namespace: string;
        MetricData: { MetricName: string; Dimensions: object[]; Value: number }[];
      };
      expect(Namespace).toBe(textIn(valueOf(alarm, 'namespace')));
      return MetricData.filter(
        ({ MetricName, Dimensions }) =>
          MetricName === textIn(valueOf(alarm, 'metric_name')) &&
          JSON.stringify(Dimensions) === JSON.stringify(watched),
      ).map(({ Value }) => Value);
    },
  },
  gcp: {
    port: '18472',
    env: (root) => ({
      GOOGLE_CLOUD_PROJECT: 'project',
      GOOGLE_CLOUD_LOCATION: 'europe-west1',
      SERVING_IMAGE: 'serving:1',
      METRICS_PREFIX: 'custom.googleapis.com/shop',
      VERTEX_STORE: join(root, 'vertex'),
      SERIES: join(root, 'series.json'),
      MODELS_DIR: join(root, 'models'),
    }),
    directories: ['mlops/runs'],
    train: (_root, run) => run('dvc', 'repro'),
    drift: (root) => {
      const series = jsonIn(join(root, 'series.json')) as {
        metric: { type: string };
        points: { value: { double_value: number } }[];
      }[];
      // The alerts look at these metrics.
      const types = [...monitoringOf(root).matchAll(/type += "\$\{local\.metrics\}\/([^"]+)"/g)];
      const wanted = types.map((found) => `custom.googleapis.com/shop/${found[1] ?? ''}`);
      expect(wanted).toContain('custom.googleapis.com/shop/drift_rows');
      expect(series.map(({ metric }) => metric.type)).toContain('custom.googleapis.com/shop/drift_rows');
      return series
        .filter(({ metric }) => metric.type.endsWith('/model_feature_drift') && wanted.includes(metric.type))
        .map(({ points }) => points[0]?.value.double_value ?? 0);
    },
  },
  azure: {
    port: '18473',
    env: (root) => ({ MLFLOW_TRACKING_URI: join(root, 'azureml'), SERIES: join(root, 'series.json') }),
    directories: ['mlops/runs'],
    train: (_root, run) => run('dvc', 'repro'),
    drift: (root) => {
      const series = jsonIn(join(root, 'series.json')) as { name: string; value: number }[];
      const named = [...monitoringOf(root).matchAll(/AppMetrics \| where Name == '(\w+)'/g)].map((found) => found[1]);
      expect(named).toEqual(['model_feature_drift', 'drift_rows']);
      expect(series.map(({ name }) => name)).toContain(named[1]);
      return series.filter(({ name }) => name === named[0]).map(({ value }) => value);
    },
  },
};

describe.skipIf(!hasPython).each(Object.entries(CLOUDS))('the programs on %s', (target, cloud) => {
  it('train, stop at the gate, serve, and tell the alert of drift', { timeout: 120_000 }, async () => {
    const root = project();
    await scaffold(root, { all: true, given: { target } });
    const directory = join(root, 'mlops');
    const env = {
      PATH: `${join(LOOP, 'bin')}:${process.env.PATH ?? ''}`,
      PYTHONPATH: LOOP,
      PYTHONDONTWRITEBYTECODE: '1',
      DATA_PATH: join(root, 'bucket/train.csv'),
      PREDICTIONS_DIR: join(root, 'requests'),
      HOST: '127.0.0.1',
      PORT: cloud.port,
      MODEL_REFRESH_SECONDS: '0.3',
      ...cloud.env(root),
    };
    for (const path of ['bucket', 'requests', ...cloud.directories]) mkdirSync(join(root, path), { recursive: true });
    const run: Run = (command, ...options) =>
      execFileSync(command, options, { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' });
    const ask = (path: string, body?: unknown): Promise<Response> => {
      const post = { method: 'POST', body: JSON.stringify(body) };
      // A connection of its own: the service closes those that nobody used for a while, perhaps just now.
      const headers = { 'content-type': 'application/json', connection: 'close' };
      return fetch(`http://127.0.0.1:${cloud.port}${path}`, { ...(body === undefined ? {} : post), headers });
    };
    const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
      for (let tries = 0; tries < 300; tries += 1) {
        if (await holds().catch(() => false)) return;
        await wait(100);
      }
      throw new Error(`${what}: not within 30 seconds`);
    };
    const inService = (version: string) => async (): Promise<boolean> =>
      ((await (await ask('/healthz')).json()) as { model_version: string | null }).model_version === version;

    expect(run(PYTHON, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests')).toMatch(/\d+ passed/);
    writeFileSync(env.DATA_PATH, run(PYTHON, 'dataset.py', '--sample'));
    running.push(spawn(PYTHON, ['serve.py'], { cwd: directory, env, stdio: 'ignore' }));
    await until('the service starts', async () => (await ask('/healthz')).ok);
    const row = { sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 };
    expect([(await ask('/readyz')).status, (await ask('/predict', row)).status]).toEqual([503, 503]);

    const parameters = textOf(root, 'mlops/params.yaml');
    writeFileSync(join(directory, 'params.yaml'), parameters.replace('minimum_accuracy: 0.8', 'minimum_accuracy: 1.1'));
    expect(() => cloud.train(root, run)).toThrow(/is below 1\.1/);
    expect((await ask('/readyz')).status).toBe(503);
    writeFileSync(join(directory, 'params.yaml'), parameters);
    // Runs of Vertex AI are called by the second in which they begin.
    await wait(1100);
    expect(cloud.train(root, run)).toContain('version 1 is the champion');
    await until('the champion is in service', inService('1'));
    expect(await (await ask('/predict', row)).json()).toEqual({ prediction: 0, model_version: '1' });

    run(PYTHON, 'drift.py');
    expect(cloud.drift(root)).toEqual([]);
    // Requests of another distribution; one object each.
    for (let at = 0; at < 250; at += 1) await ask('/predict', { ...row, petal_length: 9 + (at % 7) });
    expect(readdirSync(env.PREDICTIONS_DIR).length).toBe(251);
    expect(run(PYTHON, 'drift.py')).toMatch(/drift: petal_length [1-9]/);
    const threshold = Number(/threshold\w* += (0\.25)\n/.exec(monitoringOf(root))?.[1]);
    expect(Math.max(...cloud.drift(root))).toBeGreaterThan(threshold);

    await wait(1100);
    expect(cloud.train(root, run)).toContain('version 2 is the champion');
    await until('the new champion is in service', inService('2'));
  });
});
