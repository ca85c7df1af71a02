import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import type { Evidence } from '../../src/graph/types.js';
import { code, forMarkdown } from '../../src/report/markdown/escape.js';
import { markdown } from '../../src/report/markdown/index.js';
import { terminal } from '../../src/report/terminal/index.js';
import type { Style } from '../../src/report/terminal/layout.js';

const plain = (text: string): string => text;
const style = (width: number): Style => ({
  width,
  bold: plain,
  dim: plain,
  good: plain,
  fair: plain,
  bad: plain,
  accent: plain,
});

const at = (file: string, source = 'model'): Evidence => ({
  source,
  file,
  line: 12,
  column: 1,
  kind: 'call',
  excerpt: 'x()',
});

/** One of everything, with the given text wherever text of a scanned tree or of an edited assessment may stand. */
function assessment(hostile = '', file = 'src/a.py'): Assessment {
  const text = (words: string): string => words + hostile;
  return {
    schemaVersion: '1',
    tool: { name: 'refarch', version: '1.2.3' },
    sources: [
      { id: text('model'), path: 'model', files: { read: 3, skipped: 1 } },
      { id: 'platform', path: 'platform', files: { read: 1, skipped: 0 } },
    ],
    components: [
      {
        id: 'r',
        type: 'model-registry',
        technology: text('mlflow'),
        name: text('m'),
        status: 'defined',
        confidence: 'high',
        attributes: {},
        evidence: [at(file)],
      },
      {
        id: 's',
        type: 'model-serving',
        technology: 'kserve',
        name: '',
        status: 'declared',
        confidence: 'low',
        attributes: {},
        evidence: [at(file, 'platform')],
      },
    ],
    relations: [{ from: 's', to: 'r', type: 'loads-from', status: 'defined', confidence: 'high', evidence: [] }],
    conformance: [
      {
        model: 'a',
        name: text('Reference 2022'),
        elements: [
          { id: 'C1', name: 'CI/CD component', status: 'absent', components: [] },
          { id: 'C6', name: text('Model registry'), status: 'present', components: ['r'] },
          { id: 'C8', name: 'Model serving component', status: 'declared', components: ['s'] },
        ],
        relations: [
          { from: 'C8', to: 'C6', modality: 'required', verdict: 'convergence', relations: ['s loads-from r'] },
          { from: 'C1', to: 'C6', modality: 'required', verdict: 'absence', relations: [] },
          { from: 'C1', to: 'C8', modality: 'forbidden', verdict: 'divergence', relations: ['x'] },
        ],
        principles: [{ id: 'P4', name: 'Versioning', status: 'partly-met', summary: text('x'), evidence: [at(file)] }],
        unmapped: ['s'],
      },
    ],
    maturity: [
      {
        model: 'g',
        name: text('Levels'),
        assessable: true,
        level: 0,
        confirmed: 0,
        ceiling: 0,
        criteria: [
          {
            id: 'G1.1',
            name: 'Steps are orchestrated',
            level: 1,
            status: 'met',
            core: true,
            summary: 'x',
            evidence: [],
          },
          {
            id: 'G1.8',
            name: text('The model is validated'),
            level: 1,
            status: 'not-met',
            core: true,
            summary: text('Looked for a gate.'),
            evidence: [],
          },
        ],
        blockers: ['G1.8'],
      },
    ],
    findings: [
      {
        ruleId: 'b',
        severity: 'info',
        confidence: 'high',
        message: text('Small.'),
        evidence: [],
        fingerprint: '0',
        remediation: text('Do.'),
      },
      {
        ruleId: 'a',
        severity: 'error',
        confidence: 'high',
        message: text('Large.'),
        evidence: [at(file)],
        fingerprint: '1',
        remediation: text('Do.'),
      },
    ],
    notUnderstood: [
      { source: 'model', file, line: 3, reason: 'template-expression', detail: text('{{ x }}') },
      { source: 'model', file, line: 4, reason: 'template-expression', detail: text('{{ y }}') },
    ],
    notices: [
      {
        source: 'model',
        file: text('link'),
        reason: 'symbolic-link',
        message: text('A symbolic link is not followed.'),
        incomplete: false,
      },
      { source: 'model', file, reason: 'file-size', message: 'Too large to be read.', incomplete: true },
    ],
  };
}

const options = (width: number) => ({
  style: style(width),
  technologyName: (id: string) => id.replace('mlflow', 'MLflow'),
  advice: (id: string) => (id === 'G1.8' ? 'Add a gate.' : undefined),
});

