/**
 * Programs that run code of the repository: Python and its launchers, notebooks, shells, web servers.
 * Sources: the command references of CPython, papermill, nbconvert, Spark, PyTorch, Accelerate, DeepSpeed, Ray, Streamlit,
 * uvicorn, gunicorn, hypercorn, Flask, FastAPI and Celery.
 */
import type { Fact } from '../../../facts/types.js';
import type { Handler } from './index.js';
import type { Invocation } from './invocation.js';
import { isOption, optionValues } from './options.js';
import { factsForCommandSignals } from './signals.js';
import { targetFacts } from './targets.js';

/** Options of `python` that take the next word. */
const PYTHON_VALUED = new Set(['-W', '-X', '--check-hash-based-pycs']);

/** Modules whose command line is a tool of its own and that only prepare things. */
const PREPARING_MODULES =
  /^(?:pip|venv|virtualenv|ensurepip|pipx|site|http|json|compileall|zipfile|timeit|ipykernel)(?:\.|$)/;

export type PythonCall =
  | { kind: 'module'; module: string; words: string[] }
  | { kind: 'code'; code: string }
  | { kind: 'script'; script: string }
  | { kind: 'input' };

/** What a `python` command line runs; the first word is the interpreter. */
export function readPython(words: readonly string[]): PythonCall {
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '-m') return { kind: 'module', module: words[index + 1] ?? '', words: words.slice(index + 1) };
    if (word === '-c') return { kind: 'code', code: words[index + 1] ?? '' };
    if (word === '-') return { kind: 'input' };
    if (PYTHON_VALUED.has(word)) index++;
    else if (!isOption(word)) return { kind: 'script', script: word };
  }
  return { kind: 'input' };
}

function python(call: Invocation): Fact[] {
  const reading = readPython(call.words);
  switch (reading.kind) {
    case 'module':
      return moduleFacts(call, reading.module, reading.words);
    case 'code':
      return call.embedded('python', reading.code);
    case 'script': {
      if (/(?:^|\/)setup\.py$/.test(reading.script) && call.words.some((word) => PACKS.test(word)))
        return [...call.link('builds', 'path', reading.script), ...call.trait('builds-package')];
      const written = call.written(reading.script);
      if (written) return call.embedded('python', written.text, written);
      return [...call.link('runs', 'path', reading.script), ...handedOver(call, reading.script)];
    }
    default: {
      const input = call.command.input;
      return input ? call.embedded('python', input.text, input) : [];
    }
  }
}

/** Commands of setuptools that make a package. */
const PACKS = /^(?:sdist|bdist(?:_wheel|_egg)?)$/;

/** `python -m module`: a technology of the catalogue, or a module of the repository. */
function moduleFacts(call: Invocation, module: string, words: readonly string[]): Fact[] {
  if (module === '' || PREPARING_MODULES.test(module)) return [];
  if (module === 'build')
    return [
      ...call.link('builds', 'path', 'pyproject.toml'),
      ...call.link('builds', 'path', 'setup.py'),
      ...call.trait('builds-package'),
    ];
  // Launchers that take a script: `python -m torch.distributed.run train.py`.
  if (
    /^(?:torch\.distributed\.(?:run|launch)|accelerate\.commands\.launch|debugpy|cProfile|trace|runpy)$/.test(module)
  ) {
    return launched(call.as(['launcher', ...words.slice(1)]));
  }
  const signals = factsForCommandSignals(call.as(words));
  return signals.length > 0 ? signals : [...call.link('runs', 'python-module', module), ...handedOver(call, module)];
}

/** `python submit.py --script src/train.py`: programs that a program of the project is told about, and may start elsewhere. */
function handedOver(call: Invocation, program: string): Fact[] {
  return call.words
    .slice(1)
    .map((word) => (word.startsWith('-') ? word.replace(/^--?[\w-]+=/, '') : word))
    .filter((word) => word !== program && /^[\w./-]+\.(?:py|ipynb)$/.test(word))
    .slice(0, MOST_HANDED_OVER)
    .flatMap((word) => call.link('hands-over', 'path', word));
}

const MOST_HANDED_OVER = 3;

/** Options of launchers that are switches although they look like options with a value. */
const LAUNCHER_SWITCHES =
  /^--(?:multi_gpu|standalone|cpu|tpu|mixed_precision=.*|use_deepspeed|use_fsdp|verbose|no_python)$/;

/** The first word that is a Python file; launchers put their own options in front. */
function launched(call: Invocation): Fact[] {
  const words = call.words.slice(1).filter((word) => !LAUNCHER_SWITCHES.test(word));
  const at = words.findIndex((word) => /\.(?:py|ipynb|zip)$/.test(word) && !word.startsWith('-'));
  if (at !== -1) return call.link('runs', 'path', words[at]);
  const module = optionValues(['', ...words], ['-m', '--module'])[0];
  return module ? call.link('runs', 'python-module', module) : [];
}

function notebook(call: Invocation): Fact[] {
  const file = call.words.slice(1).find((word) => word.endsWith('.ipynb'));
  return call.link('runs', 'path', file);
}

/** `jupyter nbconvert --execute x.ipynb` runs the notebook, without `--execute` it only converts. */
function jupyter(call: Invocation): Fact[] {
  const verb = call.plain()[0] ?? '';
  return verb === 'execute' || (verb === 'nbconvert' && call.has('--execute')) ? notebook(call) : [];
}

/** `bash script.sh`, `bash -c 'text'`, `bash <<EOF`. */
function shell(call: Invocation): Fact[] {
  const words = call.words.slice(1);
  const code = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  if (code !== -1) return call.embedded('shell', words[code + 1] ?? '');
  const script = words.find((word) => !/^[-+]/.test(word));
  if (script !== undefined) return isEnvironment(script) ? [] : call.link('runs', 'path', script);
  const input = call.command.input;
  return input ? call.embedded('shell', input.text, input) : [];
}

