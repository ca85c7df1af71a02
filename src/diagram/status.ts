/**
 * How a verdict is told apart in pictures and pages, never by colour alone: an icon, a word and a kind of line. The class of a
 * verdict is `ra-` and its id; a style sheet colours it.
 */
import type { ElementStatus, RelationVerdict } from '../assessment/types.js';

export type Verdict = ElementStatus | RelationVerdict | 'not-judged';

export const VERDICT_WORDS: Record<Verdict, string> = {
  present: 'present',
  declared: 'declared only',
  absent: 'absent',
  'not-observable': 'not observable',
  convergence: 'convergence',
  divergence: 'divergence',
  absence: 'absence',
  'not-judged': 'not judged',
};

/** What each means, for legends. */
export const VERDICT_MEANINGS: Record<Verdict, string> = {
  present: 'present: definitions in force show it',
  declared: 'declared only: listed, switched off or unused',
  absent: 'absent: looked for and not found',
  'not-observable': 'not observable: definitions cannot show it',
  convergence: 'convergence: modelled and found',
  divergence: 'divergence: found against the model',
  absence: 'absence: modelled and not found',
  'not-judged': 'not judged: optional, an end absent or not observable',
};

/** @returns the class of a verdict */
export const verdictClass = (verdict: Verdict): string => `ra-${verdict}`;

/** An icon of its own form for each verdict, drawn around a point. It is 2 × `r` wide and high. */
export function verdictIcon(verdict: Verdict, x: number, y: number, r = 5): string {
  const at = (dx: number, dy: number): string => `${round(x + dx * r)} ${round(y + dy * r)}`;
  const circle = (look: string): string =>
    `<circle class="${look}" cx="${round(x)}" cy="${round(y)}" r="${round(r * 0.9)}"/>`;
  const stroke = (d: string, look = 'ra-icon-line'): string => `<path class="${look}" d="${d}"/>`;
  switch (verdict) {
    case 'present':
    case 'convergence':
      return (
        circle('ra-icon-full') + stroke(`M${at(-0.42, 0.02)}L${at(-0.12, 0.36)}L${at(0.44, -0.34)}`, 'ra-icon-cut')
      );
    case 'declared':
      return (
        circle('ra-icon-open') +
        stroke(`M${at(0, -0.9)}A${round(r * 0.9)} ${round(r * 0.9)} 0 0 0 ${at(0, 0.9)}Z`, 'ra-icon-full')
      );
    case 'absent':
    case 'absence':
      return (
        circle('ra-icon-open') + stroke(`M${at(-0.36, -0.36)}L${at(0.36, 0.36)}M${at(0.36, -0.36)}L${at(-0.36, 0.36)}`)
      );
    case 'divergence':
      return (
        stroke(`M${at(0, -1)}L${at(1, 0.85)}L${at(-1, 0.85)}Z`, 'ra-icon-full') +
        stroke(`M${at(0, -0.4)}L${at(0, 0.25)}M${at(0, 0.52)}L${at(0, 0.6)}`, 'ra-icon-cut')
      );
    case 'not-observable':
    case 'not-judged':
      return circle('ra-icon-open') + stroke(`M${at(-0.4, 0)}L${at(0.4, 0)}`);
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;
