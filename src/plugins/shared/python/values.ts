/** Text of Python expressions: constants, and references where only another file or the environment knows the value. */
import type { ValueSource } from '../../../catalogue/types.js';
import { reference } from '../../../facts/value.js';
import type { PythonCall, PythonExpression } from '../../../syntax/types.js';
import { argument, lastOf, type PythonView } from './view.js';

/** Expressions that are read to find one value; bounds chains, cycles and wide trees of names. */
const MOST_STEPS = 100;
const LONGEST_VALUE = 2000;
/** Statements of SQL are written in full where names are not. */
const LONGEST_STATEMENT = 20_000;

interface Trail {
  left: number;
  longest: number;
  /** The call whose arguments the parameters of a function stand for; without it they are what every caller says. */
  caller?: PythonCall | undefined;
}

const ENVIRONMENT_GETTERS = new Set(['os.getenv', 'os.environ.get', 'os.environ.setdefault']);
/** How the adapter writes a variable of the environment that has no default. */
const ENVIRONMENT_NAME = /^os\.environ\.(\w+)$/;
const ENVIRONMENT_SUBSCRIPT = /^(?:os\.)?environ\[(["'])(\w+)\1\]$/;
/** `CONFIG["model"]["name"]`. */
const ELEMENT = /^([A-Za-z_][\w.]{0,100})((?:\[(?:"[\w.-]{1,60}"|'[\w.-]{1,60}')\]){1,3})$/;
/** Calls that only change the type or the spelling of their first argument. */
const TRANSPARENT = new Set(['str', 'int', 'float', 'bool', 'os.fspath', 'os.path.expanduser', 'os.path.expandvars']);
const JOINS = new Set(['os.path.join', 'posixpath.join', 'pathlib.Path', 'pathlib.PurePath', 'pathlib.PurePosixPath']);
/** Parameters of a pipeline that may be given another value when it is started: of SageMaker and of Azure ML. */
const PIPELINE_PARAMETER = /(?:^|\.)(?:Parameter(?:String|Integer|Float|Boolean)|PipelineParameter)$/;
const PARSED_ARGUMENT = /^(?:args?|opts?|options|flags|FLAGS|known_args|parsed_args|cli_args|self\.args)\.(\w+)$/;

/**
 * Text of an expression as read in `scope`.
 * @returns undefined for `None` and for what is left out; unknown parts are references
 */
export function textOf(
  expression: PythonExpression | undefined,
  view: PythonView,
  scope: string,
  trail: Trail = { left: MOST_STEPS, longest: LONGEST_VALUE },
): string | undefined {
  if (!expression || trail.left-- <= 0) return undefined;
  switch (expression.kind) {
    case 'string':
      return clip(expression.value, trail);
    case 'number':
    case 'boolean':
      return String(expression.value);
    case 'none':
      return undefined;
    case 'template':
      return clip(templateText(expression.value, view, scope, trail), trail);
    case 'name':
      return nameText(expression.name, view, scope, trail);
    case 'list': {
      const items = expression.items.slice(0, 50).map((item) => textOf(item, view, scope, trail));
      return clip(items.filter((item) => item !== undefined).join(','), trail);
    }
    case 'call':
      return callText(expression.call, view, scope, trail);
    case 'dict':
      return reference(`python:${view.module}`, '{…}');
    case 'unknown':
      return sourceText(expression.text, view);
  }
}

/** As `textOf`, for values that are statements rather than names. */
export const statementOf = (expression: PythonExpression, view: PythonView, scope: string): string | undefined =>
  textOf(expression, view, scope, { left: MOST_STEPS, longest: LONGEST_STATEMENT });

/** `{name}` of a template becomes what the name means. */
function templateText(value: string, view: PythonView, scope: string, trail: Trail): string {
  return value.replace(/\{([^{}]{0,200})\}/g, (_, inner: string) => {
    const name = inner.trim();
    if (/^[A-Za-z_.][\w.]*$/.test(name)) {
      const text = nameText(name, view, scope, trail);
      return text !== undefined && text.length <= LONGEST_VALUE ? text : reference(`python:${view.module}`, name);
    }
    return sourceText(name, view);
  });
}

/** Source that is no name: an element of the environment, or of a table that this or another file holds. */
function sourceText(source: string, view: PythonView): string {
  const variable = ENVIRONMENT_SUBSCRIPT.exec(source)?.[2];
  if (variable) return reference('env:', variable);
  const [, table, keys = ''] = ELEMENT.exec(source) ?? [];
  if (table === undefined) return reference(`python:${view.module}`, source.slice(0, 80));
  const name = absoluteName(view.resolve(table), view.context.file.logicalPath);
  const dot = name.lastIndexOf('.');
  const space = dot <= 0 ? view.module : name.slice(0, dot);
  return reference(`python:${space}`, name.slice(dot + 1) + keys.replaceAll("'", '"'));
}

function callText(call: PythonCall, view: PythonView, scope: string, trail: Trail): string | undefined {
  const { callee } = call;
  if (ENVIRONMENT_GETTERS.has(callee)) {
    const name = textOf(argument(call, 'key', 0), view, scope, trail);
    const fallback = textOf(argument(call, 'default', 1), view, scope, trail);
    if (fallback) return fallback;
    return name ? reference('env:', name) : undefined;
  }
  if (PIPELINE_PARAMETER.test(callee)) {
    const fallback = textOf(argument(call, 'default_value', 1), view, scope, trail);
    if (fallback) return fallback;
  }
  if (TRANSPARENT.has(callee)) return textOf(argument(call, [], 0), view, scope, trail);
  if (JOINS.has(callee)) {
    const parts = call.arguments.slice(0, 20).map((a) => textOf(a.value, view, scope, trail) ?? '');
    return clip(
      parts
        .filter((part) => part !== '')
        .join('/')
        .replace(/([^:/])\/{2,}/g, '$1/'),
      trail,
    );
  }
  const first = call.arguments[0]?.value;
  const given = first?.kind === 'string' ? JSON.stringify(first.value.slice(0, 60)) : '';
  return reference(`python:${view.module}`, `${callee.slice(0, 80)}(${given})`);
}

function nameText(name: string, view: PythonView, scope: string, trail: Trail): string | undefined {
  if (trail.left-- <= 0) return undefined;
  const variable = ENVIRONMENT_NAME.exec(name)?.[1];
  if (variable) return reference('env:', variable);
  const assigned = view.assignments(name, scope).at(-1);
  if (assigned && !mentions(assigned.value, name)) {
    return textOf(assigned.value, view, assigned.scope, trail);
  }
  const parameter = view.definitionOf(scope)?.parameters.find((p) => p.name === name);
  const said = parameter && trail.caller && handedBy(trail.caller, parameter.name, view, scope);
  if (said) return textOf(said, view, trail.caller?.scope ?? scope, trail) ?? unresolved(name, view);
  if (parameter?.default) return textOf(parameter.default, view, scope, trail) ?? unresolved(name, view);
  const given = parameter && handedOver(parameter.name, view, scope);
  if (given) return textOf(given.value, view, given.scope, trail) ?? unresolved(name, view);
  const option = PARSED_ARGUMENT.exec(name)?.[1];
  if (option) {
    const fallback = optionDefault(option, view);
    if (fallback) return textOf(fallback, view, scope, trail);
  }
  const attribute = attributeOf(name, view, scope);
  return attribute ?? imported(name, view) ?? unresolved(name, view);
}

/** What one call of the function around a scope hands over for a parameter of it. */
function handedBy(
  caller: PythonCall,
  parameter: string,
  view: PythonView,
  scope: string,
): PythonExpression | undefined {
  const definition = view.definitionOf(scope);
  if (definition?.kind !== 'function' || !view.callsOf(definition).includes(caller)) return undefined;
  const names = definition.parameters.map(({ name }) => name).filter((name) => name !== 'self' && name !== 'cls');
  return argument(caller, parameter, names.indexOf(parameter));
}

/** Callers of one function that are told apart. */
const MOST_CALLERS = 6;

/** The calls of the function around a call that hands on parameters, where there are several: each may mean something else. */
export function callersOf(call: PythonCall, view: PythonView): readonly PythonCall[] {
  const definition = view.definitionOf(call.scope);
  if (definition?.kind !== 'function') return [];
  const names = new Set(definition.parameters.map(({ name }) => name));
  if (!call.arguments.some(({ value }) => value.kind === 'name' && names.has(value.name))) return [];
  const callers = view.callsOf(definition).filter(({ scope }) => scope !== call.scope);
  return callers.length > 1 && callers.length <= MOST_CALLERS ? callers : [];
}

/** What the only caller of a function in its file hands over for a parameter. */
function handedOver(
  parameter: string,
  view: PythonView,
  scope: string,
): { value: PythonExpression; scope: string } | undefined {
  const definition = view.definitionOf(scope);
  const calls = definition?.kind === 'function' ? view.callsOf(definition) : [];
  const [call] = calls;
  if (!definition || !call || calls.length > 1 || call.scope === scope) return undefined;
  const names = definition.parameters.map(({ name }) => name).filter((name) => name !== 'self' && name !== 'cls');
  const value = argument(call, parameter, names.indexOf(parameter));
  // Only what is written there: a name would lead on to further callers.
  return value && value.kind !== 'name' ? { value, scope: call.scope } : undefined;
}

const mentions = (value: PythonExpression, name: string): boolean => value.kind === 'name' && value.name === name;

const unresolved = (name: string, view: PythonView): string => reference(`python:${view.module}`, name.slice(0, 120));

/** `Config.NAME` and `self.NAME` of a class in this file, and `settings.NAME` of an object made from one. */
function attributeOf(name: string, view: PythonView, scope: string): string | undefined {
  const dot = name.lastIndexOf('.');
  if (dot === -1) return undefined;
  const owner = name.slice(0, dot);
  const attribute = name.slice(dot + 1);
  const made = view.assignedCalls(owner, scope).at(-1)?.callee;
  const definition = view.local(made ?? owner, scope)?.definition;
  if (definition?.kind === 'class') {
    const value = view.assignmentsIn(attribute, definition.scope)[0];
    return value && reference(`python:${view.module}.${definition.name}`, attribute);
  }
  return made === undefined ? undefined : imported(`${made}.${attribute}`, view);
}

/** A name of another module of the project: a symbol of the space of that module, or of a class in it. */
function imported(name: string, view: PythonView): string | undefined {
  if (!view.pythonName(name, '')) return undefined;
  return importedSymbol(name, view);
}

/**
 * The symbol that a name of another module stands for. Modules of one name may lie in several directories, so that an absolute
 * import says from where it is made: the nearest one is meant.
 */
export function importedSymbol(name: string, view: PythonView): string | undefined {
  const path = view.context.file.logicalPath;
  const absolute = absoluteName(name, path);
  const dot = absolute.lastIndexOf('.');
  if (dot <= 0) return undefined;
  const directory = path.split('/').slice(0, -1).join('.');
  const near = directory === '' || name.startsWith('.') ? '' : `@${directory}`;
  return reference(`python:${absolute.slice(0, dot)}${near}`, absolute.slice(dot + 1));
}

/** A relative name (`.config.NAME`) from the source's root, by the package of the file. */
export function absoluteName(name: string, path: string): string {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  if (dots === 0) return name;
  const directories = path.split('/').slice(0, -1);
  const base = directories.slice(0, Math.max(0, directories.length - (dots - 1)));
  return [...base, name.slice(dots)].filter((part) => part !== '').join('.');
}

const options = new WeakMap<PythonView, Map<string, PythonExpression>>();

/** Default of `--option` in `parser.add_argument`. */
function optionDefault(option: string, view: PythonView): PythonExpression | undefined {
  let defaults = options.get(view);
  if (!defaults) {
    options.set(view, (defaults = new Map()));
    for (const call of view.calls) {
      const fallback = lastOf(call.callee) === 'add_argument' ? argument(call, 'default') : undefined;
      if (!fallback) continue;
      for (const { keyword, value } of call.arguments) {
        if (keyword === undefined && value.kind === 'string') {
          defaults.set(value.value.replace(/^-+/, '').replaceAll('-', '_'), fallback);
        }
      }
    }
  }
  return defaults.get(option);
}

/**
 * Access to the arguments of a call, as the catalogue asks for them. What stands inside a table, or inside a call that
 * makes an argument, has a dotted key: `primary_container.image`, `Containers.0.Image`.
 * @param caller call of the function around it, whose arguments the parameters of that function stand for
 */
export function valueReader(
  call: PythonCall,
  view: PythonView,
  caller?: PythonCall,
): (source: ValueSource) => string | undefined {
  return ({ key, position, assigned, written }) => {
    if (assigned) return call.assignedTo;
    const [first, ...inner] = key?.split('.') ?? [];
    const given = argument(call, first === undefined ? [] : [first], position);
    if (written) return given?.kind === 'name' ? given.name : undefined;
    let value = opened(given, view, call.scope);
    for (const name of inner) value = value && partOf(value, name, view, call.scope);
    return textOf(value, view, call.scope, { left: MOST_STEPS, longest: LONGEST_VALUE, caller });
  };
}

/** What a file that was opened for a name holds is known by its path: `with open("model.bin") as file: pickle.load(file)`. */
function opened(value: PythonExpression | undefined, view: PythonView, scope: string): PythonExpression | undefined {
  if (value?.kind !== 'name') return value;
  const opening = view.assignedCalls(value.name, scope).at(-1);
  if (!opening || !OPENS.test(opening.callee)) return value;
  return argument(opening, ['file', 'path'], 0) ?? value;
}

/** Built in, of archives and of file systems: `open(path)`, `gzip.open(path)`, `fs.open(path)`. */
const OPENS = /(?:^|\.)open$/;

function partOf(value: PythonExpression, name: string, view: PythonView, scope: string): PythonExpression | undefined {
  const made =
    value.kind === 'call'
      ? value.call
      : value.kind === 'name'
        ? view.assignedCalls(value.name, scope).at(-1)
        : undefined;
  if (made) return argument(made, name);
  const held = value.kind === 'name' ? view.assignments(value.name, scope).at(-1)?.value : value;
  if (held?.kind === 'list') return /^\d{1,3}$/.test(name) ? held.items[Number(name)] : undefined;
  return held?.kind === 'dict'
    ? held.entries.find((entry) => entry.key.kind === 'string' && entry.key.value === name)?.value
    : undefined;
}

function clip(text: string, { longest }: Trail): string | undefined {
  return text.length > longest ? undefined : text;
}
