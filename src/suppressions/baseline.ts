/**
 * The baseline: findings that are known since an earlier day, by rule, component and source. Entries without a finding are
 * fixed and have to be removed, so that their number only falls.
 */
import type { BaselineEntry, BaselineVerdict, Suppression } from '../assessment/types.js';
import type { Occurrence } from '../findings/occurrences.js';
import { EXPIRED_WAIVER } from './waivers.js';

export interface Baseline {
  /** As errors and reports name it. */
  file: string;
  entries: BaselineEntry[];
}

export interface BaselineOutcome {
  suppressions: Map<number, Suppression>;
  verdict: BaselineVerdict;
}

/** What an entry holds of an occurrence. */
export function entryOf({ finding, component, source }: Occurrence, several: boolean): BaselineEntry {
  return {
    rule: finding.ruleId,
    ...(finding.relation !== undefined ? { relation: finding.relation } : component ? { component: component.id } : {}),
    ...(several ? { source } : {}),
  };
}

/** What can be known beforehand: a waiver that has expired is news by its nature. */
export const canBeKnown = ({ finding }: Occurrence): boolean => finding.ruleId !== EXPIRED_WAIVER;

/**
 * @param several whether the audit has several sources, so that the source of an entry counts
 */
export function applyBaseline(
  occurrences: readonly Occurrence[],
  { file, entries }: Baseline,
  several: boolean,
): BaselineOutcome {
  const suppressions = new Map<number, Suppression>();
  const open = new Set(entries);
  const fresh = new Set<number>();
  const take = (at: number, entry: BaselineEntry): void => {
    open.delete(entry);
    fresh.delete(at);
    suppressions.set(at, { kind: 'baseline', file, ...(entry.line === undefined ? {} : { line: entry.line }) });
  };
  const byKey = new Map<string, BaselineEntry[]>();
  for (const entry of entries) {
    const key = `${entry.rule}\n${entry.relation ?? entry.component ?? ''}`;
    const others = byKey.get(key);
    if (others) others.push(entry);
    else byKey.set(key, [entry]);
  }
  occurrences.forEach((occurrence, at) => {
    if (!canBeKnown(occurrence)) return;
    const { finding, component, source } = occurrence;
    const entry = byKey
      .get(`${finding.ruleId}\n${finding.relation ?? component?.id ?? ''}`)
      ?.find((e) => open.has(e) && (!several || e.source === undefined || e.source === source));
    if (entry) take(at, entry);
    else fresh.add(at);
  });
  const matched = suppressions.size;
  const moved: BaselineVerdict['moved'] = [];
  for (const [at, entry] of movedPairs(occurrences, [...fresh], [...open])) {
    take(at, entry);
    moved.push({ entry, component: occurrences[at]?.component?.id ?? '' });
  }
  return {
    suppressions,
    verdict: { file, entries: entries.length, matched, fixed: [...open], moved },
  };
}

/**
 * A component whose identity is its file has another id when the file is renamed. An entry and a finding of one rule, type and
 * technology are the same one when their names end alike, or when both are names of files and there is no other of either.
 */
function movedPairs(
  occurrences: readonly Occurrence[],
  fresh: readonly number[],
  open: readonly BaselineEntry[],
): [number, BaselineEntry][] {
  const pairs: [number, BaselineEntry][] = [];
  const [lefts, rights] = [new Set(fresh), new Set(open)];
  for (const keyOf of [byName, byKind]) {
    const groups = new Map<string, { lefts: number[]; rights: BaselineEntry[] }>();
    const groupOf = (key: string): { lefts: number[]; rights: BaselineEntry[] } => {
      const group = groups.get(key) ?? { lefts: [], rights: [] };
      groups.set(key, group);
      return group;
    };
    for (const at of lefts) {
      const { finding, component } = occurrences[at] ?? {};
      if (finding && component && finding.relation === undefined)
        groupOf(keyOf(finding.ruleId, component.id)).lefts.push(at);
    }
    for (const entry of rights)
      if (entry.component !== undefined && (keyOf === byName || FILE.test(entry.component)))
        groupOf(keyOf(entry.rule, entry.component)).rights.push(entry);
    for (const group of groups.values()) {
      const [at, entry] = [group.lefts[0], group.rights[0]];
      if (group.lefts.length !== 1 || group.rights.length !== 1 || at === undefined || !entry) continue;
      pairs.push([at, entry]);
      lefts.delete(at);
      rights.delete(entry);
    }
  }
  return pairs;
}

/** An id that ends like the name of a file. */
const FILE = /\.[A-Za-z]{1,6}$/;

/** An id is `type/technology/name`, and the name may be a path. */
const byKind = (rule: string, id: string): string => [rule, ...id.split('/').slice(0, 2)].join('\n');
const byName = (rule: string, id: string): string => `${byKind(rule, id)}\n${id.split('/').at(-1) ?? ''}`;
