/** What the readers of steps know about the file and the job around them. */
import type { Fact } from '../../facts/types.js';
import { entries, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { environmentFacts } from '../shared/commands/signals.js';
import type { Place } from '../shared/effects.js';
import type { ExtractContext } from '../types.js';
import { expand, spaceOf } from './expressions.js';
import type { Values } from './expressions.js';

export interface StepScope {
  document: DataDocument;
  context: ExtractContext;
  /** Root of the repository, relative to the source. */
  root: string;
  values: Values;
  /** Defaults of the job: `defaults.run`. */
  directory?: string | undefined;
  shell?: string | undefined;
  /** The job runs on a machine of GitHub's, which is thrown away after it. */
  hosted?: boolean;
}

/** Where facts of a step belong. */
export function placeFor(
  unit: string,
  document: DataDocument,
  offset: number,
  scope: StepScope,
  values: Place['values'],
): Place {
  const { context, root: directory } = scope;
  return { context, unit, at: document.locate(offset), kind: 'action', directory, values };
}

/** Catalogue facts of an `env` map, and symbols for the programs that read the environment. */
export function variableFacts(
  node: DataNode | undefined,
  unit: string,
  { document, context, values }: StepScope,
): Fact[] {
  return entries(node).flatMap(({ key, offset, value }) => {
    const written = text(value);
    if (written === undefined) return [];
    const expanded = expand(written, values);
    const at = document.locate(offset);
    const symbol: Fact = { fact: 'symbol', space: 'env:', name: key, value: expanded, at };
    const isKnown = expanded !== '' && !expanded.includes('${{');
    return [...environmentFacts(context, unit, at, { [key]: expanded }), ...(isKnown ? [symbol] : [])];
  });
}

/** What a caller hands over, as symbols of the called file. */
export function inputSymbols(
  inputs: DataNode | undefined,
  file: string | undefined,
  document: DataDocument,
  values: Values,
): Fact[] {
  if (file === undefined) return [];
  return entries(inputs).flatMap(({ key, offset, value }): Fact[] => {
    const written = text(value);
    const expanded = written === undefined ? undefined : expand(written, values);
    if (expanded === undefined || expanded.includes('${{')) return [];
    return [
      { fact: 'symbol', space: spaceOf(file), name: `inputs.${key}`, value: expanded, at: document.locate(offset) },
    ];
  });
}
