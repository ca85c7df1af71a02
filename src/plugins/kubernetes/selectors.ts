/** Labels and selectors. */
import { entries } from '../../syntax/data/tree.js';
import type { DataEntry, DataNode } from '../../syntax/types.js';
import type { ObjectContext } from './index.js';

export interface Label {
  /** `key=value`, or `include:HELPER` for labels that a Helm helper prints. */
  label: string;
  offset: number;
}

const MOST_LABELS = 20;
/** Labels that tell workloads apart, best first; others often say a version or who manages the object. */
const TELLING = [
  'app.kubernetes.io/name',
  'app',
  'k8s-app',
  'name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/component',
];
/** A helper on the line after the key: charts print their selector labels by `include "chart.selectorLabels"`. */
const INCLUDED = /^[^\n]*\n[ \t]*\{\{-?[ \t]*(?:include|template)[ \t]+"([^"\n]{1,100})"/;
const REACH = 400;

/**
 * The labels of a map of labels.
 * @param place entry of which the map is the value
 */
export function selector(
  { read, text, chart }: ObjectContext,
  labels: DataNode | undefined,
  place: DataEntry,
): Label[] {
  const found = entries(labels)
    .slice(0, MOST_LABELS)
    .map(({ key, value, offset }) => ({ label: `${key}=${read(value) ?? ''}`, offset }));
  const helper = chart === undefined ? undefined : INCLUDED.exec(text.slice(place.offset, place.offset + REACH))?.[1];
  return helper ? [{ label: `include:${helper}`, offset: place.offset }, ...found] : found;
}

/** The label that identifies best what is selected. */
export function mostTelling(labels: readonly Label[]): Label | undefined {
  for (const key of TELLING) {
    const found = labels.find(({ label }) => label.startsWith(`${key}=`) && !label.includes('{{'));
    if (found) return found;
  }
  return labels[0];
}
