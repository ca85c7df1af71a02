/** What the parts of a Python file execute elsewhere: imports, calls, functions handed over, scripts and shell commands. */
import { UNRESOLVED_METHODS } from '../../facts/methods.js';
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { writeJobSteps } from '../shared/python/job-steps.js';
import { mayBeProjectModule } from '../shared/python/modules.js';
import { linkNotebooks } from '../shared/python/notebooks.js';
import { pathOf } from '../shared/python/paths.js';
import { textOf } from '../shared/python/values.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';
import { writeDeployedText } from './contents.js';
import { writeHandedInstances } from './instances.js';
import { modulesRun } from './run-magic.js';
import { writeRequest } from './requests.js';
import { writeStatement } from './sql.js';
import { writeShell } from '../shared/python/shell.js';

/** Calls whose first argument is a script or notebook that they run. */
const RUN_SCRIPT = new Set([
  'runpy.run_path',
  'papermill.execute_notebook',
  'papermill.execute.execute_notebook',
  'dbutils.notebook.run',
]);
const RUN_MODULE = new Set(['runpy.run_module', 'importlib.import_module', '__import__']);
/** Entry points of a directory's MLproject file. https://mlflow.org/docs/latest/ml/projects/ */
const RUN_PROJECT = /^mlflow\.(?:projects\.)?(?:run|submit)$/;
/** Modules that MLflow Recipes runs, by names of its own. https://mlflow.org/docs/2.9.2/recipes.html */
const RECIPE = /^mlflow\.(?:recipes|pipelines)\.(?:\w+\.)?(?:Recipe|Pipeline)$/;
const RECIPE_STEPS = ['ingest', 'split', 'transform', 'train', 'custom_metrics'];
/** Loaders of a module that lies in a file, which is given after a name. */
const LOAD_FILE = /^importlib\.(?:util\.spec_from_file_location|machinery\.SourceFileLoader)$/;

/** Calls that put a function into a database or a graph of tasks there. */
const REGISTERS = /(?:^|\.)sproc\.register$|^snowflake\.(?:snowpark\.functions\.sproc|core\.task\.)/;

export function writeLinks(view: PythonView, writer: FactWriter): void {
  writeImports(view, writer);
  writeUnresolvedMethods(view, writer);
  writeHandedInstances(view, writer);
  const calls = createCalls(view, writer);
  for (const call of view.calls) {
    calls(call.callee, call.scope, call.offset);
    // What is registered to be called by its name is not called here.
    for (const { value } of REGISTERS.test(call.callee) ? [] : call.arguments)
      for (const name of namesHandedOver(value)) calls(name, call.scope, value.offset);
    writeRuns(call, view, writer);
    writeDeployedText(call, view, writer);
    writeStatement(call, view, writer);
    writeJobSteps(call, view, writer);
    linkNotebooks(call, view, writer, view.unit(call.scope));
    writeRequest(call, view, writer);
  }
  for (const { value, scope, offset } of view.document.assignments) {
    if (view.isDead(offset) || (value.kind !== 'list' && value.kind !== 'dict')) continue;
    for (const name of namesHandedOver(value)) calls(name, scope, value.offset);
  }
  for (const definition of view.definitions) {
    for (const base of definition.bases) calls(base, definition.scope, definition.offset);
  }
}

/** Names of methods whose objects cannot be followed: `trainer.fit()` of a parameter, or handed over. */
function writeUnresolvedMethods(view: PythonView, writer: FactWriter): void {
  const seen = new Set<string>();
  const note = (name: string, scope: string, offset: number): void => {
    const method = lastOf(name);
    if (method === name || seen.has(method) || !/^[A-Za-z_]\w{0,99}$/.test(method)) return;
    if (view.pythonName(name, scope) !== undefined || view.local(name, scope)?.rest.length === 0) return;
    seen.add(method);
    writer.symbol(UNRESOLVED_METHODS, method, 'called', offset);
  };
  for (const call of view.calls) {
    if (!call.resolved) note(call.callee, call.scope, call.offset);
    for (const { value } of call.arguments) if (value.kind === 'name') note(value.name, call.scope, value.offset);
  }
}

function writeImports(view: PythonView, writer: FactWriter): void {
  const seen = new Set<string>();
  for (const { module, name, scope, offset } of view.document.imports) {
    if (view.isDead(offset) || !mayBeProjectModule(module, view.context.catalogue)) continue;
    // `from . import model` runs the `__init__` of the package, too.
    const modules = [module];
    // `from package import module` reads like `from module import name`; the graph keeps what exists.
    if (name !== undefined && /^[a-z_]/.test(name))
      modules.push(module.endsWith('.') ? module + name : `${module}.${name}`);
    for (const dotted of modules) {
      const unit = view.unit(scope);
      if (seen.has(`${unit}\n${dotted}`)) continue;
      seen.add(`${unit}\n${dotted}`);
      writer.link(unit, 'imports', 'python-module', dotted, offset);
    }
  }
}

