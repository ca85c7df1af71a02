/** A disk that is full, and one that may not be written: real ones, where this machine lets a test mount them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { apply, changesOf, readManifest } from '../../src/scaffold/index.js';
import { filesOf, planOf, project, scaffold, textOf } from './support.js';

const mounted: string[] = [];
const unmount = (directory: string): void => {
  spawnSync('umount', [directory]);
};
afterAll(() => mounted.forEach(unmount));

/** @returns an own file system in memory; undefined where none can be had */
function disk(options: string): string | undefined {
  const directory = join(project(), 'disk');
  mkdirSync(directory);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]).status !== 0) return undefined;
  mounted.push(directory);
  return directory;
}

const probe = process.platform === 'linux' ? disk('size=64k') : undefined;
if (probe === undefined)
  process.stderr.write('no file system can be mounted here: disks that are full are not tried\n');

describe.skipIf(probe === undefined)('a disk', () => {
  const own = (options: string): string => disk(options) ?? '';

  it('that is full is told of, and everything is as it was', async () => {
    const root = own('size=96k');
    writeFileSync(join(root, 'train.py'), 'mine = 1\n');
    await expect(scaffold(root, { all: true })).rejects.toThrow(/no space.*Nothing was changed/s);
    expect(filesOf(root)).toEqual([['train.py', 'mine = 1\n']]);
    expect(readdirSync(root)).toEqual(['train.py']);
  });

  it('that is full when an update comes keeps what was made', async () => {
    const root = own('size=400k');
    await scaffold(root, { all: true });
    const before = filesOf(root);
    const manifest = textOf(root, 'refarch.scaffold.json');
    const plan = await planOf(root, { all: true });
    const larger = plan.files.map((file) => ({
      ...file,
      action: 'update' as const,
      text: `${file.text}#${'x'.repeat(40_000)}\n`,
    }));
    await expect(apply(root, changesOf({ ...plan, files: larger }, root, true))).rejects.toThrow('Nothing was changed');
    expect(filesOf(root)).toEqual(before);
    expect([textOf(root, 'refarch.scaffold.json'), readManifest(root)?.files.length]).toEqual([
      manifest,
      plan.files.length,
    ]);
  });

  it('that may not be written is told of', async () => {
    const root = own('size=400k');
    writeFileSync(join(root, 'train.py'), 'mine = 1\n');
    spawnSync('mount', ['-o', 'remount,ro', root]);
    await expect(scaffold(root, { all: true })).rejects.toThrow(/read-only/);
    expect(filesOf(root)).toEqual([['train.py', 'mine = 1\n']]);
  });
});
