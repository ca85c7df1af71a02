/** Starts the compiled program as a user does. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
export const BIN = resolve(ROOT, 'bin/refarch.js');
const DEMO = resolve(ROOT, 'fixtures/demo-organisation');
/** The sources of `npm run demo`, relative to the root of the repository. */
export const DEMO_SOURCES = ['churn-model', 'churn-infrastructure', 'ml-platform'].map(
  (name) => `fixtures/demo-organisation/${name}`,
);
export { DEMO };

export interface RunOptions {
  /** The root of the repository when left out. */
  cwd?: string;
  env?: Record<string, string>;
  /** Milliseconds. */
  timeout?: number;
}

export interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** An environment in which neither this machine nor the test runner decides on colours and language. */
export function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, ...more };
}

export function refarch(words: readonly string[], { cwd = ROOT, env, timeout = 30_000 }: RunOptions = {}): Result {
  const child = spawnSync(process.execPath, [BIN, ...words], {
    cwd,
    env: environment(env),
    encoding: 'utf8',
    timeout,
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { code: child.status, stdout: child.stdout, stderr: child.stderr };
}
