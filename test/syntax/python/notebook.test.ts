import { describe, expect, it } from 'vitest';
import type { PythonDocument } from '../../../src/syntax/types.js';
import { parse, showCall } from './helper.js';

type Source = string | string[];
interface Cell {
  cell_type: string;
  source: Source;
}

const code = (source: Source): Cell => ({ cell_type: 'code', source });
const lines = (text: string): string[] => text.split(/(?<=\n)/);
const notebook = (cells: Cell[], metadata: object = { kernelspec: { language: 'python' } }): string =>
  JSON.stringify(
    {
      cells: cells.map((cell) => ({ ...cell, metadata: { source: 'no()' }, outputs: [{ source: ['no()'] }] })),
      metadata,
      nbformat: 4,
    },
    null,
    1,
  );

const read = (cells: Cell[], metadata?: object): PythonDocument => parse(notebook(cells, metadata), 'a/b.ipynb');
const calls = (document: PythonDocument): string[] => document.calls.map(showCall);
const shell = (document: PythonDocument): string[] => document.shell.map(({ text }) => text);

describe('notebooks', () => {
  it('joins the code cells into one module', () => {
    const document = read([
      code(['import mlflow as mf\n', 'NAME = "x"']),
      { cell_type: 'markdown', source: ['no()'] },
      code('mf.log(NAME)'),
      { cell_type: 'raw', source: 'no()' },
      code([]),
      code(''),
      code(['def f():\n', '    g()\n']),
    ]);
    expect(document.notebook).toBe(true);
    expect(calls(document)).toEqual(['mlflow.log("x")', 'g()']);
    expect(document.problems).toEqual([]);
  });

  it.each([
    ['one string a line', (text: string): Source => lines(text)],
    ['one string a cell', (text: string): Source => text],
  ])('finds the lines of the JSON text: %s', (_, form) => {
    const text = notebook([
      code(form('import m\nx = 1\nm.first("a\\n", \'ä\')')),
      code(form('\n\n    \nif x:\n\tm.second("\\"q\\"")\n')),
      code(form('m.third()')),
    ]);
    const document = parse(text, 'n.ipynb');
    const raw = text.split('\n');
    const places = document.calls.map(({ callee, offset, end }) => {
      const { line, column, excerpt } = document.locate(offset);
      const inLine = raw[line - 1] ?? '';
      expect(inLine.slice(column - 1).startsWith(callee)).toBe(true);
      expect(text.slice(offset, end)).toBe(inLine.slice(column - 1, column - 1 + end - offset));
      expect(inLine).toContain(JSON.stringify(excerpt).slice(1, -1));
      return excerpt;
    });
    expect(places).toEqual(['m.first("a\\n", \'ä\')', 'm.second("\\"q\\"")', 'm.third()']);
    expect(document.locate(0)).toEqual({ line: 1, column: 1, excerpt: '{' });
  });

  it('maps every offset of a document', () => {
    const text = notebook([
      code('N = "a"\nclass A(B):\n  def f(self, x=N):\n    if x > 1:\n      raise E\n    return g(x)\n'),
      code('a >> b'),
    ]);
    const { imports, definitions, branches, exits, shifts, assignments, locate } = parse(text, 'n.ipynb');
    expect(imports).toEqual([]);
    const excerpts = [...assignments, ...definitions, ...branches, ...exits, ...shifts].map(
      ({ offset }) => locate(offset).excerpt,
    );
    expect(excerpts).toEqual([
      'N = "a"',
      'class A(B):',
      'def f(self, x=N):',
      'if x > 1:',
      'raise E',
      'return g(x)',
      'a >> b',
    ]);
    expect(text.slice(branches[0]?.start, branches[0]?.end)).toBe('raise E\\n');
  });

  const magics: [title: string, source: string, calls: string[], shell: string[]][] = [
    ['shell line', '!pip install mlflow\nf()', ['f()'], ['pip install mlflow']],
    ['shell line in a block', 'if x:\n    !ls -l\nf()', ['f()'], ['ls -l']],
    ['result of a shell line', 'x = !git rev-parse HEAD\nf()', ['f()'], ['git rev-parse HEAD']],
    ['continued shell line', '!docker run \\\n  --rm \\\n  image\nf()', ['f()'], ['docker run \\\n  --rm \\\n  image']],
    ['two marks', '!!ls', [], ['ls']],
    ['line magics', '%matplotlib inline\n%load_ext autoreload\n%env A=b\nf()', ['f()'], []],
    ['programs as magics', '%pip install a\n%conda install b -y', [], ['pip install a', 'conda install b -y']],
    ['run', '%run ./other.py --x 1', [], ['%run ./other.py --x 1']],
    ['system', '%sx ls\n%system pwd', [], ['ls', 'pwd']],
    ['timed statement', '%time x = f(1)\n%timeit -n 10 -r 3 g()\nh()', ['f(1)', 'g()', 'h()'], []],
    ['assigned magic', 'x = %sql select 1\nf()', ['f()'], []],
    ['help', 'f?\n?f\nf.x??\ng()', ['g()'], []],
    ['modulo is no magic', 'x = ("a %s"\n     % f())\ny = 3 \\\n  % g()', ['f()', 'g()'], []],
    ['comparison is no shell line', 'a = b\nf(a != c)', ['f(?a != c)'], []],
    ['marks inside strings', 'x = """\n!no\n%no\n"""\nf()', ['f()'], []],
    ['bash cell', '%%bash\ncd x\npython train.py', [], ['cd x\npython train.py']],
    ['sh cell with options', '%%sh -e\nls', [], ['ls']],
    ['script cell', '%%script bash\nls', [], ['ls']],
    ['script cell of another language', '%%script node\nf()', [], []],
    ['empty shell cell', '%%bash\n\n', [], []],
    ['timed cell', '%%time\n!ls\nf()', ['f()'], ['ls']],
    ['captured cell', '\n%%capture out --no-stderr\nf()', ['f()'], []],
    ['cell of another language', '%%html\n<a onclick="f()">', [], []],
    [
      'cell written to a module',
      '%%writefile src/train.py\nimport m as n\nn.f()\nif __name__ == "__main__":\n    n.g()',
      ['m.f()', 'm.g()'],
      [],
    ],
    ['cell written to another file', '%%writefile run.sh\nf()', [], []],
    ['magic without a body', '%%time', [], []],
  ];
  it.each(magics)('%s', (_, source, expectedCalls, expectedShell) => {
    for (const form of [source, lines(source)]) {
      const document = read([code(form)]);
      expect([calls(document), shell(document)]).toEqual([expectedCalls, expectedShell]);
    }
  });

  it('says where shell text stands', () => {
    const text = notebook([code(lines('x = 1\n!pip install a\n')), code(lines('%%bash\nls\npwd'))]);
    const raw = text.split('\n');
    const document = parse(text, 'n.ipynb');
    const places = document.shell.map(({ offset, line }) => [
      raw[line - 1]?.trim(),
      document.locate(offset).excerpt,
      text.slice(offset, offset + 3),
    ]);
    expect(places).toEqual([
      ['"!pip install a\\n"', '!pip install a', 'pip'],
      ['"ls\\n",', 'ls', 'ls\\'],
    ]);
  });

  it.each(['f(\n', 'x = """\n', "x = '''a\n", 'f([{\n', 'f("'])(
    'a broken cell does not swallow the next: %j',
    (broken) => {
      expect(calls(read([code(broken), code('g(1)'), code('def h():\n    i()')]))).toEqual(
        expect.arrayContaining(['g(1)', 'i()']),
      );
    },
  );

  it('reads Python kernels only', () => {
    const r = read([code('f()')], { kernelspec: { language: 'R' } });
    expect(calls(r)).toEqual([]);
    expect(r.problems).toEqual([{ reason: 'unsupported-construct', detail: 'notebook in r', offset: 0 }]);
    expect(calls(read([code('f()')], { language_info: { name: 'python', version: '3' } }))).toEqual(['f()']);
    expect(calls(read([code('f()')], {}))).toEqual(['f()']);
  });

  it('decodes escapes of JSON', () => {
    const text = String.raw`{"cells":[{"cell_type":"code","source":["f(\"\u00e4\", \"\\n\", '\/', \"\ud83d\ude00\")"]}]}`;
    expect(calls(parse(text, 'n.ipynb'))).toEqual(['f("ä", "\\n", "/", "😀")']);
  });

  it.each([
    ['nothing', '', ['syntax-error']],
    ['not JSON', 'import a', ['syntax-error']],
    ['JSON of another kind', '{"a": [1, "b"]}', []],
    ['no cells', '{"cells": []}', []],
    ['cells of another kind', '{"cells": [1, "a", null, [], {"source": 3, "cell_type": "code"}]}', []],
    ['deep', '['.repeat(100_000), ['syntax-error']],
  ])('problems: %s', (_, text, reasons) => {
    const { problems, calls: found } = parse(text, 'n.ipynb');
    expect([problems.map(({ reason }) => reason), found]).toEqual([reasons, []]);
  });

  it('keeps what can be made out of broken JSON', () => {
    const document = parse(notebook([code('f()'), code('g()')]).replace(/"g\(\)"[^]*/, '"g()'), 'n.ipynb');
    expect(document.problems.map(({ reason }) => reason)).toEqual(['syntax-error']);
    expect(calls(document)).toEqual(['f()', 'g()']);
  });
});

