/**
 * What refarch says of an element, a relation, a criterion …: one word and one icon for each, in every picture and page, never
 * colour alone. Pictures give a verdict the class `ra-` and its id besides, and a kind of line; a style sheet colours it.
 */
import type {
  CriterionStatus,
  ElementStatus,
  Involvement,
  LayerRuleStatus,
  RelationNotJudged,
  RelationVerdict,
} from '../assessment/types.js';
import type { Severity, Status } from '../vocabulary/index.js';
import { pair, round } from './numbers.js';

/** Form of the icon; each has its colour. */
export type Look = 'full' | 'half' | 'open' | 'gone' | 'dash' | 'cross' | 'person' | 'alarm' | 'bang' | 'info';

export interface Told {
  look: Look;
  word: string;
  /** For legends. */
  means?: string;
  /** What the reflexion model calls it (Murphy, Notkin and Sullivan 1995). */
  term?: string;
}

export type Verdict = ElementStatus | RelationVerdict | 'not-judged';

export type AnyStatus =
  Verdict | CriterionStatus | RelationNotJudged['reason'] | LayerRuleStatus | Involvement | Severity | Status;

export const STATUSES = {
  present: { look: 'full', word: 'present', means: 'definitions in force show it' },
  defined: { look: 'full', word: 'defined' },
  declared: { look: 'half', word: 'declared only', means: 'only listed, switched off or unused' },
  absent: { look: 'gone', word: 'absent', means: 'asked for and not found' },
  'not-observable': { look: 'dash', word: 'not observable', means: 'definitions cannot show it' },
  met: { look: 'full', word: 'met' },
  'partly-met': { look: 'half', word: 'partly met' },
  'not-met': { look: 'cross', word: 'not met' },
  'not-observed': { look: 'open', word: 'not observed' },
  attested: { look: 'person', word: 'attested' },
  'not-applicable': { look: 'dash', word: 'not applicable' },
  convergence: { look: 'full', word: 'as modelled', term: 'convergence', means: 'asked for and found' },
  divergence: { look: 'alarm', word: 'against the architecture', term: 'divergence', means: 'found, though ruled out' },
  absence: { look: 'gone', word: 'not found', term: 'absence', means: 'asked for, both ends are there' },
  'not-judged': { look: 'dash', word: 'not judged', means: 'optional, an end absent or not observable' },
  'end-absent': { look: 'dash', word: 'an end is absent' },
  'not-found': { look: 'dash', word: 'allowed, not there' },
  holds: { look: 'full', word: 'kept' },
  broken: { look: 'cross', word: 'not kept' },
  'nothing-selected': { look: 'dash', word: 'nothing to apply it to' },
  stated: { look: 'dash', word: 'stated, not looked for' },
  off: { look: 'dash', word: 'off by default' },
  automated: { look: 'full', word: 'automated' },
  gated: { look: 'person', word: 'gated by an approval' },
  manual: { look: 'half', word: 'manual' },
  error: { look: 'cross', word: 'error' },
  warning: { look: 'bang', word: 'warning' },
  info: { look: 'info', word: 'info' },
} as const satisfies Record<AnyStatus, Told>;

export const told = (status: AnyStatus): Told => STATUSES[status];

/** A line of a legend: the word, the term in brackets, and what both mean. */
export function meaning(status: AnyStatus): string {
  const { word, term, means } = told(status);
  return `${word}${term ? ` (${term})` : ''}${means ? `: ${means}` : ''}`;
}

/** @returns the class of a verdict */
export const verdictClass = (verdict: Verdict): string => `ra-${verdict}`;

/** An icon of its own form for each verdict, drawn around a point. It is 2 × `r` wide and high. */
export function verdictIcon(verdict: Verdict, x: number, y: number, r = 5): string {
  const at = (dx: number, dy: number): string => pair(x + dx * r, y + dy * r);
  const by = (dx: number, dy: number): string => pair(dx * r, dy * r);
  const circle = (look: string): string =>
    `<circle class="${look}" cx="${round(x)}" cy="${round(y)}" r="${round(r * 0.9)}"/>`;
  const stroke = (d: string, look = 'ra-icon-line'): string => `<path class="${look}" d="${d}"/>`;
  switch (STATUSES[verdict].look) {
    case 'full':
      return circle('ra-icon-full') + stroke(`M${at(-0.42, 0.02)}l${by(0.3, 0.34)} ${by(0.56, -0.7)}`, 'ra-icon-cut');
    case 'half':
      return circle('ra-icon-open') + stroke(`M${at(0, -0.9)}a${by(0.9, 0.9)} 0 0 0 ${by(0, 1.8)}z`, 'ra-icon-full');
    case 'gone':
      return (
        circle('ra-icon-open') + stroke(`M${at(-0.36, -0.36)}l${by(0.72, 0.72)}m${by(0, -0.72)}l${by(-0.72, 0.72)}`)
      );
    case 'alarm':
      return (
        stroke(`M${at(0, -1)}l${by(1, 1.85)}h${round(-2 * r)}z`, 'ra-icon-full') +
        stroke(`M${at(0, -0.4)}v${round(0.65 * r)}m0 ${round(0.27 * r)}v${round(0.08 * r)}`, 'ra-icon-cut')
      );
    case 'dash':
      return circle('ra-icon-open') + stroke(`M${at(-0.4, 0)}h${round(0.8 * r)}`);
  }
}
