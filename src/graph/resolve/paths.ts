/** Finds the file or directory that a path in a definition means. */
import { imageWithoutTag } from '../../facts/identifiers.js';
import { endsOfUploaded, isUploadedProgram } from '../../facts/uploaded.js';
import { fileKey, type Unit, type UnitIndex } from '../units.js';
import { createCheckouts } from './checkouts.js';

export interface PathResolver {
  /** The file that `path` means when it stands in `from`. */
  file(from: Unit, path: string): Unit | undefined;
  /** The files directly in a directory that is meant in `from`, or [] if there is no such directory. */
  directory(from: Unit, path: string): Unit[];
  /** All files below a directory. */
  below(source: string, path: string): Unit[];
  /** The files of one name in all directories directly in a directory. */
  each(source: string, above: string, below: string): Unit[];
}

export const TEMPLATE_ENDINGS = ['.tmpl', '.j2', '.jinja', '.tpl'];

export const directoryOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export function createPathResolver(index: UnitIndex): PathResolver {
  const byDirectory = new Map<string, Unit[]>();
  const byBase = new Map<string, Unit[]>();
  const bySource = new Map<string, Unit[]>();
  for (const file of index.files.values()) {
    push(byDirectory, fileKey(file.source, directoryOf(file.path)), file);
    push(byBase, fileKey(file.source, baseOf(file.path)), file);
    push(bySource, file.source, file);
  }

  /** What a template becomes is named without the template's ending, a notebook job often without `.py` or `.ipynb`. */
  const at = (source: string, path: string): Unit | undefined => {
    for (const ending of ['', ...TEMPLATE_ENDINGS, '.py', '.ipynb', ...TEMPLATE_ENDINGS.map((e) => `.py${e}`)]) {
      const file = index.files.get(fileKey(source, path + ending));
      if (file) return file;
    }
    // Builders that take either look for both.
    return index.files.get(fileKey(source, path.replace(/(^|\/)Dockerfile$/, '$1Containerfile')));
  };
  const inCheckout = createCheckouts(index);

  /** Scripts often run from a directory that cannot be known; a path that only one file ends with is that file. */
  const bySuffix = (from: Unit, path: string): Unit | undefined => {
    const candidates = (byBase.get(fileKey(from.source, baseOf(path))) ?? []).filter(
      (file) => file.path === path || file.path.endsWith(`/${path}`),
    );
    return candidates.length > 1 ? nearest(from, candidates) : candidates[0];
  };

  /** What was put elsewhere is the one file with the longest end of its path. */
  const uploaded = (from: Unit, path: string): Unit | undefined => {
    for (const end of endsOfUploaded(path)) {
      const exact = at(from.source, end);
      if (exact) return exact;
      const found = (byBase.get(fileKey(from.source, baseOf(end))) ?? []).filter((file) =>
        file.path.endsWith(`/${end}`),
      );
      const [only, ...others] = found.length > 1 ? besideImage(from, found) : found;
      if (only && others.length === 0) return only;
    }
    return undefined;
  };

  return {
    each(source, above, below) {
      const names = new Set(this.below(source, above).map(({ path }) => path.slice(above.length + 1).split('/', 1)[0]));
      return [...names].flatMap((name) => at(source, `${above}/${name ?? ''}/${below}`) ?? []);
    },
    file(from, raw) {
      if (isUploadedProgram(raw)) return uploaded(from, raw);
      const path = raw.replace(/^\.\//, '');
      const exact = at(from.source, path);
      if (exact) return exact;
      for (let base = directoryOf(from.path); base !== '.'; base = directoryOf(base)) {
        const found = at(from.source, `${base}/${path}`);
        if (found) return found;
      }
      for (const fromRoot of [startedFromRoot(from, path), inCheckout(from.source, path)]) {
        const started = fromRoot === undefined ? undefined : at(from.source, fromRoot);
        if (started) return started;
      }
      return path.includes('..') ? undefined : bySuffix(from, path);
    },
    directory(from, path) {
      const exact = byDirectory.get(fileKey(from.source, path));
      if (exact || path === '.' || path.includes('..')) return exact ?? [];
      for (let base = directoryOf(from.path); base !== '.'; base = directoryOf(base)) {
        const found = byDirectory.get(fileKey(from.source, `${base}/${path}`));
        if (found) return found;
      }
      return [];
    },
    below(source, path) {
      const files = bySource.get(source) ?? [];
      return path === '.' ? files : files.filter((file) => file.path.startsWith(`${path}/`));
    },
  };
}

/** What a program in a directory starts counts from that directory or from the root of the repository, from where most are started. */
function startedFromRoot(from: Unit, path: string): string | undefined {
  const own = `${directoryOf(from.path)}/`;
  return from.path.endsWith('.py') && path.startsWith(own) ? path.slice(own.length) : undefined;
}

/** Of files with the same name, those in the directory after which the image is called in which the program runs. */
function besideImage({ links }: Unit, candidates: readonly Unit[]): Unit[] {
  const names = links.flatMap(({ link, to }) =>
    link === 'built-from' && to.kind === 'image' ? `/${imageWithoutTag(to.value).replace(/^.*\//s, '')}/` : [],
  );
  return candidates.filter(({ path }) => names.some((name) => name !== '//' && `/${path}`.includes(name)));
}

/** The candidate that shares the longest directory prefix with `from`; undefined when two share the same. */
export function nearest(from: Unit, candidates: readonly Unit[]): Unit | undefined {
  let best: Unit | undefined;
  let bestShared = -1;
  let tie = false;
  for (const candidate of candidates) {
    const shared = sharedSegments(from.path, candidate.path);
    if (shared > bestShared) [best, bestShared, tie] = [candidate, shared, false];
    else if (shared === bestShared) tie = true;
  }
  return tie ? undefined : best;
}

function sharedSegments(a: string, b: string): number {
  const [x, y] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < x.length - 1 && count < y.length - 1 && x[count] === y[count]) count++;
  return count;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
