import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitDay } from '../../src/workspace/git-commit.js';
import { hasTool } from '../tools.js';

let directory: string;
const git = (...words: string[]): string =>
  execFileSync('git', ['-C', directory, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, GIT_COMMITTER_DATE: '1767312000 -0500', GIT_AUTHOR_DATE: '1000000000 +0000' },
  }).trim();
const head = (): string => git('rev-parse', 'HEAD');

describe.skipIf(!hasTool('git'))('the day of a commit', () => {
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'refarch-git-'));
    git('init', '-q');
    writeFileSync(join(directory, 'a'), 'a');
    git('add', '.');
    git('commit', '-qm', 'committer Mallory <m> 1 +0000');
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('is that of the committer and of their clock', () => {
    // 2026-01-02 00:00 UTC is the evening before, five hours west.
    expect(commitDay(directory, head())).toBe('2026-01-01');
  });

  it('is read from a pack too', () => {
    const commit = head();
    git('gc', '-q', '--prune=now');
    expect(git('count-objects')).toMatch(/^0 objects/);
    expect(commitDay(directory, commit)).toBe('2026-01-01');
  });

  it.each(['0'.repeat(40), 'f'.repeat(40), 'f'.repeat(64)])('is not known for %s', (commit) => {
    expect(commitDay(directory, commit)).toBeUndefined();
  });

  it('is not known of what is no commit, of a pack that ends, and of no repository', () => {
    expect(commitDay(directory, git('rev-parse', 'HEAD^{tree}'))).toBeUndefined();
    expect(commitDay(tmpdir(), head())).toBeUndefined();
    const pack = git('rev-parse', '--git-path', 'objects/pack');
    const file = execFileSync('ls', [join(directory, pack)], { encoding: 'utf8' })
      .split('\n')
      .find((name) => name.endsWith('.pack'));
    const commit = head();
    rmSync(join(directory, pack, file ?? ''), { force: true });
    writeFileSync(join(directory, pack, file ?? ''), 'PACK');
    expect(commitDay(directory, commit)).toBeUndefined();
  });
});
