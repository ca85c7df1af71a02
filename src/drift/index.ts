/** Two assessments → what was gained, lost and moved between them. */
import type { Assessment, ConformanceVerdict, MaturityVerdict } from '../assessment/types.js';
import { occurrencesOf, type Occurrence } from '../findings/occurrences.js';
import { relationName } from '../graph/ends.js';
import type { Component, Evidence, Relation } from '../graph/types.js';
import { movedComponents } from './moved.js';
import type {
  ComponentChange,
  Drift,
  DriftKind,
  FindingChange,
  LevelChange,
  RelationChange,
  VerdictChange,
} from './types.js';

/** Places that are kept of each change. */
const MOST_PLACES = 3;

export function driftBetween(base: Assessment, head: Assessment): Drift {
  const [before, after] = [byId(base.components), byId(head.components)];
  const gone = base.components.filter(({ id }) => !after.has(id));
  const come = head.components.filter(({ id }) => !before.has(id));
  const moved = movedComponents(gone, come);
  const arrived = new Set(moved.values());
  const now = (id: string): string => moved.get(id) ?? id;
  return {
    schemaVersion: '1',
    components: {
      gained: come.filter(({ id }) => !arrived.has(id)).map(componentChange),
      lost: gone.filter(({ id }) => !moved.has(id)).map(componentChange),
      moved: [...moved]
        .map(([old, id]) => ({ before: old, after: id, evidence: places(after.get(id)?.evidence) }))
        .sort((a, b) => order(a.before, b.before)),
      changed: base.components.flatMap(({ id, status }) => {
        const other = after.get(now(id));
        if (!other || other.status === status) return [];
        return [{ id: other.id, before: status, after: other.status, evidence: places(other.evidence) }];
      }),
    },
    relations: relationChanges(base.relations, head.relations, now),
    verdicts: verdictChanges(base, head),
    levels: levelChanges(base.maturity, head.maturity),
    findings: findingChanges(base, head, now),
  };
}

/** Whether nothing that decides is another: places may be. */
export function isEmpty({ components, relations, verdicts, levels, findings }: Drift): boolean {
  return [
    ...Object.values(components),
    ...Object.values(relations),
    verdicts,
    levels,
    ...Object.values(findings),
  ].every((list) => list.length === 0);
}

