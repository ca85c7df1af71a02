/**
 * A Python document as plugins look at it: scopes as units, names resolved inside the file, code that never runs left out.
 * Built once a document; plugins of one file share it.
 */
import type { Location } from '../../../facts/types.js';
import type {
  PythonArgument,
  PythonAssignment,
  PythonBranch,
  PythonCall,
  PythonDefinition,
  PythonExpression,
  PythonImport,
  Program,
} from '../../../syntax/types.js';
import type { ExtractContext } from '../../types.js';
import { isKnownPackage, mayBeProjectModule } from './modules.js';

export interface LocalName {
  definition: PythonDefinition;
  /** What follows the definition's name: `['submit']` in `train.submit`. */
  rest: string[];
}

export interface PythonView {
  readonly document: Program;
  readonly context: ExtractContext;
  /** Dotted name of the file's own module, from the source's root. */
  readonly module: string;
  /** Roots of the imported modules, and the modules themselves. */
  readonly imports: ReadonlySet<string>;
  /** Calls that stand in code that can run. */
  readonly calls: readonly PythonCall[];
  readonly definitions: readonly PythonDefinition[];
  at(offset: number): Location;
  /** Unit of a scope; all scopes of an embedded text are the unit that it belongs to. */
  unit(scope: string): string;
  /** The place never runs: it stands under `if False`. */
  isDead(offset: number): boolean;
  /** Scopes in which a name in `scope` is looked up, innermost first. */
  scopes(scope: string): string[];
  definitionOf(scope: string): PythonDefinition | undefined;
  /** The definition in this file that a name (possibly with attributes) in `scope` means. */
  local(name: string, scope: string): LocalName | undefined;
  /** Assignments to `target` in the innermost scope that has any. */
  assignments(target: string, scope: string): readonly PythonAssignment[];
  /** Assignments to `target` in exactly this scope. */
  assignmentsIn(target: string, scope: string): readonly PythonAssignment[];
  /** Calls whose result is assigned to `target` in the innermost scope that has any. */
  assignedCalls(target: string, scope: string): readonly PythonCall[];
  callsIn(scope: string): readonly PythonCall[];
  /** Calls of a definition of this file (or of a method of what it gives). */
  callsOf(definition: PythonDefinition): readonly PythonCall[];
  /** All calls whose callee begins at an offset: `a().b()` is the call of `a` and that of its method. */
  callsAt(offset: number): readonly PythonCall[];
  branch(index: number): PythonBranch | undefined;
  /** A name as written outside what the adapter resolves, with the import of its first segment filled in. */
  resolve(name: string): string;
  /** What a call calls as the source writes it: a variable, where `callee` names what made its value. */
  written(call: PythonCall): string;
  /** Dotted name for a `calls` link: of a definition in this file, or of a name imported from what may be the project. */
  pythonName(name: string, scope: string): string | undefined;
}

const LONGEST_NAME = 300;

const views = new WeakMap<Program, PythonView>();

export function viewOf(document: Program, context: ExtractContext): PythonView {
  let view = views.get(document);
  if (!view) views.set(document, (view = createView(document, context)));
  return view;
}

/** Methods that a framework gives to a decorated function or its call; what runs is the function. */
const WRAPPERS = new Set(
  `apply_async apply delay expand expand_kwargs func fn invoke map options override partial remote s serve si deploy
  submit to_deployment with_config_overrides with_options`.split(/\s+/),
);

