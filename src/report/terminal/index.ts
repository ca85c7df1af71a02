/** The report for people at a terminal: verdict first, then what it rests on. */
import type { Assessment, CriterionStatus, ElementStatus, Finding } from '../../assessment/types.js';
import type { Component, Evidence } from '../../graph/types.js';
import { forTerminal } from '../escape.js';
import { blockers, levelSentence, plural, verdictSentence } from '../verdict.js';
import { column, wrap, type Style } from './layout.js';

export interface TerminalOptions {
  style: Style;
  /** Names of technologies by id, for display. */
  technologyName?: (id: string) => string;
  /** What a criterion, principle or element looked for, and the change that would meet it. */
  advice?: (id: string) => string | undefined;
}

const MARK: Record<ElementStatus | CriterionStatus, { symbol: string; tone: 'good' | 'fair' | 'bad' | 'dim' }> = {
  present: { symbol: '●', tone: 'good' },
  declared: { symbol: '◐', tone: 'fair' },
  absent: { symbol: '○', tone: 'bad' },
  'not-observable': { symbol: '·', tone: 'dim' },
  met: { symbol: '●', tone: 'good' },
  'partly-met': { symbol: '◐', tone: 'fair' },
  'not-met': { symbol: '✕', tone: 'bad' },
  'not-observed': { symbol: '○', tone: 'dim' },
  attested: { symbol: '◆', tone: 'good' },
  'not-applicable': { symbol: '·', tone: 'dim' },
};

export function terminal(assessment: Assessment, options: TerminalOptions): string {
  const sections = [
    header(assessment, options),
    ...assessment.conformance.flatMap((model) => conformanceSection(assessment, model, options)),
    ...assessment.maturity.map((model) => maturitySection(model, options)),
    findingsSection(assessment.findings, options),
    blindSpots(assessment, options),
  ];
  return `${sections.filter((s) => s !== '').join('\n\n')}\n`;
}

function header(assessment: Assessment, { style }: TerminalOptions): string {
  const sources = assessment.sources.map((s) => `${forTerminal(s.id)} (${plural(s.files.read, 'file')} read)`).join(', ');
  const counts = `${plural(assessment.components.length, 'component')}, ${plural(assessment.relations.length, 'relation')}`;
  return [
    style.dim(`refarch ${assessment.tool.version} · ${sources} · ${counts}`),
    '',
    style.bold(wrap(forTerminal(verdictSentence(assessment)), style.width)),
  ].join('\n');
}

type ConformanceModel = Assessment['conformance'][number];

function conformanceSection(assessment: Assessment, model: ConformanceModel, options: TerminalOptions): string[] {
  const { style } = options;
  if (assessment.components.length === 0) return [];
  const byId = new Map(assessment.components.map((c) => [c.id, c]));
  const elements = model.elements.map((element) => {
    const found = element.components.flatMap((id) => byId.get(id) ?? []);
    const shown = element.status === 'present' ? found.filter((c) => c.status === 'defined') : found;
    return row(element.status, element.id, element.name, technologies(shown, options), place(shown[0]?.evidence[0], assessment), options);
  });
  const principles = model.principles.map((p) => row(p.status, p.id, p.name, p.status.replaceAll('-', ' '), place(p.evidence[0], assessment), options));
  const counts = (verdict: string): number => model.relations.filter((r) => r.verdict === verdict).length;
  return [
    [title(style, model.name, 'components'), ...elements, style.dim(`  ${legend()}`)].join('\n'),
    [title(style, model.name, 'principles'), ...principles].join('\n'),
    style.dim(
      wrap(
        `  Relations of the architecture: ${counts('convergence')} found as modelled, ${counts('absence')} not found, ${counts('divergence')} against it; ${plural(model.unmapped.length, 'component')} of which the architecture does not speak.`,
        style.width,
        '  ',
      ),
    ),
  ];
}

