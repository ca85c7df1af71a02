import { describe, expect, it } from 'vitest';
import { parseMakefile } from '../../../src/syntax/makefile/index.js';

/** Targets as `name: prerequisites`, followed by their commands; a failure that is ignored is marked with `-`. */
const show = (text: string): string[] =>
  parseMakefile(text).targets.flatMap(({ name, prerequisites, recipe }) => [
    `${[`${name}:`, ...prerequisites].join(' ')}`,
    ...recipe.map(
      ({ words, ignoresFailure, directory }) =>
        `  ${ignoresFailure ? '- ' : ''}${directory === '.' ? '' : `[${directory}] `}${words.join(' ')}`,
    ),
  ]);

describe('rules', () => {
  it.each<[string, string, string[]]>([
    ['recipe', 'a: b c | d\n\tone\n\ttwo\n', ['a: b c d', '  one', '  two']],
    ['several targets', 'a b: c\n\tone $@ $<\n', ['a: c', '  one a c', 'b: c', '  one b c']],
    ['inline recipe', 'a: b ; one\n', ['a: b', '  one']],
    ['no recipe in a comment', "a: b # one; it's two\n\tthree\n", ['a: b', '  three']],
    ['rules of one target are joined', 'a: b\na: c b\n\tone\n', ['a: b c', '  one']],
    ['double colon and static pattern', 'a:: b\n\tone\nx.o: %.o: %.c\n\tcc\n', ['a: b', '  one', 'x.o: %.c', '  cc']],
    ['prefixes', 'a:\n\t@-one\n\t+two\n', ['a:', '  - one', '  two']],
    ['every line has its own shell', 'a:\n\tcd b && one\n\ttwo\n', ['a:', '  cd b', '  [b] one', '  two']],
    ['one shell', '.ONESHELL:\na:\n\tcd b\n\tone\n', ['a:', '  cd b', '  [b] one']],
    ['continued lines', 'a: b \\\n  c\n\tone \\\n\t  --two\n', ['a: b c', '  one --two']],
    ['special targets', '.PHONY: a\n.DEFAULT_GOAL := a\na:\n\tone\n', ['a:', '  one']],
    [
      'targets that begin like a directive',
      'load-data: export-model\n\tone\nexport-model:\n\ttwo\n',
      ['load-data: export-model', '  one', 'export-model:', '  two'],
    ],
    ['directives', 'include x.mk\n-include y.mk\nvpath %.c src\nexport\na:\n\tone\n', ['a:', '  one']],
    ['define', 'define f\nb: c\n\tno\nendef\na:\n\tone\n', ['a:', '  one']],
    ['comments', '# b: c\na: # d\n\tone # two\n', ['a:', '  one']],
    ['target variable', 'a: X = 1\na: b\n\tone\n', ['a: b', '  one']],
    ['carriage returns', 'a: b\r\n\tone two\r\n', ['a: b', '  one two']],
  ])('%s', (_, text, expected) => expect(show(text)).toEqual(expected));
});

describe('variables', () => {
  it.each<[string, string, string[]]>([
    ['constants', 'A := x\nB = $(A)/y\na: $(B)\n\tone ${B} $A\n', ['a: x/y', '  one x/y x']],
    ['default', 'A ?= x\nA ?= y\na:\n\tone $(A)\n', ['a:', '  one x']],
    ['append', 'A = x\nA += y\na:\n\tone $(A)\n', ['a:', '  one x y']],
    ['recursive expansion is late', 'B = $(A)\nA = x\na:\n\tone $(B)\n', ['a:', '  one x']],
    ['simple expansion is early', 'B := $(A)\nA = x\na:\n\tone $(B)\n', ['a:', '  one $A']],
    [
      'a conditional does not overwrite',
      'A = x\nifeq ($(C),1)\nA = y\nD = z\nendif\na:\n\tone $(A) $(D)\n',
      ['a:', '  one x z'],
    ],
    ['unknown', 'a:\n\tone $(A) $(B)/c\n', ['a:', '  one $A $B/c']],
    ['shell', 'A := $(shell git describe)\na:\n\tone $(A)\n', ['a:', '  one $(git describe)', '  git describe']],
    ['functions are no commands', 'a:\n\tone $(wildcard *.py)\n', ['a:', '  one $(wildcard *.py)']],
    ['dollar for the shell', 'a:\n\tfor i in 1 2; do one $$i; done\n', ['a:', '  one $i']],
    ['exported', 'export A := x\nexport B\na:\n\tone $(A)\n', ['a:', '  one x']],
    ['make itself', 'a:\n\t$(MAKE) -C b\n', ['a:', '  make -C b']],
    ['cycle', 'A = $(B)\nB = $(A)\na:\n\tone $(A)\n', ['a:', '  one $A']],
  ])('%s', (_, text, expected) => expect(show(text)).toEqual(expected));
});

it('gives offsets in the Makefile', () => {
  const text = 'A = a-long-value\nall:\n\t@one $(A) && \\\n\t  two\n\tcat <<X\nin\n';
  const document = parseMakefile(text);
  expect(document.targets.map(({ offset }) => offset)).toEqual([text.indexOf('all:')]);
  expect(document.targets[0]?.recipe.map(({ offset }) => document.locate(offset).line)).toEqual([3, 4, 5]);
});

it.each([
  'a: b\n\tc\n',
  '$(',
  'A=$(B)$(B)\nB=$(A)$(A)\n',
  '\t',
  '\\\n',
  'a: ;',
  'define x\n',
  'A+=b\n',
  'A:=$(A)$(A)x\n',
  'a:\n\t$(',
  '\0',
])('does not hang or throw on %j', (unit) => {
  const start = performance.now();
  parseMakefile(unit.repeat(Math.ceil(100_000 / unit.length)));
  expect(performance.now() - start).toBeLessThan(10_000);
});

it('bounds variables that name each other many times', () => {
  const names = 'ABCDEFGH';
  const lines = [...names].map((name, i) => `${name} = ${`$(${names.charAt(i + 1)})`.repeat(400)}`);
  const start = performance.now();
  parseMakefile(`${lines.join('\n')}\nx:\n\techo $(A)\n`);
  expect(performance.now() - start).toBeLessThan(5000);
});
