import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/airflow/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology('sagemaker', {
    kind: 'call',
    pattern: 'airflow.*SageMakerTrainingOperator',
    component: 'model-training-infrastructure',
    relation: 'runs-on',
    trait: ['trains-model'],
  }),
);
const lines = (text: string, path = 'dags/train.py'): string[] => show(extract(plugin, path, text, { catalogue }));
const dag = (id: string): string[] => [
  `unit dag:${id} dag (${id})`,
  `component dag:${id} is workflow-orchestration airflow [${id}]`,
  `offer dag:${id} pipeline ${id}`,
];
const imports =
  'from airflow import DAG\nfrom airflow.operators.python import PythonOperator\nfrom airflow.operators.bash import BashOperator\n';

describe('DAGs', () => {
  const cases: [string, string, string[]][] = [
    [
      'opened with `with`',
      `${imports}with DAG("train", schedule="@daily") as dag:\n    a = PythonOperator(task_id="a", python_callable=f)\n`,
      [
        ...dag('train'),
        'trait dag:train runs-on-schedule: @daily',
        'symbol python:dags.train dag = train',
        'unit task:a task (a) in dag:train',
      ],
    ],
    [
      'given to each task',
      `${imports}d = DAG(dag_id="train")\na = BashOperator(task_id="a", bash_command="dvc repro", dag=d)\n`,
      [
        ...dag('train'),
        'symbol python:dags.train d = train',
        'unit task:a task (a) in dag:train',
        'embedded task:a shell in . @5: dvc repro',
      ],
    ],
    [
      'decorated functions with decorated tasks',
      'from airflow.decorators import dag, task\n@task\ndef a():\n    return 1\n@task(task_id="bee")\ndef b(x):\n    return x\n@task\ndef c():\n    return 1\n@dag(schedule=None)\ndef train():\n    b(a())\ntrain()\n',
      [
        ...dag('train'),
        'trait dag:train runs-on-demand',
        'link dag:train calls python-name dags.train.train',
        'symbol python:dags.train train = train',
        'unit task:a task (a) in dag:train',
        'link task:a calls python-name dags.train.a',
        'unit task:bee task (bee) in dag:train',
        'link task:bee calls python-name dags.train.b',
        'unit task:c task (c) in dag:train off not-included',
        'link task:c calls python-name dags.train.c',
      ],
    ],
    [
      'tasks inside the decorated function, expanded and overridden',
      'from airflow.sdk import dag, task\n@dag\ndef train():\n    @task\n    def a(x):\n        return x\n    @task\n    def b(x):\n        return x\n    a.expand(x=[1])\n    b.override(task_id="q")(1)\ntrain()\n',
      [
        ...dag('train'),
        'link dag:train calls python-name dags.train.train',
        'symbol python:dags.train train = train',
        'unit task:a task (a) in dag:train',
        'link task:a calls python-name dags.train.train.a',
        'unit task:b task (b) in dag:train',
        'link task:b calls python-name dags.train.train.b',
      ],
    ],
    [
      'a decorated function that nobody calls is no DAG',
      'from airflow.decorators import dag\n@dag\ndef train():\n    x = 1\n',
      [
        'unit dag:train dag (train) off uncalled',
        'component dag:train is workflow-orchestration airflow [train]',
        'offer dag:train pipeline train',
        'link dag:train calls python-name dags.train.train',
        'symbol python:dags.train train = train',
      ],
    ],
    [
      'a DAG that is created paused is switched off',
      `${imports}with DAG("train", is_paused_upon_creation=True):\n    a = 1\n`,
      ['unit dag:train dag (train) off disabled', ...dag('train').slice(1)],
    ],
    ['other files', 'from airflow.models import Variable\nx = Variable.get("a")\n', []],
    ['not Airflow', 'class DAG:\n    pass\nDAG("x")\n', []],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

describe('membership', () => {
  const tasks = (code: string): string[] => lines(imports + code).filter((line) => line.startsWith('unit task'));
  const cases: [string, string, string[]][] = [
    [
      'a task without an edge is in the DAG',
      'with DAG("d"):\n    a = BashOperator(task_id="a")\n    b = BashOperator(task_id="b")\n    a\n',
      ['unit task:a task (a) in dag:d', 'unit task:b task (b) in dag:d'],
    ],
    [
      'a task outside is not',
      'with DAG("d"):\n    a = BashOperator(task_id="a")\nb = BashOperator(task_id="b")\n',
      ['unit task:a task (a) in dag:d', 'unit task:b task (b) off not-included'],
    ],
    [
      'chained tasks share their DAG',
      'd = DAG("d")\na = BashOperator(task_id="a", dag=d)\nb = BashOperator(task_id="b")\nc = BashOperator(task_id="c")\na >> [b, c]\n',
      ['unit task:a task (a) in dag:d', 'unit task:b task (b) in dag:d', 'unit task:c task (c) in dag:d'],
    ],
    [
      'chain()',
      'from airflow.models.baseoperator import chain\nd = DAG("d")\na = BashOperator(task_id="a", dag=d)\nb = BashOperator(task_id="b")\nchain(a, b)\n',
      ['unit task:a task (a) in dag:d', 'unit task:b task (b) in dag:d'],
    ],
    ['opened again', 'd = DAG("d")\nwith d:\n    a = BashOperator(task_id="a")\n', ['unit task:a task (a) in dag:d']],
    [
      'in a task group',
      'from airflow.utils.task_group import TaskGroup\nwith DAG("d"):\n    with TaskGroup("g"):\n        a = BashOperator(task_id="a")\n',
      ['unit task:a task (a) in dag:d'],
    ],
    [
      'built by a function',
      'def make():\n    return BashOperator(task_id="a")\nwith DAG("d"):\n    make()\n',
      ['unit task:a task (a) in dag:d'],
    ],
    [
      'built by a function for DAGs elsewhere',
      'def make(dag):\n    return BashOperator(task_id="a", dag=dag)\n',
      ['unit task:a task (a) in def:make'],
    ],
    [
      'two DAGs',
      'with DAG("d"):\n    a = BashOperator(task_id="a")\nwith DAG("e"):\n    a = BashOperator(task_id="a")\n',
      ['unit task:a task (a) in dag:d', 'unit task:a#2 task (a) in dag:e'],
    ],
    [
      'mapped',
      'with DAG("d"):\n    a = BashOperator.partial(task_id="a").expand(bash_command=["x"])\n',
      ['unit task:a task (a) in dag:d'],
    ],
    [
      'an operator of the project',
      'from ops import TrainOperator\nwith DAG("d"):\n    TrainOperator(task_id="a")\n',
      ['unit task:a task (a) in dag:d'],
    ],
    ['no task', 'from ops import parse_operator, BooleanOperator\nwith DAG("d"):\n    BooleanOperator("and")\n', []],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(tasks(code)).toEqual(expected));
});

describe('what tasks run', () => {
  const of = (code: string): string[] =>
    lines(`${imports}with DAG("d") as d:\n${code.replace(/^/gm, '    ')}`).filter(
      (line) => / task:/.test(line) && !line.startsWith('unit'),
    );
  const cases: [string, string, string[]][] = [
    [
      'a function of another file',
      'from steps import fit\nPythonOperator(task_id="a", python_callable=fit)\n',
      ['link task:a calls python-name steps.fit'],
    ],
    [
      'an object of a class',
      'from steps import Train\nt = Train(1)\nPythonOperator(task_id="a", python_callable=t)\n',
      ['link task:a calls python-name steps.Train'],
    ],
    [
      'a partial function',
      'from functools import partial\nfrom steps import fit\nPythonOperator(task_id="a", python_callable=partial(fit, 1))\n',
      ['link task:a calls python-name steps.fit'],
    ],
    [
      'a script',
      'BashOperator(task_id="a", bash_command="scripts/train.sh ")\n',
      ['link task:a runs path scripts/train.sh'],
    ],
    [
      'a command with a template',
      'BashOperator(task_id="a", bash_command="python t.py --d {{ ds }}", cwd="src")\n',
      ['embedded task:a shell in src @5: python t.py --d $TEMPLATE'],
    ],
    [
      'an image',
      'from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator\nKubernetesPodOperator(task_id="a", image="acme/train:1", cmds=["python"], arguments=["train.py"])\n',
      ['link task:a built-from image acme/train:1', 'embedded task:a shell in . @6: python train.py'],
    ],
    [
      'another DAG',
      'from airflow.operators.trigger_dagrun import TriggerDagRunOperator\nTriggerDagRunOperator(task_id="a", trigger_dag_id="deploy")\n',
      ['link task:a triggers pipeline deploy'],
    ],
    [
      'a Spark application',
      'from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator\nSparkSubmitOperator(task_id="a", application="jobs/etl.py")\n',
      ['link task:a runs path jobs/etl.py'],
    ],
    [
      'a managed service',
      'from airflow.providers.amazon.aws.operators.sagemaker import SageMakerTrainingOperator\nSageMakerTrainingOperator(task_id="a", config={})\n',
      ['component task:a acts runs-on model-training-infrastructure sagemaker', 'trait task:a trains-model'],
    ],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(of(code)).toEqual(expected));
});

describe('starts', () => {
  const starts = (schedule: string): string[] =>
    lines(
      `${imports}from airflow.datasets import Dataset\nfrom airflow.timetables.trigger import CronTriggerTimetable\nfrom datetime import timedelta\nfrom conf import WHEN\nraw = Dataset("s3://raw")\nDAG("d", ${schedule})\n`,
    ).filter((line) => line.startsWith('trait'));
  const cases: [string, string[]][] = [
    ['schedule="0 3 * * *"', ['trait dag:d runs-on-schedule: 0 3 * * *']],
    ['schedule_interval="@weekly"', ['trait dag:d runs-on-schedule: @weekly']],
    ['schedule=timedelta(days=1)', ['trait dag:d runs-on-schedule: timedelta']],
    ['timetable=CronTriggerTimetable("0 1 * * *")', ['trait dag:d runs-on-schedule: 0 1 * * *']],
    ['schedule=WHEN', ['trait dag:d runs-on-schedule: ${WHEN}']],
    ['schedule=[raw]', ['trait dag:d runs-on-event: s3://raw']],
    ['schedule=raw', ['trait dag:d runs-on-event: s3://raw']],
    ['schedule=None', ['trait dag:d runs-on-demand']],
    ['schedule="@once"', ['trait dag:d runs-on-demand']],
    ['tags=["a"]', []],
  ];
  it.each(cases)('%s', (schedule, expected) => expect(starts(schedule)).toEqual(expected));
});

describe('gates', () => {
  const traits = (code: string): string[] => lines(imports + code).filter((line) => line.startsWith('trait'));
  const branch =
    'from airflow.operators.python import BranchPythonOperator, ShortCircuitOperator\nfrom airflow.decorators import task\n';
  const cases: [string, string, string[]][] = [
    [
      'a branch on a metric',
      `${branch}def choose(ti):\n    if ti.xcom_pull("m")["accuracy"] > 0.9:\n        return "deploy"\n    return "end"\nwith DAG("d"):\n    BranchPythonOperator(task_id="a", python_callable=choose)\n`,
      ['trait task:a model-gate'],
    ],
    [
      'a short circuit',
      `${branch}def good(m):\n    return m["rmse"] < 3\nwith DAG("d"):\n    ShortCircuitOperator(task_id="a", python_callable=good)\n`,
      ['trait task:a model-gate'],
    ],
    [
      'a decorated branch',
      `${branch}@task.branch\ndef choose(m):\n    if m["auc"] > 0.8:\n        return "deploy"\n    return "end"\nwith DAG("d"):\n    choose(1)\n`,
      ['trait task:choose model-gate'],
    ],
    [
      'a branch on the state of data',
      `${branch}import pandas as pd\ndef choose(df):\n    if df.isnull().any().any():\n        return "stop"\n    return "train"\nwith DAG("d"):\n    BranchPythonOperator(task_id="a", python_callable=choose)\n`,
      ['trait task:a data-gate'],
    ],
    [
      'a branch on the day',
      `${branch}def choose(ds):\n    if ds.weekday() == 0:\n        return "full"\n    return "part"\nwith DAG("d"):\n    BranchPythonOperator(task_id="a", python_callable=choose)\n`,
      [],
    ],
    [
      'a plain task that compares',
      `${branch}def show(m):\n    return m["rmse"] < 3\nwith DAG("d"):\n    PythonOperator(task_id="a", python_callable=show)\n`,
      [],
    ],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(traits(code)).toEqual(expected));
});
