/**
 * Links between sources that no component's own definition shows: a workload that is no component runs an image which another source
 * builds, a constant holds the bucket or cluster that another source makes. What other rooms have related is left as it is.
 */
import { arnService, imageWithoutTag } from '../../facts/identifiers.js';
import { remotePath } from '../../facts/addresses.js';
import type { LinkFact, MentionFact, RouteFact } from '../../facts/types.js';
import { hasReference } from '../../facts/value.js';
import type { Cluster, Clusters, Sighting } from '../clusters.js';
import type { ControlFlow } from '../control-flow.js';
import type { FoundRelation } from '../found-relations.js';
import { notInForce } from '../in-force.js';
import { ownersOf } from '../owners.js';
import type { Resolver } from '../resolve/index.js';
import { isDistinctive } from '../resolve/telling.js';
import { unitAt, within, type Unit, type UnitIndex } from '../units.js';
import { Actors } from './actors.js';
import { relateBuckets } from './buckets.js';
import { Links } from './links.js';
import { relateNetworks } from './networks.js';
import { relatePackages } from './packages.js';
import { relateTables } from './tables.js';
import { relateTrust } from './trust.js';
import { relateVariables } from './variables.js';
import { isTellingRequest, Routes, type Route } from './routes.js';
import { ClusterObjects } from './objects.js';
import { namesIn, Providers, type Provider } from './providers.js';

export function relateAcross(
  index: UnitIndex,
  clusters: Clusters,
  flow: ControlFlow,
  resolver: Resolver,
  known: readonly FoundRelation[],
): FoundRelation[] {
  if (new Set([...index.files.values()].map(({ source }) => source)).size < 2) return [];
  const owners = ownersOf(clusters);
  const actors = new Actors(owners, clusters, flow, index.files.values());
  const providers = new Providers(index, clusters, owners, flow, actors, resolver);
  const objects = new ClusterObjects(index, resolver);
  const links = new Links(actors, known);
  for (const unit of index.units) {
    for (const link of unit.links) {
      followLink(unit, link, providers, resolver, links);
      const object = objects.meant(unit, link);
      // What is found by the whole name is followed already.
      const given = object && resolver.resolve(unit, link).length === 0 ? providers.object(object) : undefined;
      // What takes a Secret in reads it.
      const how = link.link === 'includes' ? 'reads-from' : link.link;
      if (given) links.add({ unit, at: link.at, kind: link.kind }, given.cluster, given.at, how);
    }
    if (unit.kind === 'workload' || unit.kind === 'resource') relateUses(unit, clusters, links);
  }
  for (const { file, fact } of index.mentions) {
    const provider = fact.service
      ? service(file, fact, objects, providers)
      : isName(fact)
        ? meant(file, fact, providers)
        : undefined;
    if (provider) links.add(sightingOf(file, fact), provider.cluster, provider.at, provider.how);
  }
  relateRequests(index, providers, resolver, links);
  relateBuckets(index, clusters, resolver, links);
  relatePackages(index, providers, links);
  relateNetworks(index, actors, resolver, links);
  relateTrust(index, owners, resolver, links);
  links.addPrograms();
  // That a repository is named says little where it is known what of it is used.
  for (const { file, fact } of index.mentions) {
    const home = fact.weak || !isName(fact) ? undefined : repositoryIn(file, fact, resolver);
    const repository =
      home && !links.relatesSources(file.source, home)
        ? fact.at.excerpt.includes('git+')
          ? providers.package(home)
          : providers.repository(home)
        : undefined;
    if (repository) links.add(sightingOf(file, fact), repository.cluster, repository.at);
  }
  links.addPrograms();
  relateVariables(index, actors, providers, resolver, links);
  links.addPrograms();
  relateTables(index, actors, clusters, resolver, links);
  links.addPrograms();
  return links.found;
}

/** What a definition names that another source gives, by whoever executes the definition. */
function followLink(unit: Unit, link: LinkFact, providers: Providers, resolver: Resolver, links: Links): void {
  const from: Sighting = { unit, at: link.at, kind: link.kind };
  const isImage = link.to.kind === 'image' || link.to.kind === 'image-repository';
  // A name without an owner is good in one place only.
  if (isImage && !link.to.value.includes('/') && !hasReference(link.to.value) && !isDistinctive(link.to.value)) return;
  const found = resolver.resolve(unit, link);
  const text = resolver.text(unit.source, link.to);
  // Two names that share an unknown part are not shown to be equal.
  if (text === undefined || (isImage && text.includes('$'))) return;
  for (const { unit: to, offer } of found) {
    if (!offer || to.source === unit.source) continue;
    const { kind } = offer.identifier;
    const target = kind === 'workload' ? providers.object(offer)?.cluster : providers.givenBy(offer.unit, kind);
    if (target) links.add(from, target, { unit: to, at: offer.at, kind: 'config' }, link.link);
  }
  // What a pipeline changes or applies in the repository of another source.
  const changed =
    link.link !== 'deploys'
      ? []
      : found.filter(({ unit: to, offer }) => !offer && to.source !== unit.source).map(({ unit: to }) => to);
  const target = link.kind === 'command' && changed.length > 0 ? providers.definedBy(changed) : undefined;
  if (target) links.add(from, target.cluster, target.at, link.link);
  // A script that people start deploys by itself, whatever else it installs.
  if (target && unit.kind === 'file' && unit.path.endsWith('.sh'))
    links.addOf(from, target.cluster, target.at, link.link);
  // A stack that builds its service from the code of another repository deploys that.
  const [code] =
    link.link === 'built-from' && !isImage ? found.filter(({ unit: to }) => to.source !== unit.source) : [];
  const built = code && unit.kind === 'workload' ? providers.builtFrom(code.unit) : undefined;
  if (built) links.addOf(from, built.cluster, built.at, 'deploys');
  // A container that builds images takes the code from its repository.
  const [context] =
    link.link === 'builds' && unit.kind === 'workload' ? found.filter(({ unit: to }) => to.source !== unit.source) : [];
  const image = context && providers.builtFrom(context.unit);
  if (image) links.add(from, image.cluster, image.at, 'builds');
  const project =
    isImage && found.length === 0 && text.includes('/') ? providers.ofProject(unit.source, text) : undefined;
  if (project) links.add(from, project.cluster, project.at, link.link);
}

