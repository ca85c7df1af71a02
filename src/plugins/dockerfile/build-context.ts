/**
 * Where the paths of a Dockerfile count from. The build context is given on the command line, not in the file; the file tells
 * it when a `COPY` names the folder in which the Dockerfile itself stands.
 */
import type { ExtractContext } from '../types.js';

/** Folders that hold Dockerfiles of what lies beside them. */
const HOLDS_DOCKERFILES = /^\.?(?:docker|dockers|dockerfiles|containers|devcontainer)$/i;
const MOST_SOURCES = 500;

/**
 * Directories that may be the build context, the likeliest first. More than one only when nothing in the file decides.
 * @param sources local sources of `COPY` and `ADD`
 */
export function buildContexts(directory: string, sources: readonly string[]): string[] {
  if (directory === '.') return ['.'];
  const segments = directory.split('/');
  for (const source of sources.slice(0, MOST_SOURCES)) {
    const parts = source.split('/').filter((part) => part !== '' && part !== '.');
    // `COPY docker/train/requirements.txt` in `ml/docker/train/Dockerfile`: the context is `ml`. The whole source may be the
    // folder itself; a name of one part may also be that of a file in it.
    const longest = parts.length > 1 || source.endsWith('/') ? parts.length : 0;
    for (let length = Math.min(longest, segments.length); length > 0; length--)
      if (parts.slice(0, length).join('/') === segments.slice(-length).join('/'))
        return [segments.slice(0, -length).join('/') || '.'];
  }
  const holder = segments.findIndex((segment) => HOLDS_DOCKERFILES.test(segment));
  if (holder !== -1) return [...new Set([segments.slice(0, holder).join('/') || '.', directory])];
  return [directory, '.'];
}

/** Paths that a source of `COPY` may mean, relative to the source's root. */
export function sourcePaths(source: string, contexts: readonly string[], context: ExtractContext): string[] {
  const relative = source.replace(/^\/+/, '') || '.';
  // The whole context can only be the likeliest one, or everything would be in every image.
  const from = relative === '.' || relative === './' ? contexts.slice(0, 1) : contexts;
  const paths = from.map((directory) => context.resolvePath(relative, directory)).filter((path) => path !== undefined);
  return [...new Set(paths)];
}
