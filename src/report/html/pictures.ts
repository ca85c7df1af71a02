/** The pictures of the page: drawn once, whatever the page has room for. */
import type { Assessment } from '../../assessment/types.js';
import { overlay } from '../../diagram/overlay/index.js';
import { graphPicture } from '../../diagram/page/index.js';
import type { ReportContext } from '../index.js';
import { markup, type Markup } from './templates.js';
import { packed } from './packed.js';
import { shortened } from './shorten.js';

export interface Pictures {
  /** By id of the model, in the order of the models. */
  overlays: ReadonlyMap<string, Markup>;
  graph: Markup | undefined;
}

/** The same pictures for a long page: its script unpacks them. The tables say what they show. */
export function packedPictures({ overlays, graph }: Pictures): Pictures {
  return {
    overlays: new Map([...overlays].map(([model, picture]) => [model, holder(picture)])),
    graph: graph && holder(graph),
  };
}

const holder = (picture: Markup): Markup =>
  markup(
    `<script type="application/json" data-packed>${JSON.stringify(packed(shortened(picture.toString()))).replaceAll('<', '\\u003c')}</script>` +
      '<noscript><p class="note">In a page of this length the picture needs JavaScript; the lists say what it shows.</p></noscript>',
  );

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
