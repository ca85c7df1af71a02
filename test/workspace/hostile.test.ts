import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadConfiguration, openWorkspace, readBudget, readText, type Notice } from '../../src/workspace/index.js';
import { temporaryTree, write } from './temporary-tree.js';

/** Opens a tree and reads all of it, as an audit does. */
function readAll(root: string): { texts: Record<string, string>; notices: Notice[] } {
  const { files, notices, limits } = openWorkspace([root]);
  const budget = readBudget(limits);
  const texts: Record<string, string> = {};
  for (const file of files) {
    const { text, notice } = readText(file, limits, budget);
    if (text !== undefined) texts[file.path] = text;
    if (notice) notices.push(notice);
  }
  return { texts, notices };
}

const brief = (notices: Notice[]): unknown[] =>
  notices.map(({ file, reason, incomplete }) => [file, reason, incomplete]);

afterEach(() => vi.restoreAllMocks());

describe('a hostile tree', () => {
  it('cannot make it wait, follow, or read on and on', async () => {
    const root = temporaryTree({ 'a.yaml': 'a: 1', 'x/y.yaml': 'y: 1' });
    const outside = temporaryTree({ 'secret.yaml': 'password: 1', 'd/b.yaml': 'b: 1' });
    execFileSync('mkfifo', [join(root, 'fifo.yaml'), join(root, 'x/.gitignore')]);
    symlinkSync('.', join(root, 'loop'));
    symlinkSync('one', join(root, 'two'));
    symlinkSync('two', join(root, 'one'));
    symlinkSync(outside, join(root, 'out'));
    symlinkSync(join(outside, 'secret.yaml'), join(root, 'secret.yaml'));
    symlinkSync('/dev/zero', join(root, 'zero.yaml'));
    write(root, { 'big.yaml': '', 'big.parquet': '', 'big.bin2': '' });
    for (const name of ['big.yaml', 'big.parquet', 'big.bin2']) truncateSync(join(root, name), 2 ** 30);
    const server = createServer().listen(join(root, 'socket.yaml'));
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const start = performance.now();
      const { texts, notices } = readAll(root);
      expect(performance.now() - start).toBeLessThan(1_000);
      expect(texts).toEqual({ 'a.yaml': 'a: 1', 'x/y.yaml': 'y: 1' });
      expect(brief(notices)).toEqual([
        ['fifo.yaml', 'special-file', false],
        ['loop', 'symbolic-link', false],
        ['one', 'symbolic-link', false],
        ['out', 'symbolic-link', false],
        ['secret.yaml', 'symbolic-link', false],
        ['socket.yaml', 'special-file', false],
        ['two', 'symbolic-link', false],
        ['zero.yaml', 'symbolic-link', false],
        ['x/.gitignore', 'special-file', false],
        ['big.yaml', 'file-size', true],
      ]);
    } finally {
      server.close();
    }
  });

  it('cannot make it run code', async () => {
    const root = temporaryTree();
    const mark = join(root, 'executed');
    const code = `require('fs').writeFileSync(${JSON.stringify(mark)}, ''); module.exports = {};`;
    const module = `import { writeFileSync } from 'fs'; writeFileSync(${JSON.stringify(mark)}, ''); export default {};`;
    const settings = JSON.stringify({ cosmiconfig: { searchPlaces: ['evil.cjs'] }, refarch: { failOn: 'never' } });
    write(root, {
      'refarch.config.js': code,
      'refarch.config.cjs': code,
      'refarch.config.mjs': module,
      'refarch.config.ts': module,
      '.refarchrc.js': code,
      '.refarchrc.cjs': code,
      '.refarchrc': code,
      'evil.cjs': code,
      '.config/config.js': code,
      '.config/config.cjs': code,
      '.config/refarchrc.js': code,
      'package.json': settings,
      '.git/config': `[core]\n\tfsmonitor = "touch ${mark}"\n`,
      '.git/HEAD': 'ref: refs/heads/main\n',
    });
    // The case that matters: a user inside of what is scanned.
    vi.spyOn(process, 'cwd').mockReturnValue(root);
    const { configuration, file } = await loadConfiguration({ directory: '.' });
    expect([configuration.failOn, file]).toEqual(['error', undefined]);
    expect(readAll(root).notices).toEqual([]);
    expect(existsSync(mark)).toBe(false);
  });

  it('cannot make the configuration wait or read on and on', async () => {
    const root = temporaryTree({ 'a/': '', 'b/refarch.yaml': '', 'c/': '' });
    execFileSync('mkfifo', [join(root, 'a/refarch.yaml')]);
    truncateSync(join(root, 'b/refarch.yaml'), 2 ** 30);
    symlinkSync('/dev/zero', join(root, 'c/refarch.yaml'));
    const at = (name: string): Promise<unknown> => loadConfiguration({ directory: join(root, name) });
    await expect(at('a')).rejects.toThrow('not a regular file.');
    await expect(at('b')).rejects.toThrow('larger than 1000000 bytes.');
    await expect(at('c')).rejects.toThrow('symbolic link');
    const named = loadConfiguration({ directory: root, file: '/dev/zero' });
    await expect(named).rejects.toThrow('/dev/zero: not a regular file.');
  });

  it('may name files as it likes', () => {
    const names = [
      'a\nb.yaml',
      '\u001b[2J.yaml',
      '::error::x.yaml',
      '<img src=x>.yaml',
      '-rf',
      ' ',
      '\u202egnp.yaml',
      '\\',
      '...',
    ];
    const root = temporaryTree(Object.fromEntries(names.map((name) => [name, 'a'])));
    const { texts, notices } = readAll(root);
    expect(Object.keys(texts).sort()).toEqual([...names].sort());
    expect(notices).toEqual([]);
  });

  it('says that a name which is not UTF-8 could not be read', () => {
    const root = temporaryTree();
    // The file system of macOS refuses such names.
    execFileSync('sh', ['-c', 'touch "$(printf \'%s/a\\351.yaml\' "$1")" || true', 'sh', root], { stdio: 'ignore' });
    const { texts, notices } = readAll(root);
    expect(texts).toEqual({});
    if (process.platform === 'linux') expect(brief(notices)).toEqual([['a\uFFFD.yaml', 'unreadable', true]]);
  });

  it('may be as deep as it likes', () => {
    const root = temporaryTree({ 'a.yaml': 'a' });
    const deep = join(root, ...Array.from({ length: 200 }, () => 'd'));
    mkdirSync(deep, { recursive: true });
    write(deep, { 'b.yaml': 'b' });
    const { texts, notices } = readAll(root);
    expect(texts).toEqual({ 'a.yaml': 'a' });
    expect(brief(notices)).toEqual([[Array.from({ length: 41 }, () => 'd').join('/'), 'depth', true]]);
  });

  it('cannot fill the report with notices', () => {
    const root = temporaryTree();
    for (let index = 0; index < 250; index++) symlinkSync('x', join(root, `l${index}`));
    const { notices } = readAll(root);
    expect(notices).toHaveLength(101);
    expect(notices[100]).toMatchObject({ file: '', message: '150 more for the same reason (symbolic-link).' });
  });

  it.skipIf(process.getuid?.() === 0)('may forbid to look', () => {
    const root = temporaryTree({ 'a/b.yaml': '', 'c.yaml': '' });
    chmodSync(join(root, 'a'), 0);
    chmodSync(join(root, 'c.yaml'), 0);
    const { notices } = readAll(root);
    chmodSync(join(root, 'a'), 0o700);
    expect(brief(notices)).toEqual([
      ['a/', 'unreadable', true],
      ['c.yaml', 'unreadable', true],
    ]);
  });
});
