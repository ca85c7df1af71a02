/**
 * What `npm run demo` says, byte by byte. After a change that is meant:
 * `UPDATE_GOLDEN=1 npx vitest run test/cli/demo.test.ts`, and read the difference before it is committed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEMO_SOURCES, refarch, ROOT } from './refarch.js';

const GOLDEN = join(ROOT, 'test/golden');

function compare(name: string, text: string): void {
  const file = join(GOLDEN, name);
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe('the demonstration', () => {
  it('is what npm run demo starts', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { demo: string } };
    expect(scripts.demo).toBe(`node bin/refarch.js audit ${DEMO_SOURCES.join(' ')} --fail-on never`);
  });

  it.each([
    ['demo.terminal.txt', 'terminal'],
    ['demo.json', 'json'],
  ])('says what stands in %s', (name, format) => {
    const { code, stdout, stderr } = refarch(['audit', ...DEMO_SOURCES, '--fail-on', 'never', '--format', format]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    compare(name, stdout);
  });
});
