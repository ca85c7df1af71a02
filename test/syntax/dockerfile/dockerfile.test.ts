import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/syntax/dockerfile/index.js';
import { splitWords, wordsOfJson } from '../../../src/syntax/dockerfile/words.js';

const instructions = (text: string) =>
  parseDockerfile(text).stages.flatMap((stage) =>
    stage.instructions.map(({ name, text, words }) => [name, text, words]),
  );
const images = (text: string) => parseDockerfile(text).stages.map(({ image, name }) => [image, name]);

describe('stages', () => {
  it.each([
    [
      'names',
      'FROM python:3.11 AS build\nfrom --platform=linux/amd64 build as Final\n',
      [
        ['python:3.11', 'build'],
        ['build', 'Final'],
      ],
    ],
    ['arguments with defaults', 'ARG V=3.11\nARG B="python:$V"\nFROM ${B}-slim\n', [['python:3.11-slim', undefined]]],
    [
      'arguments without',
      'ARG B\nFROM ${B:-alpine}\nFROM $C/x:${D}\n',
      [
        ['alpine', undefined],
        ['$C/x:${D}', undefined],
      ],
    ],
    [
      'arguments of a stage do not count',
      'FROM a\nARG B=c\nFROM $B\n',
      [
        ['a', undefined],
        ['$B', undefined],
      ],
    ],
    ['by digest', 'FROM a/b@sha256:00\n', [['a/b@sha256:00', undefined]]],
    ['escaped by a backtick', '# escape=`\nFROM a `\n AS b\n', [['a', 'b']]],
  ])('%s', (_, text, expected) => {
    expect(images(text)).toEqual(expected);
  });
});

describe('instructions', () => {
  it.each<[string, string, unknown[]]>([
    [
      'the shell form',
      'RUN python -c "a b" && x',
      [['RUN', 'python -c "a b" && x', ['python', '-c', 'a b', '&&', 'x']]],
    ],
    ['the JSON form', 'CMD ["python", "a b.py"]', [['CMD', '["python", "a b.py"]', ['python', 'a b.py']]]],
    ['what only looks like JSON', 'RUN [ -f x ]', [['RUN', '[ -f x ]', ['[', '-f', 'x', ']']]]],
    [
      'continued lines, with comments and empty lines between',
      'RUN a \\\n  # comment \\\n\n  b \\ \n  && c\nUSER x\n',
      [
        ['RUN', 'a   b   && c', ['a', 'b', '&&', 'c']],
        ['USER', 'x', ['x']],
      ],
    ],
    [
      'flags of RUN',
      'RUN --mount=type=cache,target=/x --network=none pip install y',
      [['RUN', 'pip install y', ['pip', 'install', 'y']]],
    ],
    ['flags of COPY', 'copy --from=build /a /b', [['COPY', '--from=build /a /b', ['--from=build', '/a', '/b']]]],
    ['environment', 'ENV A=b C="d e" F g', [['ENV', 'A=b C="d e" F g', ['A=b', 'C=d e', 'F', 'g']]]],
    [
      'a script as here-document',
      'RUN <<EOF\nset -e\n\npython x.py\nEOF\nUSER a',
      [
        ['RUN', 'set -e\n\npython x.py\n', []],
        ['USER', 'a', ['a']],
      ],
    ],
    [
      'a here-document for a command',
      "RUN python <<-'E' > x\n\tprint(1)\n\tE\nUSER a",
      [
        ['RUN', "python <<-'E' > x\nprint(1)\nE\n", ['python', '<<-E', '>', 'x']],
        ['USER', 'a', ['a']],
      ],
    ],
    [
      'files as here-documents',
      'COPY <<a.txt <<b /x/\none\na.txt\ntwo\nb\nUSER a',
      [
        ['COPY', '<<a.txt <<b /x/', ['<<a.txt', '<<b', '/x/']],
        ['USER', 'a', ['a']],
      ],
    ],
    [
      'no here-documents',
      'RUN cat <<<"x" && echo $((1<<n))\nUSER a',
      [
        ['RUN', 'cat <<<"x" && echo $((1<<n))', ['cat', '<<<x', '&&', 'echo', '$((1<<n))']],
        ['USER', 'a', ['a']],
      ],
    ],
    [
      'a here-document that nothing ends',
      'RUN x <<E\nUSER a',
      [
        ['RUN', 'x <<E', ['x', '<<E']],
        ['USER', 'a', ['a']],
      ],
    ],
    [
      'line breaks of Windows',
      'RUN a \\\r\n b\r\nUSER x\r\n',
      [
        ['RUN', 'a  b', ['a', 'b']],
        ['USER', 'x', ['x']],
      ],
    ],
    [
      'nested instructions',
      'ONBUILD RUN a\nHEALTHCHECK --interval=5s CMD b',
      [
        ['ONBUILD', 'RUN a', ['RUN', 'a']],
        ['HEALTHCHECK', '--interval=5s CMD b', ['--interval=5s', 'CMD', 'b']],
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(instructions(`FROM a\n${text}`)).toEqual(expected);
    expect(parseDockerfile(`FROM a\n${text}`).problems).toEqual([]);
  });

  it('keep their places', () => {
    const { stages, locate } = parseDockerfile('# a\n\nFROM a\n  RUN b \\\n c\nEXPOSE 80\n');
    const offsets = [stages[0]?.offset, ...(stages[0]?.instructions.map(({ offset }) => offset) ?? [])];
    expect(offsets.map((offset) => locate(offset ?? 0))).toEqual([
      { line: 3, column: 1, excerpt: 'FROM a' },
      { line: 4, column: 3, excerpt: 'RUN b \\' },
      { line: 6, column: 1, excerpt: 'EXPOSE 80' },
    ]);
  });
});

describe('what is no Dockerfile', () => {
  it.each([
    ['nothing', '', []],
    ['text', 'hello world\nfoo', []],
    ['instructions without a stage', 'RUN x\n', []],
    ['expressions of a template', '{% if x %}\nFROM a\n{% endif %}\n', [['a', undefined]]],
  ])('%s', (_, text, expected) => {
    expect(images(text)).toEqual(expected);
    expect(parseDockerfile(text).problems.map(({ reason }) => reason)).toEqual(['syntax-error']);
  });

  it('arguments that double each other stay short', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `ARG A${i + 1}=$A${i}$A${i}`);
    expect(images(`ARG A0=xx\n${lines.join('\n')}\nFROM $A60\n`)[0]?.[0]?.length).toBeLessThanOrEqual(1000);
  });
});

describe('words', () => {
  it('splits like a shell', () => {
    expect(splitWords(`a "b c"d 'e"f' g\\ h "i\\"j" '' k"`)).toEqual(['a', 'b cd', 'e"f', 'g h', 'i"j', '', 'k']);
    expect(splitWords('  ')).toEqual([]);
  });
  it('reads the JSON form only when it is one', () => {
    expect(wordsOfJson('["a"]')).toEqual(['a']);
    expect(wordsOfJson('["a", 1]')).toBeUndefined();
    expect(wordsOfJson('["a"')).toBeUndefined();
    expect(wordsOfJson('a')).toBeUndefined();
  });
});