function maturitySection(model: Assessment['maturity'][number], options: TerminalOptions): string {
  const { style } = options;
  if (!model.assessable) return '';
  const lines = [title(style, model.name, `level ${model.level}`), `  ${wrap(levelSentence(model), style.width - 2, '  ')}`];
  for (const criterion of blockers(model)) {
    lines.push(`  ${mark(criterion.status, style)} ${style.bold(criterion.id)} ${criterion.name}`);
    lines.push(`      ${style.dim(wrap(criterion.summary, style.width - 6, '      '))}`);
    const advice = options.advice?.(criterion.id);
    if (advice) lines.push(`      ${style.accent('→')} ${wrap(advice, style.width - 8, '        ')}`);
  }
  const met = model.criteria.filter((c) => c.status === 'met' && c.level > 0);
  if (met.length > 0) lines.push(style.dim(`  ${wrap(`met: ${met.map((c) => c.id).join(', ')}`, style.width - 2, '  ')}`));
  return lines.join('\n');
}

function findingsSection(findings: readonly Finding[], options: TerminalOptions): string {
  const { style } = options;
  if (findings.length === 0) return '';
  const tone = { error: style.bad, warning: style.fair, info: style.dim };
  const lines = [style.bold('Findings')];
  for (const finding of findings) {
    lines.push(`  ${tone[finding.severity](column(finding.severity, 8))} ${wrap(finding.message, style.width - 11, '           ')}`);
    lines.push(`           ${style.accent('→')} ${wrap(finding.remediation, style.width - 13, '             ')}`);
    lines.push(`           ${style.dim(`${finding.ruleId} · explain with: refarch explain ${finding.ruleId}`)}`);
  }
  return lines.join('\n');
}

/** What was not understood could matter; it is said, never dropped. */
function blindSpots(assessment: Assessment, { style }: TerminalOptions): string {
  const reasons = new Map<string, number>();
  for (const item of assessment.notUnderstood) reasons.set(item.reason, (reasons.get(item.reason) ?? 0) + 1);
  if (reasons.size === 0 && assessment.notices.length === 0) return '';
  const lines = [style.bold('Blind spots')];
  for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const example = assessment.notUnderstood.find((n) => n.reason === reason)!;
    const where = place({ ...example, column: 1, kind: '', excerpt: '' }, assessment);
    lines.push(`  ${column(`${count}×`, 5)} ${column(reason.replaceAll('-', ' '), 24)} ${style.dim(`${where}  ${forTerminal(example.detail).slice(0, 80)}`)}`);
  }
  for (const notice of assessment.notices.slice(0, 10))
    lines.push(`  ${notice.incomplete ? style.fair('!') : style.dim('·')} ${forTerminal(notice.file)}: ${forTerminal(notice.message)}`);
  if (assessment.notices.length > 10) lines.push(style.dim(`  … and ${assessment.notices.length - 10} more notices`));
  return lines.join('\n');
}

function row(status: ElementStatus | CriterionStatus, id: string, name: string, what: string, where: string, { style }: TerminalOptions): string {
  const nameWidth = Math.min(36, Math.max(24, Math.floor(style.width * 0.32)));
  const whatWidth = Math.max(16, Math.floor((style.width - nameWidth - 10) * 0.45));
  const text = status === 'absent' ? style.dim(column(what || 'absent', whatWidth)) : column(what, whatWidth);
  return `  ${mark(status, style)} ${style.bold(column(id, 3))} ${column(name, nameWidth)} ${text} ${style.dim(where)}`.trimEnd();
}

function mark(status: ElementStatus | CriterionStatus, style: Style): string {
  const { symbol, tone } = MARK[status];
  return style[tone](symbol);
}

const title = (style: Style, name: string, what: string): string => `${style.bold(name)} ${style.dim(`· ${what}`)}`;
const legend = (): string => '● defined   ◐ declared only (listed, unused or switched off)   ○ not found';

function technologies(components: readonly Component[], { technologyName }: TerminalOptions): string {
  return [...new Set(components.map((c) => forTerminal(technologyName?.(c.technology) ?? c.technology)))].join(', ');
}

/** `source/file:line`; the source only where there are several. */
function place(evidence: Evidence | undefined, assessment: Assessment): string {
  if (!evidence) return '';
  const prefix = assessment.sources.length > 1 ? `${evidence.source}/` : '';
  return forTerminal(`${prefix}${evidence.file}:${evidence.line}`);
}
