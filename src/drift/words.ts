/** What changed, in the words and the order of every format. */
import type { Evidence } from '../graph/types.js';
import type { Drift } from './types.js';

export interface Line {
  /** `+` gained, `-` lost, `~` another. */
  sign: '+' | '-' | '~';
  /** Whether that is for the better. */
  tone: 'good' | 'bad' | 'fair';
  text: string;
  place?: Evidence;
}
export interface Section {
  title: string;
  lines: Line[];
}

const TONES = { '+': 'good', '-': 'bad', '~': 'fair' } as const;

const line = (
  sign: Line['sign'],
  text: string,
  evidence: readonly Evidence[] = [],
  tone: Line['tone'] = TONES[sign],
): Line => ({
  sign,
  tone,
  text,
  ...(evidence[0] ? { place: evidence[0] } : {}),
});

/** Only sections in which something changed. */
export function driftSections({ components, relations, verdicts, levels, findings }: Drift): Section[] {
  const spaced = (text: string): string => text.replaceAll('-', ' ');
  const sections: Section[] = [
    {
      title: 'Levels',
      lines: levels.map((l) => line(l.after < l.before ? '-' : '+', `${l.name}: ${l.number} ${l.before} → ${l.after}`)),
    },
    {
      title: 'Components',
      lines: [
        ...components.lost.map((c) => line('-', c.id, c.evidence)),
        ...components.gained.map((c) =>
          line('+', `${c.id}${c.status === 'declared' ? ' (declared, not in force)' : ''}`, c.evidence),
        ),
        ...components.changed.map((c) =>
          line(c.after === 'declared' ? '-' : '+', `${c.id}: ${c.before} → ${c.after}`, c.evidence),
        ),
        ...components.moved.map((c) => line('~', `${c.before} moved to ${c.after}`, c.evidence)),
      ],
    },
    {
      title: 'Relations',
      lines: [
        ...relations.lost.map((r) => line('-', `${r.from} ${spaced(r.type)} ${r.to}`, r.evidence)),
        ...relations.gained.map((r) => line('+', `${r.from} ${spaced(r.type)} ${r.to}`, r.evidence)),
      ],
    },
    {
      title: 'Verdicts',
      lines: verdicts.map((v) =>
        line('~', `${v.model} ${v.id} ${v.name}: ${spaced(v.before)} → ${spaced(v.after)}`, v.evidence),
      ),
    },
    {
      title: 'Findings',
      lines: [
        ...findings.new.map((f) =>
          line('+', `${f.severity} ${f.rule}: ${f.component ?? f.message}`, f.evidence, 'bad'),
        ),
        ...findings.fixed.map((f) => line('-', `fixed ${f.rule}: ${f.component ?? f.message}`, f.evidence, 'good')),
      ],
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}
