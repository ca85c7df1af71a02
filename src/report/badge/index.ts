/** A badge in the format of shields.io endpoints: the level that the definitions support. */
import type { Assessment } from '../../assessment/types.js';
import { toJson } from '../escape.js';

/** From the lowest level to the highest. */
const COLOURS = ['red', 'orange', 'yellow', 'yellowgreen', 'green', 'brightgreen'];

export function badge({ maturity }: Assessment): string {
  const levels = maturity.flatMap((m) => (m.kind === 'questionnaire' ? [] : [m]));
  const verdict = levels.find((m) => m.model === 'google-mlops') ?? levels[0];
  if (!verdict?.assessable)
    return toJson({ schemaVersion: 1, label: 'MLOps level', message: 'not assessable', color: 'lightgrey' });
  const top = Math.max(1, ...verdict.criteria.map((c) => c.level ?? 0));
  const at = Math.round((Math.min(verdict.level, top) / top) * (COLOURS.length - 1));
  return toJson({
    schemaVersion: 1,
    label: 'MLOps level',
    message: `${verdict.level} of ${top}`,
    color: COLOURS[at] ?? 'lightgrey',
  });
}
