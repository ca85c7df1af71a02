/**
 * Loads the HCL grammar: tree-sitter's WebAssembly runtime with the Terraform dialect of tree-sitter-hcl. Both are
 * sandboxed WebAssembly; nothing is built when refarch is installed.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';

const FILE = 'tree-sitter-terraform.wasm';
const PACKAGE = '@tree-sitter-grammars/tree-sitter-hcl';

let loading: Promise<void> | undefined;
let loaded: Parser | undefined;

/**
 * Makes `parseHcl` ready. Idempotent: all calls share one loading; after a failure the next call tries again.
 * @throws when the grammar file is neither beside this module (the built package) nor in `node_modules`
 */
export function prepareHcl(): Promise<void> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** The parser, or undefined before `prepareHcl` has finished. */
export function hclParser(): Parser | undefined {
  return loaded;
}

async function load(): Promise<void> {
  await Parser.init();
  const language = await Language.load(await readFile(grammarPath()));
  loaded = new Parser().setLanguage(language);
}

function grammarPath(): string {
  const beside = fileURLToPath(new URL(FILE, import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(`${PACKAGE}/${FILE}`);
}
