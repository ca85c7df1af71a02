/** What single commands mean to the script around them. */
import { forEachChild } from 'unbash';
import type { SyntaxNode } from 'unbash';

const SHELLS = new Set(['bash', 'sh', 'zsh', 'dash', 'ash', 'ksh']);
const MAX_LOOK = 2000;

/**
 * Script that a shell is given as text: `bash -euo pipefail -c "…"`, `su app -c "…"`, `eval "…"`.
 * @param words of the command, wrappers removed
 */
export function inlineScript(words: readonly string[]): string | undefined {
  const name = words[0]?.slice(words[0].lastIndexOf('/') + 1) ?? '';
  if (name === 'eval') return words.slice(1).join(' ');
  if (!SHELLS.has(name) && name !== 'su') return undefined;
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^-[a-z]*c$/.test(word)) return words[at + 1];
    if (/^[-+][a-z]*o$/.test(word)) at++;
    else if (!word.startsWith('-') && name !== 'su') return undefined;
  }
  return undefined;
}

/**
 * `$(Build.SourcesDirectory)` and `$(imageTag)` are macros of Azure Pipelines, not substitutions: one word, with a
 * dot or an upper-case letter. As commands they would be noise.
 */
export function isMacro(words: readonly string[]): boolean {
  const [word = ''] = words;
  return words.length === 1 && /^[A-Za-z_][\w.-]*$/.test(word) && /[A-Z]|\w\.\w/.test(word);
}

/** Whether a value is nothing but the output of a command, which no definition tells. */
export function isOutcome(value: string): boolean {
  return value.startsWith('`') || (value.startsWith('$(') && value.endsWith(')'));
}

/** Whether running `node` ends the script with a failure: it holds `exit`, `return`, `false` or a function that does. */
export function stops(node: SyntaxNode, failing: ReadonlySet<string>): boolean {
  let found = false;
  let budget = MAX_LOOK;
  const visit = (child: SyntaxNode, depth: number): void => {
    if (found || depth > 200 || budget-- <= 0 || child.type === 'Word' || child.type === 'Function') return;
    if (child.type === 'Command') {
      const name = child.name?.value ?? '';
      const [code] = child.args;
      const succeeds = code?.type === 'Word' && code.value === '0';
      found = name === 'false' || failing.has(name) || ((name === 'exit' || name === 'return') && !succeeds);
      return;
    }
    forEachChild(child, (next) => visit(next, depth + 1));
  };
  visit(node, 0);
  return found;
}
