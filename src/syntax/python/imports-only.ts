/**
 * The imports of a module, read line by line. Of a test file nothing more is asked than which code it imports, and tests are
 * half of many a repository; a full reading costs fifty times as much.
 */
import { createLocator } from '../locations.js';
import { emptyContent } from './content.js';
import type { PythonDocument, PythonImport } from '../types.js';

const STATEMENT =
  /^[ \t]*(?:import[ \t]+([^#\n\\;]+)|from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]{0,4000}\)|[^#\n;]+))/gm;
const IMPORTED = /^([.\w]+|\*)(?:\s+as\s+(\w+))?$/;

/** @returns a document that holds imports at module level and nothing else */
export function parseImports(text: string): PythonDocument {
  const imports: PythonImport[] = [];
  for (const match of text.matchAll(STATEMENT)) {
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
