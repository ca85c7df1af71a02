/** Facts of what programs take from the source tree: code of functions, images, manifests. */
import { textOf } from '../expressions.js';
import { attribute, type Declared, type Scope } from '../scope.js';
import type { Source } from './index.js';

/** Attributes by which a program names an image that it has built. */
const IMAGE_NAMES = ['image_name', 'base_image_name', 'image_uri', 'repo_digest', 'ref', 'id'];

export function sourceFacts(sources: readonly Source[], scope: Scope): void {
  const { blocks, writer } = scope;
  for (const { address, path, kind, handler, offset } of sources) {
    const declared = blocks.get(address);
    if (!declared) continue;
    const { unit } = declared;
    if (kind === 'image') {
      writer.link(unit, 'built-from', 'path', path, offset);
      imageNames(declared, scope);
    }
    if (kind === 'manifests') writer.link(unit, 'deploys', 'path', path, offset);
    else if (handler !== undefined) {
      const dot = handler.lastIndexOf('.');
      const module = handler.slice(0, Math.max(dot, 0)).replaceAll('.', '/');
      const file = path.endsWith('.py') ? path : `${path}/${module}.py`;
      // The service imports the module and calls the handler; the main part of the file does not run.
      writer.link(unit, 'imports', 'path', file, offset);
      writer.link(
        unit,
        'calls',
        'python-name',
        `${file.slice(0, -3).replaceAll('/', '.')}.${handler.slice(dot + 1)}`,
        offset,
      );
    }
  }
}

function imageNames({ block, address, unit }: Declared, scope: Scope): void {
  const { writer, space } = scope;
  const value = ['image_name', 'repository_url', 'tags'].flatMap((name) => attribute(block, name) ?? [])[0];
  const text = textOf(value, scope);
  if (!value || !text) return;
  for (const name of IMAGE_NAMES) writer.symbol(space, `${address}.${name}`, text, value.offset);
  writer.offer(unit, 'image', text, value.offset);
}
