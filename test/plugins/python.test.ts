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
  technology('fastapi', { kind: 'decorator', pattern: 'fastapi.FastAPI.post', trait: ['web-service'] }),
  technology('pandera', { kind: 'call', pattern: 'pandera.*.validate', trait: ['validates-data'] }),
  technology('lightning', { kind: 'base', pattern: 'lightning.LightningModule', component: 'training-pipeline' }),
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
      [
        'unit def:predict function (predict) entry',
        'trait def:predict web-service',
        'link - imports python-module fastapi',
        'link - calls python-name fastapi.FastAPI',
      ],
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
      [
        'unit class:Net class (Net)',
        'component class:Net is training-pipeline lightning',
        'link - imports python-module lightning',
        'link class:Net calls python-name lightning.LightningModule',
      ],
    ],
    [
      'inherited methods',
      'import pandera as pa\nclass Raw(pa.DataFrameModel):\n    @classmethod\n    def check(cls, frame):\n        return cls.validate(frame)\nRaw.validate(1)\n',
      [
        'unit class:Raw class (Raw)',
        'unit def:Raw.check function (Raw.check) in class:Raw',
        'trait def:Raw.check validates-data',
        'trait - validates-data',
        'link - imports python-module pandera',
        'link - calls python-name pandera.DataFrameModel.validate',
        'link class:Raw calls python-name pandera.DataFrameModel',
      ],
    ],
    [
      'steps of an engine are left to its plugin',
      'from airflow.operators.bash import BashOperator\nBashOperator(task_id="a")\n',
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

describe('values that other files know', () => {
  const offer = (code: string, path?: string): string[] => {
    const facts = extract(plugin, path ?? 'src/pkg/train.py', `import mlflow\n${code}`, { catalogue });
    // eslint-disable-next-line no-control-regex
    return facts.flatMap((fact) =>
      fact.fact === 'offer' ? [fact.identifier.value.replace(/[\u0001-\u0003]/g, '|')] : [],
    );
  };
  const cases: [string, string, string[]][] = [
    [
      'a constant of another module',
      'from config import MODEL\nmlflow.register_model("u", MODEL)\n',
      ['|python:config|MODEL|'],
    ],
    [
      'an attribute of another module',
      'import config\nmlflow.register_model("u", config.MODEL)\n',
      ['|python:config|MODEL|'],
    ],
    [
      'a relative module',
      'from .config import MODEL\nmlflow.register_model("u", MODEL)\n',
      ['|python:src.pkg.config|MODEL|'],
    ],
    [
      'a module above',
      'from ..settings import names\nmlflow.register_model("u", names.MODEL)\n',
      ['|python:src.settings.names|MODEL|'],
    ],
    [
      'an attribute of a class elsewhere',
      'from steps.config import Config\nmlflow.register_model("u", Config.model)\n',
      ['|python:steps.config.Config|model|'],
    ],
    [
      'an attribute of an object made from a class elsewhere',
      'from env import Env\ne = Env()\nmlflow.register_model("u", e.model)\n',
      ['|python:env.Env|model|'],
    ],
    [
      'part of a text',
      'from config import STAGE\nmlflow.register_model("u", f"churn-{STAGE}")\n',
      ['churn-|python:config|STAGE|'],
    ],
    ['the environment', 'import os\nmlflow.register_model("u", os.environ["MODEL"])\n', ['|env:|MODEL|']],
    [
      'the environment, with a default',
      'import os\nmlflow.register_model("u", os.getenv("MODEL", "churn"))\n',
      ['churn'],
    ],
    [
      'a default of the command line',
      'p.add_argument("--model-name", default="churn")\nargs = p.parse_args()\nmlflow.register_model("u", args.model_name)\n',
      ['churn'],
    ],
    ['a default of a parameter', 'def f(name="churn"):\n    mlflow.register_model("u", name)\n', ['churn']],
    ['a class of the file', 'class C:\n    name = "churn"\nmlflow.register_model("u", C.name)\n', ['churn']],
    ['nobody', 'mlflow.register_model("u", something)\n', ['|python:src.pkg.train|something|']],
    ['nothing', 'mlflow.register_model("u", None)\n', []],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(offer(code)).toEqual(expected));
});

describe('symbols', () => {
  const symbols = (code: string, path?: string): string[] =>
    lines(code, path).filter((line) => line.startsWith('symbol'));
  const cases: [string, string, string, string[]][] = [
    ['constants', 'a/b.py', 'X = "1"\nY = f"{X}-2"\nZ = 3\n', ['symbol python:a.b X = 1', 'symbol python:a.b Y = 1-2']],
    ['a package', 'a/__init__.py', 'X = "1"\n', ['symbol python:a X = 1']],
    [
      'classes and their objects',
      'c.py',
      'class S:\n    model: str = "churn"\nsettings = S()\n',
      ['symbol python:c.S model = churn', 'symbol python:c.settings model = churn'],
    ],
    ['the environment', 'c.py', 'import os\nX = os.environ["X"]\n', ['symbol python:c X = ${X}']],
    ['local names are no symbols', 'c.py', 'def f():\n    X = "1"\n', []],
  ];
  it.each(cases)('%s', (_, path, code, expected) => expect(symbols(code, path)).toEqual(expected));
});

describe('links', () => {
  const links = (code: string, path?: string): string[] =>
    lines(code, path).filter((line) => /^(?:link|embedded|offer)/.test(line));
  const cases: [string, string, string[]][] = [
    [
      'imports of the project',
      'import os, json\nimport numpy as np\nimport mlflow\nimport steps.train\nfrom steps import prepare\nfrom .x import Y\nfrom . import z\n',
      [
        'link - imports python-module steps.train',
        'link - imports python-module steps',
        'link - imports python-module steps.prepare',
        'link - imports python-module .x',
        'link - imports python-module .z',
      ],
    ],
    [
      'calls of imported and local functions',
      'from steps.train import fit\ndef prepare():\n    return 1\ndef main():\n    prepare()\n    prepare()\n    fit(1)\nmain()\n',
      [
        'link - imports python-module steps.train',
        'link - imports python-module steps.train.fit',
        'link def:main calls python-name src.train.prepare',
        'link def:main calls python-name steps.train.fit',
        'link - calls python-name src.train.main',
      ],
    ],
    [
      'methods of objects',
      'from steps import Trainer\nt = Trainer()\nt.fit()\n',
      [
        'link - imports python-module steps',
        'link - calls python-name steps.Trainer',
        'link - calls python-name steps.Trainer.fit',
      ],
    ],
    [
      'methods of the same class',
      'class T:\n    def a(self):\n        self.b()\n        self.next(self.b)\n    def b(self):\n        return 1\n',
      ['link def:T.a calls python-name src.train.T.b'],
    ],
    [
      'functions handed over',
      'def work():\n    return 1\nrun(target=work)\nSTEPS = {"work": work}\n',
      ['link - calls python-name src.train.work'],
    ],
    [
      'methods that a framework adds',
      'from tasks import train\ntrain.delay(1)\n',
      [
        'link - imports python-module tasks',
        'link - imports python-module tasks.train',
        'link - calls python-name tasks.train',
      ],
    ],
    [
      'shell commands',
      'import os, subprocess, sys\nos.system("dvc repro")\nsubprocess.run(["mlflow", "server", "--port", PORT], cwd="srv")\nsubprocess.run([sys.executable, "train.py"])\nsubprocess.run(f"python {SCRIPT} --x", shell=True)\n',
      [
        'embedded - shell @2: dvc repro',
        'embedded - shell in srv @3: mlflow server --port ${PORT}',
        'embedded - shell @4: python train.py',
        'embedded - shell @5: python ${SCRIPT} --x',
      ],
    ],
    [
      'scripts',
      'import runpy\nrunpy.run_path("steps/train.py")\nrunpy.run_module("steps.train")\ndbutils.notebook.run("./Train", 0)\n',
      ['link - runs path steps/train.py', 'link - runs python-module steps.train', 'link - runs path Train.py'],
    ],
    [
      'buckets',
      'import pandas as pd\ndf = pd.read_csv("s3://raw/a.csv")\ndf.to_parquet("gs://clean/b")\nprint("s3://other/x")\n',
      ['link - reads-from bucket s3://raw/a.csv', 'link - writes-to bucket gs://clean/b'],
    ],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(links(code)).toEqual(expected));
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
