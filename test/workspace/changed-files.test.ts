import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { changedFiles } from '../../src/workspace/tracked.js';
import { hasTool } from '../tools.js';

const directory = mkdtempSync(join(tmpdir(), 'refarch-index-'));
const git = (...words: string[]): string => execFileSync('git', ['-C', directory, ...words], { encoding: 'utf8' });
const write = (file: string, text: string): void => writeFileSync(join(directory, file), text);

describe.skipIf(!hasTool('git'))('files that are not as git keeps them', () => {
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it.each(['2', '4'])('are the changed and the new ones, index version %s', (version) => {
    rmSync(join(directory, '.git'), { recursive: true, force: true });
    mkdirSync(join(directory, 'b'), { recursive: true });
    for (const file of ['same.py', 'b/changed.py', 'windows.py']) write(file, `x = "${file}"\n`);
    git('init', '-q');
    git('add', 'same.py', 'b/changed.py', 'windows.py');
    git('update-index', '--index-version', version);
    write('same.py', 'x = "same.py"\n');
    write('b/changed.py', 'y = 2\n');
    write('windows.py', 'x = "windows.py"\r\n');
    write('new.py', 'z = 3\n');
    expect(changedFiles(directory, ['b/changed.py', 'new.py', 'same.py', 'windows.py'])).toEqual([
      'b/changed.py',
      'new.py',
    ]);
  });

  it('are none where nothing is known', () => {
    expect(changedFiles(join(directory, 'b'), ['changed.py'])).toEqual([]);
    write('.git/index', 'DIRC nothing');
    expect(changedFiles(directory, ['same.py'])).toEqual([]);
  });
});
