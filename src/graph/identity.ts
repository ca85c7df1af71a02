/**
 * Which claims speak of one component although they stand in different places: by the name, host or image by which one
 * definition refers to what another one provides.
 */
import { bucketName, bucketOfAddress } from '../facts/identifiers.js';
import type { ComponentFact, IdentifierKind } from '../facts/types.js';
import { NAMED, NAMED_BY, type Cluster, type Clusters, type Joint } from './clusters.js';
import { executed, type ControlFlow, type Edge } from './control-flow.js';
import { ownersOf } from './owners.js';
import type { Resolver } from './resolve/index.js';
import { isTelling, isUnmistakable } from './resolve/telling.js';
import { fileOf, type Offer, type Unit, type UnitIndex } from './units.js';

export function identifyComponents(index: UnitIndex, flow: ControlFlow, clusters: Clusters, resolver: Resolver): void {
  clusters.absorbNameless();
  clusters.absorbUnspecified();
  mergeProvided(index, flow, clusters);
  mergeShared(index, clusters, resolver);
  mergeProjects(index, clusters);
  adoptWorkloads(index, flow, clusters);
}

/**
 * A unit that uses a technology and names the host (or model, or bucket) where another definition provides it speaks of
 * that very component, be it in another source. So does a workload of the image from which that component is made.
 */
function mergeProvided(index: UnitIndex, flow: ControlFlow, clusters: Clusters): void {
  const owners = ownersOf(clusters);
  for (const unit of index.units) {
    const workload = unit.kind === 'workload' || unit.kind === 'resource' ? owners.get(unit) : undefined;
    if (unit.uses.length === 0 && !workload) continue;
    for (const edge of flow.outgoing(unit)) {
      if (!edge.offer) continue;
      const joint = jointOf(edge, edge.offer);
      for (const provider of executed(flow, edge.to))
        for (const provided of owners.get(provider) ?? []) {
          // Who triggers something by its name is not it.
          for (const use of unit.uses)
            if (use.relation !== 'triggers') join(clusters, clusters.of(unit, use), provided, joint);
          if (edge.how === 'built-from')
            for (const own of workload ?? []) if (own.source !== provided.source) join(clusters, own, provided, joint);
        }
    }
  }
}

function join(clusters: Clusters, used: Cluster, provided: Cluster, joint: Joint | undefined): void {
  if (used.technology !== provided.technology) return;
  // Of what is told apart by name, a use without a name may mean each of several.
  if (used.type === provided.type && (!NAMED.has(used.type) || used.name === provided.name))
    clusters.merge(used, provided, joint);
  // One server often is both; its definition shows only the metadata store.
  if (used.type === 'model-registry' && provided.type === 'ml-metadata-store')
    clusters.merge(used, clusters.companion(provided, 'model-registry'), joint);
}

/**
 * Sources that name the same thing (register and load one model, read and write one bucket, log to one host) use the same
 * component, even where no source defines it.
 */
function mergeShared(index: UnitIndex, clusters: Clusters, resolver: Resolver): void {
  const mentions = new Map<string, Mention[]>();
  const note = (unit: Unit, kind: IdentifierKind, value: string, at: Offer['at'], offered: boolean): void => {
    const types = NAMED_BY[kind];
    const facts = types ? unit.uses.filter((use) => !use.declared && types.includes(use.type)) : [];
    if (facts.length === 0) return;
    const text = resolver.text(unit.source, { kind, value });
    if (text === undefined) return;
    const list = mentions.get(`${kind}\n${text}`) ?? [];
    mentions.set(`${kind}\n${text}`, list);
    list.push({ kind, text, unit, facts, at, offered });
  };
  for (const { unit, name, facts, at } of namedBuckets(index)) {
    const list = mentions.get(`bucket\n${name}`) ?? [];
    mentions.set(`bucket\n${name}`, list);
    list.push({ kind: 'bucket', text: name, unit, facts, at, offered: false });
  }
  for (const unit of index.units) {
    for (const offer of unit.offers) note(unit, offer.identifier.kind, offer.identifier.value, offer.at, true);
    for (const link of unit.links) note(unit, link.to.kind, link.to.value, link.at, false);
  }
  const hosts = new Set(
    index.offers
      .filter(({ identifier }) => identifier.kind === 'host')
      .map(({ unit, identifier }) => `${resolver.text(unit.source, identifier) ?? ''}\n${unit.source}`),
  );
  for (const same of mentions.values()) {
    const first = same[0];
    if (!first) continue;
    for (const other of same) {
      if (other.unit.source === first.unit.source) continue;
      // Every cluster may have its `mlflow.mlflow`.
      if (hosts.has(`${first.text}\n${first.unit.source}`) && hosts.has(`${other.text}\n${other.unit.source}`))
        continue;
      mergeMentions(clusters, first, other, resolver.belongTogether(first.unit.source, other.unit.source));
    }
  }
}

/** Services that keep objects in buckets. */
export const OBJECT_STORES: ReadonlySet<string> = new Set([
  'amazon-s3',
  'azure-blob-storage',
  'google-cloud-storage',
  'minio',
]);

