/** `refarch.scaffold.json` and the texts under `.refarch/base/` from which updates are merged. */
import { filesIn, readIn } from './disk.js';
import { ScaffoldError } from './errors.js';
import { checkPath } from './paths.js';
import { hashOf } from './text.js';
import type { Manifest, ManifestFile } from './types.js';

export const MANIFEST = 'refarch.scaffold.json';
/** By hash and without an extension, so that no audit takes a text for a definition. */
const BASES = '.refarch/base';
export const basePath = (sha256: string): string => `${BASES}/${sha256}`;

const SHA256 = /^[0-9a-f]{64}$/;

/** @throws {ScaffoldError} for a manifest that cannot be trusted: it says which files may be changed */
export function readManifest(root: string): Manifest | undefined {
  const text = readIn(root, MANIFEST);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ScaffoldError(`${MANIFEST} is no JSON.`);
  }
  if (!isManifest(value))
    throw new ScaffoldError(`${MANIFEST} is not as refarch wrote it; restore it from your repository.`);
  for (const { path } of value.files) checkPath(path);
  return value;
}

function isManifest(value: unknown): value is Manifest {
  const { schemaVersion, answers, pieces, files } = (value ?? {}) as Partial<Manifest>;
  return (
    schemaVersion === '1' &&
    typeof answers === 'object' &&
    Array.isArray(pieces) &&
    pieces.every((piece) => typeof (piece as { id?: unknown } | null)?.id === 'string') &&
    Array.isArray(files) &&
    files.every(isFile)
  );
}

function isFile(value: unknown): value is ManifestFile {
  const { path, sha256, pieces } = (value ?? {}) as Partial<ManifestFile>;
  return typeof path === 'string' && typeof sha256 === 'string' && SHA256.test(sha256) && Array.isArray(pieces);
}

/** The text that was made; undefined where it is gone or is not that text. */
export function readBase(root: string, sha256: string): string | undefined {
  const text = readIn(root, basePath(sha256));
  return text !== undefined && hashOf(text) === sha256 ? text : undefined;
}

/** Paths of the texts that no file of the manifest was made from: what is kept there under another name, or is not that text, is not ours. */
export function unusedBases(root: string, { files }: Manifest): string[] {
  const used = new Set(files.map(({ sha256 }) => sha256));
  return filesIn(root, BASES)
    .filter((name) => SHA256.test(name) && !used.has(name) && readBase(root, name) !== undefined)
    .map(basePath);
}

/** The same bytes for the same manifest, whoever writes it. */
export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;
