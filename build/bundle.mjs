// Bundles the compiled command line into a few files: loading some 350 modules one by one costs a third of an audit of a small
// repository. What is loaded lazily stays apart, and packages stay outside. Run last: it copies what the modules read.
import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rollup } from '@rollup/wasm-node';

const dist = new URL('../dist/', import.meta.url);
const path = (relative) => fileURLToPath(new URL(relative, dist));

/** Every audit needs these rooms. */
const CORE = /\/dist\/(?:vocabulary|facts|plugins|catalogue|graph|conditions|conformance|maturity|checks)\//;
/** The entry must not be imported by what it loads. */
const COMMON = /\/dist\/cli\/(?:exit-codes|errors)\.js$/;

rmSync(path('bundle'), { recursive: true, force: true });
const bundle = await rollup({
  input: { main: path('cli/main.js'), 'extraction-worker': path('engine/extraction-worker.js') },
  external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(id),
  onwarn: ({ code, message }) => {
    if (code !== 'CIRCULAR_DEPENDENCY') console.warn(message);
  },
});
await bundle.write({
  dir: path('bundle'),
  format: 'es',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  manualChunks: (id) => {
    const module = id.replaceAll('\\', '/');
    return CORE.test(module) ? 'core' : COMMON.test(module) ? 'common' : undefined;
  },
});
await bundle.close();
for (const [from, to] of [
  ['knowledge/knowledge.json', 'bundle/knowledge.json'],
  ['syntax/hcl/tree-sitter-terraform.wasm', 'bundle/tree-sitter-terraform.wasm'],
])
  copyFileSync(path(from), path(to));
for (const part of ['templates', 'styles', 'client'])
  cpSync(path(`report/html/${part}`), path(`bundle/${part}`), { recursive: true });