/** Buckets that a file names and perhaps another one of its source works with, by a function of its own that reads or writes. */
function* namedBuckets(
  index: UnitIndex,
): Generator<{ unit: Unit; name: string; facts: ComponentFact[]; at: Offer['at'] }> {
  const stores = new Map<string, { unit: Unit; fact: ComponentFact }[]>();
  for (const unit of index.units)
    for (const fact of unit.uses)
      if (!fact.declared && OBJECT_STORES.has(fact.technology) && fact.type === 'data-store') {
        const known = stores.get(unit.source);
        if (known) known.push({ unit, fact });
        else stores.set(unit.source, [{ unit, fact }]);
      }
  for (const { file, fact } of index.mentions) {
    const all = fact.bucket ? (stores.get(file.source) ?? []) : [];
    const near = all.filter(({ unit }) => fileOf(unit) === file);
    const [use, other] = near.length > 0 ? near : all;
    if (!use || (other && other.fact.technology !== use.fact.technology)) continue;
    yield { unit: use.unit, name: bucketOfAddress(fact.name) ?? bucketName(fact.name), facts: [use.fact], at: fact.at };
  }
}

/** Each machine calls itself so. */
const OWN_HOST = /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|host\.docker\.internal|::1)$/;

interface Mention {
  kind: IdentifierKind;
  text: string;
  unit: Unit;
  facts: ComponentFact[];
  at: Offer['at'];
  /** It gives the name rather than asking for it. */
  offered: boolean;
}

/** @param together whether the sources are known to belong together, so that a plain name is the same for both */
function mergeMentions(clusters: Clusters, a: Mention, b: Mention, together: boolean): void {
  const trusted =
    a.offered !== b.offered || (together && !OWN_HOST.test(a.text))
      ? isTelling(a.kind, a.text)
      : isUnmistakable(a.kind, a.text);
  if (!trusted) return;
  const joint: Joint = [
    { unit: a.unit, at: a.at, kind: 'config' },
    { unit: b.unit, at: b.at, kind: 'config' },
  ];
  for (const x of a.facts)
    for (const y of b.facts) {
      const [mine, theirs] = [clusters.of(a.unit, x), clusters.of(b.unit, y)];
      const alike = mine.type === theirs.type && mine.technology === theirs.technology;
      if (alike && (!NAMED.has(mine.type) || mine.name === theirs.name)) clusters.merge(mine, theirs, joint);
    }
}

/**
 * Repositories of one project of a platform share its registry although none of them names it. Two sources that both register
 * models would be two projects.
 */
function mergeProjects(index: UnitIndex, clusters: Clusters): void {
  const projects = new Map<string, Map<string, Offer>>();
  for (const offer of index.offers) {
    if (offer.identifier.kind !== 'project') continue;
    const sources = projects.get(offer.identifier.value) ?? new Map<string, Offer>();
    projects.set(offer.identifier.value, sources);
    if (!sources.has(offer.unit.source)) sources.set(offer.unit.source, offer);
  }
  for (const [technology, sources] of projects) {
    const members = clusters.all().filter((c) => c.technology === technology && sources.has(c.source));
    const registries = members.filter((c) => c.type === 'model-registry');
    const filled = registries.filter((c) =>
      c.usedBy.some(({ fact }) => !fact.declared && fact.relation === 'registers-in'),
    );
    const [registry] = filled;
    if (sources.size < 2 || filled.length > 1) continue;
    for (const member of members) member.project = technology;
    const here = registry && sources.get(registry.source);
    if (!registry || !here) continue;
    for (const other of registries) {
      const there = sources.get(other.source);
      if (!there || other === registry) continue;
      clusters.merge(other, registry, [
        { unit: there.unit, at: there.at, kind: 'config' },
        { unit: here.unit, at: here.at, kind: 'config' },
      ]);
    }
  }
}

/** A workload that runs the image of a model service is that service, deployed. */
function adoptWorkloads(index: UnitIndex, flow: ControlFlow, clusters: Clusters): void {
  const owners = ownersOf(clusters);
  for (const unit of index.units) {
    if (unit.kind !== 'workload' || unit.off || owners.has(unit)) continue;
    const served = new Set(
      [...executed(flow, unit)].flatMap((u) => owners.get(u) ?? []).filter((c) => c.type === 'model-serving'),
    );
    const [service] = served;
    if (!service || served.size > 1) continue;
    service.is.push({
      unit,
      fact: {
        fact: 'component',
        unit: unit.local,
        type: 'model-serving',
        technology: service.technology,
        confidence: 'medium',
        kind: 'manifest',
        at: unit.at,
      },
    });
    for (const edge of flow.outgoing(unit)) {
      const joint = edge.offer && edge.offer.unit.source !== unit.source ? jointOf(edge, edge.offer) : undefined;
      if (joint) service.joints.push(joint);
    }
  }
}

const jointOf = (edge: Edge, offer: Offer): Joint | undefined =>
  edge.at && [
    { unit: edge.from, at: edge.at, kind: edge.kind ?? 'structure' },
    { unit: offer.unit, at: offer.at, kind: 'config' },
  ];
