/** Python modules and notebooks. */
import { createLocator } from '../locations.js';
import type { Problem, PythonDocument } from '../types.js';
import { readModule } from './reader.js';

export function parsePython(text: string, path: string): PythonDocument {
  void path;
  const content = readModule(text, text, (o) => o);
  const problems: Problem[] = content.problems;
  return { language: 'python', text, locate: createLocator(text), notebook: false, shell: [], ...content, problems };
}
