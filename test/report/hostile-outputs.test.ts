/** One hostile tree, every output: each is parsed as its reader would, and holds nothing but what refarch put there. */
import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { occurrencesOf, type Occurrence } from '../../src/findings/occurrences.js';
import { forTerminal } from '../../src/report/escape.js';
import { FORMATS, reporter } from '../../src/report/index.js';
import { auditSources } from '../systems/support.js';
import { hostileFiles, PAYLOADS } from './hostile-names.js';

const plain = (text: string): string => text;
const style = { width: 100, bold: plain, dim: plain, good: plain, fair: plain, bad: plain, accent: plain };
// eslint-disable-next-line no-control-regex
const RAW = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe]/;
/** What GitHub Actions and the agent of Azure Pipelines take out of a line of a log. */
const COMMAND = /^\s*::[a-z-]+.*::|##vso\[|##\[/im;
const OWN_COMMANDS = ['github', 'azure'];

const outputs = new Map<string, string>();
let assessment: Assessment;
let occurrences: Occurrence[];

beforeAll(async () => {
  ({ assessment } = await auditSources({ hostile: hostileFiles() }));
  // Waived by somebody whose name is as bad, so that suppressions are shown too.
  assessment.findings = assessment.findings.flatMap((finding, at) => [
    finding,
    {
      ...finding,
      ruleId: `${finding.ruleId}-${at}`,
      suppression: {
        kind: 'in-file' as const,
        reason: PAYLOADS.join(' '),
        owner: PAYLOADS[at % PAYLOADS.length] ?? '',
        expires: '2027-01-01',
        file: PAYLOADS[at % PAYLOADS.length] ?? '',
        line: 1,
      },
    },
  ]);
  occurrences = occurrencesOf(assessment);
  for (const format of FORMATS) {
    const report = await reporter(format);
    if (report) outputs.set(format, await report(assessment, { style }));
  }
}, 120_000);

const output = (format: string): string => outputs.get(format) ?? '';

describe('the tree', () => {
  it('brings its names into findings', () => {
    const named = occurrences.map((o) => `${o.component?.name ?? ''} ${o.place?.file ?? ''}`).join('\n');
    // A half of a surrogate pair cannot be written into a file.
    const missing = PAYLOADS.filter((payload) => !named.includes(payload.replace(/[/\ud800]/g, '').slice(0, 6)));
    expect(missing.filter((payload) => !payload.startsWith('..'))).toEqual([]);
  });
});

describe.each(FORMATS.filter((format) => format !== 'html'))('%s', (format) => {
  it('holds no control character, mark of direction or invisible character', () => {
    const text = output(format);
    expect(RAW.exec(text)?.[0]).toBeUndefined();
    expect(text.length).toBeGreaterThan(50);
  });

  it('gives a log no command but its own', () => {
    const lines = output(format).split('\n');
    const obeyed = lines.filter((line) => COMMAND.test(line));
    if (!OWN_COMMANDS.includes(format)) expect(obeyed).toEqual([]);
    const counting = occurrences.filter((o) => !o.finding.suppression);
    if (format === 'github') expect(obeyed).toHaveLength(10);
    if (format === 'azure')
      expect(obeyed).toHaveLength(Math.min(50, counting.filter((o) => o.finding.severity !== 'info').length));
  });
});

