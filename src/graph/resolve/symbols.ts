/**
 * Looks up the symbols that values refer to: Terraform variables, Helm values, constants of Python modules. A symbol is
 * valid in its own source only.
 */
import { normaliseRepository } from '../../facts/identifiers.js';
import { CHOSEN_SPACE } from '../../facts/switches.js';
import { hasReference, reference, references, substitute } from '../../facts/value.js';
import { spaceKey, type UnitIndex } from '../units.js';
import type { Repositories } from './repositories.js';

export interface Substitution {
  text: string;
  unresolved: string[];
}
/** The value with each of the inputs that further callers hand over; [] where there is one caller or none. */
export type Alternatives = (source: string, value: string) => string[];
export type Substitute = (source: string, value: string) => Substitution;

/** Modules of one source call another's by more than a few levels only where they call each other in a circle. */
const MOST_LEVELS = 4;
const DEEPEST_MODULE = 20;

export function createSubstitute(index: UnitIndex, calls: ModuleCalls): Substitute {
  const pythonSpaces = pythonSuffixes(index);
  let level = 0;
  const inSource = (source: string, value: string): string | undefined => {
    if (level >= MOST_LEVELS) return undefined;
    level++;
    const { text, unresolved } = replaced(source, value);
    level--;
    return unresolved.length > 0 ? undefined : text;
  };
  const states = stateKeepers(index);
  const replaced: Substitute = (source, value) =>
    substitute(value, (written, name) => {
      const [space = written, from] = written.startsWith('python:') ? written.split('@', 2) : [];
      const beside = from === undefined ? undefined : nearest(index, source, space, from)?.get(name);
      if (beside !== undefined) return beside;
      const key = spaceKey(source, space);
      const said = index.symbols.get(key)?.get(name);
      if (said !== undefined) return said;
      for (const call of calls.of(source, space)) {
        const given = call.names.get(name);
        const known = given === undefined ? undefined : inSource(call.source, given);
        if (known !== undefined) return known;
      }
      const [, state, output = ''] = REMOTE_STATE.exec(name) ?? [];
      const kept = state ? states.get(index.symbols.get(key)?.get(`remote_state.${state}`) ?? '') : undefined;
      if (kept) return inSource(kept.source, kept.names.get(`output.${output}`) ?? '') || undefined;
      const fallback = index.defaults.get(key)?.get(name) ?? chosen(index, source, space, name);
      if (fallback !== undefined) return fallback;
      if (space.startsWith('terraform:'))
        return moduleOutput(index, source, space, name) ?? remoteOutput(index, calls, inSource, source, space, name);
      if (space.startsWith('terragrunt:')) return dependencyOutput(index, source, space, name);
      if (!space.startsWith('python:')) return undefined;
      return pythonSpaces.get(spaceKey(source, space.slice('python:'.length)))?.get(name);
    });
  return replaced;
}

const REMOTE_STATE = /^data\.terraform_remote_state\.([^.]+)\.outputs\.(.+)$/;

/** Root modules by where they keep their state. */
function stateKeepers(index: UnitIndex): Map<string, { source: string; names: ReadonlyMap<string, string> }> {
  const keepers = new Map<string, { source: string; names: ReadonlyMap<string, string> }>();
  for (const [key, names] of index.symbols) {
    const state = names.get('__state__');
    if (state !== undefined && !keepers.has(state)) keepers.set(state, { source: key.split('\n', 1)[0] ?? '', names });
  }
  return keepers;
}

/** What a file that is given on the command line (`-var-file=env/dev.tfvars`) says of a variable without a default. */
const chosen = (index: UnitIndex, source: string, space: string, name: string): string | undefined =>
  space.startsWith('terraform:') && name.startsWith('var.')
    ? index.defaults.get(spaceKey(source, CHOSEN_SPACE))?.get(name)
    : undefined;

/**
 * Values of a template's or module's inputs after the first: what several callers start through one template are several things.
 * A template that is called by another one hands on what that one was given.
 */
export function createAlternatives(index: UnitIndex, calls: ModuleCalls, known: Substitute): Alternatives {
  const first = (key: string, name: string): string | undefined =>
    index.symbols.get(key)?.get(name) ?? index.defaults.get(key)?.get(name);
  const further = (source: string, value: string, depth: number): string[] =>
    references(value).flatMap(({ space, name }) => {
      const key = spaceKey(source, space);
      const given = index.others.get(key)?.get(name) ?? [];
      const handedOn = depth === 0 ? [] : [first(key, name) ?? '', ...given].filter(hasReference);
      return [
        ...given,
        ...handedOn.flatMap((one) => further(source, one, depth - 1)),
        ...furtherCalls(calls.of(source, space), name, known),
      ]
        .slice(0, MOST_ALTERNATIVES)
        .map((other) => value.replaceAll(reference(space, name), other));
    });
  return (source, value) =>
    hasReference(value) ? [...new Set(further(source, value, DEEPEST_TEMPLATE))].slice(0, MOST_ALTERNATIVES) : [];
}

/** Templates call templates that call templates; few do so deeper. */
const DEEPEST_TEMPLATE = 3;
const MOST_ALTERNATIVES = 50;

