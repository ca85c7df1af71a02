import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/databricks/index.js';
import { extract, show } from './support.js';

const lines = (text: string, path = 'resources/train.yml'): string[] => show(extract(plugin, path, text));
const job = (id: string): string[] => [
  `unit dag:${id} dag (${id})`,
  `component dag:${id} is workflow-orchestration databricks [${id}]`,
  `offer dag:${id} pipeline ${id}`,
];

describe('jobs', () => {
  const cases: [string, string, string[]][] = [
    [
      'tasks, clusters, a schedule',
      `resources:
  jobs:
    train_job:
      name: \${bundle.target}-churn
      job_clusters:
        - job_cluster_key: main
          new_cluster:
            node_type_id: g5.xlarge
      tasks:
        - task_key: fit
          job_cluster_key: main
          notebook_task:
            notebook_path: ../notebooks/train.py
        - task_key: score
          spark_python_task:
            python_file: ../src/score.py
          new_cluster:
            node_type_id: i3.xlarge
        - task_key: wheel
          python_wheel_task:
            package_name: churn
            entry_point: main
        - task_key: dbt
          dbt_task:
            commands: [dbt deps, dbt run]
        - task_key: next
          run_job_task:
            job_id: \${resources.jobs.deploy_job.id}
      schedule:
        quartz_cron_expression: "0 0 9 * * ?"
`,
      [
        ...job('churn'),
        'offer dag:churn pipeline train_job',
        'trait dag:churn runs-on-schedule: 0 0 9 * * ?',
        'unit task:fit task (fit) in dag:churn',
        'link task:fit runs path notebooks/train.py',
        'component task:fit acts runs-on model-training-infrastructure databricks [main]',
        'trait task:fit requests-accelerator: g5.xlarge',
        'unit task:score task (score) in dag:churn',
        'link task:score runs path src/score.py',
        'component task:score acts runs-on model-training-infrastructure databricks',
        'unit task:wheel task (wheel) in dag:churn',
        'link task:wheel calls python-name churn.main',
        'link task:wheel runs target script:main',
        'unit task:dbt task (dbt) in dag:churn',
        'embedded task:dbt shell @25: dbt deps\ndbt run',
        'unit task:next task (next) in dag:churn',
        'link task:next triggers pipeline deploy_job',
      ],
    ],
    [
      'what is paused does not start by itself',
      'resources:\n  jobs:\n    j:\n      tasks:\n        - task_key: a\n          notebook_task: {notebook_path: a.py}\n      schedule:\n        quartz_cron_expression: "0 0 9 * * ?"\n        pause_status: PAUSED\n',
      [...job('j'), 'unit task:a task (a) in dag:j', 'link task:a runs path resources/a.py'],
    ],
    [
      'events and conditions',
      `resources:
  jobs:
    watch:
      trigger:
        file_arrival: {url: "s3://raw/"}
      tasks:
        - task_key: check
          condition_task: {op: GREATER_THAN, left: "{{tasks.eval.values.accuracy}}", right: "0.8"}
        - task_key: drift
          condition_task: {op: EQUAL_TO, left: "{{tasks.watch.values.is_metric_violated}}", right: "true"}
        - task_key: each
          for_each_task:
            inputs: "[1]"
            task:
              notebook_task: {notebook_path: ./fit}
`,
      [
        ...job('watch'),
        'trait dag:watch runs-on-event: s3://raw/',
        'unit task:check task (check) in dag:watch',
        'trait task:check model-gate: {{tasks.eval.values.accuracy}} GREATER_THAN 0.8',
        'unit task:drift task (drift) in dag:watch',
        'trait dag:watch runs-on-event: {{tasks.watch.values.is_metric_violated}} EQUAL_TO true',
        'unit task:each task (each) in dag:watch',
        'link task:each runs path resources/fit.py',
      ],
    ],
    [
      'a job without tasks is empty',
      'resources:\n  jobs:\n    j:\n      name: j\n',
      ['unit dag:j dag (j) off empty', ...job('j').slice(1)],
    ],
    [
      'a job specification',
      'name: nightly\ntasks:\n  - task_key: a\n    notebook_task: {notebook_path: /Shared/a}\n  - task_key: b\n    notebook_task: {notebook_path: nb/b, source: GIT}\n',
      [
        ...job('nightly'),
        'unit task:a task (a) in dag:nightly',
        'link task:a runs config notebook:a',
        'unit task:b task (b) in dag:nightly',
        'link task:b runs path nb/b.py',
      ],
    ],
    ['other YAML', 'resources:\n  limits:\n    cpu: 1\n', []],
  ];
  it.each(cases)('%s', (_, text, expected) => expect(lines(text)).toEqual(expected));

  it('of dbx name files from the root of the project', () => {
    const text =
      'environments:\n  default:\n    workflows:\n      - name: fit\n        spark_python_task: {python_file: file://src/fit.py}\n      - name: score\n        spark_python_task: {python_file: "dbfs:/models/score.py"}\n';
    expect(lines(text, 'ml/conf/deployment.yml')).toEqual([
      ...job('fit'),
      'link dag:fit runs path ml/src/fit.py',
      ...job('score'),
    ]);
  });

  it('reads templates', () => {
    const text =
      'resources:\n  jobs:\n    j:\n      tasks:\n        - task_key: a\n          {{ if .x }}notebook_task:\n            notebook_path: a.py\n          {{ else }}notebook_task:\n            notebook_path: b.py\n          {{ end }}\n';
    const facts = extract(plugin, 'r/j.yml.tmpl', text, { file: { logicalPath: 'r/j.yml' } });
    expect(show(facts)).toEqual([
      ...job('j'),
      'unit task:a task (a) in dag:j',
      'link task:a runs path r/a.py',
      'link task:a runs path r/b.py',
    ]);
  });
});

