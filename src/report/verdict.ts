/** Sentences that every report shares. */
import type {
  Assessment,
  CriterionVerdict,
  Finding,
  MaturityVerdict,
  QuestionnaireVerdict,
  SectionVerdict,
} from '../assessment/types.js';
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

/** What a maturity model says: the level that is supported, what would confirm it, and exactly what keeps the next one away. */
export function levelSentence(verdict: MaturityVerdict): string {
  if (verdict.kind === 'questionnaire') return questionnaireSentence(verdict);
  const { level, ceiling, toAttest = [], contradicted = [] } = verdict;
  const named = (criteria: readonly CriterionVerdict[]): string =>
    listing(criteria.map((c) => `${c.id} (${lowerFirst(c.name)})`));
  const top = Math.max(...verdict.criteria.map((c) => c.level ?? 0));
  const edition = verdict.edition === undefined ? '' : `, edition ${verdict.edition}`;
  const waiting = blockers(verdict).filter((c) => !contradicted.includes(c.id));
  const against = criteriaById(verdict, contradicted);
  return `${[
    `The definitions support level ${level} of ${verdict.name}${edition}${level === top ? ', its highest' : ''}`,
    ...(toAttest.length > 0
      ? [`${plural(toAttest.length, 'statement')} ${toAttest.length === 1 ? 'is' : 'are'} to be attested to confirm it`]
      : []),
    ...(waiting.length > 0 ? [`level ${level + 1} waits for ${named(waiting)}`] : []),
    ...(ceiling >= top
      ? []
      : against.length > 0
        ? [`not above level ${ceiling} because ${named(against)} ${against.length === 1 ? 'is' : 'are'} not met`]
        : [`not above level ${ceiling} as they stand`]),
  ].join('; ')}.`;
}

function questionnaireSentence({ name, sections, score, complete }: QuestionnaireVerdict): string {
  const asked = sections.filter((s) => s.basic);
  const sum = (of: (s: SectionVerdict) => number): number => asked.reduce((total, s) => total + of(s), 0);
  if (score) {
    const attested = score.confirmed > score.supported ? `, ${score.confirmed} with what is attested` : '';
    const band = score.confirmed > score.supported ? `; ${score.band}` : '; what is done by hand is to be attested';
    return `${name}: the definitions show ${plural(score.supported, 'point')}${attested}, the lowest of its sections${band}.`;
  }
  const [supported, confirmed, of] = [sum((s) => s.supported), sum((s) => s.confirmed), sum((s) => s.of)];
  const attested = confirmed > supported ? `, ${confirmed} with what is attested` : '';
  return `${name}: the definitions show ${supported} of the ${of} statements that it asks of a mature project${attested}${complete ? '; all are confirmed' : ''}.`;
}

export function blockers(verdict: MaturityVerdict): CriterionVerdict[] {
  return verdict.kind === 'questionnaire' ? [] : criteriaById(verdict, verdict.blockers);
}

/** Levels first, then questionnaires. */
export function inOrder(verdicts: readonly MaturityVerdict[]): MaturityVerdict[] {
  return [...verdicts].sort((a, b) => Number(a.kind === 'questionnaire') - Number(b.kind === 'questionnaire'));
}

/** Those of the verdict that have the ids, in their order. */
export function criteriaById(verdict: MaturityVerdict, ids: readonly string[]): CriterionVerdict[] {
  return ids.flatMap((id) => verdict.criteria.find((c) => c.id === id) ?? []);
}

/** Who attests what, and whether it counts. */
export function attestationSentence({ id, name, attestation, status }: CriterionVerdict): string {
  if (!attestation) return '';
  const { value, by, date, expires, state, contradicts, link, note } = attestation;
  const more = [note, link].filter((text) => text !== undefined).join('; ');
  const what = value === false ? 'does not hold' : value === 0.5 ? 'is done by hand with a documented result' : 'holds';
  const counts = contradicts
    ? `; the definitions show ${status === 'met' ? 'that it does' : 'that it does not'}, and decide`
    : state === 'expired'
      ? `; expired on ${expires ?? ''}, no longer counted`
      : state === 'not-yet'
        ? '; not yet counted'
        : '';
  return `${id} ${lowerFirst(name)}: attested by ${by} on ${date} that it ${what}${counts}${more === '' ? '' : ` (${more})`}.`;
}

/** The most severe first, else as they are. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

export function listing(parts: readonly string[], joint: 'and' | 'or' = 'and'): string {
  return parts.length <= 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1) ?? ''}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A component type as people write it. */
export function typeWords(type: string): string {
  return type === 'ci-cd' ? 'CI/CD' : type.replaceAll('-', ' ').replace(/^ml /, 'ML ');
}
