/** Rules (data) × graph → findings, and for each rule what it spoke of. */
import type { CheckVerdict, ConformanceVerdict, Finding, RuleSetting } from '../assessment/types.js';
import { evaluateCondition } from '../conditions/evaluate.js';
import { fingerprint } from '../findings/fingerprint.js';
import type { ArchitectureGraph, Component } from '../graph/types.js';
import { evaluateArchitectureCheck } from './architecture.js';
import type { Check } from './types.js';

/** Components beyond these are counted only. */
const MOST_NAMED = 3;

export interface ChecksOutcome {
  findings: Finding[];
  checks: CheckVerdict[];
}

/**
 * @param checks the rules
 * @param graph what they are evaluated on
 * @param nameOf name of a technology for people; its id when left out
 * @param conformance what the reference architectures say, for the rules about them
 * @param settings severities of the organisation, by rule; one that is off is not evaluated
 */
export function evaluateChecks(
  checks: readonly Check[],
  graph: ArchitectureGraph,
  nameOf: (technology: string) => string = (technology) => technology,
  conformance: readonly ConformanceVerdict[] = [],
  settings: ReadonlyMap<string, RuleSetting> = new Map(),
): ChecksOutcome {
  const raised = new Map<string, Finding[]>();
  const selected = new Map<string, number>();
  for (const check of checks) {
    const severity = settings.get(check.id)?.severity;
    if (severity === 'off') continue;
    const { subject: about } = check;
    if ('architecture' in about) {
      const outcome = evaluateArchitectureCheck(check, about, conformance, graph, nameOf);
      selected.set(check.id, outcome.selected);
      const found = outcome.findings.map((f) => (severity === undefined ? f : { ...f, severity }));
      if (found.length > 0) raised.set(check.id, found);
      continue;
    }
    const subject = evaluateCondition(about, graph);
    selected.set(check.id, subject.components.length);
    if (!subject.holds || (check.expects && evaluateCondition(check.expects, graph).holds)) continue;
    const concernedWith = concerned(check, subject.components, graph);
    raised.set(check.id, [
      {
        ruleId: check.id,
        severity: severity ?? check.severity,
        confidence: check.confidence,
        message: sentence(check.message, concernedWith, nameOf),
        title: `${check.message}.`,
        components: concernedWith.map(({ id }) => id),
        ...(check.scope ? { scope: check.scope } : {}),
        evidence: subject.evidence,
        fingerprint: fingerprint([check.id, ...(check.scope ? [] : [...subject.components].sort())]),
        remediation: check.remediation,
      },
    ]);
  }
  const saidBy = (check: Check): string | undefined =>
    raised.has(check.id) ? check.unless?.find((id) => raised.has(id)) : undefined;
  return {
    findings: checks.flatMap((check) => (saidBy(check) ? [] : (raised.get(check.id) ?? []))),
    checks: checks.map((check): CheckVerdict => {
      const other = saidBy(check);
      return {
        id: check.id,
        selected: selected.get(check.id) ?? 0,
        findings: other ? 0 : (raised.get(check.id)?.length ?? 0),
        ...(other ? { saidBy: other } : {}),
        ...(settings.get(check.id)?.severity === 'off' ? { off: settings.get(check.id)?.reason ?? '' } : {}),
      };
    }),
  };
}

function concerned(check: Check, ids: readonly string[], graph: ArchitectureGraph): Component[] {
  return ids.flatMap((id) => {
    const component = graph.component(id);
    return component && (!check.concerns || check.concerns.includes(component.type)) ? [component] : [];
  });
}

/** What a rule says is wrong, with the components that it is about. */
export function sentence(message: string, about: readonly Component[], nameOf: (technology: string) => string): string {
  const names = [
    ...new Set(
      about.map(({ name, technology }) => (name === '' ? nameOf(technology) : `${name} (${nameOf(technology)})`)),
    ),
  ];
  const shown = names.slice(0, MOST_NAMED).join(', ');
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `${message}${shown === '' ? '' : `: ${shown}${more}`}.`;
}