describe('bundles', () => {
  it('read the monitor that is defined beside a job', () =>
    expect(
      lines(
        'resources:\n  quality_monitors:\n    q: {table_name: a.b.c}\n  jobs:\n    watch:\n      tasks:\n        - task_key: drift\n          condition_task: {op: EQUAL_TO, left: "{{tasks.w.values.drift}}", right: "true"}\n',
      ).filter((line) => line.includes('task:drift') && !line.startsWith('unit')),
    ).toEqual(['component task:drift acts reads-from monitoring databricks']));

  it('take files into force', () => {
    const text =
      'bundle:\n  name: churn\ninclude:\n  - resources/*.yml\n  # - monitoring/*.yml\ntargets:\n  dev:\n    resources:\n      jobs:\n        j: {}\n';
    expect(lines(text, 'ml/databricks.yml')).toEqual([
      'link - includes path ml/resources',
      'trait - stage: dev',
      'unit dag:j dag (j) off empty',
      ...job('j').slice(1),
    ]);
  });
  const cases: [string, string, string[]][] = [
    [
      'endpoints',
      'resources:\n  model_serving_endpoints:\n    e:\n      name: churn\n      config:\n        served_entities:\n          - entity_name: ml.prod.churn\n        traffic_config:\n          routes:\n            - {served_model_name: a, traffic_percentage: 90}\n            - {served_model_name: b, traffic_percentage: 10}\n',
      [
        'unit model_serving_endpoints:e resource (churn)',
        'component model_serving_endpoints:e is model-serving databricks [churn]',
        'offer model_serving_endpoints:e endpoint churn',
        'offer model_serving_endpoints:e endpoint e',
        'link model_serving_endpoints:e loads-from model ml.prod.churn',
        'component model_serving_endpoints:e acts loads-from model-registry mlflow',
        'trait model_serving_endpoints:e canary',
      ],
    ],
    [
      'registries, experiments, monitors, pipelines',
      'resources:\n  registered_models:\n    m: {name: churn}\n  experiments:\n    x: {name: /churn}\n  quality_monitors:\n    q: {table_name: a.b.c}\n  pipelines:\n    p:\n      libraries:\n        - notebook: {path: ../dlt/a.py}\n',
      [
        'unit registered_models:m resource (churn)',
        'component registered_models:m is model-registry databricks [churn]',
        'offer registered_models:m model churn',
        'offer registered_models:m model m',
        'unit experiments:x resource (/churn)',
        'component experiments:x is ml-metadata-store mlflow [/churn]',
        'offer experiments:x experiment /churn',
        'offer experiments:x experiment x',
        'unit quality_monitors:q resource (a.b.c)',
        'component quality_monitors:q is monitoring databricks [a.b.c]',
        'link quality_monitors:q monitors table a.b.c',
        'unit pipelines:p resource (p)',
        'component pipelines:p is data-pipeline databricks [p]',
        'offer pipelines:p pipeline p',
        'link pipelines:p runs path dlt/a.py',
      ],
    ],
  ];
  it.each(cases)('%s', (_, text, expected) => expect(lines(text)).toEqual(expected));
});
