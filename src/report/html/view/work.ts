/** What is to be done, and how much of what is done people do: roadmap, findings, involvement, statements of people. */
import type { Finding, Horizon } from '../../../assessment/types.js';
import { checkAnchor, criterionAnchor, findingAnchor, stepAnchor } from '../../../diagram/anchors.js';
import { gapCommand } from '../../commands.js';
import { gapWords, transcriptionWords } from '../../conformance.js';
import { webAddress } from '../../evidence-links.js';
import { attestationSentence, bySeverity } from '../../verdict.js';
import { SEVERITIES } from '../../../vocabulary/index.js';
import { FEW, SEVERAL, type Kit } from '../kit.js';
import { statusView } from '../statuses.js';
import { closesView } from './overview.js';

/** With more findings than these each shows its first place only. */
const TOLD_IN_FULL = 100;

const HORIZONS: readonly [Horizon, string, string][] = [
  ['now', 'Now', 'blocks the next level or a finding asks for it'],
  ['next', 'Next', 'has its ground, or gets it by what is done now'],
  ['later', 'Later', 'when the rest stands'],
];

export function roadmapView(kit: Kit) {
  const steps = kit.assessment.roadmap ?? [];
  const titles = new Map(steps.map((s) => [s.id, s.title]));
  return HORIZONS.map(([horizon, name, meaning]) => ({
    name,
    meaning,
    steps: kit
      .most(
        steps.filter((s) => s.horizon === horizon),
        kit.limits.rows,
        'step of the roadmap',
      )
      .map((step) => ({
        anchor: stepAnchor(step.id),
        title: step.title,
        change: step.change,
        command: gapCommand(step),
        after: step.after.map((id) => ({ href: `#${stepAnchor(id)}`, title: titles.get(id) ?? id })),
        closes: closesView(step),
        checks: step.checks.map((id) => ({ id, href: `#${checkAnchor(id)}` })),
      })),
  }));
}

/** Findings by rule, for what to do is the same for all of one rule; the most severe first. */
export function findingsView(kit: Kit) {
  const { assessment, limits, context } = kit;
  const places = assessment.findings.length <= TOLD_IN_FULL ? SEVERAL : 1;
  const rules = new Map<string, Finding[]>();
  for (const finding of kit.most(bySeverity(assessment.findings), limits.findings, 'finding')) {
    const known = rules.get(finding.ruleId);
    if (known) known.push(finding);
    else rules.set(finding.ruleId, [finding]);
  }
  return {
    severities: SEVERITIES.filter((severity) => assessment.findings.some((f) => f.severity === severity)).map(
      statusView,
    ),
    silent: (assessment.checks ?? []).filter((c) => c.findings === 0).length,
    rules: [...rules].map(([id, findings]) => ({
      anchor: checkAnchor(id),
      id,
      status: statusView(findings[0]?.severity ?? 'info'),
      rationale: context.rule?.(id)?.rationale ?? '',
      // Said once, unless it differs from finding to finding.
      remediation: findings.every((f) => f.remediation === findings[0]?.remediation)
        ? (findings[0]?.remediation ?? '')
        : '',
      count: findings.length > 1 ? findings.length : 0,
      rows: findings.map((finding) => ({
        anchor: findingAnchor(finding.fingerprint),
        message: finding.message,
        confidence: finding.confidence,
        remediation: findings.every((f) => f.remediation === finding.remediation) ? '' : finding.remediation,
        ...kit.places(finding.evidence, places),
      })),
    })),
  };
}

export function involvementView(kit: Kit) {
  return kit.assessment.conformance
    .filter((m) => m.involvement?.length)
    .map((model) => ({
      name: model.name,
      transcription: transcriptionWords(model),
      gaps: gapWords(model),
      stages: (model.involvement ?? []).map((stage) => ({
        name: stage.name,
        status: statusView(stage.involvement),
        summary: stage.summary,
        ...kit.places(stage.involvement === 'not-observed' ? [] : stage.evidence, FEW),
      })),
    }));
}

/** What people state, in force or not, and how many statements wait for somebody. */
export function attestationsView(kit: Kit) {
  const stated = kit.assessment.maturity.flatMap((model) =>
    model.criteria
      .filter((c) => c.attestation)
      .map((c) => ({
        href: `#${criterionAnchor(model.model, c.id)}`,
        id: c.id,
        name: c.name,
        model: model.name,
        words: attestationSentence(c),
        by: c.attestation?.by ?? '',
        date: c.attestation?.date ?? '',
        expires: c.attestation?.expires ?? '',
        state: c.attestation?.state.replaceAll('-', ' ') ?? '',
        note: c.attestation?.note ?? '',
        link: webAddress(c.attestation?.link ?? ''),
      })),
  );
  return {
    stated: kit.most(stated, kit.limits.rows, 'attestation'),
    open: kit.assessment.maturity
      .map((m) => ({
        name: m.name,
        count: m.criteria.filter((c) => c.forPeople && c.status === 'not-observed' && !c.descriptor).length,
      }))
      .filter(({ count }) => count > 0),
  };
}
