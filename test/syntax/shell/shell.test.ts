import { describe, expect, it } from 'vitest';
import { parseShell } from '../../../src/syntax/shell/index.js';
import type { ShellCommand } from '../../../src/syntax/types.js';

const spell = (word: string): string => (word === '' || /\s/.test(word) ? JSON.stringify(word) : word);

/** A command as `[directory] name() A=b words <input`, a failure that is ignored marked with `-`. */
const line = ({ words, environment, directory, ignoresFailure, function: name, input }: ShellCommand): string =>
  [
    ...(ignoresFailure ? ['-'] : []),
    ...(directory === '.' ? [] : [`[${directory}]`]),
    ...(name ? [`${name}()`] : []),
    ...Object.entries(environment).map(([key, value]) => `${key}=${spell(value)}`),
    ...words.map(spell),
    ...(input ? [`<${input.line}:${JSON.stringify(input.text)}`] : []),
  ].join(' ');
const show = (text: string): string[] => parseShell(text).commands.map(line);

describe('commands', () => {
  it.each<[string, string, string[]]>([
    ['lists and pipelines', 'a; b && c | d &\ne', ['a', 'b', 'c', 'd', 'e']],
    [
      'if and case',
      'if a; then b; elif c; then d; else e; fi; case x in y) f;; esac',
      ['- a', 'b', '- c', 'd', 'e', 'f'],
    ],
    [
      'loops',
      'for i in x $A y; do a $i; done; while b; do c; done; until d; do e; done',
      ['a $i', '- b', 'c', '- d', 'e'],
    ],
    ['functions', 'f() { a; }\nfunction g { b; }\nf', ['f() a', 'g() b', 'f']],
    ['subshells and groups', '(a; b); { c; }', ['a', 'b', 'c']],
    ['substitutions', 'a "$(b c)" `d` <(e)', ['a "$(b c)" `d` <(e)', 'b c', 'd', 'e']],
    ['quotes and escapes', `a "b c" 'd $e' f\\ g $'h\\n'`, ['a "b c" "d $e" "f g" "h\\n"']],
    ['line continuations', 'a \\\n  --b \\\r\n  c\r\nd', ['a --b c', 'd']],
    ['redirections are no words', 'a > b 2>&1 < c', ['a']],
    ['comments', 'a # b\n# c\n', ['a']],
    ['environment', 'A=b C="d e" f', ['A=b C="d e" f']],
    ['negation and time', '! a; time b', ['a', 'b']],
    ['conditions', '[[ -f $(a) ]] && b', ['a', 'b']],
    ['empty words', 'a "" b', ['a "" b']],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => expect(show(text)).toEqual(expected));
});

describe('variables', () => {
  it.each<[string, string, string[]]>([
    ['constants', 'A=b; c $A ${A} "$A" \'$A\' x${A}y', ['c b b b $A xby']],
    ['unknown ones stay', 'c $A ${B} ${C}d "$E"', ['c $A $B ${C}d $E']],
    ['defaults', 'a ${A:-b} ${B-c} ${C:=d} $C', ['a b c d d']],
    ['another case', 'A=Ab; a ${A,,} ${A^^} ${A,} ${B,,}', ['a ab AB ab $B']],
    ['a default for an empty value', 'A=; a ${A:-b} ${A-c}', ['a b']],
    ['an error for an unknown value', 'a ${A:?needed}', ['a $A']],
    ['other operations stay', 'A=b.py; a ${A%.py} ${#A} ${!A}', ['a ${A%.py} ${#A} ${!A}']],
    ['unquoted values split', 'A="--b 1"; c $A "$A"', ['c --b 1 "--b 1"']],
    ['arrays', 'A=(--b "1 2"); A+=(c); d "${A[@]}" ${A[0]}', ['d --b "1 2" c ${A[0]}']],
    ['parts of values', 'A=$B/c; d $A', ['d $B/c']],
    ['what a command gives is not known', 'A=$(b); c $A', ['b', 'c $A']],
    ['parts of what a command gives', 'A=x:$(b c); d $A', ['b c', 'd "x:$(b c)"']],
    ['export', 'export A=b; c $A', ['export A=b', 'c b']],
    ['append', 'A=b; A+=c; d $A', ['d bc']],
    ['read and unset', 'A=b; read A; c $A', ['read A', 'c $A']],
    ['a branch does not overwrite', 'A=b; if x; then A=c; D=e; fi; f $A $D', ['- x', 'f b e']],
    ['a fallback', '[ -n "$A" ] || A=b; c $A', ['- [ -n $A ]', 'c b']],
    ['a loop over one word', 'for i in x; do a $i; done', ['a x']],
    ['a loop over words', 'for i in x y; do A=$i-1; a $A; done; b $i', ['a x-1', 'a y-1', 'b y']],
    ['a loop over the words of a variable', 'A="x y"; for i in $A; do a ${i}.py; done', ['a x.py', 'a y.py']],
    ['a loop that only counts', 'for i in 1 2 3; do a $i; done', ['a $i']],
    ['a loop that does not name its word', 'for i in x y; do a; done', ['a']],
    ['a loop over what is not known', 'for i in x $A; do a $i; done', ['a $i']],
    ['subshells keep theirs', '(A=b; c $A); d $A', ['c b', 'd $A']],
    ['special names', '__proto__=a b', ['__proto__=a b']],
  ])('%s', (_, text, expected) => expect(show(text)).toEqual(expected));

  it('bounds values that double', () => {
    const { commands } = parseShell(`A=xxxxxxxx\n${'A=$A$A\n'.repeat(100)}echo $A`);
    expect(commands[0]?.words.join(' ').length).toBeLessThan(10_000);
  });
});

describe('functions with arguments', () => {
  it.each<[string, string, string[]]>([
    ['are walked for each call', 'f() { a $1; }\nf x\nf y', ['f() a x', 'f() a y', 'f x', 'f y']],
    ['keep what is not given unknown', 'f() { a $1 ${2:-z} $3; }\nf x', ['f() a x z $3', 'f x']],
    ['hand on their arguments', 'f() { g "$@"; }\ng() { a $2; }\nf x y', ['f() g x y', 'g() a y', 'f x y']],
    ['keep their variables', 'f() { local n=$1; a $n; }\nf x; b $n', ['f() local n=x', 'f() a x', 'f x', 'b $n']],
    ['take arguments away', 'f() { shift; a $1; }\nf x y', ['f() shift', 'f() a y', 'f x y']],
    ['may be called before they stand there', 'm() { f x; }\nf() { a $1; }\nm', ['m() f x', 'f() a x', 'm']],
    ['that call themselves', 'f() { a $1; f $1; }\nf x', ['f() a x', 'f() f x', 'f x']],
    ['that nobody calls', 'f() { a $1; }', ['f() a $1']],
    ['that are called by what is not known', 'f() { a $1; }\n"$@"', ['f() a $1', '$@']],
    ['that are defined twice', 'f() { a $1; }\nf() { b $1; }\nf x', ['f() a $1', 'f() b $1', 'f x']],
  ])('%s', (_, text, expected) => expect(show(text)).toEqual(expected));

  it('bounds calls of calls', () => {
    const level = (at: number): string => `f${at}() { ${`f${at + 1} $1; `.repeat(50)} }\n`;
    const { commands } = parseShell(`${[0, 1, 2, 3, 4].map(level).join('')}f5() { a $1; }\nf0 x\n`);
    expect(commands.length).toBeLessThan(20_000);
  });
});

describe('expressions of templates', () => {
  it.each<[string, string, string[]]>([
    [
      'GitHub',
      'a ${{ env.B }}/c:${{ github.sha }} "${{ x || \'y\' }}"',
      ['a "${{ env.B }}/c:${{ github.sha }}" "${{ x || \'y\' }}"'],
    ],
    ['in an unquoted value', 'A=${{ inputs.b }}; c $A', ['c "${{ inputs.b }}"']],
    [
      'Azure',
      'a $(Build.SourcesDirectory)/b $(jobName) $(pwd)',
      ['a $(Build.SourcesDirectory)/b $(jobName) $(pwd)', 'pwd'],
    ],
    ['GitLab', 'a $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA', ['a $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA']],
    ['Helm and Jinja', 'a {{ .Values.b | quote }} {{c}}', ['a "{{ .Values.b | quote }}" {{c}}']],
    ['control blocks vanish', '{{- if .Values.a }}\nb\n{{- end }}\n{% if c %}\nd\n{% endif %}', ['b', 'd']],
    ['ERB', 'a <%= b %>', ['a "<%= b %>"']],
    ['unclosed', 'a {{ b', ['a {{ b']],
  ])('%s', (_, text, expected) => expect(show(text)).toEqual(expected));
});

describe('wrappers', () => {
  it.each<[string, string]>([
    ['sudo -E -u root a b', 'a b'],
    ['sudo A=b c', 'A=b c'],
    ['env -i A=b c', 'A=b c'],
    ['nohup time -p nice -n 5 a', 'a'],
    ['sshpass -p $SECRET ssh host b', 'ssh host b'],
    ['exec a', 'a'],
    ['timeout -k 5 10s a b', 'a b'],
    ['/usr/bin/env python a.py', 'python a.py'],
    ['poetry run python a.py', 'python a.py'],
    ['poetry -C dir run a', 'a'],
    ['pipenv run a', 'a'],
    ['uv run --with x --frozen a b', 'a b'],
    ['uv run a.py --b', 'python a.py --b'],
    ['uv run -m a', 'python -m a'],
    ['conda run -n env --no-capture-output a', 'a'],
    ['xvfb-run -a a', 'a'],
    ['dotenv run -- a', 'a'],
    ['dotenv -f .env run a', 'a'],
    ['xargs -n 1 -I{} a {}', 'a {}'],
    ['chamber exec service -- a', 'a'],
    ['npx a b', 'npx a b'],
    ['sudo -v', 'sudo -v'],
    ['poetry install', 'poetry install'],
    ['uv sync', 'uv sync'],
    ['command -v a', 'command -v a'],
  ])('%s', (text, expected) => expect(show(text)).toEqual([expected]));

  it.each<[string, string[]]>([
    ['bash -c "a b; c"', ['a b', 'c']],
    ["A=b sh -ec 'cd d && e'", ['A=b cd d', '[d] A=b e']],
    ['bash -euo pipefail -c "a"', ['a']],
    ['sudo su app -c "a b"', ['a b']],
    ['eval "a b"', ['a b']],
    ['bash a.sh -c', ['bash a.sh -c']],
    ['sh -c "sh -c \'a\'"', ['a']],
    ['bash -c', ['bash -c']],
  ])('%s', (text, expected) => expect(show(text)).toEqual(expected));

  it('follows scripts in scripts only so deep', () => {
    const nest = (level: number): string => (level === 0 ? 'a' : `eval ${JSON.stringify(nest(level - 1))}`);
    expect(show(nest(4))).toEqual(['a']);
    expect(parseShell(nest(6)).commands.map(({ words }) => words)).toEqual([['eval', 'eval "a"']]);
  });
});

describe('directory', () => {
  it.each<[string, string, string[]]>([
    ['cd', 'cd a/b; c; cd ..; d', ['cd a/b', '[a/b] c', '[a/b] cd ..', '[a] d']],
    ['subshell', '(cd a && b); c', ['cd a', '[a] b', 'c']],
    ['absolute and variable', 'cd /a/; b; cd $C/d; e', ['cd /a/', '[/a] b', '[/a] cd $C/d', '[$C/d] e']],
    ['the place of the script', 'cd "$(dirname "$0")/.."; a', ['cd ${0%/*}/..', 'dirname $0', '[${0%/*}/..] a']],
    [
      'the place of the script in a variable',
      'D="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"; python $D/a.py',
      ['cd ${0%/*}', 'dirname ${BASH_SOURCE[0]}', '[${0%/*}] pwd', 'python ${0%/*}/a.py'],
    ],
    ['the start', 'R=$PWD; cd a; cd $R/b; c', ['cd a', '[a] cd $PWD/b', '[b] c']],
    ['a branch ends where it began', 'if a; then cd b; c; fi; d', ['- a', 'cd b', '[b] c', 'd']],
    ['functions', 'f() { cd a; b; }; c', ['f() cd a', '[a] f() b', 'c']],
  ])('%s', (_, text, expected) => expect(show(text)).toEqual(expected));
});

describe('failures', () => {
  it.each<[string, string, string[]]>([
    ['|| true', 'a || true', ['- a', 'true']],
    ['|| echo', 'a && b || echo c', ['- a', '- b', 'echo c']],
    ['|| exit', 'a || exit 1', ['a', 'exit 1']],
    ['|| exit 0', 'a || exit 0', ['- a', 'exit 0']],
    ['|| a group that leaves', 'a || { echo b; exit 1; }', ['a', 'echo b', 'exit 1']],
    ['|| a function that leaves', 'die() { exit 1; }\na || die', ['die() exit 1', 'a', 'die']],
    ['set +e', 'set +e; a; set -e; b', ['set +e', '- a', '- set -e', 'b']],
    ['a condition that decides', 'if ! a; then exit 1; fi', ['a', 'exit 1']],
    ['a condition that does not', 'if a; then b; fi', ['- a', 'b']],
  ])('%s', (_, text, expected) => expect(show(text)).toEqual(expected));

  it.each([
    ['set -e', true],
    ['set -euo pipefail', true],
    ['set -o errexit', true],
    ['#!/bin/bash -e\na', true],
    ['set -x', false],
    ['set +e', false],
  ])('%s stops on error: %s', (text, expected) => expect(parseShell(text).stopsOnError).toBe(expected));
});

describe('here-documents', () => {
  it.each<[string, string, string[]]>([
    ['input', 'a <<E\nb\nE\nc', ['a <2:"b\\n"', 'c']],
    ['tabs and constants', 'X=1\na <<-E\n\tb $X ${Y:-2} $Z\n\tE\n', ['a <3:"b 1 2 $Z\\n"']],
    ['quoted', "a <<'E'\n$X\nE\n", ['a <2:"$X\\n"']],
    [
      'through a pipe',
      'cat <<E | envsubst | a -f -\nb\nE\n',
      ['cat <2:"b\\n"', 'envsubst <2:"b\\n"', 'a -f - <2:"b\\n"'],
    ],
    ['expressions', 'a <<E\nb ${{ c }}\nE\n', ['a <2:"b ${{ c }}\\n"']],
  ])('%s', (_, text, expected) => expect(show(text)).toEqual(expected));
});

describe('text that is no shell script', () => {
  it.each<[string, string, string[]]>([
    ['unclosed quote', 'a b\nc "d\ne f', ['a b', 'c d', 'e f']],
    ['stray bracket', 'a )\nb', ['a )', 'b']],
    ['unclosed if', 'if a; then b\nc', ['- a', 'b', 'c']],
    [
      'PowerShell',
      'if ($x -eq 1) { python train.py }\naz ml job create `\n --file job.yml | Out-Null\n',
      ['($x -eq 1) { python train.py }', 'az ml job create --file job.yml', 'Out-Null'],
    ],
  ])('%s', (_, text, expected) => {
    expect(show(text)).toEqual(expected);
    expect(parseShell(text).problems.map((p) => p.reason)).toEqual(['syntax-error']);
  });

  it('Python', () => {
    const document = parseShell('import os\ndef f(a):\n    return {"b": a}\n');
    expect(document.problems).toHaveLength(1);
  });
});

it('gives offsets in the text, also with carriage returns', () => {
  const text = 'a\r\nb "$(c)"\r\nbash -c "d\r\ne"\r\n';
  const found = parseShell(text).commands.map(({ words, offset }) => [words[0], text.slice(offset, offset + 1)]);
  expect(found.slice(0, 3)).toEqual([
    ['a', 'a'],
    ['b', 'b'],
    ['c', 'c'],
  ]);
});

it.each([
  '$(',
  '"$(',
  '`',
  '{ ',
  'if ',
  '<<E ',
  '<<E\n',
  '"${a:-',
  'f() ',
  'function f ',
  '<(',
  'a[$(',
  '<<-"',
  'A=$A$A;',
  'cd a;',
  '{{',
  '${{ a }}',
  'a || ',
  'bash -c "',
  'eval eval ',
  '\0',
  '\uE000',
  '\uF8FD',
  'sudo ',
  'A+=(b);',
  'f(){ exit 1; };f||f;',
  'a`b`',
  'if if ',
  '\\',
  '((',
  'case x in ',
])('does not hang or throw on %j', (unit) => {
  const start = performance.now();
  parseShell(unit.repeat(Math.ceil(100_000 / unit.length)));
  expect(performance.now() - start).toBeLessThan(10_000);
});
