/** Colours, pipes that close, interrupts. */
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { temporaryTree } from '../workspace/temporary-tree.js';
import { BIN, DEMO_SOURCES, environment, refarch, ROOT } from './refarch.js';
import { ERROR_TREE } from './trees.js';

const ESCAPE = '\u001b[';

describe('colours', () => {
  it.each([
    ['no terminal', {}, false],
    ['NO_COLOR', { NO_COLOR: '1' }, false],
    ['NO_COLOR and FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, true],
  ])('with %s', (_, env, coloured) => {
    const audit = refarch(['audit', ...DEMO_SOURCES, '--fail-on', 'never'], { env });
    const explain = refarch(['explain', 'C6'], { env });
    expect([audit.stdout.includes(ESCAPE), explain.stdout.includes(ESCAPE)]).toEqual([coloured, coloured]);
    expect(audit.stderr).toBe('');
  });

  it('do not change the words', () => {
    const plain = refarch(['audit', ...DEMO_SOURCES]).stdout;
    const coloured = refarch(['audit', ...DEMO_SOURCES], { env: { FORCE_COLOR: '1' } }).stdout;
    // eslint-disable-next-line no-control-regex
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  it('are in no other format', () => {
    const outputs = [
      ['audit', '--format', 'json'],
      ['audit', '--format', 'markdown'],
      ['diagram'],
      ['diagram', '--format', 'dot'],
    ];
    for (const words of outputs)
      expect(refarch([...words, ...DEMO_SOURCES], { env: { FORCE_COLOR: '1' } }).stdout).not.toContain(ESCAPE);
  });
});

describe('a reader that stops reading', () => {
  it('ends nothing but its own reading', () => {
    const cwd = temporaryTree(ERROR_TREE);
    // The report is larger than what a pipe holds.
    const script = '"$0" "$1" audit --format json . "$2"; echo "code $?" >&2';
    const { stdout, stderr } = spawnSync('sh', ['-c', `{ ${script}; } | head -n 1`, process.execPath, BIN, ROOT], {
      cwd,
      env: environment(),
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: '{\n', stderr: expect.stringMatching(/^code [013]\n$/) });
  });
});

describe('an interrupt', () => {
  it('ends the work at once, with 130', async () => {
    const line = 'model = train(data, rate=0.1, callbacks=[print, lambda x: x + 1])\n';
    const files = Array.from({ length: 100 }, (_, n) => [`pipeline_${n}.py`, `import mlflow\n${line.repeat(3000)}`]);
    const cwd = temporaryTree(Object.fromEntries(files) as Record<string, string>);
    const child = spawn(process.execPath, [BIN, 'audit'], { cwd, env: environment(), stdio: 'ignore' });
    await new Promise((resolve) => setTimeout(resolve, 700));
    const start = performance.now();
    child.kill('SIGINT');
    const code = await new Promise((resolve) => {
      // As a shell reports it.
      child.once('exit', (status, signal) => resolve(status ?? 128 + constants.signals[signal ?? 'SIGKILL']));
    });
    expect(code).toBe(130);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
