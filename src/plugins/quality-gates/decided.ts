/**
 * Conditions that would decide about a delivery, were the outcome that they ask for not set to a constant just before: somebody took
 * the decision out. They are no gates, and a reader who looks for one finds them.
 */
import type { Fact } from '../../facts/types.js';
import { namesIn } from '../shared/gates/comparisons.js';
import { assignmentsBefore, isConstant, isLiteral } from '../shared/gates/origins.js';
import type { PythonView } from '../shared/python/view.js';
import { deliveriesOf } from './actions.js';

const MOST_BRANCHES = 200;
/** Assignments of one name that are looked at. */
const MOST_ASSIGNMENTS = 5;

/** @returns a model validation that is switched off, for each condition that was decided beforehand */
export function decidedFacts(view: PythonView): Fact[] {
  const strong = [...deliveriesOf(view).byCall].filter(([, delivery]) => delivery === 'strong').map(([call]) => call);
  if (strong.length === 0) return [];
  const asking = view.document.branches.filter(({ kind }) => kind === 'if' || kind === 'elif').slice(0, MOST_BRANCHES);
  return asking.flatMap(({ scope, offset, start, end, condition }): Fact[] => {
    const delivers = strong.some((call) => call.scope === scope && call.offset >= start && call.offset < end);
    const names = namesIn(condition);
    if (!delivers || names.length === 0 || !names.every((name) => isConstant(name, scope, offset, view))) return [];
    const wasOpen = names.some((name) =>
      assignmentsBefore(name, scope, offset, view, MOST_ASSIGNMENTS).some(
        (one) => one.scope === scope && !isLiteral(one.value),
      ),
    );
    if (!wasOpen) return [];
    return [
      {
        fact: 'component',
        unit: view.unit(scope),
        type: 'model-validation',
        technology: 'custom-code',
        declared: 'disabled',
        confidence: 'medium',
        kind: 'structure',
        attributes: { decided: true, detail: condition },
        at: view.at(offset),
      },
    ];
  });
}
