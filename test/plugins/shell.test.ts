import { describe, expect, it } from 'vitest';
import shell from '../../src/plugins/shell/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology(
    'mlflow',
    { kind: 'command', pattern: 'mlflow server', component: 'ml-metadata-store', name: { key: '--port' } },
    {
      kind: 'environment',
      pattern: 'MLFLOW_TRACKING_URI',
      component: 'ml-metadata-store',
      relation: 'logs-to',
      links: [{ link: 'logs-to', identifier: 'host' }],
    },
  ),
  technology('dvc', {
    kind: 'command',
    pattern: 'dvc push',
    component: 'data-versioning',
    relation: 'writes-to',
    links: [{ position: 0, identifier: 'path', link: 'writes-to' }],
  }),
);

/** Facts of a script that runs in a step of CI, in the directory `app`. */
const step = (text: string): string[] =>
  show(extract(shell, 'ci.yml', text, { catalogue, language: 'shell', unit: 'step', directory: 'app' }));

describe('shell commands', () => {
  it.each<[name: string, text: string, facts: string[]]>([
    // programs of the repository
    ['a script', 'python train.py --epochs 3', ['link step runs path app/train.py']],
    ['an interpreter with options', 'python3.11 -u -W ignore src/train.py', ['link step runs path app/src/train.py']],
    ['an interpreter in a variable', '$(PYTHON) train.py', ['link step runs path app/train.py']],
    ['a module', 'python -m pkg.train --x 1', ['link step runs python-module pkg.train']],
    ['a module that prepares', 'python -m pip install -r requirements.txt', []],
    ['code in an argument', 'python -c "import x"', ['embedded step python in app @1: import x']],
    ['code on standard input', 'true\npython - <<EOF\nimport x\nEOF\n', ['embedded step python in app @3: import x\n']],
    [
      'code that the script writes and then runs',
      'cat > go.py <<EOF\nimport x\nEOF\npython go.py\n',
      ['embedded step python in app @2: import x\n'],
    ],
    ['a script of SQL on standard input', 'bq query < train.sql', ['link step runs path app/train.sql']],
    ['a script of SQL in an option', 'snowsql -f deploy.sql -q "select 1"', ['link step runs path app/deploy.sql']],
    [
      'a statement of SQL',
      'bq query "CREATE MODEL a.b AS SELECT 1"',
      ['embedded step sql in app @1: CREATE MODEL a.b AS SELECT 1'],
    ],
    ['a directory after cd', 'cd src && python ../train.py', ['link step runs path app/train.py']],
    ['a path outside of the source', 'python /usr/lib/x.py\npython ../../x.py', []],
    ['a program in an image', 'python /opt/jobs/x.py', ['link step runs path /opt/jobs/x.py']],
    ['a path that a variable hides', 'python $SCRIPT.py', ['not-understood step unresolved-variable: $SCRIPT.py']],
    ['a directory that a variable hides', 'cd $DIR && python x.py', ['not-understood step unresolved-variable: x.py']],
    [
      'the root of the checkout',
      'python $GITHUB_WORKSPACE/x.py; python ${CI_PROJECT_DIR}/y.py',
      ['link step runs path x.py', 'link step runs path y.py'],
    ],
    [
      'wrappers',
      'poetry run python a.py && uv run b.py',
      ['link step runs path app/a.py', 'link step runs path app/b.py'],
    ],
    ['a notebook', 'papermill in.ipynb out.ipynb -p a 1', ['link step runs path app/in.ipynb']],
    [
      'an executed notebook',
      'jupyter nbconvert --to notebook --execute eda.ipynb',
      ['link step runs path app/eda.ipynb'],
    ],
    ['a converted notebook', 'jupyter nbconvert --to html eda.ipynb', []],
    [
      'launchers',
      'torchrun --nproc_per_node 2 train.py\naccelerate launch --multi_gpu t.py',
      ['link step runs path app/train.py', 'link step runs path app/t.py'],
    ],
    [
      'a launcher module',
      'python -m torch.distributed.run --nproc_per_node=2 train.py',
      ['link step runs path app/train.py'],
    ],
    ['spark', 'spark-submit --master yarn --num-executors 4 job.py in', ['link step runs path app/job.py']],
    ['ray', 'ray job submit --address http://x -- python train.py', ['link step runs path app/train.py']],
    ['ray without a job', 'ray start --head', []],
    [
      'shell scripts',
      'bash run.sh\n./scripts/go.sh\nsource lib.sh',
      ['link step runs path app/run.sh', 'link step runs path app/scripts/go.sh', 'link step runs path app/lib.sh'],
    ],
    ['an environment', 'source venv/bin/activate\n. .env', []],
    [
      'web servers',
      'uvicorn api.main:app --port 80',
      ['link step runs python-module api.main', 'trait step web-service'],
    ],
    [
      'gunicorn',
      'gunicorn -w 4 -k uvicorn.workers.UvicornWorker app:create()',
      ['link step runs python-module app', 'trait step web-service'],
    ],
    ['flask', 'flask --app web/api.py run', ['link step runs path app/web/api.py', 'trait step web-service']],
    [
      'flask by its variable',
      'FLASK_APP=pkg.api flask run',
      ['link step runs python-module pkg.api', 'trait step web-service'],
    ],
    ['fastapi', 'fastapi run src/main.py', ['link step runs path app/src/main.py', 'trait step web-service']],
    ['streamlit', 'streamlit run ui.py', ['link step runs path app/ui.py', 'trait step web-service']],
    ['celery', 'celery -A pkg.tasks worker', ['link step runs python-module pkg.tasks']],
    [
      'an installed command',
      'train-model --module-name pkg.flow',
      ['link step runs target script:train-model', 'link step runs python-module pkg.flow'],
    ],
    ['a function of the script', 'log() { echo "$1"; }\nlog start', []],
    [
      'programs of the system',
      'echo a; ls -la; cp a b; mkdir -p x; cat README.md; pip install x; curl https://x.y',
      [],
    ],

    // tests and linters
    ['pytest', 'pytest tests/unit -k "not slow"', ['trait step tests', 'link step validates path app/tests/unit']],
    ['pytest as a module', 'python -m pytest -v', ['trait step tests']],
    [
      'pytest under coverage',
      'coverage run -m pytest tests/a.py::test_b',
      ['trait step tests', 'link step validates path app/tests/a.py'],
    ],
    ['a test that cannot fail', 'pytest || true', ['trait step tests: a failure does not stop the script']],
    ['no test', 'pytest --version; pytest --collect-only; tox -e docs', ['link step runs target app#tox:docs']],
    [
      'tox',
      'tox; tox -e lint',
      ['link step runs target app#tox:', 'trait step tests', 'link step runs target app#tox:lint', 'trait step lints'],
    ],
    ['linters', 'flake8 src; ruff check .; mypy --version', ['trait step lints', 'trait step lints']],

    // task runners
    ['make', 'make -C infra deploy ENV=prod', ['link step runs target app/infra#deploy']],
    ['make without a target', 'make -j4', ['link step runs target app#']],
    [
      'package scripts',
      'npm ci; npm run build; npm test; yarn lint',
      [
        'link step runs target app#npm:build',
        'link step runs target app#npm:test',
        'link step runs target app#npm:lint',
      ],
    ],
    ['mise', 'mise run train --fast; mise install', ['link step runs target app#mise:train']],
    [
      'an MLflow project',
      'mlflow run projects/a -e train -P x=1',
      ['link step runs target app/projects/a#mlflow:train'],
    ],

    // the catalogue
    [
      'a command of a technology',
      'mlflow server --host 0.0.0.0 --port 5000',
      ['component step is ml-metadata-store mlflow [5000]'],
    ],
    [
      'a path of a technology',
      'dvc push data/x.dvc',
      ['component step acts writes-to data-versioning dvc', 'link step writes-to path app/data/x.dvc'],
    ],
    [
      'an environment variable',
      'export MLFLOW_TRACKING_URI=http://mlflow:5000',
      ['component step acts logs-to ml-metadata-store mlflow', 'link step logs-to host http://mlflow:5000'],
    ],
    ['help', 'mlflow server --help', []],
  ])('%s', (_, text, facts) => expect(step(text)).toEqual(facts));

  it('gives each fact its line', () => {
    const facts = extract(shell, 'run.sh', '#!/bin/sh\nset -e\n\npython a.py # train\n');
    expect(facts).toEqual([
      {
        fact: 'link',
        unit: '',
        link: 'runs',
        to: { kind: 'path', value: 'a.py' },
        kind: 'command',
        at: { line: 4, column: 1, excerpt: 'python a.py # train' },
      },
    ]);
  });

  it('takes a script to be started from the root, and its own directory where that is what counts', () => {
    const text = 'python src/a.py\nterraform apply\n. "$(dirname "$0")/lib.sh"\n';
    expect(show(extract(shell, 'infra/up.sh', text))).toEqual([
      'link - runs path src/a.py',
      'link - deploys path infra',
      'trait - deploys',
      'link - runs path infra/lib.sh',
    ]);
  });

  it.each([
    '',
    '#',
    '\u0000',
    '$(',
    'python',
    'git push',
    'kubectl apply -f',
    'helm install',
    'docker run',
    '__proto__ x',
    'constructor',
  ])('reads any text: %j', (text) => expect(() => step(text)).not.toThrow());

  it('reads long text', () => {
    expect(step(`python ${'a '.repeat(50_000)}`)).toEqual(['link step runs path app/a']);
  });
});
