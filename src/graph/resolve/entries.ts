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

const DEFINES = new RegExp(`${ENTRY_FILES.includes.source}|${ENTRY_FILES.builds.source}`);

/** An image that is made from a known one: what it starts is that. */
const isEngine = ({ kind, claims }: Unit): boolean =>
  kind === 'image' && claims.some(({ type, declared }) => type !== 'infrastructure' && !declared);

/** Directories that one definition builds for names that only a run knows. */
const MOST_BUILT = 20;

/** @returns units that a path means, by what is done with it; [] for paths outside the source */
export function createEntryResolver(paths: PathResolver): (from: Unit, path: string, link: LinkFact['link']) => Unit[] {
  return (from, path, link) => {
    const [above, below] = path.split('/*/', 2);
    if (above !== undefined && below !== undefined) return paths.each(from.source, above, below).slice(0, MOST_BUILT);
    const file = paths.file(from, path);
    if (file) return [file];
    const inside = paths.directory(from, path);
    if (inside.length === 0)
      return link === 'includes' || link === 'deploys' ? paths.below(from.source, path).slice(0, 200) : [];
    // A chart is its templates.
    if (link !== 'runs' && inside.some((f) => f.path.endsWith('/Chart.yaml') || f.path === 'Chart.yaml'))
      return paths.below(from.source, path).slice(0, 200);
    // The image of an engine holds the definitions that lie in a directory; it does not do what they define.
    if (link === 'includes' && isEngine(from)) return inside.filter(({ path: one }) => !DEFINES.test(one));
    const entry = inside.filter((f) =>
      ENTRY_FILES[link === 'runs' ? 'runs' : link === 'builds' || link === 'built-from' ? 'builds' : 'includes'].test(
        f.path,
      ),
    );
    // A definition that names its own directory does not take itself in.
    if (entry.length > 0) return entry.filter((f) => f.path !== from.path);
    if (link === 'runs') return [];
    // Hidden files configure tools that work on the directory; they are not what is put into operation.
    return link === 'deploys' ? inside.filter(({ path: one }) => !/(?:^|\/)\.[^/]+$/.test(one)) : inside;
  };
}
