/** Tasks in TOML, JSON and YAML. Sources: the documentation of mise, npm, Task, Poe the Poet and MLflow Projects. */
import { entries, get, isMap, isSequence, items, list, string, strings, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataEntry, DataNode } from '../../syntax/types.js';
import { joinScripts, scriptPart } from '../shared/ci/script.js';
import type { ScriptPart } from '../shared/ci/script.js';
import { quote } from '../shared/words.js';
import type { Task } from './index.js';

export interface TaskFile {
  runner: 'mise' | 'npm' | 'task' | 'poe' | 'mlflow' | 'taskipy' | 'script' | 'pre-commit';
  read(document: DataDocument): Task[];
}

const FILES: readonly { name: RegExp; text?: RegExp; file: TaskFile }[] = [
  {
    name: /(?:^|\/)(?:\.?mise(?:\.\w+)?|\.?mise\/config|\.config\/mise(?:\/config)?)\.toml$/,
    file: { runner: 'mise', read: mise },
  },
  { name: /(?:^|\/)package\.json$/, text: /"scripts"/, file: { runner: 'npm', read: packageScripts } },
  { name: /(?:^|\/)[Tt]askfile(?:\.dist)?\.ya?ml$/, file: { runner: 'task', read: taskfile } },
  { name: /(?:^|\/)pyproject\.toml$/, text: /^\[tool\.poe\.tasks/m, file: { runner: 'poe', read: poe } },
  {
    name: /(?:^|\/)pyproject\.toml$/,
    text: /^\[tool\.(?:pdm\.scripts|rye\.scripts|hatch\.envs\.[\w.-]*scripts|pixi\.tasks|taskipy\.tasks)/m,
    file: { runner: 'script', read: packageManagerScripts },
  },
  { name: /(?:^|\/)pixi\.toml$/, text: /^\[tasks/m, file: { runner: 'script', read: pixi } },
  { name: /(?:^|\/)Pipfile$/, text: /^\[scripts\]/m, file: { runner: 'script', read: pipfile } },
  { name: /(?:^|\/)\.pre-commit-config\.ya?ml$/, file: { runner: 'pre-commit', read: localHooks } },
  { name: /(?:^|\/)MLproject$/i, file: { runner: 'mlflow', read: mlproject } },
];

/** How a file with tasks is read; undefined for any other file. */
export function taskFile(path: string, content: string): TaskFile | undefined {
  if (path.includes('node_modules/')) return undefined;
  return FILES.find(({ name, text: needed }) => name.test(path) && (needed?.test(content) ?? true))?.file;
}

export function dataTasks(file: TaskFile, document: DataDocument): Task[] {
  return file.read(document);
}

function scripts(node: DataNode | undefined, document: DataDocument): ScriptPart[] {
  return list(node).flatMap((item) => scriptPart(item, document) ?? []);
}

/** A task whose value is its command, a list of commands, or a table. */
function simple({ key, offset, value }: DataEntry, document: DataDocument): Task {
  return { name: key, aliases: [], offset, commands: isMap(value) ? [] : scripts(value, document), needs: [] };
}

/** `[tasks.NAME]` with `run`, `depends`, `alias`, `dir`. Each command of a list runs in a shell of its own. */
function mise(document: DataDocument): Task[] {
  return entries(get(document.roots[0], 'tasks')).map((entry) => {
    const { value } = entry;
    if (!isMap(value)) return simple(entry, document);
    return {
      ...simple(entry, document),
      aliases: strings(value, 'alias'),
      commands: scripts(get(value, 'run'), document),
      needs: [...strings(value, 'depends'), ...strings(value, 'depends_post')],
      directory: string(value, 'dir')?.replace(/^\{\{\s*(?:cwd|config_root)\s*\}\}\/?/, './'),
    };
  });
}

/** `scripts` of a package; `preNAME` and `postNAME` run with NAME. */
function packageScripts(document: DataDocument): Task[] {
  const tasks = entries(get(document.roots[0], 'scripts')).filter(({ value }) => text(value) !== undefined);
  return tasks.map((entry) => ({ ...simple(entry, document), needs: [`pre${entry.key}`, `post${entry.key}`] }));
}

/** `tasks` with `cmds` or `cmd`, `deps` and `dir`; a command may be another task. */
function taskfile(document: DataDocument): Task[] {
  return entries(get(document.roots[0], 'tasks')).map((entry) => {
    const { value } = entry;
    if (!isMap(value)) return simple(entry, document);
    const commands = [...list(get(value, 'cmds')), ...list(get(value, 'cmd'))];
    const called = [...commands, ...items(get(value, 'deps'))].flatMap((item) => string(item, 'task') ?? []);
    return {
      ...simple(entry, document),
      aliases: strings(value, 'aliases'),
      commands: commands.flatMap((item) => scriptPart(get(item, 'cmd') ?? item, document) ?? []),
      needs: [...strings(value, 'deps'), ...called],
      directory: string(value, 'dir'),
    };
  });
}

/** `[tool.poe.tasks]`: a command, a table with `cmd` or `shell`, or a sequence of tasks. */
function poe(document: DataDocument): Task[] {
  return entries(get(document.roots[0], 'tool', 'poe', 'tasks')).map((entry) => {
    const { value } = entry;
    const sequence = isSequence(value) ? value : get(value, 'sequence');
    const commands = isMap(value)
      ? ['cmd', 'shell'].flatMap((key) => scripts(get(value, key), document))
      : isSequence(value)
        ? []
        : scripts(value, document);
    return { ...simple(entry, document), commands, needs: [...strings(sequence), ...strings(value, 'deps')] };
  });
}

/** Scripts by which `pdm run`, `hatch run`, `rye run`, `pixi run` and `task` know a command. */
function packageManagerScripts(document: DataDocument): Task[] {
  const tool = get(document.roots[0], 'tool');
  const hatch = entries(get(tool, 'hatch', 'envs')).map(({ value }) => get(value, 'scripts'));
  const tables = [get(tool, 'pdm', 'scripts'), get(tool, 'rye', 'scripts'), get(tool, 'pixi', 'tasks'), ...hatch];
  return [...tables, get(tool, 'taskipy', 'tasks')].flatMap((table) => scriptsOf(table, document));
}

function pixi(document: DataDocument): Task[] {
  return scriptsOf(get(document.roots[0], 'tasks'), document);
}

function pipfile(document: DataDocument): Task[] {
  return scriptsOf(get(document.roots[0], 'scripts'), document);
}

/** A text, a list of commands, or a table with `cmd` (also `shell`, `chain`, `composite`), `depends-on` and `cwd`. */
function scriptsOf(table: DataNode | undefined, document: DataDocument): Task[] {
  return entries(table).map((entry) => {
    const { value } = entry;
    const commands = isMap(value)
      ? ['cmd', 'shell'].flatMap((key) => scripts(get(value, key), document))
      : scripts(value, document);
    const needs = ['composite', 'chain', 'depends-on', 'depends_on'].flatMap((key) => strings(value, key));
    return { ...simple(entry, document), commands, needs, directory: string(value, 'cwd') };
  });
}

/** Hooks of the repository itself, which `pre-commit run` starts; those of others are linters. */
function localHooks(document: DataDocument): Task[] {
  const local = items(get(document.roots[0], 'repos')).filter((repository) => string(repository, 'repo') === 'local');
  const hooks = local.flatMap((repository) => items(get(repository, 'hooks')));
  const commands = hooks.flatMap((hook) => {
    const part = scriptPart(get(hook, 'entry'), document);
    return part ? [{ ...part, text: [part.text, ...strings(hook, 'args').map(quote)].join(' ') }] : [];
  });
  return commands.length === 0 ? [] : [{ name: '', aliases: [], offset: local[0]?.offset ?? 0, commands, needs: [] }];
}

/** `entry_points` with a `command`, whose `{parameters}` stay as they are. */
function mlproject(document: DataDocument): Task[] {
  return entries(get(document.roots[0], 'entry_points')).map((entry) => ({
    ...simple(entry, document),
    commands: joinScripts(scripts(get(entry.value, 'command'), document)),
  }));
}
