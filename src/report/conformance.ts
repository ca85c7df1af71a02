/** What every report says of a reference architecture, in parts that a format only has to lay out. */
import type {
  ConformanceVerdict,
  ElementVerdict,
  LayerRuleStatus,
  RelationConformance,
  RelationVerdict,
} from '../assessment/types.js';
import { lowerFirst, plural, typeWords } from './verdict.js';

/** More rows than these are summed up by layer. */
const MOST_ROWS = 20;

/** Elements that a reader looks for: without instances and parts, what the source draws besides, and what no definition can show. */
export function mainElements(model: ConformanceVerdict): ElementVerdict[] {
  return model.elements.filter((e) => !e.instanceOf && !e.secondary && e.status !== 'not-observable');
}

export interface LayerSummary {
  name: string;
  kind: 'layer' | 'column' | 'zone';
  present: ElementVerdict[];
  missing: ElementVerdict[];
}

/** @returns the layers, where a table of all elements would be too long; else undefined */
export function layerSummaries(model: ConformanceVerdict): LayerSummary[] | undefined {
  if (mainElements(model).length <= MOST_ROWS || !model.layers?.length) return undefined;
  // Zones of a process show once more what stands in the layers.
  const stacked = model.layers.some((layer) => layer.kind !== 'zone');
  return model.layers
    .filter((layer) => !stacked || layer.kind !== 'zone')
    .map(({ id, name, kind }) => {
      const inside = mainElements(model).filter((e) => e.in === id);
      return {
        name,
        kind,
        present: inside.filter((e) => e.status === 'present'),
        missing: inside.filter((e) => e.status !== 'present'),
      };
    })
    .filter(({ present, missing }) => present.length + missing.length > 0);
}

/** What the source draws without a number, and instances and parts of what is there that are not: parts of a sentence. */
export function besidesWords(model: ConformanceVerdict): string[] {
  const shown = model.elements.filter((e) => e.status !== 'not-observable');
  const isThere = (id: string | undefined): boolean => shown.some((e) => e.id === id && e.status === 'present');
  const names = (elements: readonly ElementVerdict[]): string => elements.map((e) => lowerFirst(e.name)).join(', ');
  const secondary = shown.filter((e) => e.secondary);
  const [found, missing] = [true, false].map((there) => secondary.filter((e) => isThere(e.id) === there));
  const apart = shown.filter((e) => e.instanceOf && !isThere(e.id) && isThere(e.instanceOf));
  return [
    ...(found?.length ? [`also found: ${names(found)}`] : []),
    ...(missing?.length ? [`not found: ${names(missing)}`] : []),
    ...(apart.length > 0 ? [`no separate ${names(apart)}`] : []),
  ];
}

export const relationsWith = (model: ConformanceVerdict, verdict: RelationVerdict): RelationConformance[] =>
  model.relations.filter((r) => r.verdict === verdict);

/**
 * `e30 Monitoring component → Scheduler`; ends that no element stands for by their id.
 * @param stepName what drawings call the steps of a model
 */
export function relationWords(
  model: ConformanceVerdict,
  { id, from, to }: Pick<RelationConformance, 'id' | 'from' | 'to'>,
  stepName?: (id: string) => string | undefined,
): string {
  const name = (end: string): string =>
    [...model.elements, ...(model.layers ?? [])].find((item) => item.id === end)?.name ?? stepName?.(end) ?? end;
  return `${id ? `${id} ` : ''}${name(from)} → ${name(to)}`;
}

/** How many modelled relations have no verdict, and why: part of a sentence. */
export function notJudgedWords(model: ConformanceVerdict): string {
  const count = (reason: string): number => (model.notJudged ?? []).filter((r) => r.reason === reason).length;
  const parts: [number, string][] = [
    [count('end-absent'), 'have an absent end'],
    [count('not-observable'), 'cannot be observed'],
    [count('not-found'), 'are allowed and not there'],
  ];
  return parts
    .filter(([n]) => n > 0)
    .map(([n, words]) => `${n} ${n === 1 ? words.replace(/^have/, 'has').replace(/^are/, 'is') : words}`)
    .join(', ');
}

const RULE_WORDS: readonly [LayerRuleStatus, string][] = [
  ['holds', 'kept'],
  ['broken', 'not kept'],
  ['nothing-selected', 'no relation to which it applies'],
  ['not-observable', 'not observable'],
  ['off', 'off by default'],
];

/** `kept: L4, L5; no relation to which it applies: L1`. What is only stated is left to `explain`. */
export function layerRuleWords(model: ConformanceVerdict): string {
  return RULE_WORDS.flatMap(([status, words]) => {
    const ids = (model.layerRules ?? []).filter((r) => r.status === status).map((r) => r.id);
    return ids.length > 0 ? [`${words}: ${ids.join(', ')}`] : [];
  }).join('; ');
}

/** What of the source is not in the model; empty when all is. */
export function transcriptionWords(model: ConformanceVerdict): string {
  if (model.status === undefined || model.status === 'complete') return '';
  const missing = model.notTranscribed ?? [];
  const counts = (model.counts ?? []).map((c) => `${c.count} ${c.what}`).join(', ');
  const words = model.status === 'partial' ? 'transcribed in part' : 'not transcribed';
  const said =
    model.status === 'partial' || counts === ''
      ? `${plural(missing.length, 'thing')} of the source could not be read`
      : `of the source only counts are known (${counts})`;
  return `${words}: ${said}; refarch explain ${model.model} says what is missing`;
}

/** What no model speaks of. */
export function unmappedWords({ unmapped, unmappedRelations = [] }: ConformanceVerdict): string {
  const parts = [
    ...(unmapped.length > 0 ? [plural(unmapped.length, 'component')] : []),
    ...(unmappedRelations.length > 0 ? [plural(unmappedRelations.length, 'relation')] : []),
  ];
  return parts.length === 0 ? '' : `${parts.join(' and ')} of which the architecture does not speak`;
}

/** Components that stand side by side and that no definition relates. */
export function gapWords({ integration = [] }: ConformanceVerdict): string {
  const type = (ids: readonly string[]): string => typeWords((ids[0] ?? '').split('/')[0] ?? '');
  return integration
    .filter((pair) => pair.verdict === 'gap')
    .map((pair) => `${type(pair.between)} and ${type(pair.and)}`)
    .join(', ');
}
