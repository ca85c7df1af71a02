/** Finds the file of a Python module and the unit of a Python name, without knowing `sys.path`. */
import { MODULE_OBJECTS } from '../../facts/methods.js';
import { fileKey, fileOf, spaceKey, type Unit, type UnitIndex } from '../units.js';
import { directoryOf, nearest, TEMPLATE_ENDINGS } from './paths.js';
import { isTellingPackage } from './telling.js';

export interface PythonResolver {
  module(from: Unit, dotted: string): Unit | undefined;
  /** Unit of a function or class: `pkg.train.main`, `.train.Trainer`. */
  name(from: Unit, dotted: string): Unit | undefined;
}

export function createPythonResolver(index: UnitIndex): PythonResolver {
  /** Python files by source and module path suffixes' last segment. */
  const byLast = new Map<string, { file: Unit; segments: string[] }[]>();
  const definitions = new Map<Unit, Map<string, Unit>>();
  for (const file of index.files.values()) {
    // Notebooks are run, not imported.
    const match = /^(.*?)(?:\/__init__)?\.py(?:\.\w+)?$/.exec(file.path);
    if (match?.[1] === undefined) continue;
    const segments = match[1].split('/');
    const key = fileKey(file.source, segments.at(-1) ?? '');
    const list = byLast.get(key) ?? [];
    byLast.set(key, list);
    list.push({ file, segments });
  }
  for (const unit of index.units) {
    if (!unit.local.startsWith('def:') && !unit.local.startsWith('class:')) continue;
    let top = unit;
    while (top.parent) top = top.parent;
    const names = definitions.get(top) ?? new Map<string, Unit>();
    definitions.set(top, names);
    names.set(unit.local.slice(unit.local.indexOf(':') + 1), unit);
  }

  const packages = publishedPackages(index);
  const find = (from: Unit, dotted: string): Unit | undefined =>
    dotted.startsWith('.')
      ? relative(index, from, dotted)
      : (absolute(byLast, from, dotted) ?? published(packages, index, from, dotted));

  const cache = new Map<string, Unit | undefined>();
  const module = (from: Unit, dotted: string): Unit | undefined => {
    const key = `${from.source}\n${directoryOf(from.path)}\n${dotted}`;
    // A module is never what it imports under its own name; what it finds instead is not what its neighbours find.
    if (isOwnName(from, dotted)) return find(from, dotted);
    if (cache.has(key)) return cache.get(key);
    const found = find(from, dotted);
    cache.set(key, found);
    return found;
  };

  /** A method of an object that a module makes and others import: `from models import store`, `store.load()`. */
  const ofObject = (file: Unit, written: string, hops: number): Unit | undefined => {
    const [object = '', ...rest] = written.split('.');
    const type = index.symbols.get(spaceKey(file.source, `${MODULE_OBJECTS}${file.path}`))?.get(object);
    if (type === undefined || rest.length === 0 || hops === 0) return undefined;
    const method = [type, ...rest].join('.');
    return definitions.get(file)?.get(method) ?? (type.includes('.') ? named(file, method, hops - 1) : undefined);
  };

  const named = (from: Unit, dotted: string, hops = 1): Unit | undefined => {
    const leading = /^\.*/.exec(dotted)?.[0] ?? '';
    const segments = dotted.slice(leading.length).split('.');
    // Names of the file itself are written with its own path, which no search for other files would find.
    const own = ownName(from, dotted);
    const here = fileOf(from);
    if (own !== undefined) return definitions.get(here)?.get(own) ?? ofObject(here, own, hops);
    for (let cut = segments.length - 1; cut >= (leading ? 0 : 1); cut--) {
      const file = module(from, leading + segments.slice(0, cut).join('.'));
      if (!file) continue;
      const name = segments.slice(cut).join('.');
      return (
        definitions.get(file)?.get(name) ?? reexported(definitions, index, file, name) ?? ofObject(file, name, hops)
      );
    }
    return undefined;
  };

  return { module, name: (from, dotted) => named(from, dotted) };
}

const isOwnName = (from: Unit, dotted: string): boolean =>
  from.path.slice(from.path.lastIndexOf('/') + 1).startsWith(`${dotted.slice(dotted.lastIndexOf('.') + 1)}.`);

