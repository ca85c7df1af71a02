/** What the formats of continuous integration say of an occurrence: the same words and the same order in all of them. */
import type { Assessment, Suppression } from '../assessment/types.js';
import { occurrencesOf, type Occurrence } from '../findings/occurrences.js';
import { SEVERITIES } from '../vocabulary/index.js';
import type { ReportContext } from './index.js';

export interface Shown extends Occurrence {
  /** One sentence, about this component alone. */
  message: string;
  /** Relative to the working directory where the source lies in it, else to the source; '' where there is no place. */
  path: string;
  line: number;
}

/** The most severe first, those that do not count last; else by rule, source and place. */
export function shownOccurrences(assessment: Assessment, context: ReportContext): Shown[] {
  const shown = occurrencesOf(assessment).map((occurrence): Shown => {
    const { place, source } = occurrence;
    return {
      ...occurrence,
      message: messageOf(occurrence, context),
      path: place ? `${context.pathPrefix?.(source) ?? ''}${place.file}` : '',
      line: place?.line ?? 1,
    };
  });
  return shown.sort(
    (a, b) =>
      Number(a.finding.suppression !== undefined) - Number(b.finding.suppression !== undefined) ||
      SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity) ||
      order(a.finding.ruleId, b.finding.ruleId) ||
      order(a.source, b.source) ||
      order(a.path, b.path) ||
      a.line - b.line ||
      order(a.fingerprint, b.fingerprint),
  );
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function messageOf({ finding, component }: Occurrence, context: ReportContext): string {
  const { message, title, components = [] } = finding;
  if (!component || components.length <= 1 || title === undefined || finding.relation !== undefined) return message;
  const technology = context.technologyName?.(component.technology) ?? component.technology;
  const label = component.name === '' ? technology : `${component.name} (${technology})`;
  return `${title.replace(/\.$/, '')}: ${label}.`;
}

/** Why a place of something absent is shown where it is; part of a help text. */
export const ABSENCE =
  'What is missing has no place of its own: the finding is shown at the component that lacks it, by the definition that shows that component best.';

/** `waived until 2027-01-31 by platform team: reason`. */
export function suppressionWords({ kind, reason, owner, expires, file, line }: Suppression): string {
  const place = `${file}${line === undefined ? '' : `:${line}`}`;
  if (kind === 'baseline') return `known since the baseline (${place})`;
  if (kind === 'off') return `switched off for the source (${place})${reason === undefined ? '' : `: ${reason}`}`;
  const until = expires === undefined ? '' : ` until ${expires}`;
  const by = owner === undefined ? '' : ` by ${owner}`;
  return `waived${until}${by} (${place})${reason === undefined ? '' : `: ${reason}`}`;
}

/** How many findings do not count, and why; '' when all do. */
export function suppressedWords(occurrences: readonly Occurrence[]): string {
  const count = (kind: Suppression['kind']): number =>
    occurrences.filter(({ finding }) => finding.suppression?.kind === kind).length;
  const parts: [number, string][] = [
    [count('baseline'), 'in the baseline'],
    [count('waiver'), 'waived in the configuration'],
    [count('in-file'), 'waived in the file'],
    [count('off'), 'switched off for their source'],
  ];
  return parts
    .filter(([n]) => n > 0)
    .map(([n, words]) => `${n} ${words}`)
    .join(', ');
}

/** Rules that the configuration switches off, each with its reason: one sentence a rule. */
export function offWords({ checks = [] }: Assessment): string[] {
  return checks.flatMap(({ id, off }) => (off === undefined ? [] : [`${id} is switched off: ${off}`]));
}
