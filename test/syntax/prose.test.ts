/** Headings of documents, and how much stands below them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proseOf } from '../../src/syntax/prose/index.js';

/** `level heading letters`, a line each. */
const sections = (path: string, text: string): string[] =>
  (proseOf(path, text)?.sections ?? []).map(({ level, heading, letters }) => `${level} ${heading} ${letters}`);

describe('headings', () => {
  it.each([
    ['README.md', '# A\nab\n## B ##\ncd\n# C\n', ['1 A 4', '2 B ## 2', '1 C 0']],
    ['README', '# A\nab\n', ['1 A 2']],
    ['a.md', 'A title\n=======\nab\n\nPart\n----\ncd\n', ['1 A title 4', '2 Part 2']],
    ['a.md', '```bash\n# a comment\nls\n```\n# A\n', ['1 A 0']],
    ['a.md', '~~~\n# a\n```\n# b\n~~~\n# C\n', ['1 C 0']],
    ['a.md', '<!--\n# hidden\n-->\n# A\n<!-- text -->\n', ['1 A 0']],
    ['a.md', '# A\nTODO: write it\n- tbd\n', ['1 A 0']],
    ['a.md', '# A\n![](a.png)\n', ['1 A 64']],
    ['a.md', '# A\n```mermaid\na-->b\n```\n', ['1 A 62']],
    ['a.md', '#no heading\n', []],
    ['a.md', '---\ntitle: x\n---\n# A\n', ['2 title: x 0', '1 A 0']],
    ['a.rst', 'A\n===\nab\n\nB\n---\ncd\n', ['1 A 4', '2 B 2']],
    ['a.rst', 'A\n***\n\nB\n~~~\n\nC\n***\n', ['1 A 0', '2 B 0', '1 C 0']],
    ['a.rst', '# no heading\n', []],
    ['a.adoc', '= A\nab\n== B\n----\n== code\n----\n', ['1 A 6', '2 B 4']],
  ])('%s %j', (path, text, expected) => {
    expect(sections(path, text)).toEqual(expected);
  });

  it('are none of what is no document', () => {
    expect(proseOf('a.py', '# A\n')).toBeUndefined();
    expect(proseOf('a.yaml', '# A\n')).toBeUndefined();
  });

  it('of any text are places in it, and take no longer than its length allows', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('#', '=', '-', '`', '~', '\n', ' ', 'a', '<!--', '-->') }),
        (text) => {
          for (const path of ['a.md', 'a.rst', 'a.adoc'])
            for (const { offset, letters, level } of proseOf(path, text)?.sections ?? []) {
              expect(offset).toBeLessThanOrEqual(text.length);
              expect(Math.min(letters, level - 1)).toBeGreaterThanOrEqual(0);
            }
        },
      ),
    );
    expect(proseOf('a.md', '# a\n'.repeat(100_000))?.sections.length).toBe(20_000);
    expect(proseOf('a.md', `${'-'.repeat(2_000_000)}x`)?.sections).toEqual([]);
  });
});
