/** A run whose process ends half-way: by Ctrl-C everything is as before; after a kill the next run makes it whole, and nothing is lost. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changesOf, type ScaffoldKnowledge } from '../../src/scaffold/index.js';
import { filesOf, planOf, project, put, scaffold, scaffoldKnowledge, textOf, type PlanOptions } from './support.js';

const DIST = new URL('../../dist/', import.meta.url).href;
/** Writes the changes as the command does, and sends itself the signal between two of its steps. */
const PROGRAM = `
  import { readFileSync } from 'node:fs';
  import { apply } from '${DIST}scaffold/disk.js';
  import { interruptible } from '${DIST}cli/scaffold.js';
  const [root, file, at, signal] = process.argv.slice(1);
  const changes = JSON.parse(readFileSync(file, 'utf8')).map(({ text, ...change }) => ({ ...change, text: text ?? undefined }));
  let step = 0;
  const stopped = await interruptible((interrupted) =>
    apply(root, changes, () => {
      step += 1;
      if (step === Number(at)) process.kill(process.pid, signal);
      return interrupted();
    }),
  );
  process.exitCode = stopped ? 130 : 0;
`;

/** Plans, and lets another process begin to write. Each change has two steps: its text beside the file, then in its place. */
async function begin(
  root: string,
  options: PlanOptions,
  share: number,
  signal: string,
): Promise<{ status: number | null; signal: string | null }> {
  const changes = changesOf(await planOf(root, options), root, true);
  const file = join(project(), 'changes.json');
  writeFileSync(file, JSON.stringify(changes));
  const at = String(Math.round(changes.length * 2 * share));
  return spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM, root, file, at, signal], {
    encoding: 'utf8',
  });
}

const MINE = { 'mlops/notes.txt': 'mine\n', '.gitignore': '*.log\n' };
const later: ScaffoldKnowledge = {
  ...scaffoldKnowledge,
  templates: new Map(
    [...scaffoldKnowledge.templates].map(([name, text]) => [
      name,
      /\.py\.tmpl$/.test(name) && !name.includes('/') ? `${text}\n# A line of a later version.\n` : text,
    ]),
  ),
};

/** A stack with a change of the user's, and the run that brings it a later version. */
async function changed(): Promise<string> {
  const root = project(MINE);
  await scaffold(root, { all: true });
  put(root, 'mlops/train.py', textOf(root, 'mlops/train.py').replace('max_iter=500', 'max_iter=900'));
  return root;
}

const SHARES = [0.1, 0.5, 0.6, 0.75, 0.9, 1];

describe('a killed process', () => {
  it.each(SHARES)('after %d of its steps leaves what the next run completes', async (share) => {
    const [root, whole] = [project(MINE), project(MINE)];
    await scaffold(whole, { all: true });
    expect(await begin(root, { all: true }, share, 'SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    expect(filesOf(root)).not.toEqual(filesOf(whole));
    expect(textOf(root, 'mlops/notes.txt')).toBe('mine\n');
    await scaffold(root, { all: true });
    expect(filesOf(root)).toEqual(filesOf(whole));
  });

  it.each(SHARES)('of an update, after %d of its steps, loses no change of the user', async (share) => {
    const options = { all: true, knowledge: later };
    const [root, whole] = [await changed(), await changed()];
    await scaffold(whole, options);
    expect(textOf(whole, 'mlops/train.py')).toMatch(/max_iter=900[^]*# A line of a later version\.\n$/);
    expect(await begin(root, options, share, 'SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    expect(textOf(root, 'mlops/train.py')).toContain('max_iter=900');
    await scaffold(root, options);
    expect(filesOf(root)).toEqual(filesOf(whole));
  });
});

describe('a process that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'])('by %s puts everything back', async (signal) => {
    for (const share of [0.1, 0.6, 0.9]) {
      const root = await changed();
      const before = filesOf(root);
      expect(await begin(root, { all: true, knowledge: later }, share, signal)).toMatchObject({ status: 130 });
      expect(filesOf(root)).toEqual(before);
    }
  });
});
