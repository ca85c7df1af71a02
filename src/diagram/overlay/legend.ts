/** What stands under an overlay: what its icons and lines mean, how often each occurs, and which relations are missing. */
import type { ConformanceVerdict } from '../../assessment/types.js';
import { meaning, told, verdictClass, verdictIcon, type Verdict } from '../status.js';
import { forXml } from '../escape.js';
import { labelText } from './lines.js';
import { fit, measure } from '../measure.js';
import { text } from './text.js';
import { WIDTH } from './types.js';

const ELEMENTS = ['present', 'declared', 'absent', 'not-observable'] as const;
const RELATIONS = ['convergence', 'absence', 'divergence', 'not-judged'] as const;
const ROW = 18;
const LEFT = 16;
const MIDDLE = WIDTH / 2 + 8;
const TEXT = { size: 11, look: 'ra-dim' } as const;
const HEADING = { size: 11, look: 'ra-strong' } as const;
const COUNT = { size: 11, look: 'ra-number', anchor: 'end' } as const;
/** More of them are left to the table of a report. */
const MOST = 16;

export interface Piece {
  content: string;
  height: number;
}

export function legend(verdict: ConformanceVerdict, top: number): Piece {
  const count = (kind: Verdict): number =>
    kind === 'not-judged'
      ? (verdict.notJudged ?? []).length
      : verdict.elements.filter((e) => e.status === kind).length +
        verdict.relations.filter((r) => r.verdict === kind).length;
  const entry = (kind: Verdict, x: number, row: number, sample: string): string => {
    const y = top + 18 + row * ROW;
    return `<g class="${verdictClass(kind)}">${sample}${verdictIcon(kind, x + 68, y + 6)}
${text(String(count(kind)), x + 58, y + 10, COUNT)}${text(meaning(kind), x + 80, y + 10, TEXT, WIDTH / 2 - 100)}</g>\n`;
  };
  const box = (x: number, row: number, kind: Verdict): string => {
    const y = top + 18 + row * ROW;
    const inner =
      kind === 'not-observable'
        ? `<rect class="ra-inline" x="${x + 2.5}" y="${y + 2.5}" width="19" height="8" rx="2"/>`
        : '';
    return `<rect class="ra-outline" x="${x}" y="${y}" width="24" height="13" rx="4"/>${inner}`;
  };
  const line = (x: number, row: number): string => {
    const y = top + 18 + row * ROW + 6.5;
    return `<path class="ra-run" d="M${x} ${y}L${x + 22} ${y}"/><path class="ra-tip" d="M${x + 27} ${y}L${x + 21} ${y - 3.2}L${x + 21} ${y + 3.2}Z"/>`;
  };
  // A part of a drawing may hold elements alone.
  const related = verdict.relations.length + (verdict.notJudged ?? []).length > 0;
  const relations = related
    ? text('Relations of the model', MIDDLE, top + 10, HEADING) +
      RELATIONS.map((kind, row) => entry(kind, MIDDLE, row, line(MIDDLE, row))).join('')
    : '';
  return {
    content:
      text('Elements', LEFT, top + 10, HEADING) +
      ELEMENTS.map((kind, row) => entry(kind, LEFT, row, box(LEFT, row, kind))).join('') +
      relations,
    height: 18 + ELEMENTS.length * ROW + 6,
  };
}

/** Absences and divergences by number, in two columns. */
export function missingRelations(verdict: ConformanceVerdict, endName: (id: string) => string, top: number): Piece {
  const missing = verdict.relations.filter((r) => r.verdict !== 'convergence');
  if (missing.length === 0) return { content: '', height: 0 };
  const shown = missing.slice(0, MOST);
  const rows = Math.ceil(shown.length / 2);
  const more = missing.length > MOST ? ` (${MOST} of ${missing.length})` : '';
  const lines = shown.map((relation, index) => {
    const x = index < rows ? LEFT : MIDDLE;
    const y = top + 18 + (index % rows) * ROW;
    const id = labelText({ id: relation.id ?? '' });
    const begin = x + 16 + (id === '' ? 0 : measure(id, TEXT.size) + 6);
    const words = `${endName(relation.from)} → ${endName(relation.to)}: ${told(relation.verdict).word}`;
    return `<g class="${verdictClass(relation.verdict)}"><title>${forXml(words)}</title>${verdictIcon(relation.verdict, x + 6, y + 6)}
${text(id, x + 16, y + 10, { size: TEXT.size, look: 'ra-number', anchor: 'start' }, measure(id, TEXT.size) + 4)}${text(fit(words, TEXT.size, x + WIDTH / 2 - 24 - begin), begin, y + 10, TEXT, x + WIDTH / 2 - 20 - begin)}</g>\n`;
  });
  return {
    content: text(`Relations that are missing or against the model${more}`, LEFT, top + 10, HEADING) + lines.join(''),
    height: 18 + rows * ROW + 4,
  };
}
