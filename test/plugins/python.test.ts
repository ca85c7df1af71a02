import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/python/index.js';
import { catalogueOf, extract, show, technology, type ExtractOptions } from './support.js';

const catalogue = catalogueOf(
  technology(
    'mlflow',
    { kind: 'call', pattern: 'mlflow.log_metric', component: 'ml-metadata-store', relation: 'logs-to' },
    {
      kind: 'call',
      pattern: 'mlflow.register_model',
      component: 'model-registry',
      relation: 'registers-in',
      name: { key: 'name', position: 1 },
      offers: [{ key: 'name', position: 1, identifier: 'model' }],
    },
    { kind: 'import', pattern: 'mlflow', component: 'ml-metadata-store' },
    { kind: 'environment', pattern: 'MLFLOW_TRACKING_URI', component: 'ml-metadata-store', relation: 'logs-to' },
  ),
  technology('keras', { kind: 'call', pattern: 'model.fit', trait: ['trains-model'] }),
  technology('fastapi', { kind: 'decorator', pattern: 'fastapi.FastAPI.post', trait: ['web-service'] }),
  technology('pandera', { kind: 'call', pattern: 'pandera.*.validate', trait: ['validates-data'] }),
  technology('lightning', { kind: 'base', pattern: 'lightning.LightningModule', component: 'training-pipeline' }),
  technology(
    'cdk',
    { kind: 'call', pattern: 'aws_cdk.aws_sagemaker.CfnModel', component: 'model-serving' },
    {
      kind: 'call',
      pattern: 'aws_cdk.aws_sagemaker.CfnModel',
      component: 'model-registry',
      relation: 'loads-from',
      when: [{ key: 'primary_container.modelPackageName', present: true }],
    },
  ),
  technology('dbt', { kind: 'call', pattern: 'prefect.tasks.dbt.*', component: 'data-pipeline', relation: 'triggers' }),
  technology('airflow', { kind: 'call', pattern: 'airflow.*Operator', component: 'workflow-orchestration' }),
);
const lines = (text: string, path = 'src/train.py', options: ExtractOptions = {}): string[] =>
  show(extract(plugin, path, text, { catalogue, ...options }));