/** Writes each pair of unit and callee once. */
function createCalls(view: PythonView, writer: FactWriter): (name: string, scope: string, offset: number) => void {
  const seen = new Set<string>();
  const takenWhole = wholeModules(view);
  return (name, scope, offset) => {
    const key = `${scope}\n${name}`;
    if (seen.has(key)) return;
    seen.add(key);
    // Constants are handed over, too; nobody calls them.
    if (/(?:^|\.)[A-Z][A-Z\d_]+$/.test(name)) return;
    const target = view.pythonName(name, scope);
    const targets = target === undefined ? takenWhole(name, scope) : [target];
    const unit = view.unit(scope);
    // What encloses the caller runs already, and a function that calls itself runs nothing new.
    const own = view.definitionOf(scope)?.name;
    for (const one of targets.flatMap((dotted) => [dotted, ...classOf(dotted)])) {
      if (seen.has(`${unit}\r${one}`)) continue;
      seen.add(`${unit}\r${one}`);
      if (own === undefined || !`${view.module}.${own}.`.startsWith(`${one}.`))
        writer.link(unit, 'calls', 'python-name', one, offset);
    }
  };
}

/** `from project.helpers import *`, `%run ./helpers`: a bare name that nothing in the file binds may be any of the module's. */
function wholeModules(view: PythonView): (name: string, scope: string) => string[] {
  const imported = view.document.imports
    .filter(({ name, module, offset }) => name === '*' && !/^\.+$/.test(module) && !view.isDead(offset))
    .map(({ module }) => module)
    .filter((module) => mayBeProjectModule(module, view.context.catalogue));
  const modules = [...imported, ...modulesRun(view.document)].slice(0, MAX_WHOLE_MODULES);
  if (modules.length === 0) return () => [];
  return (name, scope) => {
    const [first = ''] = name.split('.', 1);
    // A method is one of a class: `Trainer.fit`; what begins with a variable is no name of a module.
    if (!/^(?:[A-Za-z_]\w*|[A-Z]\w*\.[a-z_]\w*)$/.test(name) || view.imports.has(first)) return [];
    return isBound(first, scope, view) ? [] : modules.map((module) => `${module}.${name}`);
  };
}

const MAX_WHOLE_MODULES = 10;

const isBound = (name: string, scope: string, view: PythonView): boolean =>
  view.local(name, scope) !== undefined ||
  view.assignments(name, scope).length > 0 ||
  view.assignedCalls(name, scope).length > 0 ||
  view.definitionOf(scope)?.parameters.some((parameter) => parameter.name === name) === true;

/** Class of a method that may be inherited: `steps.Trainer` for `steps.Trainer.fit`. */
function classOf(name: string): string[] {
  const [, owner] = /^(.*\.[A-Z]\w*[a-z]\w*)\.[a-z_]\w*$/.exec(name) ?? [];
  return owner === undefined ? [] : [owner];
}

/** Functions and classes given to a call or kept in a list or table are taken as called. */
function namesHandedOver(value: PythonExpression): string[] {
  switch (value.kind) {
    case 'name':
      return [value.name];
    case 'list':
      return value.items.flatMap((item) => (item.kind === 'name' ? [item.name] : []));
    case 'dict':
      return value.entries.flatMap((entry) => (entry.value.kind === 'name' ? [entry.value.name] : []));
    default:
      return [];
  }
}

function writeRuns(call: PythonCall, view: PythonView, writer: FactWriter): void {
  const unit = view.unit(call.scope);
  if (RUN_SCRIPT.has(call.callee)) {
    const path = pathOf(argument(call, ['path_name', 'input_path', 'path'], 0), view, call.scope);
    // Databricks leaves the ending of a notebook's file out.
    const notebook =
      path !== undefined && lastOf(call.callee) === 'run' && !/\.\w{1,5}$/.test(path) ? `${path}.py` : path;
    writer.link(unit, 'runs', 'path', notebook, call.offset);
  } else if (RUN_MODULE.has(call.callee)) {
    const module = textOf(argument(call, ['mod_name', 'name'], 0), view, call.scope);
    writer.link(unit, lastOf(call.callee) === 'run_module' ? 'runs' : 'imports', 'python-module', module, call.offset);
  } else if (LOAD_FILE.test(call.callee)) {
    const path = pathOf(argument(call, ['location', 'path'], 1), view, call.scope);
    if (path?.endsWith('.py')) writer.link(unit, 'imports', 'path', path, call.offset);
  } else if (RUN_PROJECT.test(call.callee)) {
    const words = ['mlflow', 'run', pathOf(argument(call, 'uri', 0), view, call.scope) ?? ''];
    const entry = textOf(argument(call, 'entry_point', 1), view, call.scope) ?? 'main';
    const place = { offset: call.offset };
    if (words[2] !== '')
      writer.command(
        unit,
        [...words, '-e', entry].map((text) => ({ text, place })),
        '.',
      );
  } else if (RECIPE.test(call.callee)) {
    for (const step of RECIPE_STEPS) writer.link(unit, 'imports', 'python-module', `steps.${step}`, call.offset);
  } else writeShell(call, view, writer);
}
