/**
 * The imports of a module, read line by line. Of a test file nothing more is asked than which code it imports, and tests are
 * half of many a repository; a full reading costs fifty times as much.
 */
import { createLocator } from '../locations.js';
import { emptyContent } from './content.js';
import type { PythonDocument, PythonImport } from '../types.js';
import { maskImports } from './imports.js';

const STATEMENT =
  /^[ \t]*(?:import[ \t]+([^#\n\\;]+)|from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]{0,4000}\)|[^#\n;]+))/gm;
/** A module that is loaded by its name, or from its file. */
const LOADED = /\b(?:import_module|__import__|run_module)\(\s*(["'])([\w.]{1,300})\1/g;
const LOADED_FILE =
  /\b(?:spec_from_file_location|SourceFileLoader|run_path)\([^\n]{0,200}(?:\n[^\n]{0,200}){0,3}?["']([\w./-]{1,300})\.py["']/g;
const IMPORTED = /^([.\w]+|\*)(?:\s+as\s+(\w+))?$/;

/** @returns a document that holds imports at module level and nothing else */
export function parseImports(text: string): PythonDocument {
  const imports: PythonImport[] = [];
  for (const match of maskImports(text).matchAll(STATEMENT)) {
    const [, modules, module, names = ''] = match;
    const list = (modules ?? names.replace(/^\(|\)$/g, '').replace(/#.*$/gm, '')).split(',');
    for (const item of list) {
      const [, name, alias] = IMPORTED.exec(item.trim()) ?? [];
      if (!name) continue;
      imports.push({
        module: module ?? name,
        ...(module ? { name } : {}),
        ...(alias ? { alias } : {}),
        scope: '',
        offset: match.index,
      });
    }
  }
  for (const { 2: module = '', index } of text.matchAll(LOADED)) imports.push({ module, scope: '', offset: index });
  for (const { 1: path = '', index } of text.matchAll(LOADED_FILE)) {
    const module = path.split('/').filter((part) => /^\w+$/.test(part));
    imports.push({ module: module.join('.'), scope: '', offset: index });
  }
  return {
    language: 'python',
    notebook: false,
    text,
    problems: [],
    locate: createLocator(text),
    ...emptyContent(),
    imports,
  };
}