describe('Databricks notebooks in source format', () => {
  const source = [
    '# Databricks notebook source',
    '# MAGIC %md',
    '# MAGIC # Title',
    '# COMMAND ----------',
    '# MAGIC %pip install -r ../requirements.txt',
    '# COMMAND ----------',
    '# MAGIC %run ./helpers',
    '# COMMAND ----------',
    '# MAGIC %sh',
    '# MAGIC cd x',
    '# MAGIC ls',
    '# COMMAND ----------',
    '# MAGIC %sh pwd',
    '# COMMAND ----------',
    '# MAGIC %sql',
    '# MAGIC select f()',
    '# COMMAND ----------',
    'f(1)',
  ].join('\n');

  it('reads shell text and Python', () => {
    const document = parse(source, 'n.py');
    expect(document.shell.map(({ text, line }) => [line, text])).toEqual([
      [5, 'pip install -r ../requirements.txt'],
      [7, '%run ./helpers'],
      [10, 'cd x\nls'],
      [13, 'pwd'],
    ]);
    expect(document.shell.map(({ offset }) => source.slice(offset, offset + 4))).toEqual([
      'pip ',
      '%run',
      'cd x',
      'pwd\n',
    ]);
    expect(calls(document)).toEqual(['f(1)']);
    expect(document.notebook).toBe(false);
  });

  it('leaves other files alone', () => {
    expect(parse('# MAGIC %sh ls', 'n.py').shell).toEqual([]);
  });
});

