/** Modules of the own source that TypeScript and JavaScript import. */
import { posix } from 'node:path';
import type { PythonView } from './python/view.js';
import type { FactWriter } from './writer.js';

/** Importing a file runs what stands at its top; which ending it has is not written. */
export function writeModuleImports(view: PythonView, writer: FactWriter): void {
  const directory = posix.dirname(view.context.file.path);
  const seen = new Set<string>();
  for (const { module, offset } of view.document.imports) {
    if (!module.startsWith('.') || seen.has(module)) continue;
    seen.add(module);
    const path = posix.normalize(posix.join(directory, module));
    if (path.startsWith('..')) continue;
    const endings = /\.[cm]?[jt]s$/.test(path) ? [''] : ['.ts', '/index.ts', '.js', '/index.js'];
    for (const ending of endings) writer.link('', 'imports', 'path', path + ending, offset);
  }
}
