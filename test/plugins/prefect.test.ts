import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/prefect/index.js';
import { extract, show } from './support.js';

const lines = (text: string, path = 'flows/train.py'): string[] => show(extract(plugin, path, text));
const dag = (id: string, fn: string): string[] => [
  `unit dag:${id} dag (${id})`,
  `component dag:${id} is workflow-orchestration prefect [${id}]`,
  `offer dag:${id} pipeline ${id}`,
  `link dag:${id} calls python-name flows.train.${fn}`,
  `symbol python:flows.train ${fn} = ${id}`,
];
const head = 'from prefect import flow, task, serve\n';

describe('flows', () => {
  const cases: [string, string, string[]][] = [
    [
      'tasks that the flow calls, once each',
      `${head}@task(name="fit", retries=2)\ndef train(x):\n    return x\n@task\ndef unused():\n    return 1\n@flow(name="churn")\ndef main():\n    train.submit(1)\n    train(2)\n`,
      [
        ...dag('churn', 'main'),
        'unit task:fit task (fit) in dag:churn',
        'link task:fit calls python-name flows.train.train',
        'unit task:unused task (unused) off not-included',
        'link task:unused calls python-name flows.train.unused',
      ],
    ],
    [
      'a flow is called like its function',
      `${head}@flow\ndef train_model():\n    print(1)\n`,
      dag('train-model', 'train_model'),
    ],
    [
      'tasks of a helper',
      `${head}@task\ndef a():\n    return 1\ndef helper():\n    a()\n@flow\ndef f():\n    helper()\n`,
      [...dag('f', 'f'), 'unit task:a task (a) in dag:f', 'link task:a calls python-name flows.train.a'],
    ],
    [
      'a flow without a body is empty',
      `${head}@flow\ndef f():\n    ...\n`,
      ['unit dag:f dag (f) off empty', ...dag('f', 'f').slice(1)],
    ],
    ['a library of tasks', `${head}@task\ndef a():\n    return 1\n`, []],
    [
      'version 1',
      'from prefect import Flow, task\nfrom prefect.tasks.shell import ShellTask\nfrom prefect.schedules import CronSchedule\nsh = ShellTask(name="dbt", helper_script="cd ./dbt")\n@task\ndef fit():\n    return 1\nwith Flow("churn", schedule=CronSchedule("0 3 * * *")) as f:\n    a = sh(command="dbt run").set_dependencies(upstream_tasks=[])\n    fit()\n',
      [
        'unit dag:churn dag (churn)',
        'component dag:churn is workflow-orchestration prefect [churn]',
        'offer dag:churn pipeline churn',
        'symbol python:flows.train f = churn',
        'trait dag:churn runs-on-schedule: 0 3 * * *',
        'unit task:fit task (fit) in dag:churn',
        'link task:fit calls python-name flows.train.fit',
        'unit task:dbt task (dbt) in dag:churn',
        'embedded task:dbt shell in . @9: cd ./dbt\ndbt run',
      ],
    ],
    ['not Prefect', 'from celery import task\n@task\ndef a():\n    return 1\n# prefect\n', []],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

describe('deployments', () => {
  const of = (code: string): string[] =>
    lines(
      `${head}from prefect.client.schemas.schedules import CronSchedule\nfrom prefect.deployments import Deployment\nfrom flows.other import score\n@flow\ndef f():\n    print(1)\n${code}`,
    ).slice(5);
  const cases: [string, string[]][] = [
    [
      'f.serve(name="nightly", cron="0 3 * * *")\n',
      ['trait dag:f runs-on-schedule: 0 3 * * *', 'offer dag:f pipeline f/nightly'],
    ],
    [
      'f.deploy(name="d", schedules=[CronSchedule(cron="0 4 * * *")])\n',
      ['trait dag:f runs-on-schedule: 0 4 * * *', 'offer dag:f pipeline f/d'],
    ],
    ['f.deploy(name="d", cron="0 4 * * *", paused=True)\n', ['offer dag:f pipeline f/d']],
    ['f.deploy(name="d", triggers=[1])\n', ['trait dag:f runs-on-event', 'offer dag:f pipeline f/d']],
    ['f.deploy(name="d")\n', ['offer dag:f pipeline f/d']],
    [
      'serve(f.to_deployment(name="d", interval=60))\n',
      ['trait dag:f runs-on-schedule: 60', 'offer dag:f pipeline f/d'],
    ],
    [
      'Deployment.build_from_flow(flow=f, name="d", schedule=CronSchedule(cron="0 5 * * *"))\n',
      ['trait dag:f runs-on-schedule: 0 5 * * *', 'offer dag:f pipeline f/d'],
    ],
    [
      'score.serve(name="d", cron="0 6 * * *")\n',
      ['trait - runs-on-schedule: 0 6 * * *', 'link - triggers pipeline ${score}'],
    ],
    ['model.deploy(name="d")\nendpoint.serve()\n', []],
  ];
  it.each(cases)('%s', (code, expected) => expect(of(code)).toEqual(expected));
});

describe('prefect.yaml', () => {
  it('holds deployments with their schedules', () => {
    const text = `name: ml
deployments:
- name: prod
  entrypoint: flows/train.py:train_flow
  schedules:
  - cron: "0 0 * * *"
  - cron: "5 0 * * *"
    active: false
- name: events
  entrypoint: flows/score.py:score
  triggers:
  - expect: [new-data]
- name: broken
`;
    expect(lines(text, 'prefect.yaml')).toEqual([
      'unit deployment:prod resource (prod)',
      'component deployment:prod acts deploys workflow-orchestration prefect',
      'link deployment:prod runs pipeline ${train_flow}',
      'trait deployment:prod runs-on-schedule: 0 0 * * *',
      'unit deployment:events resource (events)',
      'component deployment:events acts deploys workflow-orchestration prefect',
      'link deployment:events runs pipeline ${score}',
      'trait deployment:events runs-on-event',
    ]);
  });
  it('is told from other files', () =>
    expect(lines('services:\n  a:\n    entrypoint: run.sh\n', 'compose.yaml')).toEqual([]));
});
