/** A picture that is wider than a page is scaled down until nobody can read it: then more is gathered. */
import type { Assessment } from '../../assessment/types.js';
import type { Diagram } from '../types.js';
import { FROM_FINE_TO_COARSE, MOST_NODES } from '../view/gather.js';
import { diagramView, type ViewOptions } from '../view/index.js';
import { place, type Layout } from './index.js';

/** At the width of a README's column, some 850 pixels, the smallest text of a picture of this width is 8 pixels high. */
const WIDEST = 1060;
/** A picture of more is wider than a page, and takes long to lay out. */
const MOST_EDGES = 60;

export interface Placed {
  diagram: Diagram;
  layout: Layout;
}

/** @returns the finest view that is legible at the width of a page, or else the narrowest one */
export async function fit(assessment: Assessment, options: ViewOptions, widest = WIDEST): Promise<Placed> {
  let best: Placed | undefined;
  let nodes = Infinity;
  for (const detail of FROM_FINE_TO_COARSE) {
    const diagram = diagramView(assessment, { ...options, detail });
    const { length } = diagram.nodes;
    const hopeless = length > MOST_NODES || diagram.edges.length > MOST_EDGES || length === nodes;
    if (hopeless && detail !== 'types') continue;
    nodes = length;
    const layout = await place(diagram);
    if (layout.width <= widest) return { diagram, layout };
    if (!best || layout.width < best.layout.width) best = { diagram, layout };
  }
  if (!best) throw new Error('the coarsest view is always laid out');
  return best;
}