describe('templates', () => {
  const rows: [title: string, path: string, source: string, expected: string[]][] = [
    [
      'Go actions on lines of their own',
      'a.py.tmpl',
      '{{- if (eq .x `y`) }}\nf(1)\n{{- else }}\ng(2)\n{{ end -}}\n',
      ['f(1)', 'g(2)'],
    ],
    ['Jinja statements', 'a.py.j2', '{% if x %}\nf(1)\n{% endif %}\n{# f(2) #}\n', ['f(1)']],
    [
      'value in a string',
      'a.py.tmpl',
      'NAME = "{{ .name }}"\nf(NAME)\nf("a-{{ .b }}")',
      ['f("{{ .name }}")', 'f("a-{{ .b }}")'],
    ],
    ['value as a name', 'a.py.jinja', 'f({{ x }}, b)', ['f(${{ x }}, $b)']],
    ['value in a dotted name', 'a.py.tmpl', 'from {{ .p }}.train import main\nmain()', ['________.train.main()']],
    [
      'control inside a line',
      'a.py.tmpl',
      '{{ if .x }}f(1){{ end }}\ng({{ if .y }}2{{ else }}{{ end }})',
      ['f(1)', 'g(2)'],
    ],
    ['quotes inside an action', 'a.py.tmpl', 'f("{{ template "a" . }}")', ['f("{{ template \\"a\\" . }}")']],
    ['embedded Ruby', 'a.py.erb', '<% if x %>\nf("<%= y %>")\n<% end %>', ['f("<%= y %>")']],
    [
      'directory of a generator',
      '{{cookiecutter.slug}}/a.py',
      'f("{{cookiecutter.name}}")',
      ['f("{{cookiecutter.name}}")'],
    ],
    ['lines of control actions', 'a.py', '{{- if .x }}\nf("{{ .y }}")\n{{ end }}', ['f("{{ .y }}")']],
    [
      'actions inside a string',
      'a.py',
      'x = """\n{% if a %}\n{{ b }}\n"""\nf(x, f"{{c}}")',
      ['f("\\n{% if a %}\\n{{ b }}\\n", "{c}")'],
    ],
    ['not a template', 'a.py', 'f(f"{{x}}", {{1}})', ['f("{x}", [[1]])']],
    ['action without an end', 'a.py.tmpl', 'f("{{ x")', ['f("{{ x")']],
  ];
  it.each(rows)('%s', (_, path, source, expected) => {
    expect(calls(parse(source, path))).toEqual(expected);
  });

  it('keeps offsets', () => {
    const source = '{{ if .x }}\n\nx = f("{{ .y }}")\n{{ end }}';
    const document = parse(source, 'a.py.tmpl');
    expect(document.calls.map(({ offset }) => document.locate(offset))).toEqual([
      { line: 3, column: 5, excerpt: 'x = f("{{ .y }}")' },
    ]);
  });

  it('reads templates of notebooks', () => {
    expect(calls(parse(notebook([code('f("{{ x }}")')]), 'a.ipynb.tmpl'))).toEqual(['f("{{ x }}")']);
  });
});
