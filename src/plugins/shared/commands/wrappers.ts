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
  const launcher = LAUNCHERS.find((one) => one.every((word, index) => (index === 0 ? tool : words[index]) === word));
  if (!launcher) return undefined;
  const dashes = words.indexOf('--');
  const at =
    dashes > 0
      ? dashes + 1
      : words.findIndex(
          (word, index) =>
            index >= launcher.length && !isOption(word) && !/^(?:-p|--package)$/.test(words[index - 1] ?? ''),
        );
  const started = at > 0 ? words[at] : undefined;
  return started === undefined ? undefined : [programOf(started), ...words.slice(at + 1)];
}

const LAUNCHERS = [
  ['mise', 'exec'],
  ['mise', 'x'],
  ['npx'],
  ['pnpx'],
  ['bunx'],
  ['npm', 'exec'],
  ['pnpm', 'dlx'],
  ['pnpm', 'exec'],
  ['yarn', 'dlx'],
];
/** Packages whose program has another name. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'aws-cdk': 'cdk',
  'cdktf-cli': 'cdktf',
  'firebase-tools': 'firebase',
  'netlify-cli': 'netlify',
  '@railway/cli': 'railway',
};

/** `aws-cdk@2.160.0` is `cdk`. */
function programOf(word: string): string {
  const name = word.replace(/(?<=.)@[^/]*$/, '');
  return Object.hasOwn(PROGRAMS, name) ? (PROGRAMS[name] ?? name) : name;
}
