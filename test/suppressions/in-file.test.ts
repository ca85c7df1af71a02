import { describe, expect, it } from 'vitest';
import { inFileWaivers } from '../../src/suppressions/in-file.js';

const GOOD = 'refarch: waive single-environment until 2027-01-31 owner ml team -- staging is elsewhere';
const good = { rule: 'single-environment', expires: '2027-01-31', owner: 'ml team', reason: 'staging is elsewhere' };

const read = (text: string, file = 'a.yaml') =>
  inFileWaivers(text, 's', file).map(({ source: _s, file: _f, ...rest }) => rest);

describe('a comment that waives', () => {
  it.each([
    ['#', `# ${GOOD}\n`],
    ['# after code', `image: x # ${GOOD}\n`],
    ['//', `// ${GOOD}\n`],
    ['--', `-- ${GOOD}`],
    ['without a space', `#${GOOD}`],
    ['indented', `    # ${GOOD}  \n`],
  ])('is read behind %s', (_, text) => {
    expect(read(text)).toEqual([{ line: 1, ...good }]);
  });

  it('keeps its line', () => {
    expect(read(`a: 1\n\n# ${GOOD}\nb: 2\n# ${GOOD}\n`).map(({ line }) => line)).toEqual([3, 5]);
  });

  it.each([
    ['no comment', `text: "${GOOD}"`],
    ['a word before the sign', `x# ${GOOD}`],
    ['another word', '# refarch: ignore everything'],
    ['prose', `# ${GOOD}`, 'notes.md'],
    ['a format without comments', `# ${GOOD}`, 'a.json'],
  ])('is not read in %s', (...[, text = '', file]) => {
    expect(read(text, file)).toEqual([]);
  });

  it.each([
    ['# refarch: waive', 'it is not of the form'],
    ['# refarch: waive single-environment -- because of things', 'it is not of the form'],
    ['# refarch: waive x until 2027-02-30 owner me -- because of things', 'there is no day 2027-02-30'],
    ['# refarch: waive x until 2027-02-03 owner me -- short', 'its reason has less than 10 characters'],
    ['# refarch: waive x until 2027-02-03 owner me', 'its reason has less than 10 characters'],
  ])('that is wrong says so: %s', (text, fault) => {
    expect(read(text)).toEqual([{ line: 1, fault: expect.stringContaining(fault) as string }]);
  });

  it('is looked for in time linear in the text', () => {
    expect(read(`${'refarch:'.repeat(200_000)}\n# ${GOOD}`)).toEqual([{ line: 2, ...good }]);
    expect(read(`${' '.repeat(500_000)}refarch: waive${' '.repeat(500_000)}`)).toEqual([]);
    expect(inFileWaivers(`# ${GOOD}\n`.repeat(5000), 's', 'a.py')).toHaveLength(200);
  });
});
