/** Paths: the file that one is, or what a directory stands for. */
import type { LinkFact } from '../../facts/types.js';
import type { Unit } from '../units.js';
import type { PathResolver } from './paths.js';

/** What a directory stands for, by what is done with it. */
const ENTRY_FILES = {
  runs: /(^|\/)__main__\.py$/,
  builds: /(^|\/)(Dockerfile|Containerfile)$/,
  includes: /(^|\/)(kustomization\.ya?ml|Kustomization|docker-compose\.ya?ml|compose\.ya?ml)$/,
} as const;

/** A folder of images is built by the names of those that lie in it. */
const BUILT_IN_FOLDER = /^[^/]+\/(?:Dockerfile|Containerfile)$/;
const MOST_BUILT = 20;

/** @returns units that a path means, by what is done with it; [] for paths outside the source */
export function createEntryResolver(paths: PathResolver): (from: Unit, path: string, link: LinkFact['link']) => Unit[] {
  return (from, path, link) => {
    const file = paths.file(from, path);
    if (file) return [file];
    const inside = paths.directory(from, path);
    if (link === 'builds' && path !== '.' && !inside.some((f) => ENTRY_FILES.builds.test(f.path))) {
      const each = paths.below(from.source, path).filter((f) => BUILT_IN_FOLDER.test(f.path.slice(path.length + 1)));
      if (each.length > 0) return each.slice(0, MOST_BUILT);
    }
    if (inside.length === 0)
      return link === 'includes' || link === 'deploys' ? paths.below(from.source, path).slice(0, 200) : [];
    // A chart is its templates.
    if (link !== 'runs' && inside.some((f) => f.path.endsWith('/Chart.yaml') || f.path === 'Chart.yaml'))
      return paths.below(from.source, path).slice(0, 200);
    const entry = inside.filter((f) =>
      ENTRY_FILES[link === 'runs' ? 'runs' : link === 'builds' || link === 'built-from' ? 'builds' : 'includes'].test(
        f.path,
      ),
    );
    // A definition that names its own directory does not take itself in.
    if (entry.length > 0) return entry.filter((f) => f.path !== from.path);
    return link === 'runs' ? [] : inside;
  };
}
