/** The feature store of each target: training is made of what was known at its time, the service answers with what is known now. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { auditOf, project, scaffold, scaffoldKnowledge, textOf } from './support.js';

const PYTHON = '/usr/bin/python3';
const LOOP = join(import.meta.dirname, 'loop');
const hasPython = (() => {
  try {
    const modules = 'fastapi, uvicorn, sklearn, pandas, prometheus_client, yaml, joblib, httpx, pytest';
    execFileSync(PYTHON, ['-c', `import ${modules}`], { stdio: 'ignore' });
    return true;
  } catch {
    if (process.env.REFARCH_REQUIRE_TOOLS) throw new Error('the Python packages of the programs are not there');
    process.stderr.write('The feature store is not tried: the Python packages of the programs are not there.\n');
    return false;
  }
})();
const running: ChildProcess[] = [];
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

const targets = scaffoldKnowledge.targets.map(({ id }) => id);

async function withFeatures(target: string): Promise<string> {
  const root = project();
  await scaffold(root, { all: true, given: { target } });
  await scaffold(root, { components: ['feature-store'], given: { target } });
  return root;
}

describe.each(targets)('the feature store on %s', (target) => {
  it('is read by training and by the service, and nothing is wrong with it', async () => {
    const root = await withFeatures(target);
    const { findings, relations } = await auditOf(root);
    expect(findings.filter(({ severity }) => severity !== 'info').map(({ ruleId }) => ruleId)).toEqual([]);
    const readers = relations
      .filter(({ type, to }) => type === 'reads-from' && to.startsWith('feature-store/'))
      .map(({ from }) => from.split('/')[0]);
    expect(readers).toEqual(expect.arrayContaining(['model-serving', 'workflow-orchestration']));
    if (target !== 'aws') return;
    const steps = [...textOf(root, 'mlops/infra/pipeline.tf').matchAll(/"\/app\/(\w+\.py)"/g)].map((found) => found[1]);
    expect(steps).toEqual(['features.py', 'dataset.py', 'train.py', 'promote.py']);
  });
});

/** One target with a disk that programs share, one with an object store: the programs of the others are the same. */
describe.skipIf(!hasPython).each(['compose', 'azure'])('the programs of the feature store on %s', (target) => {
  it('give training and the service their features', { timeout: 120_000 }, async () => {
    const root = await withFeatures(target);
    const directory = join(root, 'mlops');
    const cloud = target === 'azure';
    const port = cloud ? '18482' : '18481';
    const sources = cloud ? join(root, 'bucket') : join(directory, 'data');
    const env = {
      PATH: `${join(LOOP, 'bin')}:${process.env.PATH ?? ''}`,
      PYTHONPATH: LOOP,
      PYTHONDONTWRITEBYTECODE: '1',
      MLFLOW_TRACKING_URI: join(root, 'store'),
      ...(cloud ? { DATA_PATH: join(root, 'bucket/train.csv') } : {}),
      PREDICTIONS_DIR: join(root, 'requests'),
      HOST: '127.0.0.1',
      PORT: port,
      MODEL_REFRESH_SECONDS: '0.3',
    };
    for (const path of ['bucket', 'requests', 'mlops/data', 'mlops/runs'])
      mkdirSync(join(root, path), { recursive: true });
    const run = (command: string, ...options: string[]): string =>
      execFileSync(command, options, { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' });
    const ask = async (body?: unknown): Promise<[number, unknown]> => {
      const options = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const answer = await fetch(
        `http://127.0.0.1:${port}${body === undefined ? '/readyz' : '/predict'}`,
        body === undefined ? {} : options,
      );
      return [answer.status, await answer.json()];
    };

    expect(run(PYTHON, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests')).toMatch(/\d+ passed/);
    writeFileSync(join(directory, 'data/train.csv'), run(PYTHON, 'dataset.py', '--sample'));
    const features = run(PYTHON, 'features.py', '--features');
    writeFileSync(join(sources, 'labels.csv'), run(PYTHON, 'features.py', '--labels'));
    // Row 0 is a flower of the first kind in training, and has been measured anew since: as one of the last kind.
    const [, first = ''] = features.split('\n');
    const later = `0,${new Date(Date.now() + 3_600_000).toISOString()},7.7,2.6,6.9,2.3\n`;
    writeFileSync(join(sources, 'features.csv'), features + later);
    run('dvc', 'repro');
    const trained = readFileSync(cloud ? join(sources, 'train.csv') : join(directory, 'runs/train.csv'), 'utf8');
    expect(trained.split('\n').length).toBe(152);
    expect(trained).toContain(`\n${first.split(',').slice(2).join(',')},0\n`);

    running.push(spawn(PYTHON, ['serve.py'], { cwd: directory, env, stdio: 'ignore' }));
    const ready = async (): Promise<boolean> => (await ask({ id: 1 }).catch(() => [0]))[0] === 200;
    for (let tries = 0; tries < 300 && !(await ready()); tries += 1) await wait(100);
    expect(await ask({ id: 0 })).toEqual([200, { prediction: 2, model_version: '1' }]);
    expect(await ask({ id: 1 })).toEqual([200, { prediction: 0, model_version: '1' }]);
    expect((await ask({ id: 999 }))[0]).toBe(404);
  });
});
