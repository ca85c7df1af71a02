/** Clusters and found relations to the published shape: stable ids, ordered evidence, one immutable graph. */
import { MultiDirectedGraph } from 'graphology';
import type { Reason } from '../facts/types.js';
import { readable } from '../facts/value.js';
import { CONFIDENCES, type Confidence } from '../vocabulary/index.js';
import type { Claim, Cluster, Sighting } from './clusters.js';
import type { FoundControl } from './controls.js';
import { notInForce } from './in-force.js';
import { fileOf } from './units.js';
import type { FoundRelation } from './found-relations.js';
import type { Launched } from './launched.js';
import { isTool } from './tools.js';
import type {
  ArchitectureGraph,
  Component,
  Control,
  DocumentMention,
  Evidence,
  NotUnderstood,
  Relation,
} from './types.js';

const MOST_EVIDENCE = 20;
const LONGEST_SLUG = 120;
/** Places that are kept of one attribute. */
const MOST_PLACES = 5;

export function assembleGraph(
  clusters: readonly Cluster[],
  found: readonly FoundRelation[],
  controls: readonly FoundControl[],
  notUnderstood: readonly NotUnderstood[],
  documents: readonly DocumentMention[],
  launched: Launched,
  triedOut: ReadonlySet<string>,
): ArchitectureGraph {
  const ids = assignIds(clusters);
  const components = clusters
    .flatMap((cluster) => toComponent(ids.get(cluster) ?? '', cluster, launched))
    .sort((a, b) => compare(a.id, b.id));
  const relations = found
    .flatMap((relation): Relation[] => {
      const [from, to] = [ids.get(relation.from), ids.get(relation.to)];
      if (!from || !to) return [];
      return [
        {
          from,
          to,
          type: relation.type,
          status: relation.defined ? 'defined' : 'declared',
          confidence: relation.confidence,
          evidence: toEvidence(bothEnds(relation, launched)),
        },
      ];
    })
    .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.type, b.type));
  const merged = withoutStarts(mergeSame(relations), new Map(components.map(({ id, type }) => [id, type])));
  return freeze(
    components,
    merged,
    controls.map((control) => toControl(control, ids, merged)),
    notUnderstood,
    documents,
    triedOut,
  );
}

function toControl(
  { kind, unit, trait, relations, clusters }: FoundControl,
  ids: ReadonlyMap<Cluster, string>,
  all: readonly Relation[],
): Control {
  const keys = new Set(relations.map(({ from, type, to }) => `${ids.get(from) ?? ''} ${type} ${ids.get(to) ?? ''}`));
  return {
    kind,
    ...(trait.detail ? { detail: readable(trait.detail) } : {}),
    relations: all.filter(({ from, type, to }) => keys.has(`${from} ${type} ${to}`)),
    components: clusters.flatMap((cluster) => ids.get(cluster) ?? []).sort(compare),
    evidence: evidenceAt({ unit, at: trait.at, kind: trait.kind }),
  };
}

/** Delivery is a matter of its own lines; of other components, what their programs do says most. */
function bothEnds(relation: FoundRelation, launched: Launched): Sighting[] {
  const { from, sightings, starts = [] } = relation;
  const shown = launchedFirst([...sightings, ...otherEnd(relation)], launched);
  if (from.type === 'ci-cd') return [...starts, ...shown];
  // A schedule is a line of its own, beside what it starts.
  const own = relation.type === 'triggers' && STARTS_OTHERS.has(from.type) ? ownPlace(from, sightings) : [];
  return [...own, ...shown, ...starts];
}

const STARTS_OTHERS: ReadonlySet<Cluster['type']> = new Set<Cluster['type']>(['scheduler', 'event-bus']);

/** Of several schedules the one that stands at what is started, or in its file. */
function ownPlace({ is }: Cluster, sightings: readonly Sighting[]): Sighting[] {
  const inForce = is.filter((claim) => !reasonOf(claim));
  const units = new Set(sightings.map(({ unit }) => unit));
  const files = new Set(sightings.map(({ unit }) => fileOf(unit)));
  const own =
    inForce.find(({ unit }) => units.has(unit)) ?? inForce.find(({ unit }) => files.has(fileOf(unit))) ?? inForce[0];
  return own ? [{ unit: own.unit, at: own.fact.at, kind: own.fact.kind }] : [];
}

/**
 * What is done to a component that several sources share is shown at both ends: where it is done, and where the other source
 * gives or uses the name by which the two were found to mean the same.
 */
function otherEnd({ to, sightings }: FoundRelation): Sighting[] {
  const here = new Set(sightings.map(({ unit }) => unit.source));
  if (here.size !== 1) return [];
  const [joint] = to.joints.filter((ends) => ends.some(({ unit }) => here.has(unit.source)));
  return joint ? joint.filter(({ unit }) => !here.has(unit.source)) : [];
}

