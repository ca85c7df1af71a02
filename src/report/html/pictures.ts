/** The pictures of the page: drawn once, whatever the page has room for. */
import type { Assessment } from '../../assessment/types.js';
import type { ReportContext } from '../index.js';
import type { Markup } from './clean.js';

export interface Pictures {
  /** By id of the model. */
  overlays: ReadonlyMap<string, Markup>;
  graph: Markup | undefined;
}

export async function drawPictures(_assessment: Assessment, _context: ReportContext): Promise<Pictures> {
  return Promise.resolve({ overlays: new Map(), graph: undefined });
}
