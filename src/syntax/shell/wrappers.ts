/**
 * Commands that run the command given to them. What counts is the command inside, so wrappers are taken off.
 * Source: the manual page or command reference of each.
 */
interface Wrapper {
  /** Words that must follow the name: `poetry run`. */
  then?: readonly string[];
  /** Options that take the next word as their value. */
  valued?: readonly string[];
  /** Words to skip after the options: `timeout 10s`. */
  operands?: number;
  /** `NAME=value` words are environment. */
  assigns?: boolean;
  /** The command begins behind `--` only. */
  dashes?: boolean;
  /** Runs Python: `-m module` and `file.py` are short for `python -m module` and `python file.py`. */
  python?: boolean;
}

// prettier-ignore
const UV = [
  '--with', '--with-editable', '--with-requirements', '--extra', '--no-extra', '--group', '--no-group', '--only-group', '--python',
  '-p', '--package', '--project', '--directory', '--env-file', '--index-url', '--extra-index-url', '--index', '--default-index',
];
const CONDA = ['-n', '--name', '-p', '--prefix', '--cwd'];

// prettier-ignore
const WRAPPERS: Readonly<Record<string, readonly Wrapper[]>> = {
  sudo: [{ valued: ['-u', '-g', '-h', '-p', '-C', '-T', '-r', '-t', '-D', '-R', '-U', '--user', '--group', '--chdir'], assigns: true }],
  doas: [{ valued: ['-u', '-C'] }],
  env: [{ valued: ['-u', '--unset', '-C', '--chdir'], assigns: true }],
  'cross-env': [{ assigns: true }],
  time: [{ valued: ['-f', '-o', '--format', '--output'] }],
  nohup: [{}],
  exec: [{ valued: ['-a'] }],
  builtin: [{}],
  setsid: [{}],
  sshpass: [{ valued: ['-p', '-f', '-d', '-P'] }],
  nice: [{ valued: ['-n', '--adjustment'] }],
  ionice: [{ valued: ['-c', '-n', '--class', '--classdata'] }],
  stdbuf: [{ valued: ['-i', '-o', '-e'] }],
  timeout: [{ valued: ['-s', '-k', '--signal', '--kill-after'], operands: 1 }],
  gosu: [{ operands: 1 }],
  'su-exec': [{ operands: 1 }],
  tini: [{ valued: ['-p', '-e'] }],
  'dumb-init': [{}],
  watch: [{ valued: ['-n', '--interval'] }],
  xargs: [{ valued: ['-I', '-n', '-P', '-L', '-d', '-a', '-s', '-E', '--max-args', '--max-procs', '--delimiter', '--arg-file'] }],
  'xvfb-run': [{ valued: ['-s', '-n', '-e', '-f', '-l', '--server-args', '--server-num', '--error-file', '--auth-file'] }],
  'ddtrace-run': [{}],
  'opentelemetry-instrument': [{ valued: ['--traces_exporter', '--metrics_exporter', '--service_name'] }],
  dotenv: [{ then: ['run'], valued: ['-f', '--file'] }, { dashes: true, valued: ['-e', '-f', '--file'] }],
  poetry: [{ then: ['run'], valued: ['-C', '--directory', '-P', '--project'] }],
  pipenv: [{ then: ['run'] }],
  pdm: [{ then: ['run'], valued: ['-p', '--project', '--venv'] }],
  rye: [{ then: ['run'], valued: ['--pyproject'] }],
  pixi: [{ then: ['run'], valued: ['-e', '--environment', '--manifest-path'] }],
  hatch: [{ then: ['run'], valued: ['-e', '--env'] }],
  uv: [{ then: ['run'], valued: UV, python: true }],
  conda: [{ then: ['run'], valued: CONDA }],
  mamba: [{ then: ['run'], valued: CONDA }],
  micromamba: [{ then: ['run'], valued: CONDA }],
  'aws-vault': [{ then: ['exec'], operands: 1 }],
  chamber: [{ then: ['exec'], dashes: true }],
  doppler: [{ then: ['run'], dashes: true }],
  op: [{ then: ['run'], dashes: true }],
  infisical: [{ then: ['run'], dashes: true }],
  'wait-for-it.sh': [{ dashes: true }],
  'wait-for-it': [{ dashes: true }],
  direnv: [{ then: ['exec'], operands: 1 }],
};

const ASSIGNMENT = /^[A-Za-z_]\w*=/;
const MAX_LAYERS = 8;

export interface Unwrapped {
  words: string[];
  /** Assignments of `env A=b` and the like. */
  environment: Record<string, string>;
  /** A wrapper lets the command live on when the script has ended: `nohup`, `setsid`. */
  detached?: boolean;
}

const DETACHES = /^(?:.*\/)?(?:nohup|setsid)$/;

/** Takes wrappers off a command; a wrapper without a command inside (`sudo -v`) stays. */
export function unwrap(words: string[]): Unwrapped {
  const environment: Record<string, string> = {};
  let rest = words;
  let detached = false;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const next = unwrapOnce(rest, environment);
    if (!next) break;
    detached ||= DETACHES.test(rest[0] ?? '');
    rest = next;
  }
  return { words: rest, environment, ...(detached ? { detached } : {}) };
}

function unwrapOnce(words: string[], environment: Record<string, string>): string[] | undefined {
  const name = words[0]?.slice(words[0].lastIndexOf('/') + 1) ?? '';
  const wrappers = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
  for (const wrapper of wrappers ?? []) {
    const start = commandIndex(words, wrapper, environment);
    if (start === undefined || start >= words.length) continue;
    const command = words.slice(start);
    return wrapper.python && /^(-m|.*\.pyw?)$/.test(command[0] ?? '') ? ['python', ...command] : command;
  }
  return undefined;
}

/** Index of the first word of the command inside; its environment goes to `environment`. */
function commandIndex(words: string[], wrapper: Wrapper, environment: Record<string, string>): number | undefined {
  const pending = [...(wrapper.then ?? [])];
  const assignments: [string, string][] = [];
  let operands = wrapper.operands ?? 0;
  let at = 1;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') {
      at += 1 + operands;
      break;
    }
    if (wrapper.python && pending.length === 0 && (word === '-m' || word === '--module')) break;
    if (word.startsWith('-') && word !== '-') {
      if (wrapper.valued?.includes(word)) at++;
    } else if (pending.length > 0) {
      if (word !== pending.shift()) return undefined;
    } else if (wrapper.assigns && ASSIGNMENT.test(word)) {
      const equals = word.indexOf('=');
      assignments.push([word.slice(0, equals), word.slice(equals + 1)]);
    } else if (operands > 0) operands--;
    else if (!wrapper.dashes) break;
  }
  if (pending.length > 0 || at >= words.length) return undefined;
  for (const [key, value] of assignments) setOwn(environment, key, value);
  return at;
}

/** Sets a property even when it is called `__proto__`. */
export function setOwn(record: Record<string, string>, key: string, value: string): void {
  Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}
