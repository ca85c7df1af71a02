/**
 * Tasks of small runners: mise, npm scripts, Task, just, tox, Poe the Poet, scripts of PDM, Hatch, Pixi and Pipenv, local hooks of
 * pre-commit, Procfile and MLproject. One unit a task, with its commands
 * as shell text. Identifier `target`: `DIRECTORY#RUNNER:NAME`, see `shared/commands/runners.ts`.
 */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import type { Document, Language, TextDocument } from '../../syntax/types.js';
import { embeddedScript } from '../shared/ci/script.js';
import type { ScriptPart } from '../shared/ci/script.js';
import type { ExtractContext, Plugin } from '../types.js';
import { dataTasks, taskFile } from './data.js';
import { recipes } from './justfile.js';
import { processes } from './procfile.js';
import { environments } from './tox.js';

export interface Task {
  name: string;
  /** Other names. */
  aliases: string[];
  offset: number;
  commands: ScriptPart[];
  /** Names of tasks that run before it. */
  needs: string[];
  /** Directory relative to that of the file. */
  directory?: string | undefined;
}

const plugin: Plugin = {
  id: 'task-runner',
  title: 'Task runners',
  documentation: 'https://mise.jdx.dev/tasks/',
  reads: 'Tasks of mise, npm, Task and Poe the Poet, processes of a Procfile, entry points of an MLproject.',
  technologies: ['mise', 'taskfile', 'poe-the-poet', 'heroku'],
  languages: ['toml', 'json', 'yaml', 'text'] satisfies Language[],
  accepts: ({ logicalPath }, text) =>
    taskFile(logicalPath, text) !== undefined || textFile(logicalPath, text) !== undefined,
  extract(document: Document, context: ExtractContext): Fact[] {
    const path = context.file.logicalPath;
    if (document.language === 'text') {
      const file = textFile(path, document.text);
      const tasks = file?.read(document) ?? [];
      const names = tasks.flatMap((task) => [task.name, ...task.aliases]);
      return tasks.flatMap((task) => [
        ...taskFacts(task, file?.runner ?? '', names, document, context),
        ...(file?.runner === 'procfile' ? received(task, document) : []),
      ]);
    }
    const file = taskFile(path, document.text);
    if (!file || (document.language !== 'yaml' && document.language !== 'json' && document.language !== 'toml'))
      return [];
    const tasks = dataTasks(file, document);
    const names = tasks.flatMap((task) => [task.name, ...task.aliases]);
    return tasks.flatMap((task) => taskFacts(task, file.runner, names, document, context));
  },
};

export default plugin;

/** Of the processes of a Procfile only the one called `web` receives requests from outside. */
function received(task: Task, document: Document): Fact[] {
  if (task.name !== 'web') return [];
  const at = document.locate(task.offset);
  return [{ fact: 'trait', unit: 'target:web', trait: 'web-service', kind: 'config', technology: 'heroku', at }];
}

interface TextFile {
  name: RegExp;
  text?: RegExp;
  runner: string;
  read(document: TextDocument): Task[];
}

const TEXT_FILES: readonly TextFile[] = [
  { name: /(?:^|\/)Procfile$/, runner: 'procfile', read: processes },
  { name: /(?:^|\/)\.?justfile$|\.just$/i, runner: 'just', read: recipes },
  { name: /(?:^|\/)(?:tox\.ini|setup\.cfg)$/, text: /^\[testenv/m, runner: 'tox', read: environments },
];

/** How a file in a format of its own is read. */
function textFile(path: string, content: string): TextFile | undefined {
  return TEXT_FILES.find(({ name, text }) => name.test(path) && (text?.test(content) ?? true));
}

function taskFacts(
  task: Task,
  runner: string,
  names: readonly string[],
  document: Document,
  context: ExtractContext,
): Fact[] {
  const home = homeOf(posix.dirname(context.file.path));
  const unit = `target:${task.name}`;
  const at = document.locate(task.offset);
  const identifier = (name: string): { kind: 'target'; value: string } => ({
    kind: 'target',
    // Scripts of package managers are called by their names alone: `pdm run train`.
    value: runner === 'script' ? `script:${name}` : `${home}#${runner}:${name}`,
  });
  const directory = task.directory === undefined ? home : context.resolvePath(task.directory, home);
  const known = new Set(names);
  return [
    { fact: 'unit', unit, kind: 'target', name: task.name, at },
    ...[task.name, ...task.aliases].map((name): Fact => ({ fact: 'offer', unit, identifier: identifier(name), at })),
    ...task.needs
      .filter((name) => known.has(name) && name !== task.name)
      .map((name): Fact => ({ fact: 'link', unit, link: 'runs', to: identifier(name), kind: 'structure', at })),
    ...task.commands.map((part) => embeddedScript(part, document, unit, directory)),
  ];
}

/** mise keeps its configuration also in `.mise/`, `.config/` and `.config/mise/`. */
function homeOf(directory: string): string {
  return directory.replace(/(?:^|\/)(?:\.config\/mise|\.config|\.mise|mise)$/, '') || '.';
}
