/** The programs of the stack on Google Cloud, run as its jobs and its service run them, with stand-ins for Google's own. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { project, scaffold, textOf } from './support.js';

const PYTHON = '/usr/bin/python3';
const hasPython = (() => {
  try {
    const modules = 'fastapi, uvicorn, sklearn, pandas, prometheus_client, yaml, joblib, httpx, pytest';
    execFileSync(PYTHON, ['-c', `import ${modules}`], { stdio: 'ignore' });
    return true;
  } catch {
    if (process.env.REFARCH_REQUIRE_TOOLS) throw new Error('the Python packages of the programs are not there');
    process.stderr.write('The programs for Google Cloud are not run: their Python packages are not there.\n');
    return false;
  }
})();
const running: ChildProcess[] = [];
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

describe.skipIf(!hasPython)('the programs', () => {
  it('train, stop at the gate, serve, and tell the alert of drift', { timeout: 120_000 }, async () => {
    const root = project();
    await scaffold(root, { all: true, given: { target: 'gcp' } });
    const directory = join(root, 'mlops');
    const loop = join(import.meta.dirname, 'loop');
    const port = '18472';
    const env = {
      PATH: `${join(loop, 'bin')}:${process.env.PATH ?? ''}`,
      PYTHONPATH: loop,
      PYTHONDONTWRITEBYTECODE: '1',
      GOOGLE_CLOUD_PROJECT: 'project',
      GOOGLE_CLOUD_LOCATION: 'europe-west1',
      SERVING_IMAGE: 'serving:1',
      METRICS_PREFIX: 'custom.googleapis.com/shop',
      VERTEX_STORE: join(root, 'vertex'),
      SERIES: join(root, 'series.json'),
      DATA_PATH: join(root, 'bucket/train.csv'),
      MODELS_DIR: join(root, 'models'),
      PREDICTIONS_DIR: join(root, 'requests'),
      HOST: '127.0.0.1',
      PORT: port,
      MODEL_REFRESH_SECONDS: '0.3',
    };
    for (const path of ['bucket', 'requests', 'mlops/runs']) mkdirSync(join(root, path), { recursive: true });
    const run = (command: string, ...options: string[]): string =>
      execFileSync(command, options, { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' });
    const repro = (): string => run('dvc', 'repro');
    const ask = (path: string, body?: unknown): Promise<Response> => {
      const options = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const once = (): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`, body === undefined ? {} : options);
      // The service closes connections that nobody used for a while, perhaps just now.
      return once().catch(once);
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
    expect(repro).toThrow(/is below 1\.1/);
    expect((await ask('/readyz')).status).toBe(503);
    writeFileSync(join(directory, 'params.yaml'), parameters);
    await wait(1100);
    expect(repro()).toContain('version 1 is the champion');
    await until('the champion is in service', inService('1'));
    expect(await (await ask('/predict', row)).json()).toEqual({ prediction: 0, model_version: '1' });

    // Requests of another distribution; one object each.
    for (let at = 0; at < 250; at += 1) await ask('/predict', { ...row, petal_length: 9 + (at % 7) });
    expect(readdirSync(env.PREDICTIONS_DIR).length).toBe(251);
    expect(run(PYTHON, 'drift.py')).toMatch(/drift: petal_length [1-9]/);
    const series = JSON.parse(readFileSync(env.SERIES, 'utf8')) as {
      metric: { type: string; labels: { feature?: string } };
      points: { value: { double_value: number } }[];
    }[];
    const drifted = series.find(({ metric }) => metric.labels.feature === 'petal_length');
    expect(drifted?.points[0]?.value.double_value).toBeGreaterThan(0.25);
    // The alerts look at these metrics.
    const types = [...textOf(root, 'mlops/infra/monitoring.tf').matchAll(/type += "\$\{local\.metrics\}\/([^"]+)"/g)];
    const wanted = types.map((found) => `${env.METRICS_PREFIX}/${found[1] ?? ''}`);
    expect(wanted.filter((type) => !series.some(({ metric }) => metric.type === type))).toEqual([]);
    expect(wanted).toContain(drifted?.metric.type);

    await wait(1100);
    expect(repro()).toContain('version 2 is the champion');
    await until('the new champion is in service', inService('2'));
  });
});
