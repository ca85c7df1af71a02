import type { MaturityVerdict } from '../../assessment/types.js';
import { forTerminal } from '../escape.js';
import { blockers } from '../verdict.js';
import { wrap } from './layout.js';
import { mark, title } from './marks.js';
import type { TerminalOptions } from './options.js';

/** The three numbers of a maturity model, then what keeps the next level away. */
export function maturitySection(model: MaturityVerdict, options: TerminalOptions): string {
  const { style } = options;
  if (!model.assessable) return '';
  const lines = [
    title(style, model.name, `level ${model.level}, confirmed ${model.confirmed}, ceiling ${model.ceiling}`),
  ];
  const waiting = blockers(model);
  if (waiting.length > 0) lines.push(`  level ${model.level + 1} waits for:`);
  for (const criterion of waiting) {
    lines.push(
      `  ${mark(criterion.status, style)} ${style.bold(forTerminal(criterion.id))} ${forTerminal(criterion.name)}`,
    );
    lines.push(`      ${style.dim(wrap(forTerminal(criterion.summary), style.width - 6, '      '))}`);
    const advice = options.advice?.(criterion.id);
    if (advice) lines.push(`      ${style.accent('→')} ${wrap(advice, style.width - 8, '        ')}`);
  }
  const met = model.criteria.filter((c) => c.status === 'met' && c.level > 0).map((c) => forTerminal(c.id));
  if (met.length > 0) lines.push(style.dim(`  ${wrap(`met: ${met.join(', ')}`, style.width - 2, '       ')}`));
  return lines.join('\n');
}
