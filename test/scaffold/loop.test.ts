/**
 * The stack for real, without containers: the generated programs, Prometheus and Alertmanager run on this machine. A model is
 * stopped by the gate, another one passes, is served and asked; requests drift, the alert reaches the trainer, and the model
 * that it trains comes into service.
 *
 * Addresses and waiting times are those of a test; all else is as it was made. MLflow and DVC are played by `loop/`, for Debian has
 * no packages of them, and so is a cluster: it runs what the manifests of the Kubernetes target define, as their Role allows it.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { project, scaffold, textOf } from './support.js';

const PYTHON = '/usr/bin/python3';
const MODULES = 'fastapi, uvicorn, sklearn, pandas, prometheus_client, apscheduler, yaml, joblib, httpx, pytest';
const TOOLS: [string, string[]][] = [
  [PYTHON, ['-c', `import ${MODULES}`]],
  ['prometheus', ['--version']],
  ['prometheus-alertmanager', ['--version']],
  ['promtool', ['--version']],
];

const missing = TOOLS.find(([command, options]) => {
  try {
    execFileSync(command, options, { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
});
if (missing) {
  const sentence = `${missing[0]} ${missing[1].join(' ')} does not work: the loop of the scaffold is not tried.`;
  if (process.env.REFARCH_REQUIRE_TOOLS) throw new Error(sentence);
  process.stderr.write(`${sentence}\n`);
}

const LOOP = join(import.meta.dirname, 'loop');
const running: ChildProcess[] = [];
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** Asks until the answer is as wanted. */
async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await wait(100);
  }
  throw new Error(`${what}: not within 30 seconds`);
}

/** How a target is run here: what starts the pipeline, what looks for drift and takes the alert, and what counts retrainings. */
const TARGETS = [
  {
    target: 'compose',
    pipeline: ['dvc', 'repro'],
    loop: 'trainer',
    metrics: 'serving',
    retrained: 'pipeline_runs_total{cause="alert",outcome="passed"}',
    looksByItself: false,
  },
  {
    target: 'kubernetes',
    pipeline: ['cronjob', 'train'],
    loop: 'drift',
    metrics: 'serving-metrics',
    retrained: 'pipeline_started_total{outcome="started"}',
    looksByItself: true,
  },
] as const;