/** @returns of which of these kinds there is some, each with what it is: a part of a sentence */
export function driftFailures(drift: Drift, kinds: readonly DriftKind[]): string[] {
  const { components, levels, verdicts, findings } = drift;
  const lost = [
    ...components.lost.filter(({ status }) => status === 'defined').map(({ id }) => id),
    ...components.changed.filter(({ after }) => after === 'declared').map(({ id }) => id),
  ];
  const said: Record<DriftKind, string[]> = {
    'lost-component': lost.map((id) => `${id} is lost`),
    'level-drop': levels
      .filter((l) => l.number === 'level' && l.after < l.before)
      .map((l) => `${l.model} falls from level ${l.before} to ${l.after}`),
    'new-divergence': verdicts
      .filter((v) => v.kind === 'relation' && v.after === 'divergence')
      .map((v) => `${v.name} is against ${v.model}`),
    'new-finding': findings.new.map((f) => `${f.rule} is new`),
  };
  return kinds.flatMap((kind) => said[kind]);
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const places = (evidence: readonly Evidence[] = []): Evidence[] => evidence.slice(0, MOST_PLACES);
const byId = (components: readonly Component[]): Map<string, Component> => new Map(components.map((c) => [c.id, c]));

function componentChange({ id, type, technology, name, status, evidence }: Component): ComponentChange {
  return { id, type, technology, name, status, evidence: places(evidence) };
}

/** Those in force; a relation whose end has moved is the same one. */
function relationChanges(
  base: readonly Relation[],
  head: readonly Relation[],
  now: (id: string) => string,
): { gained: RelationChange[]; lost: RelationChange[] } {
  const inForce = (relations: readonly Relation[], idOf: (id: string) => string): Map<string, RelationChange> =>
    new Map(
      relations
        .filter(({ status }) => status === 'defined')
        .map(({ from, type, to, evidence }) => {
          const change = { from: idOf(from), type, to: idOf(to), evidence: places(evidence) };
          return [[change.from, type, change.to].join('\n'), change];
        }),
    );
  const [before, after] = [inForce(base, now), inForce(head, (id) => id)];
  const without = (all: ReadonlyMap<string, RelationChange>, others: ReadonlyMap<string, RelationChange>) =>
    [...all]
      .filter(([key]) => !others.has(key))
      .sort(([a], [b]) => order(a, b))
      .map(([, change]) => change);
  return { gained: without(after, before), lost: without(before, after) };
}

interface Judged {
  kind: VerdictChange['kind'];
  id: string;
  name: string;
  verdict: string;
  evidence: Evidence[];
}

/** Of models that both assessments hold. */
function verdictChanges(base: Assessment, head: Assessment): VerdictChange[] {
  const judged = (assessment: Assessment): Map<string, Judged[]> =>
    new Map([
      ...assessment.conformance.map((model) => [model.model, ofArchitecture(model, assessment)] as const),
      ...assessment.maturity.map((model) => [model.model, ofMaturity(model)] as const),
    ]);
  const [before, after] = [judged(base), judged(head)];
  return [...after].flatMap(([model, verdicts]) => {
    const old = before.get(model);
    if (!old) return [];
    const known = new Map(old.map((v) => [`${v.kind}\n${v.id}`, v]));
    const keys = new Set(verdicts.map((v) => `${v.kind}\n${v.id}`));
    const changes = verdicts.flatMap((v): VerdictChange[] => {
      const was = known.get(`${v.kind}\n${v.id}`)?.verdict ?? 'not judged';
      return was === v.verdict ? [] : [change(model, v, was, v.verdict)];
    });
    // A modelled relation without a verdict any more: its end is gone.
    const dropped = old
      .filter((v) => !keys.has(`${v.kind}\n${v.id}`))
      .map((v) => change(model, v, v.verdict, 'not judged'));
    return [...changes, ...dropped];
  });
}

function change(model: string, { kind, id, name, evidence }: Judged, before: string, after: string): VerdictChange {
  return { model, kind, id, name, before, after, evidence: places(evidence) };
}

function ofArchitecture(model: ConformanceVerdict, { components, relations }: Assessment): Judged[] {
  const found = new Map(relations.map((r) => [relationName(r), r.evidence]));
  const name = (end: string): string =>
    [...model.elements, ...(model.layers ?? [])].find((item) => item.id === end)?.name ?? end;
  return [
    ...model.elements.map((e): Judged => {
      const evidence = e.components.flatMap((id) => components.find((c) => c.id === id)?.evidence[0] ?? []);
      return { kind: 'element', id: e.id, name: e.name, verdict: e.status, evidence };
    }),
    ...model.relations.map((r): Judged => ({
      kind: 'relation',
      id: r.id ?? `${r.from}-${r.to}`,
      name: `${name(r.from)} → ${name(r.to)}`,
      verdict: r.verdict,
      evidence: r.evidence ?? r.relations.flatMap((key) => found.get(key)?.slice(0, 1) ?? []),
    })),
    ...[...model.principles, ...(model.requirements ?? [])].map((p): Judged => ({
      kind: 'principle',
      id: p.id,
      name: p.name,
      verdict: p.status,
      evidence: p.evidence,
    })),
  ];
}

const ofMaturity = ({ criteria }: MaturityVerdict): Judged[] =>
  criteria.map(({ id, name, status, evidence }) => ({ kind: 'criterion', id, name, verdict: status, evidence }));

function levelChanges(base: readonly MaturityVerdict[], head: readonly MaturityVerdict[]): LevelChange[] {
  return head.flatMap((after) => {
    const before = base.find((m) => m.model === after.model);
    if (!before || before.kind === 'questionnaire' || after.kind === 'questionnaire') return [];
    return (['level', 'confirmed', 'ceiling'] as const).flatMap((number) =>
      before[number] === after[number]
        ? []
        : [{ model: after.model, name: after.name, number, before: before[number], after: after[number] }],
    );
  });
}

/** By rule and component; those that do not count are left out. */
function findingChanges(base: Assessment, head: Assessment, now: (id: string) => string): Drift['findings'] {
  const counting = (assessment: Assessment, idOf: (id: string) => string): Map<string, Occurrence> =>
    new Map(
      occurrencesOf(assessment)
        .filter(({ finding }) => !finding.suppression)
        .map((o) => [[o.finding.ruleId, o.finding.relation ?? idOf(o.component?.id ?? '')].join('\n'), o]),
    );
  const [before, after] = [counting(base, now), counting(head, (id) => id)];
  const without = (all: ReadonlyMap<string, Occurrence>, others: ReadonlyMap<string, Occurrence>): FindingChange[] =>
    [...all]
      .filter(([key]) => !others.has(key))
      .sort(([a], [b]) => order(a, b))
      .map(([, { finding, component, place }]) => ({
        rule: finding.ruleId,
        severity: finding.severity,
        message: finding.title ?? finding.message,
        ...(component ? { component: component.id } : {}),
        evidence: place ? [place] : [],
      }));
  return { new: without(after, before), fixed: without(before, after) };
}
