/** A reference architecture whose source could not be read: what is known of it, and that nothing is laid over it. */
import type { ConformanceVerdict } from '../../assessment/types.js';
import type { Piece } from './legend.js';
import { fit, wrap } from '../measure.js';
import { text } from './text.js';
import { WIDTH } from './types.js';

const LEFT = 16;
const GAP = 12;
const TILE = 76;
const LINE = 16;
const MOST_TILES = 8;
const MOST_LINES = 4;
const IN_A_ROW = 4;

export function notTranscribed({ counts = [], notTranscribed: missing = [] }: ConformanceVerdict, top: number): Piece {
  const width = (WIDTH - 2 * LEFT - (IN_A_ROW - 1) * GAP) / IN_A_ROW;
  let y = top + 8;
  const said =
    'This architecture is not transcribed: no element of it is drawn, and none is looked for.' +
    (counts.length > 0 ? ' Known of it is only what its source counts.' : '');
  let content = text(fit(said, 12, WIDTH - 2 * LEFT), LEFT, y + 10, { size: 12, look: 'ra-text' }, WIDTH - 2 * LEFT);
  y += 26;
  const tiles = counts.slice(0, MOST_TILES);
  tiles.forEach(({ what, count }, index) => {
    const x = LEFT + (index % IN_A_ROW) * (width + GAP);
    const at = y + Math.floor(index / IN_A_ROW) * (TILE + GAP);
    content += `<g class="ra-not-observable"><rect class="ra-outline" x="${x}" y="${at}" width="${width}" height="${TILE}" rx="8"/><rect class="ra-inline" x="${x + 2.5}" y="${at + 2.5}" width="${width - 5}" height="${TILE - 5}" rx="6"/></g>\n`;
    content += text(String(count), x + width / 2, at + 36, { size: 24, look: 'ra-title', anchor: 'middle' });
    content += text(fit(what, 11, width - 16), x + width / 2, at + 58, { look: 'ra-dim', anchor: 'middle' }, width - 8);
  });
  y += Math.ceil(tiles.length / IN_A_ROW) * (TILE + GAP);
  for (const statement of missing.slice(0, MOST_LINES)) {
    const lines = wrap(statement, 11, WIDTH - 2 * LEFT, 3);
    lines.forEach((line) => {
      y += LINE;
      content += text(line, LEFT, y, { look: 'ra-dim' }, WIDTH - 2 * LEFT);
    });
    y += 4;
  }
  return { content, height: y - top + 8 };
}