function createView(document: Program, context: ExtractContext): PythonView {
  const definitions = new Map<string, PythonDefinition>();
  const byScope = new Map<string, PythonDefinition>();
  /** Last segments of the names: what is none of these is no name of this file, as most names of a program are not. */
  const ownNames = new Set<string>();
  for (const definition of document.definitions) {
    definitions.set(definition.name, definition);
    ownNames.add(lastOf(definition.name));
    byScope.set(definition.scope, definition);
  }
  const isDead = deadCode(document.branches);
  const passedOn = passedOnPackages(document, context);
  const calls = document.calls.filter((call) => !isDead(call.offset)).map(passedOn.rename);
  const byAssigned = groupBy(calls, (call) =>
    call.assignedTo === undefined ? undefined : key(call.assignedTo, call.scope),
  );
  const byCallScope = groupBy(calls, (call) => call.scope);
  const byTarget = groupBy(document.assignments, (assignment) => key(assignment.target, assignment.scope));
  const module = moduleOf(context.file.logicalPath);

  const scopeChains = new Map<string, string[]>();
  const scopes = (scope: string): string[] => {
    let chain = scopeChains.get(scope);
    if (!chain) {
      chain = [scope];
      for (let at = scope; at !== '' && chain.length < 50;) {
        at = byScope.get(at)?.parent ?? '';
        chain.push(at);
      }
      scopeChains.set(scope, chain);
    }
    return chain;
  };
  const innermost = <T>(groups: ReadonlyMap<string, T[]>, name: string, scope: string): readonly T[] => {
    for (const candidate of scopes(scope)) {
      const found = groups.get(key(name, candidate));
      if (found) return found;
    }
    return [];
  };

  const enclosingClass = (scope: string): PythonDefinition | undefined =>
    scopes(scope)
      .map((candidate) => byScope.get(candidate))
      .find((definition) => definition?.kind === 'class');

  // Names that are imported out of modules, in full: `train.fit_model` of `from train import fit_model`.
  const taken = new Set(
    document.imports.flatMap(({ module: of, name }) => (name === undefined ? [] : [`${of}.${name}`])),
  );
  const isTaken = (name: string): boolean => {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1))
      if (taken.has(name.slice(0, end))) return true;
    return false;
  };

  const local = (name: string, scope: string): LocalName | undefined => {
    const dot = name.indexOf('.');
    const first = dot === -1 ? name : name.slice(0, dot);
    const isOwn = first === 'self' || first === 'cls';
    if (!isOwn && !ownNames.has(first)) return undefined;
    const own = isOwn ? enclosingClass(scope) : undefined;
    const rest = dot === -1 ? [] : name.slice(dot + 1).split('.');
    // A module may be called like a function of this file.
    if (!isOwn && rest.length > 0 && isTaken(name)) return undefined;
    let found = own;
    if (!found) {
      for (const candidate of scopes(scope)) {
        const prefix = byScope.get(candidate)?.name;
        found = definitions.get(prefix === undefined ? first : `${prefix}.${first}`);
        if (found) break;
      }
    }
    if (!found) return undefined;
    // The adapter writes names of this file in full: `Trainer.fit`, `outer.inner`.
    let depth = 0;
    for (; depth < rest.length; depth++) {
      const inner = definitions.get(`${found.name}.${rest[depth] ?? ''}`);
      if (!inner) break;
      found = inner;
    }
    return { definition: found, rest: rest.slice(depth) };
  };

  const imported = createImported(document);
  const pythonName = (name: string, scope: string): string | undefined => {
    if (name.length > LONGEST_NAME || name.includes('(')) return undefined;
    const here = local(name, scope);
    if (here) {
      // An inherited method of the class that the code stands in adds nothing.
      const isOwn = here.definition.kind === 'class' && /^(?:self|cls)\b/.test(name);
      return here.definition.name === '' || isOwn ? undefined : `${module}.${here.definition.name}`;
    }
    const from = imported(name);
    if (from === undefined || !mayBeProjectModule(from.module, context.catalogue)) return undefined;
    const segments = name.split('.');
    // What was imported is kept: `from deploy import deploy`.
    while (segments.length > Math.max(1, from.kept) && WRAPPERS.has(segments.at(-1) ?? '')) segments.pop();
    const dotted = segments.join('.');
    return dotted.replace(/^\.+/, '') === '' ? undefined : dotted;
  };

  let aliases: Map<string, string> | undefined;
  let byDefinition: Map<PythonDefinition, PythonCall[]> | undefined;
  let byOffset: Map<number, PythonCall[]> | undefined;
  const imports = new Set<string>(passedOn.names);
  for (const { module: name } of document.imports) {
    imports.add(name);
    imports.add(name.split('.', 1)[0] ?? '');
  }

  return {
    document,
    context,
    module,
    imports,
    calls,
    definitions: document.definitions,
    at: (offset) => document.locate(offset),
    unit: (scope) => (context.unit === '' ? scope : context.unit),
    isDead,
    scopes,
    definitionOf: (scope) => byScope.get(scope),
    local,
    assignments: (target, scope) => innermost(byTarget, target, scope),
    assignmentsIn: (target, scope) => byTarget.get(key(target, scope)) ?? [],
    assignedCalls: (target, scope) => innermost(byAssigned, target, scope),
    callsIn: (scope) => byCallScope.get(scope) ?? [],
    callsOf: (definition) => {
      byDefinition ??= groupBy(calls, (call) => local(call.callee, call.scope)?.definition);
      return byDefinition.get(definition) ?? [];
    },
    callsAt: (offset) => {
      byOffset ??= groupBy(calls, (call) => call.offset);
      return byOffset.get(offset) ?? [];
    },
    branch: (index) => document.branches[index],
    resolve: (name) => {
      aliases ??= new Map(document.imports.map((one) => [one.alias ?? one.name ?? one.module, importedName(one)]));
      const [first = '', ...rest] = name.split('.');
      const from = aliases.get(first);
      return from === undefined ? name : [from, ...rest].join('.');
    },
    written: (call) => /^[A-Za-z_][\w.]*/.exec(document.text.slice(call.offset, call.offset + LONGEST_NAME))?.[0] ?? '',
    pythonName,
  };
}

