/** How much people are involved in each stage of the workflow, and whether what stands side by side is integrated. */
import type { IntegrationVerdict, Involvement, StageVerdict } from '../assessment/types.js';
import { matchesComponent, matchesRelation } from '../conditions/evaluate.js';
import type { ComponentPattern, RelationPattern } from '../conditions/types.js';
import { controlsOf } from '../graph/starters.js';
import type { ArchitectureGraph, Component, Control, Evidence, Relation } from '../graph/types.js';
import type { ModelNeighbours, ModelStage } from './types.js';

const MOST_EVIDENCE = 6;
/** Components that start something without a person (`SIGNALS`). */
const SIGNAL_WORDS = new Map<string, string>([
  ['scheduler', 'started by a schedule'],
  ['event-bus', 'started by an event'],
  ['monitoring', 'started by a signal of monitoring'],
]);

/** Environments that are named of those whose protection cannot be seen. */
const MOST_ENVIRONMENTS = 2;

const WORDS: Record<Exclude<Control['kind'], 'environment'>, string> = {
  push: 'started by a change of code',
  schedule: 'started by a schedule',
  event: 'started by an event',
  demand: 'started by a person',
  approval: 'waits for the approval of a person',
};

/**
 * A stage is gated where a person must approve, automated where anything but a person starts it, manual where only a person does.
 * A deployment environment may ask for an approval that its platform keeps: that is said, and decides nothing.
 */
export function stageVerdict(stage: ModelStage, graph: ArchitectureGraph): StageVerdict {
  const { id, name } = stage;
  const shown = shownBy(stage, graph);
  if (shown.relations.length === 0 && shown.components.length === 0)
    return {
      id,
      name,
      involvement: 'not-observed',
      summary: `No definition of it was found; looked for ${stage.lookedFor}.`,
      evidence: [],
    };
  const { controls, starters } = controlsOf(shown, graph);
  const known = controls.flatMap(({ kind, evidence }) => (kind === 'environment' ? [] : [{ kind, evidence }]));
  const approvals = known.filter((c) => c.kind === 'approval');
  const starts = known.filter((c) => c.kind !== 'approval');
  const automatic = starts.filter((c) => c.kind !== 'demand');
  const waiting = graph.components.filter((c) => stage.gatedBy?.some((pattern) => matchesComponent(pattern, c, graph)));
  const words = (because: typeof known, started: readonly Relation[]): string[] => [
    ...new Set([...because.map((c) => WORDS[c.kind]), ...started.map((r) => startWords(r, graph))]),
  ];
  const places = (because: typeof known, started: readonly Relation[]): Evidence[] => [
    ...because.map((c) => c.evidence),
    ...started.flatMap((r) => r.evidence.slice(0, 1)),
  ];
  const verdict = (involvement: Involvement, parts: string[], evidence: Evidence[], environments: string[] = []) => ({
    id,
    name,
    involvement,
    summary: `${capital([parts.join(', '), ...unseenApproval(environments)].join('; '))}.`,
    evidence: distinct(evidence),
    ...(environments.length > 0 ? { environments } : {}),
  });
  if (approvals.length + waiting.length > 0) {
    const because = [...approvals, ...(automatic.length > 0 ? automatic : starts)];
    return verdict(
      'gated',
      [...(waiting.length > 0 ? [WAITING] : []), ...words(because, starters)],
      [...waiting.flatMap((c) => c.evidence.slice(0, 2)), ...places(because, starters)],
    );
  }
  if (automatic.length > 0 || starters.length > 0)
    return verdict('automated', words(automatic, starters), places(automatic, starters), environmentsIn(controls));
  if (starts.length > 0) return verdict('manual', words(starts, []), places(starts, []));
  const evidence = [...shown.relations, ...shown.components].flatMap((x) => x.evidence.slice(0, 1));
  return verdict('not-observed', ['it is defined, but no definition says what starts it'], evidence);
}

const WAITING = 'new versions of the model wait for a manual approval';

const environmentsIn = (controls: readonly Control[]): string[] =>
  [...new Set(controls.flatMap((c) => (c.kind === 'environment' && c.detail ? [c.detail] : [])))].sort();

function unseenApproval(environments: readonly string[]): string[] {
  const named = environments.filter((name) => !/[${<]/.test(name));
  const shown = named.slice(0, MOST_ENVIRONMENTS);
  const more = environments.length - shown.length;
  if (environments.length === 0) return [];
  if (shown.length === 0) return ['whether the environment asks for an approval no definition shows'];
  const list = shown.join(' and ') + (more > 0 ? ` and ${more} more` : '');
  return environments.length > 1
    ? [`whether the environments ${list} ask for an approval no definition shows`]
    : [`whether the environment ${list} asks for an approval no definition shows`];
}

/** @returns whether two kinds of component that are both there are related, directly or by way of a third */
export function integrationVerdict(pair: ModelNeighbours, graph: ArchitectureGraph): IntegrationVerdict {
  const inForce = graph.components.filter((c) => c.status === 'defined');
  const [a, b, through] = [pair.between, pair.and, pair.through ?? []].map((types) =>
    inForce.filter((c) => types.includes(c.type)),
  ) as [Component[], Component[], Component[]];
  const ids = { id: pair.id, between: a.map((c) => c.id), and: b.map((c) => c.id) };
  if (a.length === 0 || b.length === 0) return { ...ids, verdict: 'end-absent', evidence: [] };
  const direct = relationsBetween(a, b, graph);
  const found =
    direct.length > 0
      ? direct
      : through.flatMap((middle) => {
          const ways = [relationsBetween(a, [middle], graph), relationsBetween([middle], b, graph)];
          return ways.every((way) => way.length > 0) ? ways.flat() : [];
        });
  if (found.length > 0)
    return { ...ids, verdict: 'integrated', evidence: distinct(found.flatMap((r) => r.evidence.slice(0, 1))) };
  return { ...ids, verdict: 'gap', evidence: distinct([a, b].flatMap(([first]) => first?.evidence.slice(0, 1) ?? [])) };
}

interface Shown {
  relations: Relation[];
  components: Component[];
}

function shownBy({ shownBy: patterns }: ModelStage, graph: ArchitectureGraph): Shown {
  const isRelation = (p: RelationPattern | ComponentPattern): p is RelationPattern => 'from' in p;
  return {
    relations: graph.relations.filter((r) =>
      patterns.some((p) => isRelation(p) && r.status === 'defined' && matchesRelation(p, r, graph)),
    ),
    components: graph.components.filter((c) => patterns.some((p) => !isRelation(p) && matchesComponent(p, c, graph))),
  };
}

function relationsBetween(a: readonly Component[], b: readonly Component[], graph: ArchitectureGraph): Relation[] {
  const [from, to] = [new Set(a.map((c) => c.id)), new Set(b.map((c) => c.id))];
  return graph.relations.filter(
    (r) => r.status === 'defined' && ((from.has(r.from) && to.has(r.to)) || (from.has(r.to) && to.has(r.from))),
  );
}

const startWords = (relation: Relation, graph: ArchitectureGraph): string =>
  SIGNAL_WORDS.get(graph.component(relation.from)?.type ?? '') ?? 'started';

function distinct(evidence: readonly Evidence[]): Evidence[] {
  const places = new Map(evidence.map((e) => [`${e.source}\n${e.file}\n${e.line}`, e]));
  return [...places.values()].slice(0, MOST_EVIDENCE);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
