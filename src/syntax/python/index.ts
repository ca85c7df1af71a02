/** Python: modules, templates of modules, Databricks and Jupyter notebooks. */
import { createLocator } from '../locations.js';
import type { Problem, PythonDocument } from '../types.js';
import { emptyContent } from './content.js';
import { databricksShell } from './databricks.js';
import { type ModuleText, readNotebook } from './notebook.js';
import { readModule } from './reader.js';
import { isTemplate, maskTemplate, withoutTemplateEnding } from './templates.js';

const MAX_CHARACTERS = 2_000_000;
/** Notebooks carry the pictures that they drew; only their code counts for the limit above. */
const MAX_NOTEBOOK_CHARACTERS = 20_000_000;

/**
 * Reads a Python file or notebook.
 * @param text the file; any text will do
 * @param path tells notebooks (`.ipynb`) and templates (`.py.tmpl`) from modules
 * @returns what the file defines, calls, assigns and decides. `problems` says what was left out: a file that is too large,
 *   nested too deeply, or not Python at all. Syntax errors inside an otherwise readable file are not reported, because the
 *   parser takes Python of any version and marks valid code, too.
 */
export function parsePython(text: string, path: string): PythonDocument {
  const notebook = withoutTemplateEnding(path).toLowerCase().endsWith('.ipynb');
  const base = { language: 'python' as const, text, notebook };
  if (text.length > (notebook ? MAX_NOTEBOOK_CHARACTERS : MAX_CHARACTERS))
    return empty(base, createLocator(text), [tooLarge(text.length)]);
  const module = notebook ? readNotebook(text) : plainModule(text, path);
  const { locate, shell, problems } = module;
  if (module.parsed.length > MAX_CHARACTERS) return empty(base, locate, [...problems, tooLarge(module.parsed.length)]);
  const content = readModule(module.parsed, module.source, module.place);
  return { ...base, locate, ...content, shell, problems: [...problems, ...content.problems] };
}

function plainModule(text: string, path: string): ModuleText {
  const masked = isTemplate(path, text) ? maskTemplate(text) : text;
  const locate = createLocator(text);
  return {
    // A byte order mark would count as a letter of the first word.
    parsed: masked.startsWith('\uFEFF') ? ` ${masked.slice(1)}` : masked,
    source: text,
    place: (offset) => offset,
    locate,
    shell: databricksShell(text).map((one) => ({ ...one, line: locate(one.offset).line })),
    problems: [],
  };
}

function tooLarge(length: number): Problem {
  return { reason: 'too-large', detail: `${length} characters of Python or JSON, more than are read`, offset: 0 };
}

function empty(
  base: Pick<PythonDocument, 'language' | 'text' | 'notebook'>,
  locate: PythonDocument['locate'],
  problems: Problem[],
): PythonDocument {
  return { ...base, ...emptyContent(), problems, locate };
}
