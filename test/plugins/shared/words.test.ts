import { describe, expect, it } from 'vitest';
import { commandOf, isOwnProgram, splitWords, type Word } from '../../../src/plugins/shared/words.js';

const words = (...texts: string[]): Word[] => texts.map((text, offset) => ({ text, place: { offset } }));

describe('commandOf', () => {
  it.each<[words: string[], language: string, text: string, offset: number]>([
    [['python', 'train.py', '--epochs', '3'], 'shell', 'python train.py --epochs 3', 0],
    [['echo', 'a b', "it's", '*.py'], 'shell', "echo 'a b' 'it'\\''s' '*.py'", 0],
    [['echo', '$HOME dir'], 'shell', 'echo "$HOME dir"', 0],
    [['/bin/sh', '-c', 'a && b'], 'shell', 'a && b', 2],
    [['bash', '-euxo', 'pipefail', '-c', 'a'], 'shell', 'a', 4],
    [['bash', '-lc', 'a', 'ignored'], 'shell', 'a', 2],
    [['tini', '--', 'python3', '-c', 'import x'], 'python', 'import x', 4],
    [['sh', 'script.sh', '-c', 'x'], 'shell', 'sh script.sh -c x', 0],
    [['sh', '-c'], 'shell', 'sh -c', 0],
  ])('%j', (texts, language, text, offset) => {
    expect(commandOf(words(...texts))).toEqual({ language, text, place: { offset } });
  });

  it.each([[[]], [['--port=5000', 'x']]])('%j is no command', (texts) => {
    expect(commandOf(words(...texts))).toBeUndefined();
  });
});

describe('isOwnProgram', () => {
  it.each<[boolean, string[]]>([
    [true, ['python', 'train.py']],
    [true, ['/usr/bin/python3.11', 'train.py']],
    [true, ['python', '-c', 'import x']],
    [true, ['pytest', 'tests']],
    [false, ['python', '-m', 'mlflow', 'server']],
    [false, ['mlflow', 'server']],
    [false, []],
  ])('%s: %j', (expected, texts) => {
    expect(isOwnProgram(words(...texts))).toBe(expected);
  });
});

describe('splitWords', () => {
  it.each<[line: string, words: string[]]>([
    ['mlflow server --port 5000', ['mlflow', 'server', '--port', '5000']],
    ['bash -c "a \\"b\\" $C" d', ['bash', '-c', 'a "b" $C', 'd']],
    ['sh -c \'a "b"\'x', ['sh', '-c', 'a "b"x']],
    ['a \\\n  b\\ c', ['a', 'b c']],
    ['""', ['']],
    ['"open', ['open']],
    ['', []],
  ])('%s', (line, expected) => {
    expect(splitWords(line)).toEqual(expected);
  });
});
