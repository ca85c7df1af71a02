/** Python and test launchers that start a tool with a command line of its own. Other wrappers the shell adapter takes off. */
import type { Invocation } from './invocation.js';
import { readPython } from './interpreters.js';
import { isOption } from './options.js';

/** Interpreters, also where a variable holds the interpreter: `$(PYTHON) train.py`. */
export function isPython(tool: string): boolean {
  return /^(?:python[\d.]*w?(?:\.exe)?|pypy\d?|py|ipython\d?|\$[({]?PYTHON\w*[)}]?)$/i.test(tool);
}

/**
 * Words of the command that a launcher starts (`python -m pytest`, `coverage run -m pytest`, `mise exec -- dvc repro`);
 * undefined when the command is none.
 * @param isTool whether a table knows the program
 */
export function startedBy(call: Invocation, isTool: (name: string) => boolean): readonly string[] | undefined {
  const { words, tool } = call;
  if (isPython(tool)) {
    const reading = readPython(words);
    return reading.kind === 'module' && isTool(reading.module) ? reading.words : undefined;
  }
  if (tool === 'coverage' && words[1] === 'run') {
    const module = words.indexOf('-m');
    return module > 0 ? words.slice(module + 1) : undefined;
  }
  if ((tool === 'mise' && /^(?:exec|x)$/.test(words[1] ?? '')) || tool === 'npx') {
    const from = tool === 'npx' ? 1 : 2;
    const dashes = words.indexOf('--');
    const at = dashes > 0 ? dashes + 1 : words.findIndex((word, index) => index >= from && !isOption(word));
    return at > 0 && at < words.length ? words.slice(at) : undefined;
  }
  return undefined;
}