/**
 * `ssh host 'cd app && docker compose up'`, `ssh host <<EOF`: what runs on the other machine. Where the script goes there
 * is taken for a checkout of the repository.
 */
function ssh(call: Invocation): Fact[] {
  const input = call.command.input;
  const plain = call.plain(SSH_VALUED);
  return onMachine(call, input?.text ?? plain.slice(1).join(' '), input);
}

/** What runs on another machine, which stays wherever the script itself runs. */
export const onMachine = (call: Invocation, script: string, input?: { line: number }): Fact[] =>
  call
    .embedded('shell', withoutHome(script), input)
    .map((fact) => (fact.fact === 'embedded' ? { ...fact, ephemeral: false } : fact));

const SSH_VALUED = new Set(['-i', '-p', '-o', '-l', '-F', '-J', '-L', '-R', '-D', '-c', '-m', '-E', '-b']);

/**
 * Changes into a directory of the other machine's file system left out, lines kept. A session begins at home: where it goes first
 * is what was copied or checked out there.
 */
export function withoutHome(text: string): string {
  const below = text.replace(FIRST_CHANGE, (_, before: string, rest = '') => `${before}cd ${rest === '' ? '.' : rest}`);
  return below.replace(/\bcd\s+(?:["']?[~/$][^\s;&|]*["']?)(\s*&&)?/g, (_, and?: string) => (and ? ': &&' : ':'));
}

/** The first change of directory of a script, to a name that counts from where it begins. */
const FIRST_CHANGE = /^((?:(?!\bcd\s)[^])*?\b)cd\s+[A-Za-z0-9_][\w.-]*(?:\/([\w./-]*))?(?=\s|;|&|$)/;

/** Activating an environment or loading settings runs nothing of interest. */
function isEnvironment(script: string): boolean {
  return /(?:^|\/)(?:activate(?:\.\w+)?|conda\.sh|\.?env(?:\.\w+)?|\.bashrc|\.profile|nvm\.sh)$/.test(script);
}

/** `uvicorn pkg.mod:app`: an application object of a module. */
function webServer(call: Invocation): Fact[] {
  const application = call.words.slice(1).find((word) => /^[\w.]+:[\w.]+(?:\(.*\))?$/.test(word) && !/^\d/.test(word));
  return [
    ...call.link('runs', 'python-module', application?.slice(0, application.indexOf(':'))),
    ...call.trait('web-service'),
  ];
}

function flask(call: Invocation): Fact[] {
  if (!call.words.includes('run')) return [];
  const application = call.option('--app', '-A') ?? call.command.environment.FLASK_APP ?? 'app';
  return applicationFacts(call, application);
}

/** `api.py`, `api:app`, `pkg.api` as Flask takes them. */
function applicationFacts(call: Invocation, application: string): Fact[] {
  const name = application.replace(/:.*$/, '');
  const facts = /[/]|\.py$/.test(name) ? call.link('runs', 'path', name) : call.link('runs', 'python-module', name);
  return [...facts, ...call.trait('web-service')];
}

function fastapi(call: Invocation): Fact[] {
  const [verb, file] = call.plain();
  return verb === 'run' || verb === 'dev' ? applicationFacts(call, file ?? 'main.py') : [];
}

function celery(call: Invocation): Fact[] {
  const application = call.option('-A', '--app');
  return call.link('runs', 'python-module', application?.replace(/:.*$/, ''));
}

/** `streamlit run app.py`, `chainlit run app.py`, `mesop app.py`: a user interface. */
function userInterface(call: Invocation): Fact[] {
  const file = call.plain().find((word) => word.endsWith('.py'));
  return file === undefined ? [] : [...call.link('runs', 'path', file), ...call.trait('web-service')];
}

/** `ray job submit … -- python train.py` */
function ray(call: Invocation): Fact[] {
  const [first, second] = call.plain();
  return first === 'job' && second === 'submit' ? launched(call) : [];
}

/** `mlflow run DIRECTORY -e ENTRY`: an entry point of the directory's MLproject file. */
function mlflow(call: Invocation): Fact[] {
  const [verb, directory] = call.plain(new Set(['-e', '-P', '-A', '-b', '-v']));
  if (verb !== 'run' || directory === undefined) return [];
  const [project = '.', sub] = directory.split('#', 2);
  const entry = call.option('-e', '--entry-point') ?? 'main';
  const remote = /^(?:https?:|git@|ssh:)/.test(project);
  if (remote) return call.link('runs', 'git-repository', project);
  return targetFacts(call, sub === undefined ? project : `${project}/${sub}`, `mlflow:${entry}`);
}

export const INTERPRETER_HANDLERS: Record<string, Handler> = {
  python,
  ipython: python,
  papermill: notebook,
  jupyter,
  'spark-submit': launched,
  torchrun: launched,
  deepspeed: launched,
  horovodrun: launched,
  mpirun: launched,
  'ray-submit': launched,
  ray,
  ssh,
  bash: shell,
  sh: shell,
  zsh: shell,
  source: shell,
  '.': shell,
  uvicorn: webServer,
  gunicorn: webServer,
  hypercorn: webServer,
  daphne: webServer,
  waitress: webServer,
  'waitress-serve': webServer,
  granian: webServer,
  uwsgi: (call) => call.trait('web-service'),
  flask,
  fastapi,
  celery,
  streamlit: userInterface,
  chainlit: userInterface,
  mlflow,
  accelerate: launched,
  Rscript: (call) => call.link('runs', 'path', call.plain()[0]),
};
