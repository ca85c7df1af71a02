/** Sentences that every report shares. */
import type { Assessment, CriterionVerdict, Finding, MaturityVerdict } from '../assessment/types.js';
import { SEVERITIES } from '../vocabulary/index.js';

/** The verdict in one sentence. */
export function verdictSentence(assessment: Assessment): string {
  const maturity = assessment.maturity.find((m) => m.model === 'google-mlops') ?? assessment.maturity[0];
  if (assessment.components.length === 0)
    return 'Nothing found: the sources hold no definition that refarch reads, so there is nothing to assess.';
  if (maturity && !maturity.assessable)
    return 'No definition of machine learning was found: there are other definitions, but nothing to give a level of maturity to.';
  if (!maturity) return `${assessment.components.length} components were found.`;
  return levelSentence(maturity);
}

/** What a maturity model says: supported level, and exactly what keeps the next one away. */
export function levelSentence(verdict: MaturityVerdict): string {
  const top = Math.max(...verdict.criteria.map((c) => c.level));
  const supported = `The definitions support level ${verdict.level} of ${verdict.name}`;
  if (verdict.level === top) return `${supported}, its highest.`;
  const ceiling = verdict.ceiling < top ? `; not above level ${verdict.ceiling} as they stand` : '';
  return `${supported}; level ${verdict.level + 1} waits for ${listing(blockers(verdict).map((c) => `${c.id} (${lowerFirst(c.name)})`))}${ceiling}.`;
}

export function blockers(verdict: MaturityVerdict): CriterionVerdict[] {
  return verdict.blockers.flatMap((id) => verdict.criteria.find((c) => c.id === id) ?? []);
}

/** The most severe first, else as they are. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

export function listing(parts: readonly string[]): string {
  return parts.length <= 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