/**
 * `from project.config import mlflow`: a module of the project passes a package on under its own name, and what is called
 * through it is the package's.
 */
function passedOnPackages(
  document: Program,
  { catalogue }: ExtractContext,
): { names: string[]; rename: (call: PythonCall) => PythonCall } {
  const packages = new Map<string, string>();
  for (const imported of document.imports) {
    const { module, name } = imported;
    // `from . import mlflow` names a file beside this one.
    if (name === undefined || /^\.+$/.test(module) || !isKnownPackage(name, catalogue)) continue;
    if (!mayBeProjectModule(module, catalogue)) continue;
    packages.set(importedName(imported), name);
  }
  if (packages.size === 0) return { names: [], rename: (call) => call };
  const rename = (call: PythonCall): PythonCall => {
    for (const [prefix, name] of packages)
      if (call.callee.startsWith(`${prefix}.`)) return { ...call, callee: name + call.callee.slice(prefix.length) };
    return call;
  };
  return { names: [...packages.values()], rename };
}

function importedName({ module, name }: PythonImport): string {
  if (name === undefined) return module;
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}

/** Where a resolved name comes from: the module, and how many of the name's segments are what was imported. */
interface Imported {
  module: string;
  kept: number;
}

/** Finds the module out of which a resolved name comes: the longest imported one that the name begins with. */
function createImported(document: Program): (name: string) => Imported | undefined {
  const modules = new Map<string, Imported>();
  for (const imported of document.imports) {
    const { module, name } = imported;
    const segments = module.split('.').length;
    // Of a module that is imported as a whole the next segment is a name in it.
    modules.set(module, modules.get(module) ?? { module, kept: segments + 1 });
    if (name !== undefined && name !== '*') modules.set(importedName(imported), { module, kept: segments + 1 });
  }
  return (name) => {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const found = modules.get(name.slice(0, end));
      if (found === undefined) continue;
      return found.module === '.' || found.module === '..' ? { module: name.slice(0, end), kept: 0 } : found;
    }
    return name.startsWith('.') ? { module: name, kept: 0 } : undefined;
  };
}

/** `src/pkg/train.py` → `src.pkg.train`; a package's `__init__.py` is the package. */
export function moduleOf(path: string): string {
  const dotted = path.replace(/\.\w+$/, '').replace(/(^|\/)__init__$/, '');
  return dotted.replaceAll('/', '.');
}

const key = (name: string, scope: string): string => `${scope}\n${name}`;

/** Branches nest or stand apart, so the outermost dead ones, in order, answer by binary search. */
function deadCode(branches: readonly PythonBranch[]): (offset: number) => boolean {
  const dead: PythonBranch[] = [];
  for (const branch of branches.filter((b) => b.never).sort((a, b) => a.start - b.start)) {
    if (branch.start >= (dead.at(-1)?.end ?? 0)) dead.push(branch);
  }
  return (offset) => {
    let low = 0;
    let high = dead.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((dead[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return offset < (dead[low - 1]?.end ?? 0);
  };
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const name = keyOf(item);
    if (name === undefined) continue;
    const list = groups.get(name);
    if (list) list.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** The argument with one of the keywords, else the one at `position`. */
export function argument(
  call: PythonCall,
  keys: string | readonly string[],
  position?: number,
): PythonExpression | undefined {
  const names: readonly string[] = typeof keys === 'string' ? [keys] : keys;
  const named = call.arguments.find((a) => a.keyword !== undefined && names.includes(a.keyword));
  if (named) return named.value;
  return position === undefined ? undefined : positional(call)[position]?.value;
}

function positional(call: PythonCall): readonly PythonArgument[] {
  const end = call.arguments.findIndex((a) => a.keyword === '*');
  const before = end === -1 ? call.arguments : call.arguments.slice(0, end);
  return before.filter((a) => a.keyword === undefined);
}

/** Last segment of a dotted name. */
export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
