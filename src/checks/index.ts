/** Rules (data) × graph → findings. */
import { createHash } from 'node:crypto';
import type { Finding } from '../assessment/types.js';
import { evaluateCondition } from '../conditions/evaluate.js';
import type { ArchitectureGraph } from '../graph/types.js';
import type { Check } from './types.js';

export function evaluateChecks(checks: readonly Check[], graph: ArchitectureGraph): Finding[] {
  return checks.flatMap((check): Finding[] => {
    const subject = evaluateCondition(check.subject, graph);
    if (!subject.holds || evaluateCondition(check.expects, graph).holds) return [];
    return [
      {
        ruleId: check.id,
        severity: check.severity,
        confidence: check.confidence,
        message: check.message,
        evidence: subject.evidence,
        fingerprint: fingerprint(check.id, subject.components),
        remediation: check.remediation,
      },
    ];
  });
}

/** Rule and components, no line numbers: a finding keeps its identity when code moves. */
function fingerprint(ruleId: string, components: readonly string[]): string {
  return createHash('sha256')
    .update([ruleId, ...[...components].sort()].join('\n'))
    .digest('hex')
    .slice(0, 32);
}
