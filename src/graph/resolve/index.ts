/**
 * Resolves what a unit refers to into the units that are meant, across files, languages and sources. A name that
 * resolves to nothing is no error: most names point outside the sources.
 */
import { remotePath } from '../../facts/addresses.js';
import { normaliseIdentifier } from '../../facts/identifiers.js';
import { isUploadedProgram } from '../../facts/uploaded.js';
import type { Identifier, LinkFact } from '../../facts/types.js';
import { reference, references } from '../../facts/value.js';
import { fileOf, spaceKey, within, type Offer, type Unit, type UnitIndex } from '../units.js';
import { createApplicationResolver } from './applications.js';
import { createBeside } from './beside.js';
import { createEntryResolver } from './entries.js';
import { createFunctionResolver, endOfName } from './functions.js';
import { createImageDirectories } from './image-directories.js';
import { createImageResolver, type NamedOffer } from './images.js';
import { createOwnBuilds } from './own-builds.js';
import { createOwnImageResolver, isOpen, partsOf } from './own-images.js';
import { createOwnNames } from './own-names.js';
import { createPathResolver, nearest, type PathResolver } from './paths.js';
import { createPythonResolver } from './python.js';
import { identifyRepositories, REPOSITORY_PATH } from './repositories.js';
import { createAlternatives, createSubstitute, findModuleCalls, type Substitute } from './symbols.js';
import { isNameOfSource, isTelling } from './telling.js';
import { createTogether } from './together.js';
import { createWorkloadResolver } from './workloads.js';

export interface Resolved {
  unit: Unit;
  /** The offer that answered, where there was one; its place is the other end's evidence. */
  offer?: Offer;
}

export interface Resolver {
  /** Units that a link means; [] when the name points outside the sources. */
  resolve(from: Unit, link: LinkFact): Resolved[];
  /**
   * What a link of a definition means for the unit that takes the definition in from another source, with what it hands over.
   * @param repository `host/owner/name` by which the unit names the other source
   */
  resolveFor(from: Unit, repository: string, owner: Unit, link: LinkFact): Resolved[];
  /** The source that is the repository at an address; undefined for repositories elsewhere. */
  sourceAt(address: string): string | undefined;
  /** Whether two sources demonstrably belong together, so that plain names of the one mean the other. */
  belongTogether(a: string, b: string): boolean;
  /** Name of the repository of a source that says where it is kept. */
  repositoryName(source: string): string | undefined;
  substitute: Substitute;
  paths: PathResolver;
  /** Normalised text of an identifier after substitution; undefined when part of it stays unknown. */
  text(source: string, identifier: Identifier): string | undefined;
}

/** Kinds whose names are valid in one source only. */
const LOCAL_KINDS = new Set<Identifier['kind']>(['terraform', 'target', 'config', 'schedule']);

/**
 * Whether a name is valid in one source only. Labels of pods are valid in a namespace, which sources may share unless it is the
 * one that everybody has.
 */
function isLocal(kind: Identifier['kind'], value: string): boolean {
  return LOCAL_KINDS.has(kind) && !/^selector:(?!default\/)[a-z0-9-]+\/.*=/.test(value);
}

