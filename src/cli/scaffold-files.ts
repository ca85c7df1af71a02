/** `refarch scaffold status` and `refarch scaffold remove` */
import { forTerminal } from '../report/escape.js';
import { readManifest, remove, removalOf, rootOf, statusOf, type Manifest } from '../scaffold/index.js';
import { UsageError } from './errors.js';
import { EXIT } from './exit-codes.js';
import { interruptible } from './scaffold.js';

export function statusCommand(path: string): number {
  const { root, manifest } = made(path);
  const status = statusOf(root, manifest);
  for (const file of status) process.stdout.write(`${file.state.padEnd(9)}  ${forTerminal(file.path)}\n`);
  return status.every(({ state }) => state === 'untouched') ? EXIT.ok : EXIT.findings;
}

export async function removeCommand(path: string, { write }: { write?: boolean }): Promise<number> {
  const { root, manifest } = made(path);
  const removal = removalOf(root, manifest);
  if (write && (await interruptible((interrupted) => remove(root, removal, interrupted)))) return EXIT.interrupted;
  const say = (label: string, paths: readonly string[]): void => {
    for (const file of paths) process.stdout.write(`${label}  ${forTerminal(file)}\n`);
  };
  say(write ? 'removed ' : 'would go', removal.removed);
  say('kept    ', removal.kept);
  if (!write) process.stdout.write('\nNothing was removed. --write removes them.\n');
  return EXIT.ok;
}

function made(path: string): { root: string; manifest: Manifest } {
  const root = rootOf(path);
  const manifest = readManifest(root);
  if (!manifest) throw new UsageError(`refarch scaffold has made nothing in ${path}.`);
  return { root, manifest };
}
