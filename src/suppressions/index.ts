/** Findings that do not count: what is in the baseline or waived. They stay findings, and say why they do not count. */
import type { Assessment, Finding, Suppression } from '../assessment/types.js';
import { fingerprint } from '../findings/fingerprint.js';
import { occurrencesOf, type Occurrence } from '../findings/occurrences.js';
import type { Component } from '../graph/types.js';
import type { RuleSetting } from '../workspace/index.js';
import { applyBaseline, type Baseline } from './baseline.js';
import type { Severity } from '../vocabulary/index.js';
import { applyWaivers, type WaiverInput } from './waivers.js';

export interface SuppressionInput extends WaiverInput {
  baseline?: Baseline;
  /** What a rule weighs for findings in one source; nothing where it weighs what it does everywhere. */
  settingIn?: (source: string, rule: string) => RuleSetting | undefined;
  /** What a finding says of some of its components. */
  sentence: (title: string, components: readonly Component[]) => string;
}

/**
 * @returns the assessment in which every finding counts as a whole or not at all: one of which only some components are waived or
 *   known has become several
 */
export function suppress(assessment: Assessment, input: SuppressionInput): Assessment {
  const before = occurrencesOf(assessment);
  const waived = applyWaivers(before, input);
  const findings = [...assessment.findings, ...waived.findings];
  const occurrences = occurrencesOf({ ...assessment, findings });
  const several = assessment.sources.length > 1;
  const known = input.baseline && applyBaseline(occurrences, input.baseline, several);
  const settings = occurrences.map((o) => input.settingIn?.(o.source, o.finding.ruleId));
  const why = (at: number): Suppression | undefined =>
    switchedOff(settings[at]) ?? waived.suppressions.get(at) ?? known?.suppressions.get(at);
  const weighs = (at: number): Severity | undefined => severityOf(settings[at]) ?? occurrences[at]?.finding.severity;
  let at = 0;
  return {
    ...assessment,
    findings: findings.flatMap((finding) => {
      let end = at;
      while (end < occurrences.length && occurrences[end]?.finding === finding) end++;
      const parts = occurrences.slice(at, end);
      const weights = parts.map((_, index) => ({ why: why(at + index), severity: weighs(at + index) }));
      at += parts.length;
      return split(finding, parts, weights, input);
    }),
    ...(known ? { baseline: known.verdict } : {}),
    notices: [...assessment.notices, ...waived.notices],
  };
}

const severityOf = (setting: RuleSetting | undefined): Severity | undefined =>
  setting && setting.severity !== 'off' ? setting.severity : undefined;

function switchedOff(setting: RuleSetting | undefined): Suppression | undefined {
  if (setting?.severity !== 'off') return undefined;
  const { reason, file, line } = setting;
  return { kind: 'off', ...(reason === undefined ? {} : { reason }), file, ...(line === undefined ? {} : { line }) };
}

/** What an occurrence counts for. */
interface Weight {
  why: Suppression | undefined;
  severity: Severity | undefined;
}

function split(
  finding: Finding,
  parts: readonly Occurrence[],
  weights: readonly Weight[],
  { sentence }: SuppressionInput,
): Finding[] {
  const groups = new Map<string, { suppression: Suppression | undefined; severity: Severity; parts: Occurrence[] }>();
  parts.forEach((part, index) => {
    const { why, severity = finding.severity } = weights[index] ?? {};
    // Entries of the baseline stand in lines of their own; they are one reason.
    const key = JSON.stringify([severity, why?.kind === 'baseline' ? 'baseline' : (why ?? null)]);
    const group = groups.get(key) ?? { suppression: why, severity, parts: [] };
    group.parts.push(part);
    groups.set(key, group);
  });
  return [...groups.values()].map((group) => {
    const { suppression, severity } = group;
    const whole = { ...(groups.size === 1 ? finding : partOf(finding, group.parts, sentence)), severity };
    if (!suppression) return whole;
    const { line, ...rest } = suppression;
    const single = group.parts.length === 1 || suppression.kind !== 'baseline';
    return { ...whole, suppression: { ...rest, ...(single && line !== undefined ? { line } : {}) } };
  });
}

function partOf(finding: Finding, parts: readonly Occurrence[], sentence: SuppressionInput['sentence']): Finding {
  const components = parts.flatMap(({ component }) => (component ? [component] : []));
  const own = new Set(
    components.flatMap((c) => c.evidence).map(({ source, file, line }) => `${source}\n${file}\n${line}`),
  );
  const evidence = finding.evidence.filter(({ source, file, line }) => own.has(`${source}\n${file}\n${line}`));
  const ids = components.map(({ id }) => id);
  return {
    ...finding,
    message: finding.title === undefined ? finding.message : sentence(finding.title.replace(/\.$/, ''), components),
    components: ids,
    evidence: evidence.length > 0 ? evidence : parts.flatMap(({ place }) => (place ? [place] : [])),
    fingerprint: fingerprint([finding.ruleId, ...[...ids].sort()]),
  };
}
