/**
 * What the definitions around a component say of it beside its own: that a traffic split leads to it, that alerts are made from
 * it, that it runs an image whose tag may mean another image tomorrow.
 */
import type { Trait } from '../facts/types.js';
import { references } from '../facts/value.js';
import type { ComponentType } from '../vocabulary/index.js';
import type { Cluster, Sighting } from './clusters.js';
import { executed, type ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import { fileOf, within, type Unit, type UnitIndex } from './units.js';

/** `own`: said where the component is defined, not around it. */
const TRAITS: readonly { trait: Trait; type: ComponentType; own?: true }[] = [
  { trait: 'canary', type: 'model-serving' },
  // A route that splits traffic; to what it leads an image that only the pipeline knows may hide.
  { trait: 'canary', type: 'infrastructure', own: true },
  { trait: 'alerts', type: 'monitoring' },
  // A script that goes on after the tests.
  { trait: 'ignores-failure', type: 'model-validation', own: true },
  { trait: 'ignores-failure', type: 'data-validation', own: true },
];
/** Kinds of units that run an image. A CI job runs its tools in one. */
const RUNS_IMAGES: ReadonlySet<Unit['kind']> = new Set<Unit['kind']>(['workload', 'resource', 'module']);
/** From a service to its image, its workload and the route that leads there. */
const FARTHEST = 4;

/** Sites of documentation are no environment of a model. */
const NO_ENVIRONMENT: ReadonlySet<string> = new Set(['github-pages', 'pypi', 'testpypi']);

/**
 * Gives clusters the attributes `canary`, `alerts`, `ignores-failure`, `releases: model`, `image: unpinned`, `environments`, `environment: one`
 * where the only job that deploys names it, `approval: defined | possible`, `dispatched` to CI that a program starts, and `occasion: event | push` to what waits for events.
 */
export function describeSurroundings(index: UnitIndex, flow: ControlFlow, clusters: readonly Cluster[]): void {
  const pinned = pinnedImages(index);
  for (const cluster of clusters) {
    if (cluster.type === 'ci-cd' || cluster.type === 'workflow-orchestration') {
      say(cluster, environmentsOf(cluster));
      say(cluster, approvalOf(cluster));
      say(cluster, releaseOf(cluster, flow));
    }
    if (cluster.type === 'ci-cd') say(cluster, dispatchOf(cluster));
    if (cluster.type === 'event-bus') say(cluster, occasionOf(cluster));
    const traits = TRAITS.filter(({ type }) => type === cluster.type);
    if (traits.length === 0) continue;
    const around = traits.every(({ own }) => own)
      ? cluster.is.flatMap(({ unit, fact }) => (fact.declared || notInForce(unit) ? [] : [unit]))
      : surroundings(cluster, flow);
    for (const { trait } of traits) {
      const places = [...traitsOf(around, trait), ...usesWith(cluster, trait)];
      if (places.length > 0) say(cluster, { values: { [trait]: true }, places });
    }
    const unpinned = cluster.type === 'model-serving' ? around.flatMap((unit) => unpinnedImages(unit, pinned)) : [];
    if (unpinned.length > 0) say(cluster, { values: { image: 'unpinned' }, places: unpinned });
  }
}

/** Attributes, and where they are said where that is not where the component is defined. */
interface Said {
  values: Record<string, string | boolean>;
  places?: Sighting[];
}

/** Gives a cluster attributes that its surroundings say. */
export function say(cluster: Cluster, { values, places = [] }: Said): void {
  cluster.said = { ...cluster.said, ...values };
  for (const name of places.length > 0 ? Object.keys(values) : [])
    cluster.saidAt = { ...cluster.saidAt, [name]: places };
}

/** `CustomPreprocessor` and `add_features`, word by word. */
export const inWords = (name: string): string => name.slice(0, 100).replace(/([a-z\d])([A-Z])/g, '$1_$2');

/** Where units have a trait. */
const traitsOf = (units: readonly Unit[], ...wanted: Trait[]): Sighting[] =>
  units.flatMap((unit) =>
    unit.traits.filter(({ trait }) => wanted.includes(trait)).map(({ at, kind }) => ({ unit, at, kind })),
  );

/** A program that starts workflows of a platform by its interface: what a person could start, it does. */
function dispatchOf({ is, usedBy }: Cluster): Said {
  const own = new Set(is.map(({ unit }) => fileOf(unit)));
  const places = usedBy
    .filter(
      ({ unit, fact }) => fact.relation === 'triggers' && !fact.declared && !notInForce(unit) && !own.has(fileOf(unit)),
    )
    .map(({ unit, fact }) => ({ unit, at: fact.at, kind: fact.kind }));
  return places.length > 0 ? { values: { dispatched: true }, places } : { values: {} };
}

/** A step that puts the model where its server takes it from, whichever server that is. */
function releaseOf({ is }: Cluster, flow: ControlFlow): Said {
  const starts = is.flatMap(({ unit, fact }) => (fact.declared || notInForce(unit) ? [] : [unit]));
  const run = new Set(starts.flatMap((unit) => [...executed(flow, unit)]));
  const places = traitsOf(
    [...run].filter((unit) => !notInForce(unit)),
    'releases-model',
  );
  return places.length > 0 ? { values: { releases: 'model' }, places } : { values: {} };
}

/** Whether a rule waits for a push of code, or for something else that it names. */
function occasionOf({ is }: Cluster): Said {
  const units = is.flatMap(({ unit, fact }) => (fact.declared || notInForce(unit) ? [] : [unit]));
  const pushes = traitsOf(units, 'runs-on-push');
  if (pushes.length > 0) return { values: { occasion: 'push' }, places: pushes };
  const named = units.filter(({ traits }) => traits.some(({ trait, detail }) => trait === 'runs-on-event' && detail));
  return named.length > 0
    ? { values: { occasion: 'event' }, places: traitsOf(named, 'runs-on-event') }
    : { values: {} };
}

/** Environments to which all workflows of a platform deploy, by name. */
function environmentsOf({ is }: Cluster): Said {
  const named = is
    .filter(({ unit, fact }) => !fact.declared && !notInForce(unit))
    .flatMap(({ fact: { attributes } }) => String(attributes?.environments ?? '').split(', '));
  const environments = [...new Set(named)].filter((name) => name !== '' && !NO_ENVIRONMENT.has(name)).sort();
  if (environments.length === 0) return { values: {} };
  const jobs = is.flatMap(({ unit }) => [...within(unit)].filter((part) => part.kind === 'job' && deploys(part)));
  const isOne = environments.length === 1 && jobs.length === 1 && !/[${<]/.test(environments.join());
  const units = is.flatMap(({ unit, fact }) => (fact.declared || notInForce(unit) ? [] : [...within(unit)]));
  return {
    values: { environments: environments.join(', '), ...(isOne ? { environment: 'one' } : {}) },
    places: traitsOf(units, 'environment'),
  };
}

/** A deployment environment may ask for reviewers, which the platform keeps and not the definition. */
function approvalOf(cluster: Cluster): Said {
  const units = cluster.is
    .filter(({ unit, fact }) => !fact.declared && !notInForce(unit))
    .flatMap(({ unit }) => [...within(unit)]);
  const places = traitsOf(
    units.filter(({ off }) => !off),
    'approval',
  );
  if (places.length > 0) return { values: { approval: 'defined' }, places };
  const { values, places: stages } = environmentsOf(cluster);
  return 'environments' in values
    ? { values: { approval: 'possible' }, ...(stages ? { places: stages } : {}) }
    : { values: {} };
}

function deploys(job: Unit): boolean {
  return [...within(job)].some(
    ({ traits, uses, links }) =>
      traits.some(({ trait }) => trait === 'deploys') ||
      uses.some(({ relation }) => relation === 'deploys') ||
      links.some(({ link }) => link === 'deploys'),
  );
}

/** Units that are the component, and those that run, contain or deploy them. */
function surroundings(cluster: Cluster, flow: ControlFlow): Unit[] {
  let front = cluster.is.filter(({ unit, fact }) => !fact.declared && !notInForce(unit)).map(({ unit }) => unit);
  const seen = new Set<Unit>(front);
  for (let step = 0; step < FARTHEST && front.length > 0; step++) {
    const next: Unit[] = [];
    for (const unit of front)
      for (const { from, how, relation } of flow.incoming(unit)) {
        if (how === 'imports' || how === 'calls' || (relation && relation !== 'deploys')) continue;
        if (seen.has(from) || notInForce(from)) continue;
        seen.add(from);
        next.push(from);
      }
    front = next;
  }
  return [...seen];
}

/** Where the technology itself gives the trait, as the unit acts on the component. */
const usesWith = (cluster: Cluster, trait: Trait): Sighting[] =>
  cluster.usedBy.flatMap(({ unit, fact }) =>
    fact.declared || notInForce(unit)
      ? []
      : unit.traits
          .filter((t) => t.trait === trait && t.technology === fact.technology)
          .map(({ at, kind }) => ({ unit, at, kind })),
  );

/** Where a unit names an image that it runs by a tag that may move. */
function unpinnedImages(unit: Unit, pinned: ReadonlySet<string>): Sighting[] {
  // Platforms that are called from Python choose the tag of their own images.
  if (!RUNS_IMAGES.has(unit.kind) || /\.(?:py|ipynb)$/.test(unit.path)) return [];
  const images = unit.links.filter(({ link }) => link === 'built-from');
  if (images.some(({ to }) => to.kind !== 'image')) return [];
  return images
    .filter(({ to }) => tagOf(to.value) === 'moving' && !pinned.has(imageKey(unit, to.value)))
    .map(({ at, kind }) => ({ unit, at, kind }));
}

/** Images to which another definition of the source gives a version: `images` of a kustomization, `kubectl set image`. */
function pinnedImages(index: UnitIndex): Set<string> {
  const pinned = new Set<string>();
  for (const unit of index.units)
    for (const { link, to } of unit.links)
      if (link === 'built-from' && to.kind === 'image' && tagOf(to.value) === 'fixed')
        pinned.add(imageKey(unit, to.value));
  return pinned;
}

const imageKey = (unit: Unit, image: string): string =>
  `${fileOf(unit).source}\n${image.replace(/@.*$/, '').replace(/:[^/:]*$/, '')}`;

/** Docker takes `latest` where no tag is given. What holds a variable is known only when it runs. */
function tagOf(image: string): 'moving' | 'fixed' | 'unknown' {
  const last = image.slice(image.lastIndexOf('/') + 1);
  if (image.includes('@sha256:')) return 'fixed';
  const tag = /:([^:]*)$/.exec(last)?.[1];
  if (tag === 'latest') return 'moving';
  if (/[${}<>%\s]/.test(image) || references(image).length > 0) return 'unknown';
  return tag === undefined ? 'moving' : 'fixed';
}
