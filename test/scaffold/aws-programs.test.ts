/** The programs of the stack on AWS, run in the order of its pipelines, with stand-ins for MLflow, the bucket and CloudWatch. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseHcl, prepareHcl } from '../../src/syntax/hcl/index.js';
import { given, textIn, valueOf } from './aws.js';
import { project, scaffold, textOf } from './support.js';

beforeAll(prepareHcl);

const PYTHON = '/usr/bin/python3';
const hasPython = (() => {
  try {
    execFileSync(PYTHON, [
      '-c',
      'import fastapi, uvicorn, sklearn, pandas, prometheus_client, yaml, joblib, httpx, pytest',
    ]);
    return true;
  } catch {
    if (process.env.REFARCH_REQUIRE_TOOLS) throw new Error('the Python packages of the programs are not there');
    process.stderr.write('The programs of the stack on AWS are not run: their Python packages are not there.\n');
    return false;
  }
})();
const running: ChildProcess[] = [];
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

describe.skipIf(!hasPython)('the programs', () => {
  it('run as the pipelines have them, and tell the alarm of drift', { timeout: 120_000 }, async () => {
    const root = project();
    await scaffold(root, { all: true, given });
    const directory = join(root, 'mlops');
    // The pipelines name the programs of the image by their place in it.
    const steps = (file: string): string[] =>
      [...textOf(root, `mlops/infra/${file}`).matchAll(/ContainerEntrypoint = \["python", "\/app\/(\w+\.py)"\]/g)].map(
        (found) => found[1] ?? '',
      );
    expect([steps('pipeline.tf'), steps('monitoring.tf')]).toEqual([
      ['dataset.py', 'train.py', 'promote.py'],
      ['drift.py'],
    ]);
    const loop = join(import.meta.dirname, 'loop');

    const env = {
      PATH: process.env.PATH ?? '',
      PYTHONPATH: loop,
      PYTHONDONTWRITEBYTECODE: '1',
      MLFLOW_TRACKING_URI: join(root, 'store'),
      DATA_PATH: join(root, 'bucket/data/train.csv'),
      RUNS_DIR: join(root, 'bucket/runs/1'),
      PREDICTIONS_DIR: join(root, 'bucket/predictions'),
      CLOUDWATCH: join(root, 'cloudwatch.json'),
      HOST: '127.0.0.1',
      PORT: '18471',
      MODEL_REFRESH_SECONDS: '0.3',
    };
    for (const path of [join(env.DATA_PATH, '..'), env.RUNS_DIR, env.PREDICTIONS_DIR])
      mkdirSync(path, { recursive: true });
    const python = (...options: string[]): string =>
      execFileSync(PYTHON, options, { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' });
    expect(python('-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests')).toMatch(/\d+ passed/);
    writeFileSync(env.DATA_PATH, python('dataset.py', '--sample'));
    const parameters = textOf(root, 'mlops/params.yaml');
    writeFileSync(join(directory, 'params.yaml'), parameters.replace('minimum_accuracy: 0.8', 'minimum_accuracy: 1.1'));
    expect(() => steps('pipeline.tf').map((program) => python(program))).toThrow(/is below 1\.1/);
    writeFileSync(join(directory, 'params.yaml'), parameters);

    running.push(spawn(PYTHON, ['serve.py'], { cwd: directory, env, stdio: 'ignore' }));
    const ask = async (path: string, body?: unknown): Promise<Response> => {
      const options = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      for (let tries = 0; ; tries += 1)
        try {
          return await fetch(`http://127.0.0.1:${env.PORT}${path}`, body === undefined ? {} : options);
        } catch (error) {
          if (tries === 100) throw error;
          await wait(100);
        }
    };
    expect((await ask('/readyz')).status).toBe(503);
    expect(
      steps('pipeline.tf')
        .map((program) => python(program))
        .at(-1),
    ).toContain('version 1 is the champion');
    for (let tries = 0; tries < 100 && (await ask('/readyz')).status !== 200; tries += 1) await wait(100);
    const row = { sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 };
    expect(await (await ask('/predict', row)).json()).toEqual({ prediction: 0, model_version: '1' });

    const alarm = parseHcl(textOf(root, 'mlops/infra/monitoring.tf')).blocks.find(
      ({ labels }) => labels[0] === 'aws_cloudwatch_metric_alarm' && labels[1] === 'drift',
    );
    const dimensions = valueOf(alarm, 'dimensions');
    const watched = {
      Namespace: textIn(valueOf(alarm, 'namespace')),
      MetricName: textIn(valueOf(alarm, 'metric_name')),
      Dimensions:
        dimensions?.kind === 'object'
          ? dimensions.entries.map(({ key, value }) => ({ Name: key, Value: textIn(value) }))
          : [],
    };
    const told = (): number[] => {
      const { Namespace, MetricData } = JSON.parse(readFileSync(env.CLOUDWATCH, 'utf8')) as {
        Namespace: string;
        MetricData: { MetricName: string; Dimensions: object[]; Value: number }[];
      };
      expect(Namespace).toBe(watched.Namespace);
      return MetricData.filter(
        ({ MetricName, Dimensions }) =>
          MetricName === watched.MetricName && JSON.stringify(Dimensions) === JSON.stringify(watched.Dimensions),
      ).map(({ Value }) => Value);
    };
    python('drift.py');
    expect(told()).toEqual([]);
    for (let at = 0; at < 250; at += 1) await ask('/predict', { ...row, petal_length: 9 + (at % 7) });
    python('drift.py');
    expect(Math.max(...told())).toBeGreaterThan(
      Number(
        textOf(root, 'mlops/infra/monitoring.tf')
          .match(/threshold +=\s0\.25/)?.[0]
          .split('=')[1],
      ),
    );
  });
});
