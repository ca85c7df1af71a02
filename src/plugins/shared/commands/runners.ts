/**
 * Task runners: make, package scripts, mise, just, Task and their like.
 *
 * Identifier `target`: `DIRECTORY#NAME` for a Makefile in a directory (relative to the source's root, '.' is the root),
 * `DIRECTORY#RUNNER:NAME` for the others (`.#npm:test`, `.#mise:train`, `ml#mlflow:main`), `script:NAME` for a command
 * that a Python package installs. `DIRECTORY#` is the default target of a Makefile.
 */
import type { Fact } from '../../../facts/types.js';
import type { Handler } from './index.js';
import type { Invocation } from './invocation.js';
import { targetFacts } from './targets.js';

const MAKE_VALUED = new Set(['-C', '-f', '-j', '-o', '-W', '-I']);
const MAKE_SWITCHES = /^-[bBeEiknpqrRsStvw]+$/;

function make(call: Invocation): Fact[] {
  if (call.has('-n', '--dry-run', '--just-print', '-q')) return [];
  const words = call.as(call.words.filter((word) => !MAKE_SWITCHES.test(word)));
  const targets = words.plain(MAKE_VALUED).filter((word) => !word.includes('='));
  const directory = call.option('-C', '--directory') ?? directoryOf(call.option('-f', '--file', '--makefile'));
  return (targets.length > 0 ? targets : ['']).flatMap((target) => targetFacts(call, directory, target));
}

function directoryOf(file: string | undefined): string | undefined {
  return file?.includes('/') ? file.slice(0, file.lastIndexOf('/')) : undefined;
}

/** Sub-commands of package managers that are no scripts of the package. */
const PACKAGE_VERBS =
  /^(?:install|i|ci|add|remove|uninstall|update|upgrade|login|logout|publish|pack|link|exec|x|dlx|create|init|config|cache|audit|version|view|info|why|set|workspaces?|global|dedupe|outdated|prune|root|bin|list|ls|plugin)$/;

/** `npm run build`, `npm test`, `yarn build`, `pnpm build`. */
function packageScripts(call: Invocation): Fact[] {
  const [verb, script] = call.plain();
  const name = verb === 'run' || verb === 'run-script' ? script : verb;
  if (name === undefined || (name === verb && PACKAGE_VERBS.test(name))) return [];
  if (call.tool === 'npm' && name === verb && !/^(?:test|t|start|stop|restart)$/.test(name)) return [];
  const directory = call.option('--prefix', '--cwd', '-C', '--dir');
  return targetFacts(call, directory, `npm:${name === 't' ? 'test' : name}`);
}

/** `mise run NAME`, `task NAME`, `just NAME`: the first words are names of tasks. */
function tasks(runner: string, verb?: RegExp, directories: readonly string[] = [], standard = false): Handler {
  return (call) => {
    const plain = call.plain();
    if (verb && !verb.test(plain[0] ?? '')) return [];
    const named = plain.slice(verb ? 1 : 0, verb ? 2 : 1).filter((word) => !word.includes('='));
    const names = named.length > 0 || !standard ? named : [''];
    return names.flatMap((name) => targetFacts(call, call.option(...directories), `${runner}:${name}`));
  };
}

/** Task and taskipy have the same command; only one of them defines the name. */
function taskOrTaskipy(call: Invocation): Fact[] {
  const scripts = call
    .plain()
    .slice(0, 1)
    .flatMap((name) => call.link('runs', 'target', `script:${name}`));
  return [...tasks('task', undefined, ['-d', '--dir'])(call), ...scripts];
}

export const RUNNER_HANDLERS: Record<string, Handler> = {
  make,
  gmake: make,
  npm: packageScripts,
  yarn: packageScripts,
  pnpm: packageScripts,
  bun: packageScripts,
  mise: tasks('mise', /^(?:run|r)$/, ['-C', '--cd']),
  // Task and taskipy have the same command; only one of them defines the name.
  task: taskOrTaskipy,
  'go-task': tasks('task', undefined, ['-d', '--dir']),
  just: tasks('just', undefined, ['-d', '--working-directory'], true),
  doit: tasks('doit', undefined, ['-d', '--dir'], true),
  poe: tasks('poe'),
  invoke: tasks('invoke'),
  inv: tasks('invoke'),
  taskipy: taskOrTaskipy,
};
