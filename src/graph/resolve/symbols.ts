/**
 * Looks up the symbols that values refer to: Terraform variables, Helm values, constants of Python modules. A symbol is
 * valid in its own source only.
 */
import { hasReference, reference, references, substitute } from '../../facts/value.js';
import { spaceKey, type UnitIndex } from '../units.js';

export interface Substitution {
  text: string;
  unresolved: string[];
}
/** The value with each of the inputs that further callers hand over; [] where there is one caller or none. */
export type Alternatives = (source: string, value: string) => string[];
export type Substitute = (source: string, value: string) => Substitution;

export function createSubstitute(index: UnitIndex): Substitute {
  const pythonSpaces = pythonSuffixes(index);
  return (source, value) =>
    substitute(value, (space, name) => {
      const key = spaceKey(source, space);
      const exact = index.symbols.get(key)?.get(name) ?? index.defaults.get(key)?.get(name);
      if (exact !== undefined) return exact;
      if (space.startsWith('terraform:')) return moduleOutput(index, source, space, name);
      if (space.startsWith('terragrunt:')) return dependencyOutput(index, source, space, name);
      if (!space.startsWith('python:')) return undefined;
      return pythonSpaces.get(spaceKey(source, space.slice('python:'.length)))?.get(name);
    });
}

/** Values of a template's inputs after the first: what several callers start through one template are several things. */
export function createAlternatives(index: UnitIndex): Alternatives {
  return (source, value) => {
    if (index.others.size === 0 || !hasReference(value)) return [];
    return references(value).flatMap(({ space, name }) =>
      (index.others.get(spaceKey(source, space))?.get(name) ?? []).map((other) =>
        value.replaceAll(reference(space, name), other),
      ),
    );
  };
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