/** Two ways may lead to the same relation. */
function mergeSame(relations: Relation[]): Relation[] {
  const merged: Relation[] = [];
  for (const relation of relations) {
    const last = merged[merged.length - 1];
    if (last && last.from === relation.from && last.to === relation.to && last.type === relation.type) {
      if (relation.status === 'defined') last.status = 'defined';
      if (relation.confidence === 'high') last.confidence = 'high';
      last.evidence = dedupe([...last.evidence, ...relation.evidence]);
    } else merged.push(relation);
  }
  return merged;
}

/** Who puts a service into operation has started it by that. */
function withoutStarts(relations: readonly Relation[], types: ReadonlyMap<string, Component['type']>): Relation[] {
  const deployed = new Set(
    relations
      .filter(({ type, status }) => type === 'deploys' && status === 'defined')
      .map(({ from, to }) => `${from} ${to}`),
  );
  return relations.filter(
    ({ from, type, to }) => type !== 'triggers' || types.get(to) !== 'model-serving' || !deployed.has(`${from} ${to}`),
  );
}

function freeze(
  components: Component[],
  relations: Relation[],
  controls: readonly Control[],
  notUnderstood: readonly NotUnderstood[],
  documents: readonly DocumentMention[],
  triedOut: ReadonlySet<string>,
): ArchitectureGraph {
  const graph = new MultiDirectedGraph<{ component: Component }, { relation: Relation }>();
  for (const component of components) graph.addNode(component.id, { component });
  for (const relation of relations) graph.addEdge(relation.from, relation.to, { relation });
  const edges = (list: string[]): Relation[] => list.map((edge) => graph.getEdgeAttribute(edge, 'relation'));
  return {
    components: components.filter((component) => !isTool(component)),
    tools: components.filter(isTool),
    relations,
    controls,
    triedOut,
    notUnderstood,
    documents,
    component: (id) => (graph.hasNode(id) ? graph.getNodeAttribute(id, 'component') : undefined),
    outgoing: (id) => (graph.hasNode(id) ? edges(graph.outEdges(id)) : []),
    incoming: (id) => (graph.hasNode(id) ? edges(graph.inEdges(id)) : []),
  };
}

/** `type/technology` or `type/technology/name`; the source is added only where two sources would share an id. */
function assignIds(clusters: readonly Cluster[]): Map<Cluster, string> {
  const plain = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    const parts = [cluster.type, bestTechnology(cluster), ...(nameOf(cluster) === '' ? [] : [slug(nameOf(cluster))])];
    const id = parts.join('/');
    plain.set(id, [...(plain.get(id) ?? []), cluster]);
  }
  const ids = new Map<Cluster, string>();
  const used = new Set<string>();
  for (const [id, same] of plain)
    for (const cluster of same) {
      const acrossSources = same.some((other) => other.source !== cluster.source);
      const base = acrossSources ? `${id}@${slug(cluster.source)}` : id;
      let unique = base;
      for (let n = 2; used.has(unique); n++) unique = `${base}~${n}`;
      used.add(unique);
      ids.set(cluster, unique);
    }
  return ids;
}

/** A training program may use several libraries; the first that is called in force gives the technology. */
function bestTechnology(cluster: Cluster): string {
  return strongestFirst([...cluster.is, ...cluster.usedBy])[0]?.fact.technology ?? cluster.technology;
}

