/** Builds `dist/` for the tests of the command line when it is missing or older than what it is made of. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
/** Written last by a build. */
const BUILT = join(ROOT, 'dist/bundle/main.js');
const MADE_OF = ['src', 'rules', 'architecture-models', 'schemas', 'build'];
const STEPS = [
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  ['build/copy-assets.mjs'],
  ['build/compile-knowledge.mjs'],
  ['build/bundle.mjs'],
];

export default function setup(): void {
  if (isUpToDate()) return;
  for (const step of STEPS) {
    try {
      execFileSync(process.execPath, step, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${step.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
    }
  }
}

function isUpToDate(): boolean {
  const built = statSync(BUILT, { throwIfNoEntry: false });
  if (!built) return false;
  return MADE_OF.every((directory) => newest(join(ROOT, directory)) <= built.mtimeMs);
}

/** Directories count too: their time tells of files that were removed. */
function newest(directory: string): number {
  const entries = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return Math.max(
    ...['', ...entries].map((entry) => statSync(join(directory, entry), { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
}