describe('units', () => {
  const cases: [string, string, string[]][] = [
    [
      'functions, classes, methods',
      'def a():\n    x = 1\nclass B:\n    def c(self):\n        y = 1\n',
      ['unit def:a function (a)', 'unit class:B class (B)', 'unit def:B.c function (B.c) in class:B'],
    ],
    ['main part', 'if __name__ == "__main__":\n    print(1)\n', ['unit main main']],
    [
      'stubs are empty',
      'def a():\n    pass\ndef b():\n    """Later."""\n    raise NotImplementedError\n',
      ['unit def:a function (a) off empty', 'unit def:b function (b) off empty'],
    ],
    ['an empty class is no stub', 'class Missing(Exception):\n    pass\n', ['unit class:Missing class (Missing)']],
    [
      'what never runs is disabled',
      'if False:\n    def a():\n        mlflow.log_metric("x", 1)\n',
      ['unit def:a function (a) off disabled'],
    ],
    [
      'frameworks call what they decorate',
      'from fastapi import FastAPI\napp = FastAPI()\n@app.post("/predict")\ndef predict(x):\n    return x\n',
      ['unit def:predict function (predict) entry', 'trait def:predict web-service'],
    ],
    [
      'plain decorators register nothing',
      'import functools\n@functools.lru_cache\ndef a():\n    return 1\nclass B:\n    @property\n    def c(self):\n        return 1\n',
      ['unit def:a function (a)', 'unit class:B class (B)', 'unit def:B.c function (B.c) in class:B'],
    ],
    [
      'handlers by name',
      'def lambda_handler(event, context):\n    return 1\ndef model_fn(model_dir):\n    return 1\n',
      ['unit def:lambda_handler function (lambda_handler) entry', 'unit def:model_fn function (model_fn) entry'],
    ],
    [
      'handlers by parameters',
      'def on_upload(event, context):\n    return 1\ndef other(a, b):\n    return 1\n',
      ['unit def:on_upload function (on_upload) entry', 'unit def:other function (other)'],
    ],
    [
      'handlers that events start',
      'def handler(event, context):\n    for r in event["Records"]:\n        f(r)\ndef on_message(event, context):\n    return decode(event["data"])\n',
      [
        'unit def:handler function (handler) entry',
        'unit def:on_message function (on_message) entry',
        'trait def:handler runs-on-event: records of a service',
        'trait def:on_message runs-on-event: message',
      ],
    ],
    [
      'scoring scripts',
      'def init():\n    x = 1\ndef run(data):\n    return 1\n',
      ['unit def:init function (init) entry', 'unit def:run function (run) entry'],
    ],
    ['a run function alone', 'def run(data):\n    return 1\n', ['unit def:run function (run)']],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

describe('what the catalogue knows', () => {
  const cases: [string, string, string[]][] = [
    [
      'calls',
      'import mlflow\nmlflow.log_metric("a", 1)\n',
      [
        'component - acts logs-to ml-metadata-store mlflow',
        'component - is ml-metadata-store mlflow declared import-only',
      ],
    ],
    [
      'in functions',
      'from mlflow import log_metric\ndef f():\n    log_metric("a", 1)\n',
      [
        'unit def:f function (f)',
        'component def:f acts logs-to ml-metadata-store mlflow',
        'component - is ml-metadata-store mlflow declared import-only',
      ],
    ],
    [
      'values by keyword and by position',
      'import mlflow as m\nNAME = "churn"\nm.register_model("runs:/1", NAME)\n',
      [
        'component - acts registers-in model-registry mlflow [churn]',
        'offer - model churn',
        'component - is ml-metadata-store mlflow declared import-only',
        'symbol python:src.train NAME = churn',
      ],
    ],
    [
      'never under if False',
      'import mlflow\nif False:\n    mlflow.log_metric("a", 1)\n',
      ['component - is ml-metadata-store mlflow declared import-only'],
    ],
    ['comments are not code', '# import mlflow\n# mlflow.log_metric("a", 1)\n"""mlflow.log_metric()"""\n', []],
    [
      'each technology is imported once',
      'import mlflow\nfrom mlflow import sklearn\nfrom mlflow.tracking import MlflowClient\n',
      ['component - is ml-metadata-store mlflow declared import-only'],
    ],
    [
      'base classes',
      'from lightning import LightningModule\nclass Net(LightningModule):\n    x = 1\n',
      ['unit class:Net class (Net)', 'component class:Net is training-pipeline lightning'],
    ],
    [
      'inherited methods',
      'import pandera as pa\nclass Raw(pa.DataFrameModel):\n    @classmethod\n    def check(cls, frame):\n        return cls.validate(frame)\nRaw.validate(1)\n',
      [
        'unit class:Raw class (Raw)',
        'unit def:Raw.check function (Raw.check) in class:Raw',
        'trait def:Raw.check validates-data',
        'trait - validates-data',
      ],
    ],
    [
      'what a function of the project returned, by its variable',
      'from nets import build\nmodel = build()\nmodel.fit(x, y)\nother = build()\nother.fit(x)\n',
      [
        'trait - trains-model',
        'link - imports python-module nets',
        'link - imports python-module nets.build',
        'link - calls python-name nets.build',
        'link - calls python-name nets.build.fit',
      ],
    ],
    [
      'a package that a module of the project passes on',
      'from .config import mlflow\ndef fit():\n    mlflow.log_metric("a", 1)\n',
      [
        'unit def:fit function (fit)',
        'component def:fit acts logs-to ml-metadata-store mlflow',
        'link - imports python-module .config',
        'link - imports python-module .config.mlflow',
      ],
    ],
    [
      'constructs are resources of their own',
      'from aws_cdk import aws_sagemaker\ndef build(scope):\n    aws_sagemaker.CfnModel(scope, "m", primary_container={"modelPackageName": "n"})\n',
      [
        'unit def:build function (build)',
        'unit resource:CfnModel:3 resource (CfnModel) in def:build',
        'component resource:CfnModel:3 is model-serving cdk',
        'component resource:CfnModel:3 acts loads-from model-registry cdk',
      ],
    ],
    [
      'a construct without the part asked for',
      'from aws_cdk import aws_sagemaker\naws_sagemaker.CfnModel(None, "m", primary_container={"image": "n"})\n',
      ['unit resource:CfnModel:2 resource (CfnModel)', 'component resource:CfnModel:2 is model-serving cdk'],
    ],
    [
      'a template read from a file',
      'import boto3\nwith open("stack.yml") as f:\n    body = f.read()\nboto3.client("cloudformation").create_stack(StackName="s", TemplateBody=body)\n',
      ['link - deploys path stack.yml'],
    ],
    [
      'a template read in one expression, and one that is not read',
      'import boto3\nfrom pathlib import Path\nc = boto3.client("cloudformation")\nc.update_stack(TemplateBody=Path("a.yml").read_text())\nc.update_stack(TemplateBody=body)\n',
      ['link - deploys path a.yml'],
    ],
    [
      'tasks of Snowflake',
      'from snowflake.snowpark import Session\ndef make(session, wh):\n    session.sql(f"create or replace task A.B warehouse = {wh} as call P()").collect()\n    session.sql("select 1").collect()\n',
      [
        'unit def:make function (make)',
        'link - imports python-module snowflake.snowpark',
        'component def:make acts deploys workflow-orchestration snowflake [A.B]',
        'trait def:make deploys',
        'embedded def:make sql @3: create or replace task A.B warehouse = ${wh} as call P()',
      ],
    ],
    ['a table called task', 'db.execute("create table task (warehouse text)")\n', []],
    [
      'steps of an engine are left to its plugin',
      'from airflow.operators.bash import BashOperator\nBashOperator(task_id="a")\n',
      [],
    ],
    [
      'so are task objects of Prefect 1',
      'from prefect.tasks.dbt import DbtShellTask\nt = DbtShellTask(name="a")\nt(command="dbt run").set_dependencies(upstream_tasks=[])\n',
      [],
    ],
    [
      'variables that the program sets',
      'import os\nos.environ["MLFLOW_TRACKING_URI"] = "http://mlflow:5000"\nos.environ["OTHER"] = "x"\n',
      ['component - acts logs-to ml-metadata-store mlflow', 'link - logs-to host mlflow'],
    ],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});

describe('embedded code', () => {
  it('belongs to the unit that holds it', () => {
    expect(
      lines('import mlflow\ndef f():\n    mlflow.log_metric("a", 1)\nf()\nX = "1"\n', 'job.py', { unit: 'task:a' }),
    ).toEqual([
      'component task:a acts logs-to ml-metadata-store mlflow',
      'component task:a is ml-metadata-store mlflow declared import-only',
      'link task:a calls python-name job.f',
    ]);
  });
});

describe('notebooks', () => {
  it('are read like files, with their shell lines', () => {
    const notebook = JSON.stringify({
      cells: [{ cell_type: 'code', source: ['!pip install x\n', 'import mlflow\n', 'mlflow.log_metric("a", 1)\n'] }],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    });
    expect(lines(notebook, 'a.ipynb')).toEqual([
      'component - acts logs-to ml-metadata-store mlflow',
      'component - is ml-metadata-store mlflow declared import-only',
      'embedded - shell @1: pip install x',
    ]);
  });
});
