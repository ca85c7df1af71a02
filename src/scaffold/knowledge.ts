/** Reads the pieces, targets, pins and templates that come with refarch. Only this command needs them, so no audit pays for them. */
import { load } from 'js-yaml';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Piece, Pins, ScaffoldKnowledge, Target } from './types.js';

// The same distance from the sources, from the compiled files and from the bundle.
const ROOT = new URL('../../rules/scaffold/', import.meta.url);

/** @throws {Error} when a file cannot be read; tests hold the files to their schemas */
export function loadScaffoldKnowledge(): ScaffoldKnowledge {
  const text = (path: string): string => readFileSync(fileURLToPath(new URL(path, ROOT)), 'utf8');
  const names = (directory: string): string[] => {
    const root = fileURLToPath(new URL(directory, ROOT));
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .sort();
  };
  return {
    pieces: names('pieces/').map((name) => load(text(`pieces/${name}`)) as Piece),
    targets: names('targets/').map((name) => load(text(`targets/${name}`)) as Target),
    pins: load(text('pins.yaml')) as Pins,
    templates: new Map(names('templates/').map((name) => [name, text(`templates/${name}`)])),
  };
}
