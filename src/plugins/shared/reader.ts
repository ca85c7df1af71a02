import { text } from '../../syntax/data/tree.js';
import type { Read } from './containers.js';
import { helmText } from './helm.js';

/** Reads scalars of a manifest; inside a chart, values of the chart become symbol references. */
export function readerFor(chart: string | undefined): Read {
  if (chart === undefined) return text;
  return (node) => {
    const found = text(node);
    return found === undefined ? undefined : helmText(found, chart);
  };
}