function furtherCalls(calls: readonly ModuleCall[], name: string, known: Substitute): string[] {
  const given = calls.flatMap((call) =>
    [call.names.get(name) ?? [], call.others?.get(name) ?? []].flat().map((value) => known(call.source, value)),
  );
  return given.slice(1).flatMap(({ text, unresolved }) => (text === '' || unresolved.length > 0 ? [] : [text]));
}

/** What calls of one module in one source hand over. */
interface ModuleCall {
  source: string;
  names: ReadonlyMap<string, string>;
  /** Values of further calls. */
  others: ReadonlyMap<string, readonly string[]> | undefined;
}

/** What definitions of one source hand to a Terraform module of another one. */
export interface ModuleCalls {
  of(source: string, space: string): readonly ModuleCall[];
  /** Source and directory of a module that is named as `host/owner/name/path`. */
  module(address: string): { source: string; directory: string } | undefined;
}

const MODULE = /^([\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/[\w.-]+\/[\w.-]+)(?:\/(.+))?$/i;

export function findModuleCalls(index: UnitIndex, repositories: Repositories): ModuleCalls {
  const module = (address: string): { source: string; directory: string } | undefined => {
    const [, repository, directory] = MODULE.exec(address) ?? [];
    const source = repository && repositories.source(normaliseRepository(repository), directory);
    return source ? { source, directory: directory ?? '.' } : undefined;
  };
  const calls = new Map<string, ModuleCall[]>();
  for (const [key, names] of index.symbols) {
    const [source = '', space = ''] = key.split('\n');
    const called = space.startsWith('terraform:') ? module(space.slice('terraform:'.length)) : undefined;
    if (!called || called.source === source) continue;
    const at = spaceKey(called.source, `terraform:${called.directory}`);
    calls.set(at, [...(calls.get(at) ?? []), { source, names, others: index.others.get(key) }]);
  }
  return { of: (source, space) => calls.get(spaceKey(source, space)) ?? [], module };
}

/** `module.NAME.OUTPUT` of a module that lies in another source. */
function remoteOutput(
  index: UnitIndex,
  calls: ModuleCalls,
  inSource: (source: string, value: string) => string | undefined,
  source: string,
  space: string,
  name: string,
): string | undefined {
  const [, address, output] = /^(module\.[^.]+)\.([^.]+)$/.exec(name) ?? [];
  const called = address && index.symbols.get(spaceKey(source, space))?.get(address);
  const module = called ? calls.module(called) : undefined;
  const value =
    module &&
    index.symbols.get(spaceKey(module.source, `terraform:${module.directory}`))?.get(`output.${output ?? ''}`);
  return module && value ? inSource(module.source, value) : undefined;
}

/** `module.NAME.OUTPUT`: the symbol `module.NAME` holds the directory of a local module, which has the output. */
function moduleOutput(index: UnitIndex, source: string, space: string, name: string): string | undefined {
  const [, module, output] = /^(module\.[^.]+)\.([^.]+)$/.exec(name) ?? [];
  const directory = module && index.symbols.get(spaceKey(source, space))?.get(module);
  return directory
    ? index.symbols.get(spaceKey(source, `terraform:${directory}`))?.get(`output.${output ?? ''}`)
    : undefined;
}

/** `dependency.NAME.outputs.OUTPUT`: an output of the module that another directory instantiates. */
function dependencyOutput(index: UnitIndex, source: string, space: string, name: string): string | undefined {
  const [, dependency, output] = /^(dependency\.[^.]+)\.outputs\.(.+)$/.exec(name) ?? [];
  const directory = dependency && index.symbols.get(spaceKey(source, space))?.get(dependency);
  return directory
    ? moduleOutput(index, source, `terragrunt:${directory}`, `module.source.${output ?? ''}`)
    : undefined;
}

/** The module that a program of a directory imports by an absolute name: beside it, or beside a directory above. */
function nearest(
  index: UnitIndex,
  source: string,
  space: string,
  directory: string,
): ReadonlyMap<string, string> | undefined {
  const segments = directory.split('.').slice(0, DEEPEST_MODULE);
  for (let length = segments.length; length > 0; length--) {
    const path = [...segments.slice(0, length), space.slice('python:'.length)].join('.');
    const found = index.symbols.get(spaceKey(source, `python:${path}`));
    if (found) return found;
  }
  return undefined;
}

/** Python modules are imported by a suffix of their path: `src.pkg.config` answers to `pkg.config` and `config`. */
function pythonSuffixes(index: UnitIndex): Map<string, Map<string, string>> {
  const suffixes = new Map<string, Map<string, string>>();
  for (const [key, names] of index.symbols) {
    const [source = '', space = ''] = key.split('\n');
    if (!space.startsWith('python:')) continue;
    const segments = space.slice('python:'.length).split('.');
    for (let from = 1; from < segments.length; from++) {
      const suffix = spaceKey(source, segments.slice(from).join('.'));
      if (!suffixes.has(suffix)) suffixes.set(suffix, names);
    }
  }
  return suffixes;
}