/** The name inside the file, when a dotted name starts with the file's own module path. */
function ownName(from: Unit, dotted: string): string | undefined {
  const module = from.path.replace(/(?:\/__init__)?\.(?:py|ipynb)(?:\.\w+)?$/, '').replaceAll('/', '.');
  return dotted.startsWith(`${module}.`) ? dotted.slice(module.length + 1) : undefined;
}

function relative(index: UnitIndex, from: Unit, dotted: string): Unit | undefined {
  const dots = dotted.length - dotted.replace(/^\.+/, '').length;
  let directory = directoryOf(from.path);
  for (let up = 1; up < dots; up++) directory = directoryOf(directory);
  const rest = dotted.slice(dots).split('.').filter(Boolean);
  const path = [...(directory === '.' ? [] : [directory]), ...rest].join('/');
  // Only `%run` names a notebook so.
  for (const file of [`${path}.py`, `${path}/__init__.py`, `${path}.ipynb`])
    for (const ending of ['', ...TEMPLATE_ENDINGS]) {
      const found = index.files.get(fileKey(from.source, file + ending));
      if (found) return found;
    }
  return undefined;
}

/** A placeholder of a template in an import (`____`) stands for a directory that has one in its name. */
const isNamed = (part: string, segment: string | undefined): boolean =>
  part === segment || (/^_{4,}$/.test(part) && segment !== undefined && /\{\{|\{%/.test(segment));

function absolute(
  byLast: ReadonlyMap<string, { file: Unit; segments: string[] }[]>,
  from: Unit,
  dotted: string,
): Unit | undefined {
  const wanted = dotted.split('.');
  const candidates = (byLast.get(fileKey(from.source, wanted.at(-1) ?? '')) ?? []).filter(
    ({ segments, file }) =>
      file !== from &&
      segments.length >= wanted.length &&
      wanted.every((part, i) => isNamed(part, segments[segments.length - wanted.length + i])),
  );
  if (candidates.length <= 1) return candidates[0]?.file;
  // `sys.path` starts with the directory of the script, then the project's root: prefer the nearest, then the shortest.
  const near = nearest(
    from,
    candidates.map((c) => c.file),
  );
  if (near) return near;
  return candidates.reduce((a, b) => (b.segments.length < a.segments.length ? b : a)).file;
}

/** Import packages that sources make for others, by name: a package in a source that has packaging metadata at its root. */
function publishedPackages(index: UnitIndex): Map<string, { source: string; root: string }[]> {
  const packages = new Map<string, { source: string; root: string }[]>();
  for (const { source, path } of index.files.values()) {
    const [, root = '', name = ''] = /^(src\/)?([A-Za-z_]\w*)\/__init__\.py$/.exec(path) ?? [];
    if (!isTellingPackage(name) || !METADATA.some((file) => index.files.has(fileKey(source, file)))) continue;
    packages.set(name, [...(packages.get(name) ?? []), { source, root }]);
  }
  return packages;
}

const METADATA = ['pyproject.toml', 'setup.py', 'setup.cfg'];

/** What a package of another source is imported for, when only one source makes a package of that name. */
function published(
  packages: ReadonlyMap<string, { source: string; root: string }[]>,
  index: UnitIndex,
  from: Unit,
  dotted: string,
): Unit | undefined {
  const [name = ''] = dotted.split('.', 1);
  const makers = packages.get(name) ?? [];
  const [maker] = makers;
  if (!maker || makers.length > 1 || maker.source === from.source) return undefined;
  const path = `${maker.root}${dotted.replaceAll('.', '/')}`;
  return (
    index.files.get(fileKey(maker.source, `${path}.py`)) ??
    index.files.get(fileKey(maker.source, `${path}/__init__.py`))
  );
}

/** A package's `__init__` often re-exports names of its modules. */
function reexported(
  definitions: ReadonlyMap<Unit, ReadonlyMap<string, Unit>>,
  index: UnitIndex,
  file: Unit,
  name: string,
): Unit | undefined {
  if (!file.path.endsWith('__init__.py')) return undefined;
  const directory = `${directoryOf(file.path)}/`;
  let found: Unit | undefined;
  for (const [candidate, names] of definitions) {
    if (candidate.source !== file.source || !candidate.path.startsWith(directory)) continue;
    const unit = names.get(name);
    if (!unit) continue;
    if (found) return undefined;
    found = unit;
  }
  return index.files.has(fileKey(file.source, file.path)) ? found : undefined;
}
