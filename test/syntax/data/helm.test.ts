import { describe, expect, it } from 'vitest';
import { hasTemplate, maskTemplate, withoutControl } from '../../../src/syntax/data/helm.js';
import { entries, get, plain, string } from '../../../src/syntax/data/tree.js';
import { parseYaml } from '../../../src/syntax/data/yaml.js';

const parsed = (text: string) => {
  const { roots, problems, templated } = parseYaml(text);
  return { values: roots.map((root) => plain(root)), reasons: problems.map(({ reason }) => reason), templated };
};

describe('templates', () => {
  it.each<[string, string, unknown]>([
    [
      'values are as written',
      'image: {{ .Values.image.repository }}:{{ .Values.image.tag }}\nreplicas: {{ .Values.n }}\n',
      { image: '{{ .Values.image.repository }}:{{ .Values.image.tag }}', replicas: '{{ .Values.n }}' },
    ],
    [
      'keys too',
      'data:\n  {{ .Release.Name }}-key: {{ include "x" . | quote }}\n',
      { data: { '{{ .Release.Name }}-key': '{{ include "x" . | quote }}' } },
    ],
    [
      'quotes inside quotes',
      'a: "{{ include "x" . }}"\nb: \'{{ printf "%s}}" . }}\'\nc: {{ x }}\n',
      { a: '{{ include "x" . }}', b: '{{ printf "%s}}" . }}', c: '{{ x }}' },
    ],
    [
      'lists and flow collections',
      'args: ["{{ a }}", {{ b }}, {x: {{ c }}}]\nenv:\n  {{- range .Values.env }}\n  - name: {{ .name }}\n  {{- end }}\n',
      { args: ['{{ a }}', '{{ b }}', { x: '{{ c }}' }], env: [{ name: '{{ .name }}' }] },
    ],
    [
      'blocks of text keep their lines',
      'data:\n  run.sh: |\n{{- if .x }}\n    one {{ .y }}\n    {{- end }}\n    two\n  b: {{ z }}\n',
      { data: { 'run.sh': '\none {{ .y }}\n\ntwo\n', b: '{{ z }}' } },
    ],
    [
      'indented output below a key',
      'metadata:\n  labels: {{- include "x" . | nindent 4 }}\n    app: web\n  {{- with .y }}\n  annotations:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n',
      { metadata: { labels: { app: 'web' }, annotations: null } },
    ],
    [
      'a condition inside a line',
      'image: {{ if .x }}a{{ else }}b{{ end }}\n{{ if .y }}# comment\nspec:\n  a: 1{{end}}\n{{ if .z }}key: 1\nc: {{/* no */}}\n',
      { image: '{{ if .x }}a{{ else }}b{{ end }}', spec: { a: 1 }, key: 1, c: null },
    ],
    ['comments over several lines', '{{/*\n key: [value\n*/}}\na: {{ b }}\n', { a: '{{ b }}' }],
    ['Jinja', 'a: {{ x }}\n{% for y in z %}\nb: "{{ y }}"\n{% endfor %}\n{# c: [ #}\n', { a: '{{ x }}', b: '{{ y }}' }],
    ['ERB', '<% if x %>\na: <%= y %>\n<% end %>\n', { a: '<%= y %>' }],
    ['one expression over two lines', 'a: {{ x\n  | quote }}\nb: 1\n', { a: '{{ x\n  | quote }}', b: 1 }],
  ])('%s', (_, text, expected) => {
    expect(parsed(text)).toEqual({ values: [expected], reasons: [], templated: true });
  });

  it('keeps both branches of a condition', () => {
    const { roots } = parseYaml('{{- if .x }}\nkind: A\n{{- else }}\nkind: B\n{{- end }}\nname: {{ .n }}\n');
    expect(entries(roots[0]).map(({ key, value }) => [key, value.kind === 'scalar' && value.value])).toEqual([
      ['kind', 'A'],
      ['kind', 'B'],
      ['name', '{{ .n }}'],
    ]);
  });

  it('keeps lines, columns and line numbers of blocks', () => {
    const text = '{{- if .a }}\n{{/* x\n */}}\nkind: {{ .k }}\nrun: |\n  {{- if .b }}\n  go\n{{- end }}\n';
    const { roots, locate } = parseYaml(text);
    expect(locate(get(roots[0], 'kind')?.offset ?? 0)).toEqual({ line: 4, column: 7, excerpt: 'kind: {{ .k }}' });
    expect(get(roots[0], 'run')).toMatchObject({ bodyLine: 6, block: true });
    expect(string(roots[0], 'run')?.split('\n')[1]).toBe('go');
  });

  it('reports what stays broken as a template', () => {
    const { values, reasons, templated } = parsed('a: {{ x }}\nb: "1" {{ y }}\nc: 3\n');
    expect([values.length, reasons, templated]).toEqual([1, ['template-expression'], true]);
  });
});

describe('no templates', () => {
  it.each<[string, string, unknown]>([
    [
      'GitHub',
      "if: ${{ github.ref == 'x' }}\nrun: |\n  {{ x }}\n",
      { if: "${{ github.ref == 'x' }}", run: '{{ x }}\n' },
    ],
    [
      'Argo',
      'image: "{{inputs.parameters.image}}"\nargs: [a-{{item}}]\n'.replace('[a-{{item}}]', '["{{item}}"]'),
      { image: '{{inputs.parameters.image}}', args: ['{{item}}'] },
    ],
    ['shell', 'run: |\n  echo ${#a[@]} {%s} {#x}\n', { run: 'echo ${#a[@]} {%s} {#x}\n' }],
    ['Azure', '- ${{ if eq(x, 1) }}:\n  - task: a\n', [{ '${{ if eq(x, 1) }}': [{ task: 'a' }] }]],
  ])('%s', (_, text, expected) => {
    expect(parsed(text)).toEqual({ values: [expected], reasons: [], templated: false });
  });

  it('a broken document that only holds expressions of other languages stays what it is', () => {
    expect(parsed('a: ${{ x }}\nb: c: d\n')).toMatchObject({ reasons: ['syntax-error'], templated: false });
  });
});

it.each([
  ['a {{ b', true],
  ['{% if x %}', true],
  ['{%if x%}', true],
  ['{# x #}', true],
  ['<%= x %>', true],
  ['${#x} {%s} {a: {b: c}}', false],
])('hasTemplate %s', (text, expected) => {
  expect(hasTemplate(text)).toBe(expected);
  expect(hasTemplate(text)).toBe(expected);
});

it('maskTemplate leaves what nothing closes', () => {
  expect(maskTemplate('a: {{ b\nc: {% d\n')).toBe('a: {{ b\nc: {% d\n');
});

it.each([
  ['{{- if .x }}key', 'key'],
  ['{{ if .x }}{{ with .y }} key', 'key'],
  ['{% if x %}key', 'key'],
  ['{{ .name }}', '{{ .name }}'],
  ['{{ end }}', '{{ end }}'],
  ['key', 'key'],
])('withoutControl %s', (key, expected) => {
  expect(withoutControl(key)).toBe(expected);
});
