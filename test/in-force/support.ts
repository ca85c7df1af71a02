/** What a set of files adds to what is in force in a source that holds nothing of machine learning. */
import { auditFiles, type Files } from '../systems/support.js';

/** Enough ordinary code that a folder of tests, examples or documentation beside it is only that. */
export const ORDINARY: Files = {
  'app/calculate.py': 'def add(a, b):\n    return a + b\n\nprint(add(1, 2))\n',
  'app/text.py': 'def upper(text):\n    return text.upper()\n\nprint(upper("a"))\n',
  'app/dates.py': 'from datetime import date\n\nprint(date(2024, 1, 1))\n',
  'app/files.py': 'from pathlib import Path\n\nprint(Path("a").name)\n',
};

const isDeclared = (line: string): boolean => /\(declared[^)]*\)$/.test(line);

/** Components in force, with the reason of those that are not. */
export async function statesIn(files: Files): Promise<{ defined: string[]; declared: string[] }> {
  const { components: all } = await auditFiles({ ...ORDINARY, ...files });
  // A folder of a hosting service says where the repository lies, whatever is in it.
  const components = all.filter((c) => !c.startsWith('source-repository '));
  return { defined: components.filter((c) => !isDeclared(c)), declared: components.filter(isDeclared) };
}
