/** The same input gives the same bytes, whatever the surroundings. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryTree } from '../workspace/temporary-tree.js';
import { DEMO, refarch, type RunOptions } from './refarch.js';

const SOURCES = ['churn-model', 'churn-infrastructure', 'ml-platform'];

/** All outputs for the demonstration. */
function outputs(options: RunOptions, sources = SOURCES): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'refarch-'));
  try {
    const files = ['terminal', 'markdown'].map((format) => join(directory, format));
    const written = ['terminal', 'markdown'].flatMap((format, index) => [
      '--format',
      `${format}=${files[index] ?? ''}`,
    ]);
    const printed = [
      ['audit', '--fail-on', 'never', '--format', 'json', ...written],
      ['diagram', '--format', 'svg'],
      ['diagram', '--format', 'dot', '--declared'],
    ].map((words) => {
      const { code, stdout, stderr } = refarch([...words, ...sources], options);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout;
    });
    return [...printed, ...files.map((file) => readFileSync(file, 'utf8'))];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const expected = outputs({ cwd: DEMO });

describe('the outputs', () => {
  it('are there', () => {
    for (const output of expected) expect(output.length).toBeGreaterThan(1000);
  });

  it.each([
    ['a second time', {}],
    ['in Turkish, where i and I are other letters', { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' }],
    ['in the C locale', { LC_ALL: 'C' }],
    ['in Tokyo', { TZ: 'Asia/Tokyo' }],
  ])('are the same %s', (_, env) => {
    expect(outputs({ cwd: DEMO, env })).toEqual(expected);
  });

  it('are the same for a copy elsewhere, and whatever the order in which the sources are named', () => {
    const parent = temporaryTree();
    // Written in another order: what the file system lists first must not matter.
    for (const source of [...SOURCES].reverse()) cpSync(join(DEMO, source), join(parent, source), { recursive: true });
    expect(outputs({ cwd: parent })).toEqual(expected);
    expect(outputs({ cwd: parent }, [...SOURCES].reverse())).toEqual(expected);
  });

  it('are the same from another working directory', () => {
    const given = SOURCES.map((source) => join(DEMO, source));
    expect(outputs({ cwd: temporaryTree() }, given)).toEqual(expected);
  });
});
