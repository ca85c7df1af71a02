/** What an audit will say once a plan is written, by an audit of the project as it would be. */
import type { Assessment } from '../assessment/types.js';
import { occurrencesOf, type Occurrence } from '../findings/occurrences.js';
import { levelOf } from './situation.js';
import { piecesOn } from './targets.js';
import type { Foreseen, Plan, ScaffoldKnowledge } from './types.js';

/**
 * @param before the project as it is
 * @param after the project with the files of the plan
 */
export function foresee(
  { selection, target }: Pick<Plan, 'selection' | 'target'>,
  before: Assessment,
  after: Assessment,
  { pieces }: Pick<ScaffoldKnowledge, 'pieces'>,
): Foreseen {
  const made = new Set(selection.chosen.map(({ piece }) => piece.id));
  const others = piecesOn(target, pieces).filter(({ id }) => !made.has(id));
  const known = new Set(seriousOf(before).map(({ fingerprint }) => fingerprint));
  const fresh = seriousOf(after).filter(({ fingerprint }) => !known.has(fingerprint));
  return {
    level: levelOf(after).now,
    // A finding about several components is told once, at the first place that is new.
    findings: fresh
      .filter(({ finding }, at) => fresh.findIndex((other) => other.finding === finding) === at)
      .map(({ finding: { ruleId, severity, message, remediation }, place }) => {
        const component = others.find(({ checks }) => checks.includes(ruleId))?.id;
        return {
          ruleId,
          severity,
          message,
          remediation,
          ...(place ? { file: place.file, line: place.line } : {}),
          ...(component === undefined ? {} : { component }),
        };
      }),
  };
}

const seriousOf = (assessment: Assessment): Occurrence[] =>
  occurrencesOf(assessment).filter(({ finding }) => finding.severity !== 'info' && !finding.suppression);
