import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/dagster/index.js';
import { extract, show } from './support.js';

const lines = (text: string, path = 'defs/assets.py'): string[] => show(extract(plugin, path, text));
const head = 'import dagster as dg\n';
const job = (id: string): string[] => [
  `unit dag:${id} dag (${id})`,
  `component dag:${id} is workflow-orchestration dagster [${id}]`,
  `offer dag:${id} pipeline ${id}`,
];

describe('assets', () => {
  const cases: [string, string, string[]][] = [
    [
      'are tasks of the asset graph, known by key and group',
      `${head}@dg.asset(group_name="ml")\ndef model(data):\n    return fit(data)\n@dg.multi_asset(outs={"a": dg.AssetOut(), "b": dg.AssetOut()})\ndef split():\n    return 1\n@dg.asset\ndef later():\n    ...\n`,
      [
        'unit dag:assets dag (assets)',
        'component dag:assets is workflow-orchestration dagster [assets]',
        'offer dag:assets pipeline asset:*',
        'unit task:model task (model) in dag:assets',
        'link task:model calls python-name defs.assets.model',
        'offer task:model pipeline asset:model',
        'offer task:model pipeline asset-group:ml',
        'unit task:split task (split) in dag:assets',
        'link task:split calls python-name defs.assets.split',
        'offer task:split pipeline asset:split',
        'offer task:split pipeline asset:a',
        'offer task:split pipeline asset:b',
        'unit task:later task (later) in dag:assets off empty',
        'link task:later calls python-name defs.assets.later',
        'offer task:later pipeline asset:later',
      ],
    ],
    [
      'that keep themselves up to date',
      `${head}@dg.asset(automation_condition=dg.AutomationCondition.eager())\ndef a():\n    return 1\n@dg.asset(automation_condition=dg.AutomationCondition.on_cron("0 1 * * *"))\ndef b():\n    return 1\n`,
      [
        'unit dag:assets dag (assets)',
        'component dag:assets is workflow-orchestration dagster [assets]',
        'offer dag:assets pipeline asset:*',
        'unit task:a task (a) in dag:assets',
        'link task:a calls python-name defs.assets.a',
        'offer task:a pipeline asset:a',
        'trait task:a runs-on-event: eager',
        'unit task:b task (b) in dag:assets',
        'link task:b calls python-name defs.assets.b',
        'offer task:b pipeline asset:b',
        'trait task:b runs-on-schedule: 0 1 * * *',
      ],
    ],
    [
      'checks; only blocking ones stop what follows',
      `${head}@dg.asset_check(asset="a", blocking=True)\ndef no_nulls(a):\n    return a\n@dg.asset_check(asset="m", blocking=True)\ndef good(m):\n    return m["accuracy"] > 0.8\n@dg.asset_check(asset="a")\ndef report(a):\n    return a\n`,
      [
        'unit task:no_nulls task (no_nulls)',
        'link task:no_nulls calls python-name defs.assets.no_nulls',
        'trait task:no_nulls validates-data',
        'trait task:no_nulls data-gate',
        'unit task:good task (good)',
        'link task:good calls python-name defs.assets.good',
        'trait task:good evaluates-model',
        'trait task:good model-gate',
        'unit task:report task (report)',
        'link task:report calls python-name defs.assets.report',
        'trait task:report validates-data',
      ],
    ],
    ['nothing of it', 'import dagster\nx = 1\n', []],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

describe('jobs', () => {
  const cases: [string, string, string[]][] = [
    [
      'of ops',
      'from dagster import job, op\n@op\ndef a():\n    return 1\n@op\ndef b(x):\n    return x\n@op\ndef c():\n    return 1\n@job(name="train")\ndef j():\n    b(a())\n',
      [
        ...job('train'),
        'link dag:train calls python-name j.j',
        'symbol python:j j = train',
        'unit task:b task (b) in dag:train',
        'link task:b calls python-name j.b',
        'unit task:a task (a) in dag:train',
        'link task:a calls python-name j.a',
        'unit task:c task (c) off not-included',
        'link task:c calls python-name j.c',
      ],
    ],
    [
      'of assets',
      `${head}from defs import assets\nall_of_them = dg.define_asset_job("all")\nsome = dg.define_asset_job("some", selection=["model", "*data+"])\ngroup = dg.define_asset_job("group", selection=dg.AssetSelection.groups("ml"))\nnamed = dg.define_asset_job("named", selection=[assets.model])\n`,
      [
        ...job('all'),
        'symbol python:j all_of_them = all',
        'link dag:all runs pipeline asset:*',
        ...job('some'),
        'symbol python:j some = some',
        'link dag:some runs pipeline asset:model',
        'link dag:some runs pipeline asset:data',
        ...job('group'),
        'symbol python:j group = group',
        'link dag:group runs pipeline asset-group:ml',
        ...job('named'),
        'symbol python:j named = named',
        'link dag:named runs pipeline asset:model',
      ],
    ],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code, 'j.py')).toEqual(expected));
});

describe('schedules and sensors', () => {
  const of = (code: string): string[] =>
    lines(`${head}from defs import jobs\n${code}`, 's.py').filter(
      (line) => !line.includes('dag:train') || line.startsWith('trait'),
    );
  const cases: [string, string, string[]][] = [
    [
      'a schedule of a job elsewhere',
      'n = dg.ScheduleDefinition(name="n", job=jobs.train, cron_schedule="0 1 * * *")\n',
      [
        'unit schedule:n resource (n)',
        'component schedule:n is scheduler dagster [n]',
        'trait schedule:n runs-on-schedule: 0 1 * * *',
        'link schedule:n triggers pipeline ${train}',
      ],
    ],
    [
      'a schedule of a job of the file',
      'train = dg.define_asset_job("train")\ndg.ScheduleDefinition(name="n", job=train, cron_schedule="@daily")\n',
      [
        'symbol python:s train = train',
        'unit schedule:n resource (n)',
        'component schedule:n is scheduler dagster [n]',
        'trait schedule:n runs-on-schedule: @daily',
        'trait dag:train runs-on-schedule: @daily',
        'link schedule:n triggers pipeline train',
      ],
    ],
    [
      'a stopped schedule',
      'dg.ScheduleDefinition(name="n", job=jobs.train, cron_schedule="@daily", default_status=dg.DefaultScheduleStatus.STOPPED)\n',
      [
        'unit schedule:n resource (n) off disabled',
        'component schedule:n is scheduler dagster [n]',
        'trait schedule:n runs-on-schedule: @daily',
        'link schedule:n triggers pipeline ${train}',
      ],
    ],
    [
      'a decorated schedule',
      '@dg.schedule(job=jobs.train, cron_schedule="@hourly")\ndef hourly(context):\n    return {}\n',
      [
        'unit schedule:hourly resource (hourly)',
        'component schedule:hourly is scheduler dagster [hourly]',
        'trait schedule:hourly runs-on-schedule: @hourly',
        'link schedule:hourly triggers pipeline ${train}',
        'link schedule:hourly calls python-name s.hourly',
      ],
    ],
    [
      'a sensor',
      '@dg.sensor(job=jobs.train)\ndef new_file(context):\n    yield dg.RunRequest()\n',
      [
        'unit sensor:new_file resource (new_file)',
        'trait sensor:new_file runs-on-event: new_file',
        'link sensor:new_file triggers pipeline ${train}',
        'link sensor:new_file calls python-name s.new_file',
      ],
    ],
    [
      'a sensor of runs',
      '@dg.run_failure_sensor\ndef report(context):\n    send(1)\n',
      ['unit sensor:report resource (report)', 'link sensor:report calls python-name s.report'],
    ],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(of(code)).toEqual(expected));
});