/** A name as people read it; `stml${replace(var.name, "-", "")}` is `stml${…}`, and a name of nothing but such parts is none. */
function nameOf({ name }: Cluster): string {
  const short = name.replace(/\$\{(?![\w.[\]"'*-]{1,80}\})(?:[^{}]|\{[^{}]*\})*(?:\}|$)/g, '${…}');
  return /[^${}….\s_-]/.test(short) ? short : '';
}

/** A name as part of an id; the end of a long one (a path) tells more than its beginning. */
function slug(text: string): string {
  const plain = text
    .replaceAll('${…}', '')
    .normalize('NFKD')
    .replace(/[^\w./-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(-LONGEST_SLUG) || 'unnamed';
}

function toComponent(id: string, cluster: Cluster, launched: Launched): Component[] {
  const claims = strongestFirst([...cluster.is, ...cluster.usedBy]);
  const [best] = claims;
  if (!best) return [];
  const reason = reasonOf(best);
  // What is only listed is no evidence that a component is in force.
  const counted = reason ? claims : claims.filter((claim) => !reasonOf(claim));
  const shown = counted
    .map((claim) => ({ claim, rank: rankOf(claim), late: Number(!launched(claim.unit)) }))
    .sort((a, b) => a.rank - b.rank || a.late - b.late)
    .map(({ claim }) => claim);
  const attributes: Record<string, string | boolean> = { ...cluster.said };
  for (const { fact } of claims)
    for (const [key, value] of Object.entries(fact.attributes ?? {}))
      if (attributes[key] === undefined || value === true) attributes[key] = value;
  // These say how a claim is to be read, not what the component is.
  delete attributes.setting;
  delete attributes.unspecified;
  // An engine with a pipeline, or a served model, of its own is more than an engine.
  if (claims.some((claim) => !reasonOf(claim) && claim.fact.attributes?.engine !== true)) delete attributes.engine;
  const evidence = toEvidence(shown.map(({ unit, fact }) => ({ unit, at: fact.at, kind: fact.kind })));
  const saidAt = attributePlaces(cluster, counted, attributes, evidence[0]);
  const component: Component = {
    id,
    type: cluster.type,
    technology: best.fact.technology,
    name: nameOf(cluster),
    status: reason ? 'declared' : 'defined',
    confidence: best.fact.confidence,
    ...(reason ? { reason } : {}),
    attributes: Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => compare(a, b))),
    ...(saidAt.length > 0 ? { attributeEvidence: Object.fromEntries(saidAt) } : {}),
    evidence,
  };
  return [component];
}

/** Places of each attribute, in order of their names; what the first evidence of the component shows needs none. */
function attributePlaces(
  { said, saidAt }: Cluster,
  claims: readonly Claim[],
  attributes: Readonly<Record<string, string | boolean>>,
  first: Evidence | undefined,
): [string, Evidence[]][] {
  return Object.entries(attributes)
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([name, value]): [string, Evidence[]][] => {
      const around = said?.[name] === value ? (saidAt?.[name] ?? []) : [];
      const own = claims.filter(({ fact }) => fact.attributes?.[name] === value);
      const places = toEvidence([...around, ...own.map(({ unit, fact }) => ({ unit, at: fact.at, kind: fact.kind }))]);
      const [place] = places;
      return place && !(first && isSamePlace(place, first)) ? [[name, places.slice(0, MOST_PLACES)]] : [];
    });
}

const isSamePlace = (a: Evidence, b: Evidence): boolean =>
  a.source === b.source && a.file === b.file && a.line === b.line;

const reasonOf = ({ unit, fact }: Claim): Reason | undefined => fact.declared ?? notInForce(unit);

/** In force first, then what is switched off before what is only listed, then what is the component before what uses it, then by confidence and place. */
function strongestFirst(claims: Claim[]): Claim[] {
  return claims
    .map((claim) => ({ claim, rank: rankOf(claim) }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        compare(a.claim.unit.source, b.claim.unit.source) ||
        compare(a.claim.unit.path, b.claim.unit.path) ||
        a.claim.fact.at.line - b.claim.fact.at.line ||
        a.claim.fact.at.column - b.claim.fact.at.column ||
        compare(a.claim.fact.technology, b.claim.fact.technology),
    )
    .map(({ claim }) => claim);
}

const rankOf = (claim: Claim): number =>
  weakness(reasonOf(claim)) +
  (claim.fact.relation ? 10 : 0) +
  // Of a registry the host says more than that something is pushed.
  (claim.fact.attributes?.unspecified === true ? 5 : 0) +
  confidenceRank(claim.fact.confidence);

/** What a pipeline or a service does says more than a script that somebody starts by hand: of programs it is shown first. */
function launchedFirst(sightings: readonly Sighting[], launched: Launched): Sighting[] {
  const isProgram = ({ unit }: Sighting): boolean => /\.(?:py|ipynb)$/.test(unit.path);
  const programs = sightings.filter(isProgram);
  const ordered = [...programs.filter(({ unit }) => launched(unit)), ...programs.filter(({ unit }) => !launched(unit))];
  return sightings.map((sighting) => (isProgram(sighting) ? (ordered.shift() ?? sighting) : sighting));
}

/** A definition that is not in force says more than a mere mention. */
function weakness(reason: Reason | undefined): number {
  if (reason === undefined) return 0;
  return reason === 'dependency-only' || reason === 'import-only' ? 200 : 100;
}

const confidenceRank = (confidence: Confidence): number => CONFIDENCES.indexOf(confidence);

function toEvidence(sightings: readonly Sighting[]): Evidence[] {
  return dedupe(sightings.map(evidenceAt));
}

function evidenceAt({ unit, at, kind }: Sighting): Evidence {
  return {
    source: unit.source,
    file: unit.path,
    line: at.line,
    column: at.column,
    kind,
    excerpt: at.excerpt,
  };
}

function dedupe(evidence: Evidence[]): Evidence[] {
  const seen = new Set<string>();
  const kept: Evidence[] = [];
  for (const e of evidence) {
    const key = `${e.source}\n${e.file}\n${e.line}`;
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(e);
    if (kept.length === MOST_EVIDENCE) break;
  }
  return kept;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
