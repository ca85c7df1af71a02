import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/python/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology('mlflow', {
    kind: 'call',
    pattern: 'mlflow.register_model',
    component: 'model-registry',
    relation: 'registers-in',
    offers: [{ key: 'name', position: 1, identifier: 'model' }],
  }),
);
const lines = (text: string, path = 'src/train.py'): string[] => show(extract(plugin, path, text, { catalogue }));

describe('values that other files know', () => {
  const offer = (code: string, path?: string): string[] => {
    const facts = extract(plugin, path ?? 'src/pkg/train.py', `import mlflow\n${code}`, { catalogue });
    return facts.flatMap((fact) =>
      fact.fact === 'offer'
        ? [fact.identifier.value.replaceAll('\u0001', '|').replaceAll('\u0002', '|').replaceAll('\u0003', '|')]
        : [],
    );
  };
  const cases: [string, string, string[]][] = [
    [
      'a constant of another module',
      'from config import MODEL\nmlflow.register_model("u", MODEL)\n',
      ['|python:config@src.pkg|MODEL|'],
    ],
    [
      'an attribute of another module',
      'import config\nmlflow.register_model("u", config.MODEL)\n',
      ['|python:config@src.pkg|MODEL|'],
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
      ['|python:steps.config.Config@src.pkg|model|'],
    ],
    [
      'an attribute of an object made from a class elsewhere',
      'from env import Env\ne = Env()\nmlflow.register_model("u", e.model)\n',
      ['|python:env.Env@src.pkg|model|'],
    ],
    [
      'part of a text',
      'from config import STAGE\nmlflow.register_model("u", f"churn-{STAGE}")\n',
      ['churn-|python:config@src.pkg|STAGE|'],
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
      [
        'symbol python-objects:c.py settings = S',
        'symbol python:c.S model = churn',
        'symbol python:c.settings model = churn',
      ],
    ],
    ['the environment', 'c.py', 'import os\nX = os.environ["X"]\n', ['symbol python:c X = ${X}']],
    [
      'tables',
      'c.py',
      'C = {"model": {"name": "churn"}, "n": 1, "s": "x"}\n',
      ['symbol python:c C["model"]["name"] = churn', 'symbol python:c C["s"] = x'],
    ],
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
        'link - imports python-module .',
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
      'class Task:\n    def a(self):\n        self.b()\n        self.next(self.b)\n    def b(self):\n        return 1\n',
      ['link def:Task.a calls python-name src.train.Task.b'],
    ],
    [
      'methods that a class of another file may inherit',
      'from steps import Trainer\nTrainer.check(1)\n',
      [
        'link - imports python-module steps',
        'link - calls python-name steps.Trainer.check',
        'link - calls python-name steps.Trainer',
      ],
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
      'shell commands whose paths count from the program',
      `import subprocess
from pathlib import Path
ROOT = Path(__file__).resolve().parents[1]
subprocess.run(["bash", str(ROOT / "scripts" / "train.sh"), str(OTHER / "x")])
subprocess.run(["make", "-f", str(ROOT / "Makefile")], cwd=ROOT / "deploy")
subprocess.run(["bash", str(Path(__file__).parents[4] / "outside.sh")])
`,
      [
        'embedded - shell @4: bash scripts/train.sh ${OTHER}/x',
        'embedded - shell in deploy @5: make -f ../Makefile',
        'embedded - shell @6: bash ${Path___file___parents_4_}/outside.sh',
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

describe('functions that hand on what their callers say', () => {
  const registered = (code: string): (string | undefined)[] =>
    extract(plugin, 'src/train.py', `import mlflow\n${code}`, { catalogue }).flatMap((fact) =>
      fact.fact === 'offer' ? [fact.identifier.value] : [],
    );
  const WRAPPER = 'def keep(run, name):\n    mlflow.register_model(run, name)\n\n';

  it('say what each of several callers says', () => {
    expect(registered(`${WRAPPER}def a():\n    keep("u", "churn")\n\ndef b():\n    keep("u", name="fraud")\n`)).toEqual(
      expect.arrayContaining(['churn', 'fraud']),
    );
  });

  it('say it once', () => {
    const names = registered(`${WRAPPER}def a():\n    keep("u", "churn")\n\ndef b():\n    keep("v", "churn")\n`);
    expect(names.filter((name) => name === 'churn')).toHaveLength(1);
  });

  it('say nothing of callers of another function', () => {
    expect(
      registered(`${WRAPPER}def other(run, name): pass\n\nother("u", "churn")\nother("u", "fraud")\n`),
    ).not.toEqual(expect.arrayContaining(['churn']));
  });
});
