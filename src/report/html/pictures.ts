/** The pictures of the page: drawn once, whatever the page has room for. */
import type { Assessment } from '../../assessment/types.js';
import { graphPicture } from '../../diagram/page/index.js';
import type { ReportContext } from '../index.js';
import { markup, type Markup } from './clean.js';

export interface Pictures {
  /** By id of the model. */
  overlays: ReadonlyMap<string, Markup>;
  graph: Markup | undefined;
}

export async function drawPictures(assessment: Assessment, { technologyName }: ReportContext): Promise<Pictures> {
  const graph = await graphPicture(assessment, technologyName ? { technologyName } : {});
  return { overlays: new Map(), graph: markup(graph) };
}