describe.skipIf(missing !== undefined).each(TARGETS)('the generated stack on $target', (how) => {
  const given = { target: how.target };

  it('closes the loop from training to retraining', { timeout: 120_000 }, async () => {
    const root = project();
    await scaffold(root, { all: true, given });
    const directory = join(root, 'mlops');
    const [serving = 0, loop = 0, prometheus = 0, alertmanager = 0] = await freePorts(4);
    const env = {
      PATH: `${join(LOOP, 'bin')}:${process.env.PATH ?? ''}`,
      PYTHONPATH: LOOP,
      PYTHONDONTWRITEBYTECODE: '1',
      MLFLOW_TRACKING_URI: join(root, 'store'),
      PREDICTIONS_DIR: join(root, 'predictions'),
      HOST: '127.0.0.1',
      MODEL_REFRESH_SECONDS: '0.3',
      KUBERNETES_MANIFESTS: join(directory, 'kubernetes.yaml'),
      DRIFT_SECONDS: '1',
    };
    mkdirSync(env.PREDICTIONS_DIR);
    mkdirSync(join(directory, 'data'));
    const python = (...options: string[]): string =>
      execFileSync(PYTHON, options, { cwd: directory, env, encoding: 'utf8' });
    const start = (command: string, options: string[], more: Record<string, string> = {}): void => {
      running.push(spawn(command, options, { cwd: directory, env: { ...env, ...more }, stdio: 'ignore' }));
    };
    const ask = (path: string, body?: unknown): Promise<Response> => {
      const post = { method: 'POST', body: JSON.stringify(body) };
      // A connection of its own: the service closes those that nobody used for a while, perhaps just now.
      const headers = { 'content-type': 'application/json', connection: 'close' };
      return fetch(`http://127.0.0.1:${serving}${path}`, { ...(body === undefined ? {} : post), headers });
    };
    const query = async (expression: string): Promise<number | undefined> => {
      const answer = await fetch(`http://127.0.0.1:${prometheus}/api/v1/query?query=${encodeURIComponent(expression)}`);
      const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
      return data.result[0] && Number(data.result[0].value[1]);
    };
    const inService = async (version: string): Promise<true | undefined> => {
      const { model_version: found } = (await (await ask('/healthz')).json()) as { model_version: string | null };
      return found === version ? true : undefined;
    };

    // The tests that came with the code.
    expect(python('-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests')).toMatch(/\d+ passed/);

    writeFileSync(join(directory, 'data/train.csv'), python('dataset.py', '--sample'));
    start(PYTHON, ['serve.py'], { PORT: String(serving) });
    await until('the service starts', () => ask('/healthz'));
    const row = { sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 };
    expect([(await ask('/readyz')).status, (await ask('/predict', row)).status]).toEqual([503, 503]);

    // A gate that nothing passes, and then the one that was made.
    const parameters = textOf(root, 'mlops/params.yaml');
    writeFileSync(join(directory, 'params.yaml'), parameters.replace('minimum_accuracy: 0.8', 'minimum_accuracy: 1.1'));
    const [program, ...words] = how.pipeline;
    const repro = (): string => execFileSync(program, words, { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' });
    expect(repro).toThrow(/is below 1\.1/);
    expect((await ask('/readyz')).status).toBe(503);
    writeFileSync(join(directory, 'params.yaml'), parameters);
    expect(repro()).toContain('version 1 is the champion');
    await until('the champion is in service', () => inService('1'));
    expect(await (await ask('/predict', row)).json()).toEqual({ prediction: 0, model_version: '1' });
    expect((await ask('/predict', { unknown: 1 })).status).toBe(422);

    // Monitoring as it was made, with the addresses and times of this test.
    const local = (text: string): string =>
      text
        .replaceAll(`${how.metrics}:8000`, `127.0.0.1:${serving}`)
        .replaceAll(`${how.loop}:8000`, `127.0.0.1:${loop}`)
        .replaceAll('alertmanager:9093', `127.0.0.1:${alertmanager}`)
        .replace(/((?:scrape|evaluation)_interval): 15s/g, '$1: 1s')
        .replace('group_wait: 10s', 'group_wait: 0s')
        .replace('for: 5m', 'for: 1s');
    const monitoring = join(root, 'monitoring');
    mkdirSync(monitoring);
    for (const file of ['prometheus.yml', 'alerts.yml', 'alertmanager.yml'])
      writeFileSync(join(monitoring, file), local(textOf(root, `mlops/monitoring/${file}`)));
    start(PYTHON, [`${how.loop}.py`], { PORT: String(loop) });
    start('prometheus-alertmanager', [
      `--config.file=${monitoring}/alertmanager.yml`,
      `--storage.path=${root}/alertmanager`,
      `--web.listen-address=127.0.0.1:${alertmanager}`,
      '--cluster.listen-address=',
    ]);
    start('prometheus', [
      `--config.file=${monitoring}/prometheus.yml`,
      `--storage.tsdb.path=${root}/prometheus`,
      `--web.listen-address=127.0.0.1:${prometheus}`,
    ]);

    // Requests of another distribution than the training data.
    for (let at = 0; at < 250; at += 1) await ask('/predict', { ...row, petal_length: 9 + (at % 7) });
    await until(
      'predictions are counted',
      async () => ((await query('sum(model_predictions_total)')) ?? 0) > 250 || undefined,
    );
    if (!how.looksByItself) expect(python('drift.py')).toMatch(/drift: petal_length [1-9]/);
    await until(
      'the alert fires',
      async () => (await query('ALERTS{alertname="FeatureDrift",alertstate="firing"}')) ?? undefined,
    );
    await until('the trainer runs', async () => (await query(how.retrained)) ?? undefined);
    await until('the new champion is in service', () => inService('2'));
  });

  it('has alerts that fire when they should, and only then', async () => {
    const root = project();
    await scaffold(root, { all: true, given });
    const monitoring = join(root, 'mlops/monitoring');
    const promtool = (...options: string[]): string =>
      execFileSync('promtool', options, { cwd: monitoring, encoding: 'utf8' });
    expect(promtool('check', 'config', 'prometheus.yml')).toContain('SUCCESS');
    const { groups } = parse(textOf(root, 'mlops/monitoring/alerts.yml')) as {
      groups: { rules: { alert: string; labels: Record<string, string>; annotations: Record<string, string> }[] }[];
    };
    const rules = new Map(groups.flatMap((group) => group.rules).map((rule) => [rule.alert, rule]));
    // Series that make an alert fire after `at`, and its labels then.
    const CASES: [alert: string, series: Record<string, string>, at: string, labels: Record<string, string>][] = [
      ['ServingDown', { 'up{job="serving"}': '1 0x30' }, '10m', { job: 'serving' }],
      ['NoModelInService', { 'model_loaded{job="serving"}': '0x60' }, '40m', { job: 'serving' }],
      [
        'PredictionsFail',
        {
          'model_predictions_total{job="serving"}': '0+10x60',
          'model_prediction_failures_total{job="serving"}': '0+5x60',
        },
        '40m',
        {},
      ],
      // Nothing is answered at all: a series that is not there must not keep the alert from firing.
      ['PredictionsFail', { 'model_prediction_failures_total{job="serving"}': '0+5x60' }, '40m', {}],
      ['DriftServiceDown', { 'up{job="drift"}': '0x60' }, '30m', { job: 'drift' }],
      ['TrainerDown', { 'up{job="trainer"}': '0x60' }, '30m', { job: 'trainer' }],
      ['FeatureDrift', { 'model_feature_drift{feature="a",job="trainer"}': '0.5x60' }, '20m', { feature: 'a' }],
      ['DriftNotLookedFor', { 'drift_last_run_timestamp_seconds{job="trainer"}': '0x3000' }, '49h', { job: 'trainer' }],
      [
        'PipelineStale',
        { 'pipeline_last_success_timestamp_seconds{job="trainer"}': '0x5000' },
        '73h',
        { job: 'trainer' },
      ],
    ];
    const cases = CASES.filter(([alert]) => rules.has(alert));
    expect([...new Set(cases.map(([alert]) => alert))].sort()).toEqual([...rules.keys()].sort());
    const tests = cases.map(([alertname, series, at, labels]) => ({
      interval: '1m',
      input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
      alert_rule_test: [
        { eval_time: '1m', alertname, exp_alerts: [] },
        {
          eval_time: at,
          alertname,
          exp_alerts: [
            {
              exp_labels: { ...labels, ...rules.get(alertname)?.labels },
              exp_annotations: Object.fromEntries(
                Object.entries(rules.get(alertname)?.annotations ?? {}).map(([key, text]) => [
                  key,
                  text.replace('{{ $labels.feature }}', 'a'),
                ]),
              ),
            },
          ],
        },
      ],
    }));
    writeFileSync(
      join(monitoring, 'alerts_test.yml'),
      stringify({ rule_files: ['alerts.yml'], evaluation_interval: '1m', tests }),
    );
    expect(promtool('test', 'rules', 'alerts_test.yml')).toContain('SUCCESS');
  });
});
