import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBudget, readText, type Notice, type WorkspaceFile } from '../../src/workspace/index.js';
import { DEFAULT_LIMITS } from '../../src/workspace/types.js';
import { temporaryTree } from './temporary-tree.js';

function file(root: string, path: string, readable = true): WorkspaceFile {
  return { source: 's', path, absolutePath: join(root, path), role: 'production', readable };
}

function notice(path: string, reason: Notice['reason'], incomplete: boolean, message: string): { notice: Notice } {
  return { notice: { source: 's', file: path, reason, message, incomplete } };
}

describe('readText', () => {
  it.each<[string, Buffer, string | undefined]>([
    ['UTF-8', Buffer.from('größe: 1\r\n'), 'größe: 1\r\n'],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFa: 1'), 'a: 1'],
    ['UTF-16, little endian', Buffer.from('\uFEFFé: 1', 'utf16le'), 'é: 1'],
    ['UTF-16, big endian', Buffer.from('\uFEFFé: 1', 'utf16le').swap16(), 'é: 1'],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x41]), '\uFFFD'],
    ['what is not UTF-8', Buffer.from([0x61, 0xe9, 0x62]), 'a\uFFFDb'],
    ['nothing', Buffer.alloc(0), ''],
    ['binary', Buffer.from('a\0b'), undefined],
    ['a NUL byte far behind', Buffer.concat([Buffer.alloc(8192, 'a'), Buffer.alloc(1)]), 'a'.repeat(8192) + '\0'],
    ['more than fits the shared buffer', Buffer.alloc(600_000, 'a'), 'a'.repeat(600_000)],
  ])('decodes %s', (_, content, expected) => {
    const root = temporaryTree({ 'a.yaml': content });
    expect(readText(file(root, 'a.yaml'), DEFAULT_LIMITS)).toEqual(expected === undefined ? {} : { text: expected });
  });

  it('does not open what is not readable', () => {
    expect(readText(file('/no/such', 'a.png', false), DEFAULT_LIMITS)).toEqual({});
  });

  it('does not read more of a file than the limit', () => {
    const root = temporaryTree({
      'a.yaml': 'x'.repeat(101),
      'b.yaml': 'x'.repeat(100),
      'c.ipynb': 'x'.repeat(400),
      d: 'x'.repeat(101),
    });
    const read = (path: string): unknown => readText(file(root, path), { fileSize: 100 });
    expect(read('a.yaml')).toEqual(
      notice('a.yaml', 'file-size', true, 'Too large to be read (101 bytes, the limit is 100).'),
    );
    expect(read('b.yaml')).toEqual({ text: 'x'.repeat(100) });
    expect(read('c.ipynb')).toEqual({ text: 'x'.repeat(400) });
    expect(read('d')).toEqual({});
    const generated = { ...file(root, 'a.yaml'), role: 'generated' as const };
    expect(readText(generated, { fileSize: 100 })).toEqual({});
  });

  it('stops with one notice when the limit on all bytes is reached', () => {
    const root = temporaryTree({ a: 'x'.repeat(60), b: 'x'.repeat(40), c: 'x', d: 'x' });
    const limits = { ...DEFAULT_LIMITS, totalBytes: 100 };
    const budget = readBudget(limits);
    expect(['a', 'b', 'c', 'd'].map((path) => readText(file(root, path), limits, budget))).toEqual([
      { text: 'x'.repeat(60) },
      { text: 'x'.repeat(40) },
      notice(
        'c',
        'total-size',
        true,
        'The limit on bytes read in all is reached: this file and those after it were not read.',
      ),
      {},
    ]);
  });

  it('is not misled when a file has become something else since it was listed', () => {
    const root = temporaryTree({ secret: 'x', 'a.yaml': '', 'b.yaml': '', 'c.yaml': '' });
    for (const path of ['a.yaml', 'b.yaml', 'c.yaml']) rmSync(join(root, path));
    symlinkSync('secret', join(root, 'a.yaml'));
    mkdirSync(join(root, 'b.yaml'));
    expect(readText(file(root, 'a.yaml'), DEFAULT_LIMITS)).toEqual(
      notice('a.yaml', 'symbolic-link', false, 'A symbolic link is not followed.'),
    );
    expect(readText(file(root, 'b.yaml'), DEFAULT_LIMITS)).toEqual(
      notice('b.yaml', 'special-file', false, 'Not a regular file.'),
    );
    expect(readText(file(root, 'c.yaml'), DEFAULT_LIMITS)).toEqual(
      notice('c.yaml', 'unreadable', true, 'Cannot be read (ENOENT).'),
    );
  });

  it.skipIf(process.getuid?.() === 0)('says that there is no permission', () => {
    const root = temporaryTree({ 'a.yaml': '' });
    chmodSync(join(root, 'a.yaml'), 0);
    expect(readText(file(root, 'a.yaml'), DEFAULT_LIMITS)).toEqual(
      notice('a.yaml', 'unreadable', true, 'Cannot be read (EACCES).'),
    );
  });

  it('costs nothing for a large file of an unknown kind', () => {
    const root = temporaryTree();
    writeFileSync(join(root, 'big.unknown'), '');
    truncateSync(join(root, 'big.unknown'), 2 ** 30);
    const start = performance.now();
    expect(readText(file(root, 'big.unknown'), DEFAULT_LIMITS)).toEqual({});
    expect(performance.now() - start).toBeLessThan(100);
  });
});
