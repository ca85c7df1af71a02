/** `npm run docs`: writes the pages of `docs/` that are generated. They hold no date: the same sources give the same bytes. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generatedPages } from './pages.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
for (const { path, text } of generatedPages(root)) {
  writeFileSync(`${root}${path}`, text);
  process.stdout.write(`${path}\n`);
}
