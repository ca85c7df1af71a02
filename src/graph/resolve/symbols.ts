/**
 * Looks up the symbols that values refer to: Terraform variables, Helm values, constants of Python modules. A symbol is
 * valid in its own source only.
 */
import { substitute } from '../../facts/value.js';
import { spaceKey, type UnitIndex } from '../units.js';

export type Substitution = { text: string; unresolved: string[] };
export type Substitute = (source: string, value: string) => Substitution;

export function createSubstitute(index: UnitIndex): Substitute {
  const pythonSpaces = pythonSuffixes(index);
  return (source, value) =>
    substitute(value, (space, name) => {
      const exact = index.symbols.get(spaceKey(source, space))?.get(name);
      if (exact !== undefined || !space.startsWith('python:')) return exact;
      return pythonSpaces.get(spaceKey(source, space.slice('python:'.length)))?.get(name);
    });
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
