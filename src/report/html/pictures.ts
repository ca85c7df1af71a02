/** The pictures of the page: drawn once, whatever the page has room for. */
import type { Assessment } from '../../assessment/types.js';
import { overlay } from '../../diagram/overlay/index.js';
import { graphPicture } from '../../diagram/page/index.js';
import type { ReportContext } from '../index.js';
import { markup, type Markup } from './clean.js';

export interface Pictures {
  /** By id of the model. */
  overlays: ReadonlyMap<string, Markup>;
  graph: Markup | undefined;
}

export async function drawPictures(assessment: Assessment, context: ReportContext): Promise<Pictures> {
  const { technologyName } = context;
  const graph = await graphPicture(assessment, technologyName ? { technologyName } : {});
  return { overlays: overlays(assessment, context), graph: markup(graph) };
}

function overlays(assessment: Assessment, { drawings = [], technologyName }: ReportContext): Map<string, Markup> {
  const options = { drawings, ...(technologyName ? { technologyName } : {}) };
  return new Map(
    assessment.conformance.flatMap(({ model }): [string, Markup][] => {
      const picture = overlay(assessment, { ...options, model });
      return picture === undefined ? [] : [[model, markup(picture)]];
    }),
  );
}