describe('github', () => {
  it('names files so that they are found again, and each command is one', () => {
    const files = new Set(occurrences.map((o) => forTerminal(o.place?.file ?? '')));
    const unescape = (text: string): string =>
      text.replace(/%(0D|0A|3A|2C|23|25)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    for (const line of output('github').split('\n').slice(0, 10)) {
      const match = /^::(error|warning|notice) file=([^,:]*),line=(\d+),col=\d+,title=refarch [a-z0-9-]+::(.*)$/.exec(
        line,
      );
      expect(match, line).not.toBeNull();
      expect(files).toContain(unescape(match?.[2] ?? ''));
      expect(match?.[4]).not.toContain('::error');
    }
  });
});

describe('azure', () => {
  it('has nothing of a name in the properties of a command', () => {
    for (const line of output('azure')
      .split('\n')
      .filter((l) => l.startsWith('##vso['))) {
      const head = line.slice(0, line.indexOf(']'));
      expect(head).toMatch(
        /^##vso\[task\.logissue type=(error|warning);sourcepath=[^;\]]*;linenumber=\d+;columnnumber=\d+;code=[a-z0-9-]+$/,
      );
    }
  });
});

/** RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const line of text.split('\r\n').slice(0, -1))
    rows.push([...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map((m) => (m[1] ?? '').replaceAll('""', '"')));
  return rows;
}

describe('csv', () => {
  it('has a row an occurrence, as many cells in each, and no formula', () => {
    const rows = parseCsv(output('csv'));
    expect(rows).toHaveLength(occurrences.length + 1);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([17]));
    expect(rows.flat().filter((cell) => /^\s*[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
    expect(rows.flat().some((cell) => cell.startsWith("'="))).toBe(true);
  });
});

describe('junit', () => {
  it('is XML of its own elements alone', () => {
    const { document } = new JSDOM(output('junit'), { contentType: 'text/xml' }).window;
    const names = new Set([...document.querySelectorAll('*')].map((e) => e.tagName));
    expect([...names].sort()).toEqual(['failure', 'skipped', 'testcase', 'testsuite', 'testsuites']);
    expect(document.documentElement.textContent).toContain(']]><pwned/>&pwned;');
  });
});

interface Sarif {
  runs: {
    results: {
      message: { text: string };
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
      suppressions: { justification: string }[];
    }[];
  }[];
}

describe('sarif', () => {
  const results = (): Sarif['runs'][0]['results'] => (JSON.parse(output('sarif')) as Sarif).runs[0]?.results ?? [];

  it('names every file by a relative reference that leads to it and nowhere else', () => {
    const files = new Set(occurrences.map((o) => o.place?.file));
    const base = 'file:///checkout/';
    expect(results()).toHaveLength(occurrences.length);
    for (const { locations } of results()) {
      const uri = locations[0]?.physicalLocation.artifactLocation.uri ?? '';
      const resolved = new URL(uri, base);
      expect(resolved.href.startsWith(base), uri).toBe(true);
      expect(files).toContain(decodeURIComponent(resolved.pathname.slice('/checkout/'.length)));
    }
  });

  it('has no link in a message', () => {
    for (const { message, suppressions } of results()) {
      expect(message.text).not.toMatch(/(?<!\\)(?:\\\\)*\[[^\]]*(?<!\\)\]\(/);
      expect(suppressions.length).toBeLessThan(2);
    }
  });
});

describe.each(['markdown', 'github-summary', 'comment'])('%s', (format) => {
  /** What stands in no code span. */
  const outside = (): string => output(format).replace(/`[^`\n]*`/g, '');

  it('has no element, link, mention, reference or address outside of code', () => {
    const ours = /<\/?details>|<\/?summary>|^<!-- refarch:report:[A-Za-z0-9._+-]+ -->|&#\d+;/gm;
    const rest = outside().replace(ours, '').replace(/^#+ /gm, '');
    expect(/[<>@]|\]\(|#\d|:\/\/|www\./.exec(rest)?.[0]).toBeUndefined();
    expect(outside()).not.toMatch(/[@]\w/);
  });

  it('has rows of as many cells as their head', () => {
    const tables = output(format).matchAll(/^\|.*\|\n\|(?: ?-+ ?\|)+\n(?:\|.*\|\n?)*/gm);
    let count = 0;
    for (const [text] of tables) {
      const cells = text
        .trim()
        .split('\n')
        .map((line) => line.split('|').length);
      expect(new Set(cells).size, text.slice(0, 200)).toBe(1);
      count++;
    }
    expect(count).toBeGreaterThan(0);
  });
});

describe('cyclonedx', () => {
  it('has references that are unique and known', () => {
    const bom = JSON.parse(output('cyclonedx')) as {
      components: { 'bom-ref': string }[];
      dependencies: { ref: string; dependsOn?: string[] }[];
    };
    const references = bom.components.map((c) => c['bom-ref']);
    expect(new Set(references).size).toBe(references.length);
    for (const { ref, dependsOn = [] } of bom.dependencies)
      for (const reference of [ref, ...dependsOn]) expect(references).toContain(reference);
  });
});