export function createResolver(index: UnitIndex, known: ReadonlyMap<string, string> = new Map()): Resolver {
  const repositories = identifyRepositories(index, known);
  const calls = findModuleCalls(index, repositories);
  const substitute = createSubstitute(index, calls);
  const alternatives = createAlternatives(index, calls, substitute);
  const paths = createPathResolver(index);
  const resolvePath = createEntryResolver(paths);
  const application = createApplicationResolver(paths);
  const python = createPythonResolver(index);
  const beside = createBeside(index, repositories, paths, resolvePath);
  const ownNames = createOwnNames(index, repositories.addresses);
  const namedBy = new Map<Unit, ReadonlySet<string>>();

  const text = (source: string, identifier: Identifier): string | undefined => {
    const { text: value, unresolved } = substitute(source, identifier.value);
    if (unresolved.length > 0 && identifier.kind === 'function') return endOfName(value);
    // Two names that share an unknown part are not shown to be equal; of an image the registry may stay unknown, of a program its bucket.
    if (unresolved.length > 0 && identifier.kind !== 'image' && !isUploadedProgram(value)) return undefined;
    const normal = normaliseIdentifier(identifier.kind, value);
    return normal === '' ? undefined : normal;
  };

  const offers = new Map<string, Offer[]>();
  const images: NamedOffer[] = [];
  const open: NamedOffer[] = [];
  const functions: NamedOffer[] = [];
  const workloads: NamedOffer[] = [];
  const names = ({ unit, identifier }: Offer): string[] => {
    const all = [identifier.value, ...alternatives(unit.source, identifier.value)];
    const own = identifier.kind === 'image' ? all.flatMap((value) => ownNames(unit.source, value)) : all;
    return own.flatMap((value) => text(unit.source, { ...identifier, value }) ?? []);
  };
  for (const offer of index.offers) {
    const { unit, identifier } = offer;
    if (identifier.kind === 'image-repository')
      for (const value of [identifier.value, ...alternatives(unit.source, identifier.value)]) {
        const { text: name, unresolved } = substitute(unit.source, value);
        if (unresolved.length > 0) open.push({ offer, text: name.toLowerCase() });
      }
    for (const value of names(offer)) {
      const kind = offer.identifier.kind === 'image-repository' ? 'image' : offer.identifier.kind;
      if (kind === 'image') images.push({ offer, text: value });
      if (kind === 'function') functions.push({ offer, text: value });
      if (kind === 'workload') workloads.push({ offer, text: value });
      const key = offerKey(kind, value, isLocal(kind, value) ? offer.unit.source : undefined);
      const list = offers.get(key);
      if (list) list.push(offer);
      else offers.set(key, [offer]);
    }
  }

  const offered = (kind: Identifier['kind'], value: string, source: string): Offer[] =>
    offers.get(offerKey(kind, value, isLocal(kind, value) ? source : undefined)) ?? [];
  const resolveFunction = createFunctionResolver(functions, (name, source) => offered('function', name, source));
  const workloadsOfSource = createWorkloadResolver(workloads);
  const belongTogether = createTogether(
    index,
    repositories,
    images,
    text,
    (source, { value }) => substitute(source, value).text,
  );
  const { resolveImage, resolveRegistry } = createImageResolver(
    images,
    open,
    (value) => offered('image', value, ''),
    substitute,
    belongTogether,
  );

  const namedImages = (from: Unit, link: LinkFact): Offer[] =>
    ownNames(from.source, link.to.value).flatMap((name) =>
      resolveImage(from, text(from.source, { ...link.to, value: name }) ?? ''),
    );
  const ownBuilds = createOwnBuilds(index, (from, link) => resolveOne(from, link).map(({ unit }) => unit));
  const inDirectory = createImageDirectories(index);
  const resolveOwnImage = createOwnImageResolver(index, images, (from, link) => namedImages(from, link).length > 0);

  /** What the only other source gives that belongs to the own one; for names that the own source does not give. */
  const givenTogether = (from: Unit, all: readonly Offer[]): Offer[] => {
    const [first, ...rest] = all.filter(({ unit }) => belongTogether(unit.source, from.source));
    if (!first || all.some(({ unit }) => unit.source === from.source)) return [];
    return rest.every(({ unit }) => unit.source === first.unit.source) ? [first, ...rest] : [];
  };

  /** A name without a dot is good inside one compose project or namespace, so inside sources that belong together. */
  const resolveHost = (value: string, from: Unit): Offer[] => {
    const here = (host: string): Offer[] => {
      const all = offered('host', host, from.source);
      const own = all.filter((offer) => offer.unit.source === from.source);
      return own.length > 0 ? own : givenTogether(from, all);
    };
    if (!value.includes('.')) return here(value);
    // Every cluster may have its `mlflow.mlflow`: who has one of its own means that.
    const own = here(value);
    const exact = own.length > 0 ? own : offered('host', value, from.source);
    if (exact.length > 0 || value.split('.').length !== 2) return exact;
    return here(value.replace(/\..*$/s, ''));
  };

  /** A path `HOST/OWNER/NAME/PATH` lies in the source that is this repository, or else perhaps in the own one. */
  const inRepository = (from: Unit, written: string): [Unit, string] => {
    // An address that another file gives stands as it is written there.
    const remote = /^(?:[a-z+]+:\/\/|git@)/.test(written) ? remotePath(written) : undefined;
    const path = remote ? `${remote.repository}/${remote.path}` : written;
    const [, repository, inside] = REPOSITORY_PATH.exec(path) ?? [];
    if (!repository || !inside) return [from, path];
    const source = repositories.source(normaliseIdentifier('git-repository', repository), inside);
    const root = source === undefined ? undefined : repositories.root(source);
    return [root ?? from, inside];
  };

  /** Whether a path lies in the source that is the repository. */
  const isInside = (from: Unit, to: Identifier, repository: string): boolean => {
    const [, written, inside] = REPOSITORY_PATH.exec(text(from.source, to) ?? '') ?? [];
    const source = written && repositories.source(normaliseIdentifier('git-repository', written), inside);
    return source !== undefined && source === repositories.source(repository);
  };

  /** What is done with a repository of which a path is named is done with that path. */
  const wholeRepository = (from: Unit, link: LinkFact, repository: string): Unit[] => {
    const named = from.links.some(
      (l) => l !== link && l.link === link.link && l.to.kind === 'path' && isInside(from, l.to, repository),
    );
    if (named) return [];
    const files = repositories.files(repository, from.source);
    // A repository is triggered by what its CI runs.
    return link.link === 'triggers' ? files.flatMap(withUnits).filter((unit) => isPipeline(unit)) : files;
  };

  /** Sources that the definitions of a file name as repositories: their names are good in this file. */
  const namedSources = (file: Unit): ReadonlySet<string> => {
    const cached = namedBy.get(file);
    if (cached) return cached;
    const found = new Set<string>();
    for (const unit of within(file))
      for (const { to } of unit.links) {
        if (to.kind !== 'git-repository' && to.kind !== 'path') continue;
        const value = text(unit.source, to);
        const [, written, inside] = (to.kind === 'path' && value && REPOSITORY_PATH.exec(value)) || [];
        const repository = to.kind === 'path' ? written : value;
        const source = repository && repositories.source(normaliseIdentifier('git-repository', repository), inside);
        if (source) found.add(source);
      }
    namedBy.set(file, found);
    return found;
  };

  /** Workflows of other repositories are known by names that tell or that are the repository's, or in files that name it. */
  const resolveWorkflow = (from: Unit, name: string, link: LinkFact['link']): Offer[] => {
    const named = namedSources(fileOf(from));
    const all = offered('workflow', name, from.source);
    const elsewhere = all.filter(
      ({ unit }) =>
        unit.source !== from.source &&
        (named.has(unit.source) || isTelling('workflow', name) || isNameOfSource(name, unit.source)),
    );
    const isSent = from.links.some((l) => l.link === link && l.to.kind === 'git-repository');
    return isSent && elsewhere.length > 0
      ? elsewhere
      : [...all.filter(({ unit }) => unit.source === from.source), ...elsewhere];
  };

  const resolveOne = (from: Unit, link: LinkFact): Resolved[] => {
    const value = text(from.source, link.to);
    if (value === undefined) return [];
    const found = ((): Resolved[] => {
      switch (link.to.kind) {
        case 'path': {
          const [place, path] = inRepository(from, value);
          const here = resolvePath(place, path, link.link);
          const isChanged = link.link === 'deploys' && link.kind === 'command' && !REPOSITORY_PATH.test(value);
          return (here.length === 0 && isChanged ? beside.inCheckout(place, path) : here).map((unit) => ({ unit }));
        }
        case 'own-build':
          return ownBuilds(from).map((unit) => ({ unit }));
        case 'application':
          return application(from, value).map((unit) => ({ unit }));
        case 'python-module': {
          const unit = python.module(from, value);
          return unit ? [{ unit }] : [];
        }
        case 'python-name': {
          const unit = python.name(from, value);
          return unit ? [{ unit }] : [];
        }
        case 'image':
        case 'image-repository': {
          const known = namedImages(from, link);
          const called = known.length > 0 ? known : resolveOwnImage(from, link, value);
          const all = [...called, ...resolveRegistry(from, link)].map((offer) => ({ unit: offer.unit, offer }));
          if (all.length > 0) return all;
          const held = inDirectory(from, link, value);
          if (held) return [{ unit: held }];
          return putsIntoOperation(from, link) && isOpen(partsOf(value).last)
            ? ownBuilds(from).map((unit) => ({ unit }))
            : [];
        }
        case 'host':
          return resolveHost(value, from).map((offer) => ({ unit: offer.unit, offer }));
        case 'git-repository':
          return wholeRepository(from, link, value).map((unit) => ({ unit }));
        case 'workflow':
          return resolveWorkflow(from, value, link.link).map((offer) => ({ unit: offer.unit, offer }));
        case 'function':
          return resolveFunction(value, from).map((offer) => ({ unit: offer.unit, offer }));
        case 'config':
        case 'service-account': {
          // Namespaces are often left to the deployment; a name alone then means the one of that name in the same source.
          const exact = offered(link.to.kind, value, from.source);
          const bare = value.slice(value.lastIndexOf('/') + 1);
          const near =
            exact.length > 0 || bare === 'default'
              ? exact
              : offered(link.to.kind, bare, from.source).filter((o) => o.unit.source === from.source);
          // Pods of that namespace and label may be in the cluster of every source.
          const here = near.filter(({ unit }) => unit.source === from.source);
          return (here.length > 0 ? here : near).map((offer) => ({ unit: offer.unit, offer }));
        }
        default: {
          const all = offered(link.to.kind, value, from.source);
          const told = all.filter(({ unit }) => unit.source === from.source || isTelling(link.to.kind, value));
          const near = told.length === 0 && link.to.kind === 'workload' ? workloadsOfSource(value, from) : told;
          const meant = near.length > 0 ? near : givenTogether(from, all);
          return onlyHook(from, value, meant).map((offer) => ({ unit: offer.unit, offer }));
        }
      }
    })();
    if (found.length === 0 && link.link === 'built-from')
      return beside.builtFrom(from, link, value).map((unit) => ({ unit }));
    // A script may start the image that it has built.
    return found.filter(({ unit }) => unit !== from || link.to.kind === 'image');
  };

  return {
    sourceAt: (address) => repositories.addressed(normaliseIdentifier('git-repository', address)),
    belongTogether,
    repositoryName: (source) => repositories.addresses(source)[0]?.split('/').at(-1),
    substitute,
    paths,
    text,
    resolve(from, link) {
      const found = resolveOne(from, link);
      const others = alternatives(from.source, link.to.value);
      if (others.length === 0) return found;
      for (const value of others)
        for (const other of resolveOne(from, { ...link, to: { ...link.to, value } }))
          if (!found.some(({ unit }) => unit === other.unit)) found.push(other);
      return found;
    },
    resolveFor(from, repository, owner, link) {
      const given = references(link.to.value).reduce((value, { space, name }) => {
        const file = /^ci:(.+)$/.exec(space)?.[1];
        const inputs = file && index.symbols.get(spaceKey(from.source, `ci:${repository}/${file}`));
        const input = inputs && inputs.get(name);
        return input === undefined ? value : value.replaceAll(reference(space, name), input);
      }, link.to.value);
      const { text: value, unresolved } = substitute(owner.source, given);
      return unresolved.length > 0 ? [] : resolveOne(from, { ...link, to: { ...link.to, value } });
    },
  };
}

/** Whether a link puts something into operation: a deployment says so, and what is started on a machine that stays. */
const putsIntoOperation = (from: Unit, { link, at }: LinkFact): boolean =>
  link === 'deploys' || (link === 'runs' && from.traits.some((t) => t.trait === 'deploys' && t.at.line === at.line));

/** A function that is looked for by its name alone (`hook:tfx/run_fn`) is the only or the nearest one, or it is not known. */
function onlyHook(from: Unit, value: string, offers: readonly Offer[]): readonly Offer[] {
  if (offers.length < 2 || !value.startsWith('hook:')) return offers;
  const near = nearest(
    from,
    offers.map(({ unit }) => unit),
  );
  return offers.filter(({ unit }) => unit === near);
}

const withUnits = (unit: Unit): Unit[] => [unit, ...unit.children];
const isPipeline = (unit: Unit): boolean => !unit.off && unit.claims.some(({ type }) => type === 'ci-cd');

function offerKey(kind: string, value: string, source: string | undefined): string {
  return `${kind}\n${value}\n${source ?? ''}`;
}
