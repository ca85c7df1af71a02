/** What is to be done, and how much of what is done people do: roadmap, findings, involvement, statements of people. */
import type { Finding, Horizon } from '../../../assessment/types.js';
import { checkAnchor, criterionAnchor, findingAnchor, stepAnchor } from '../../../diagram/anchors.js';
import { told } from '../../../diagram/status.js';
import { gapCommand } from '../../commands.js';
import { gapWords, transcriptionWords } from '../../conformance.js';
import { webAddress } from '../../evidence-links.js';
import { attestationSentence, bySeverity } from '../../verdict.js';
import { SEVERITIES } from '../../../vocabulary/index.js';
import { FEW, SEVERAL, type Kit } from '../kit.js';
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

/** Findings by rule, for what to do is the same for all of one rule; those that count first, the most severe first. */
export function findingsView(kit: Kit) {
  const { assessment, limits, context } = kit;
  const all = bySeverity(assessment.findings);
  const ranked = [...all.filter((f) => !f.suppression), ...all.filter((f) => f.suppression)];
  const places = limits.full || all.length <= TOLD_IN_FULL ? SEVERAL : 1;
  const rules = new Map<string, Finding[]>();
  for (const finding of kit.most(ranked, limits.findings, 'finding')) {
    const known = rules.get(finding.ruleId);
    if (known) known.push(finding);
    else rules.set(finding.ruleId, [finding]);
  }
  return {
    severities: SEVERITIES.filter((severity) => all.some((f) => f.severity === severity)).map(told),
    silent: (assessment.checks ?? []).filter((c) => c.findings === 0).length,
    rules: [...rules].map(([id, findings]) => {
      const first = findings[0];
      // Said once, unless it differs from finding to finding.
      const remediation = findings.every((f) => f.remediation === first?.remediation) ? (first?.remediation ?? '') : '';
      const rows = findings.map((finding) => ({
        anchor: kit.limits.full || finding.suppression ? findingAnchor(finding.fingerprint) : '',
        message: rest(finding, findings.length > 1 && first?.title === finding.title),
        remediation: remediation === '' ? finding.remediation : '',
        suppression: suppressionView(finding),
        ...kit.places(finding.evidence, places),
      }));
      return {
        anchor: checkAnchor(id),
        id,
        status: told(first?.severity ?? 'info'),
        title: first?.title ?? context.rule?.(id)?.title ?? id,
        rationale: context.rule?.(id)?.rationale ?? '',
        remediation,
        count: findings.length,
        single: rows.length === 1 ? rows[0] : undefined,
        suppressed: findings.every((f) => f.suppression),
        rows,
      };
    }),
  };
}

/** What of a message the title of the rule does not say already. */
function rest({ message, title }: Finding, titled: boolean): string {
  const start = titled && title ? title.replace(/\.$/, '') : '';
  return start !== '' && message.startsWith(`${start}: `) ? message.slice(start.length + 2) : message;
}

const SUPPRESSED = {
  baseline: 'known before',
  waiver: 'waived',
  'in-file': 'waived in the file',
  off: 'switched off here',
};

function suppressionView({ suppression }: Finding) {
  if (!suppression) return undefined;
  const { kind, owner, reason, expires, file, line } = suppression;
  const says = [reason, owner && `by ${owner}`, expires && `until ${expires}`].filter(Boolean).join(', ');
  return {
    word: SUPPRESSED[kind],
    says,
    owner: owner ?? '',
    reason: reason ?? '',
    expires: expires ?? '',
    at: line ? `${file}:${line}` : file,
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
        status: told(stage.involvement),
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
  const waived = kit.assessment.findings.flatMap((finding) => {
    const suppression = suppressionView(finding);
    const href = `#${findingAnchor(finding.fingerprint)}`;
    return suppression && finding.suppression?.kind !== 'baseline'
      ? [{ href, rule: finding.ruleId, ...suppression }]
      : [];
  });
  return {
    waived: kit.most(waived, kit.limits.rows, 'waiver'),
    frozen: kit.assessment.findings.filter((f) => f.suppression?.kind === 'baseline').length,
    stated: kit.most(stated, kit.limits.rows, 'attestation'),
    open: kit.assessment.maturity
      .map((m) => ({
        name: m.name,
        count: m.criteria.filter((c) => c.forPeople && c.status === 'not-observed' && !c.descriptor).length,
      }))
      .filter(({ count }) => count > 0),
  };
}
