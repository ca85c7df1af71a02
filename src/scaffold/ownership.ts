/** What became of the files that were made, and how they are taken away again. */
import { apply, readIn, removeEmpty, type Change } from './disk.js';
import { MANIFEST, manifestText, unusedBases } from './manifest.js';
import { blockIn, hashOf, withEndsOf, withLineFeeds, withoutBlock } from './text.js';
import type { Manifest, ManifestFile } from './types.js';

export type State = 'untouched' | 'changed' | 'deleted';

export interface OwnedFile {
  path: string;
  state: State;
}

/** By path. */
export function statusOf(root: string, manifest: Manifest): OwnedFile[] {
  return manifest.files.map((file) => ({ path: file.path, state: stateOf(root, file) }));
}

function stateOf(root: string, { path, sha256, block }: ManifestFile): State {
  const text = readIn(root, path);
  const own = text !== undefined && block ? blockIn(withLineFeeds(text)) : text;
  if (own === undefined) return 'deleted';
  return hashOf(own) === sha256 ? 'untouched' : 'changed';
}

export interface Removal {
  removed: string[];
  /** Changed since they were made. */
  kept: string[];
  changes: Change[];
}

/** Only what is as it was made; the rest stays, and stays known. */
export function removalOf(root: string, manifest: Manifest): Removal {
  const status = new Map(statusOf(root, manifest).map(({ path, state }) => [path, state]));
  const removed = manifest.files.filter(({ path }) => status.get(path) === 'untouched');
  const kept = manifest.files.filter(({ path }) => status.get(path) === 'changed');
  const pieces = new Set(kept.flatMap((file) => file.pieces));
  const rest: Manifest = { ...manifest, pieces: manifest.pieces.filter(({ id }) => pieces.has(id)), files: kept };
  return {
    removed: removed.map(({ path }) => path),
    kept: kept.map(({ path }) => path),
    changes: [
      ...removed.map(({ path, block }): Change => ({ path, text: block ? unblocked(root, path) : undefined })),
      { path: MANIFEST, text: kept.length > 0 ? manifestText(rest) : undefined },
      ...unusedBases(root, rest).map((path): Change => ({ path, text: undefined })),
    ],
  };
}

/** The file without the block; undefined, to take it away, where nothing else is in it. */
function unblocked(root: string, path: string): string | undefined {
  const text = readIn(root, path) ?? '';
  const left = withoutBlock(withLineFeeds(text));
  return left.trim() === '' ? undefined : withEndsOf(text, left);
}

/** @throws {ScaffoldError} when a file cannot be taken away; then all are there */
export async function remove(root: string, removal: Removal, interrupted: () => boolean): Promise<void> {
  await apply(root, removal.changes, interrupted);
  removeEmpty(
    root,
    removal.changes.filter(({ text }) => text === undefined).map(({ path }) => path),
  );
}
