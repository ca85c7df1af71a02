import { spawnSync } from 'node:child_process';

/**
 * Whether a tool that a test compares with is there. Where the test must not be skipped, a missing tool is an error.
 * @param command started with `--version`
 */
export function hasTool(command: string): boolean {
  const isThere = spawnSync(command, ['--version']).status === 0;
  if (!isThere && process.env.REFARCH_REQUIRE_TOOLS) throw new Error(`${command} is not there`);
  return isThere;
}