/** What a definition that is no component does to one that it shares with another source; code is followed from whoever runs it. */
function relateUses(unit: Unit, clusters: Clusters, links: Links): void {
  for (const fact of unit.uses) {
    if (fact.declared || !fact.relation) continue;
    const target = clusters.of(unit, fact);
    const there = [...target.is, ...target.usedBy].find(
      (claim) => claim.unit.source !== unit.source && !claim.fact.declared,
    );
    const given = target.joints.flat().find((end) => end.unit.source === there?.unit.source);
    if (there && given) links.add({ unit, at: fact.at, kind: fact.kind }, target, given, fact.relation);
  }
}

/** Programs that ask others for what these answer, known by the paths of the requests. */
function relateRequests(index: UnitIndex, providers: Providers, resolver: Resolver, links: Links): void {
  const routes = new Routes(index.routes.filter(({ file }) => !notInForce(file)));
  const asked = new Map<string, { at: Sighting; path: string; route: Route }[]>();
  for (const { file, fact } of index.mentions) {
    const route = fact.name.includes('/') ? routes.answering(file.source, fact.name) : undefined;
    if (!route) continue;
    const key = `${file.source}\n${route.file.source}`;
    const list = asked.get(key) ?? [];
    asked.set(key, list);
    list.push({ at: sightingOf(file, fact), path: fact.name, route });
  }
  for (const requests of asked.values()) {
    const [first] = requests;
    const together =
      first !== undefined &&
      (links.relatesSources(first.at.unit.source, first.route.file.source) ||
        resolver.belongTogether(first.at.unit.source, first.route.file.source));
    if (
      isTellingRequest(
        requests.map(({ path, route }) => (/[{<:*]/.test(route.fact.path) ? route.fact.path : path)),
        together,
      )
    )
      for (const { at, route } of requests) {
        const answers = sightingOf(route.file, route.fact);
        const service = providers.service(answers.unit);
        if (service) links.add(at, service, answers, 'reads-from');
      }
  }
}

/** The other source of which the address stands in a file, where no reader of the file follows it. */
function repositoryIn(file: Unit, fact: MentionFact, resolver: Resolver): string | undefined {
  // On a page it is where people may look; a value of Terraform is followed to where it is used.
  const remote = /\.(?:[jt]sx|tfvars)$/.test(file.path) ? undefined : remotePath(fact.name);
  const home = remote && resolver.sourceAt(remote.repository);
  if (!home || home === file.source || unitAt(file, fact.at.line).kind === 'module') return undefined;
  const isFollowed = [...within(file)].some(({ links }) =>
    links.some(({ at, to }) => at.line === fact.at.line && (to.kind === 'path' || to.kind === 'git-repository')),
  );
  return isFollowed ? undefined : home;
}

/** What another source runs under the name for which a variable is named, or else what the source is that bears the name. */
function service(
  { source }: Unit,
  { name }: MentionFact,
  objects: ClusterObjects,
  providers: Providers,
): Provider | undefined {
  const object = objects.called(source, name);
  const provider = object ? providers.object(object) : providers.ofProject(source, name);
  return provider && { ...provider, how: 'reads-from' };
}

/** What of another source has the name that stands in a file. */
function meant(file: Unit, { name, weak }: MentionFact, providers: Providers): Provider | undefined {
  if (providers.isOwnName(file.source, name)) return undefined;
  const provider = providers.outside(file.source, namesIn(name));
  const service = arnService(name);
  if (service !== undefined) return provider && isOf(provider.cluster, service) ? provider : undefined;
  if (!weak)
    return provider ?? (name.includes('://') ? undefined : providers.ofProject(file.source, imageWithoutTag(name)));
  // What says little is believed of a technology that the file works with.
  const works = [...within(file)].some((unit) =>
    unit.uses.some((use) => !use.declared && use.technology === provider?.cluster.technology),
  );
  return works ? provider : undefined;
}

/** Whether it is written down as a name; paths of requests, packages, networks, tables and those who are trusted mean something only among their like. */
const isName = (fact: MentionFact): boolean =>
  !fact.request && !fact.package && !fact.network && !fact.service && !fact.trusted && !fact.table && !fact.variable;

/** `dynamodb` is the service of `amazon-dynamodb`. */
const isOf = ({ technology }: Cluster, service: string): boolean => technology.replaceAll('-', '').endsWith(service);

const sightingOf = (file: Unit, { at }: MentionFact | RouteFact): Sighting => ({
  unit: unitAt(file, at.line),
  at,
  kind: 'config',
});
