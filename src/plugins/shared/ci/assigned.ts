/** What a script leaves in variables for the one that runs after it in the same shell. */
import { parseShell } from '../../../syntax/shell/index.js';

const MOST_NAMES = 50;
const LONGEST_SCRIPT = 20_000;
const ASSIGNS = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w{0,60})=/gm;

/**
 * Variables that a script sets and of which the value is known; parts of it may be other variables.
 * @param script in which everything that is known from outside is put in
 */
export function assignedIn(script: string): [name: string, value: string][] {
  if (script.length > LONGEST_SCRIPT) return [];
  const names = [...new Set([...script.matchAll(ASSIGNS)].map(([, name = '']) => name))].slice(0, MOST_NAMES);
  if (names.length === 0) return [];
  // What the shell would print at the end is what it knows.
  const print = parseShell(`${script}\nprintf ${names.map((name) => `"$${name}"`).join(' ')}\n`).commands.at(-1);
  const values = print?.words[0] === 'printf' ? print.words.slice(1) : [];
  return names.flatMap((name, at): [string, string][] => {
    const value = values[at];
    return !value || value === `$${name}` || value.includes('$(') || value.includes('`') ? [] : [[name, value]];
  });
}