describe('the terminal report', () => {
  it('says the verdict first, then what it rests on', () => {
    expect(terminal(assessment(), options(100)))
      .toBe(`refarch 1.2.3 · model (3 files read), platform (1 file read) · 2 components, 1 relation

The definitions support level 0 of Levels; level 1 waits for G1.8 (the model is validated); not
above level 0 as they stand.

Reference 2022 · components
  ○ C1 CI/CD component          absent
  ● C6 Model registry           MLflow  model/src/a.py:12
  ◐ C8 Model serving component  kserve  platform/src/a.py:12
  ● defined, ◐ declared only (listed, unused or switched off), ○ absent (no definition found)

Reference 2022 · relations
  ✕ against the architecture: CI/CD component → Model serving component
  ○ not found: CI/CD component → Model registry
  ● 1 of 3 as modelled: C8→C6
  1 component of which the architecture does not speak

Reference 2022 · principles
  ◐ P4 Versioning  partly met  model/src/a.py:12

Levels · level 0, confirmed 0, ceiling 0
  level 1 waits for:
  ✕ G1.8 The model is validated
      Looked for a gate.
      → Add a gate.
  met: G1.1

Findings
  error    Large.
           → Do.
           a · model/src/a.py:12
  info     Small.
           → Do.
           b

Blind spots · what was not understood or not read
  2 × template expression    model/src/a.py:3  {{ x }}
  ! model/src/a.py: Too large to be read.
  · model/link: A symbolic link is not followed.

refarch explain ID says what was looked for; with the sources after the ID, also all that was found.
`);
  });

  const long = `${'directory_with_a_name/'.repeat(12)}file.py`;

  it.each([60, 80, 100, 120])('fits into %i columns, however long paths are', (width) => {
    const lines = terminal(assessment('', long), options(width)).split('\n');
    expect(lines.filter((line) => [...line].length > width)).toEqual([]);
    expect(lines.filter((line) => line.includes('file.py:12'))).toHaveLength(4);
  });

  it('holds no text that a terminal would obey', () => {
    const text = terminal(assessment(' \u001b[2J\u202e\u009b\u0007\r', 'a\n\u001b]8;;x\u0007.py'), options(80));
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(text).toContain('\\x1b[2J\\u202e');
  });
});

describe('the Markdown report', () => {
  it('holds the same', () => {
    expect(markdown(assessment(), options(100))).toBe(`# Architecture assessment

**The definitions support level 0 of Levels; level 1 waits for G1.8 (the model is validated); not above level 0 as they stand.**

## Reference 2022

| | Component | Status | Technology | Best evidence |
|---|---|---|---|---|
| C1 | CI/CD component | absent |  |  |
| C6 | Model registry | present | MLflow | \`model/src/a.py:12\` |
| C8 | Model serving component | declared | kserve | \`platform/src/a.py:12\` |

Relations: 1 of 3 as modelled
- **against the architecture**: CI/CD component → Model serving component
- not found: CI/CD component → Model registry

| | Principle | Status | Best evidence |
|---|---|---|---|
| P4 | Versioning | partly met | \`model/src/a.py:12\` |

## Levels

The definitions support level 0 of Levels; level 1 waits for G1.8 (the model is validated); not above level 0 as they stand. Level 0, confirmed 0, ceiling 0.
- **G1.8** The model is validated: Looked for a gate.

## Findings

| Severity | Rule | Finding | Evidence |
|---|---|---|---|
| error | \`a\` | Large. Do. | \`model/src/a.py:12\` |
| info | \`b\` | Small. Do. |  |

Not understood: 2 (the JSON report lists them).

## Not read

- \`model/src/a.py\`: Too large to be read.
`);
  });

  it.each([
    ['*a* _b_ `c` ~d~', '&#42;a&#42; &#95;b&#95; &#96;c&#96; &#126;d&#126;'],
    ['[x](javascript:y) ![z](q)', '&#91;x&#93;(javascript:y) !&#91;z&#93;(q)'],
    ['<img src=x> &lt; a|b \\', '&#60;img src=x&#62; &#38;lt; a&#124;b &#92;'],
    ['# @team\n\u001b', '&#35;&#8288; &#64;&#8288;team&#92;x0a&#92;x1b'],
    ['https://a.example www.b.example', 'https&#58;&#8288;//a.example www&#46;&#8288;b.example'],
  ])('escapes %j', (text, expected) => {
    expect(forMarkdown(text)).toBe(expected);
  });

  it.each([
    ['a/b.py:1', '`a/b.py:1`'],
    ['@team <b> #1', '`@team <b> #1`'],
    ['a|b', 'a&#124;b'],
    ['a`b', 'a&#96;b'],
    ['', ''],
  ])('shows the place %j as %s', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it('holds no markup of the scanned tree', () => {
    const text = markdown(assessment(' <script>|`*_[x](y)@team\n# h', 'a|`<b>.py'), options(100));
    const ours = markdown(assessment(), options(100));
    const shape = (report: string): string[] => report.split('\n').map((line) => line.replace(/[^|#]/g, ''));
    expect(shape(text).map((line) => line.replace(/#+$/, ''))).toHaveLength(shape(ours).length);
    expect(text).not.toMatch(/<script|\[x\]|@team/);
  });
});
