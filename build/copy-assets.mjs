// Copies what the compiler leaves out of `dist/`: the WebAssembly grammar that `src/syntax/hcl/` loads, with its licence, and
// the templates, styles and scripts of the HTML report, the templates compiled too: at run time the compiler is not loaded.
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const resolve = createRequire(import.meta.url).resolve;
const target = new URL('../dist/syntax/hcl/', import.meta.url);
mkdirSync(target, { recursive: true });
for (const [from, to] of [
  ['tree-sitter-terraform.wasm', 'tree-sitter-terraform.wasm'],
  ['LICENSE', 'tree-sitter-terraform.LICENSE'],
]) {
  copyFileSync(resolve(`@tree-sitter-grammars/tree-sitter-hcl/${from}`), fileURLToPath(new URL(to, target)));
}
for (const part of ['templates', 'styles', 'client'])
  cpSync(
    fileURLToPath(new URL(`../src/report/html/${part}/`, import.meta.url)),
    fileURLToPath(new URL(`../dist/report/html/${part}/`, import.meta.url)),
    { recursive: true },
  );
const { compiledTemplates } = await import('../dist/report/html/templates.js');
writeFileSync(new URL('../dist/report/html/templates/compiled.js', import.meta.url), await compiledTemplates());
