import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

/** A workflow that runs one command. */
const workflow = (command: string): string =>
  `on: [push]\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ uses: actions/checkout@v4 }, { run: "${command}" }]\n`;

/** Relations of a CI job that starts `command`, beside these files and a training program. */
async function flows(command: string, files: Record<string, string>): Promise<string[]> {
  const { relations } = await auditFiles({
    '.github/workflows/ci.yml': workflow(command),
    'ml/train.py': TRAIN,
    ...files,
  });
  return relations;
}

const TRIGGERS = ['ci-cd github-actions --triggers-> training-pipeline xgboost ml/train.py'];

describe('task runners', () => {
  it.each([
    [
      'just train',
      {
        justfile: `config := "conf.yaml"\n\ndefault:\n  @just --list\n\n# trains\ntrain size='small': data\n  uv run python ml/train.py --config {{config}} \\\n    --size {{size}}\n\ndata:\n  echo data\n`,
      },
    ],
    ['just', { justfile: 'alias t := train\ntrain: (data "x")\n  python ml/train.py\ndata name:\n  ls {{name}}\n' }],
    ['task train', { 'Taskfile.yml': 'version: "3"\ntasks:\n  train:\n    dir: ml\n    cmds: [python train.py]\n' }],
    [
      'tox -e train',
      {
        'tox.ini':
          '[tox]\nenvlist = py311\n\n[testenv:train]\nchangedir = ml\ncommands =\n    python train.py {posargs}\n',
      },
    ],
    [
      'nox -s train',
      {
        'noxfile.py':
          'import nox\n\n@nox.session\ndef train(session):\n    session.install("-r", "requirements.txt")\n    session.run("python", "ml/train.py")\n',
      },
    ],
    [
      'invoke train-model',
      {
        'tasks.py':
          'from invoke import task\n\n@task\ndef data(c):\n    c.run("ls")\n\n@task(data)\ndef train_model(c, config="x"):\n    c.run(f"python ml/train.py --config {config}")\n',
      },
    ],
    [
      'doit',
      { 'dodo.py': 'def task_train():\n    return {"actions": ["python ml/train.py"], "targets": ["m.json"]}\n' },
    ],
    ['pdm run train', { 'pyproject.toml': '[tool.pdm.scripts]\ntrain = "python ml/train.py"\n' }],
    ['hatch run ml:train', { 'pyproject.toml': '[tool.hatch.envs.ml.scripts]\ntrain = "python ml/train.py"\n' }],
    ['pixi run train', { 'pixi.toml': '[tasks]\ntrain = { cmd = "python ml/train.py" }\n' }],
    ['task train', { 'pyproject.toml': '[tool.taskipy.tasks]\ntrain = "python ml/train.py"\n' }],
    [
      'pre-commit run --all-files',
      {
        '.pre-commit-config.yaml':
          'repos:\n  - repo: local\n    hooks: [{ id: t, name: t, entry: python ml/train.py, language: system }]\n',
      },
    ],
    ['docker run app python ml/train.py', {}],
    ["ssh -i key ubuntu@host 'cd ~/app && git pull && python ml/train.py'", {}],
  ] satisfies [string, Record<string, string>][])('%s runs what its definition says', async (command, files) => {
    expect(await flows(command, files)).toEqual(TRIGGERS);
  });

  it.each([
    ['just other', { justfile: 'train:\n  python ml/train.py\nother:\n  ls\n' }],
    [
      'tox -e lint',
      { 'tox.ini': '[testenv:lint]\ncommands = ruff check .\n[testenv:train]\ncommands = python ml/train.py\n' },
    ],
    [
      'nox -s tests',
      { 'noxfile.py': 'import nox\n\n@nox.session\ndef train(session):\n    session.run("python", "ml/train.py")\n' },
    ],
    [
      'invoke clean',
      { 'tasks.py': 'from invoke import task\n\n@task\ndef train(c):\n    c.run("python ml/train.py")\n' },
    ],
    ['docker run app train', {}],
  ] satisfies [string, Record<string, string>][])('%s runs nothing else', async (command, files) => {
    expect(await flows(command, files)).toEqual([]);
  });
});
