/**
 * What `npm run demo` says, byte by byte. After a change that is meant:
 * `UPDATE_GOLDEN=1 npx vitest run test/cli/demo.test.ts`, and read the difference before it is committed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEMO_SOURCES, refarch, ROOT } from './refarch.js';

const README = join(ROOT, 'README.md');
/** Between these marks README.md shows a part of the report. */
const SHOWN = /(?<=<!-- demo -->\n\n```text\n)[\s\S]*?(?=```\n\n<!-- \/demo -->)/;

function compare(path: string, text: string): void {
  const file = join(ROOT, path);
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** Sections of a terminal report by which a reader sees what it is like. */
function excerpt(report: string): string {
  const [header, verdict, ...sections] = report.split('\n\n');
  const chosen = sections.filter((section) => / · components\n|^Google |^Findings\n/.test(section));
  return `${[header, verdict, ...chosen].join('\n\n')}\n`;
}

function demo(...words: string[]): string {
  const { code, stdout, stderr } = refarch([...words, ...DEMO_SOURCES]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe('the demonstration', () => {
  it('is what npm run demo starts', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { demo: string } };
    expect(scripts.demo).toBe(`node bin/refarch.js audit ${DEMO_SOURCES.join(' ')} --fail-on never`);
  });

  it.each([
    ['test/golden/demo.terminal.txt', ['audit', '--fail-on', 'never']],
    ['test/golden/demo.json', ['audit', '--fail-on', 'never', '--format', 'json']],
    ['docs/demo.svg', ['diagram']],
    ['docs/overlay.svg', ['diagram', '--view', 'overlay']],
    ['docs/demo-component.svg', ['diagram', '--component', 'model-registry/mlflow']],
    ['docs/demo-gaps.svg', ['diagram', '--view', 'gaps']],
  ])('gives %s', (file, words) => {
    compare(file, demo(...words));
  });

  it('is what README.md shows', () => {
    const shown = excerpt(demo('audit', '--fail-on', 'never'));
    const readme = readFileSync(README, 'utf8');
    expect(readme).toMatch(SHOWN);
    compare(
      'README.md',
      readme.replace(SHOWN, () => shown),
    );
  });
});
