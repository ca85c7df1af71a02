/**
 * JUnit XML as build servers read it: a suite a source, a test case a rule. A rule with a finding that counts fails, one whose
 * findings do not count, or that spoke of nothing, is skipped with the reason.
 */
import type { Assessment, CheckVerdict } from '../../assessment/types.js';
import { forXml } from '../../diagram/escape.js';
import { forTerminal } from '../escape.js';
import type { ReportContext } from '../index.js';
import { shownOccurrences, suppressionWords, type Shown } from '../shown.js';

interface Case {
  name: string;
  state: 'passed' | 'failed' | 'skipped';
  xml: string;
}

export function junit(assessment: Assessment, context: ReportContext): string {
  const shown = shownOccurrences(assessment, context);
  const suites = assessment.sources.map(({ id }) => {
    const here = shown.filter((o) => o.source === id);
    const cases = rulesOf(assessment, here).map((rule) => testCase(rule, here, id));
    return { id, cases };
  });
  const all = suites.flatMap((suite) => suite.cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="refarch" ${counts(all)}>`,
    ...suites.flatMap(({ id, cases }) => [
      `  <testsuite name="${xml(id)}" ${counts(cases)}>`,
      ...cases.map((c) => c.xml),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

/** Rules that were evaluated, and those that only a finding names. */
function rulesOf({ checks = [] }: Assessment, here: readonly Shown[]): CheckVerdict[] {
  const known = new Set(checks.map(({ id }) => id));
  const others = [...new Set(here.map((o) => o.finding.ruleId))].filter((id) => !known.has(id));
  return [...checks, ...others.map((id) => ({ id, selected: 1, findings: 1 }))].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function testCase({ id, selected, off }: CheckVerdict, here: readonly Shown[], source: string): Case {
  const found = here.filter((o) => o.finding.ruleId === id);
  const counting = found.filter((o) => !o.finding.suppression);
  const open = `    <testcase name="${xml(id)}" classname="${xml(`refarch.${source}`)}"`;
  const within = (state: Case['state'], element: string): Case => ({
    name: id,
    state,
    xml: `${open}>\n      ${element}\n    </testcase>`,
  });
  const [first] = counting;
  if (first) {
    const message = `${first.message}${counting.length > 1 ? ` (and ${counting.length - 1} more)` : ''}`;
    const text = found.map(line).join(BREAK);
    return within('failed', `<failure message="${xml(message)}" type="${first.finding.severity}">${text}</failure>`);
  }
  const reason = found[0]?.finding.suppression
    ? found.map(line).join(BREAK)
    : off !== undefined
      ? xml(`switched off: ${off}`)
      : selected === 0
        ? 'the definitions hold nothing of which the rule speaks'
        : undefined;
  if (reason !== undefined) return within('skipped', `<skipped message="${reason}"/>`);
  return { name: id, state: 'passed', xml: `${open}/>` };
}

/** @returns escaped */
function line({ finding, message, path, line }: Shown): string {
  const place = path === '' ? '' : ` (${path}:${line})`;
  const because = finding.suppression ? `: ${suppressionWords(finding.suppression)}` : '';
  const text = `${finding.severity}: ${message}${place}${because}${because === '' ? ` ${finding.remediation}` : ''}`;
  return forXml(forTerminal(text));
}

function counts(cases: readonly Case[]): string {
  const count = (state: Case['state']): number => cases.filter((c) => c.state === state).length;
  return `tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}"`;
}

/** A line break that attributes keep too. */
const BREAK = '&#10;';

const xml = (text: string): string => forXml(forTerminal(text));
