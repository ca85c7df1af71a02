/**
 * Resolves what a unit refers to into the units that are meant, across files, languages and sources. A name that
 * resolves to nothing is no error: most names point outside the sources.
 */
import { imageRepository, normaliseIdentifier } from '../../facts/identifiers.js';
import { isUploadedProgram } from '../../facts/uploaded.js';
import type { Identifier, LinkFact } from '../../facts/types.js';
import type { Offer, Unit, UnitIndex } from '../units.js';
import { createPathResolver, type PathResolver } from './paths.js';
import { createPythonResolver } from './python.js';
import { identifyRepositories } from './repositories.js';
import { createAlternatives, createSubstitute, type Substitute } from './symbols.js';
import { isTelling } from './telling.js';

export interface Resolved {
  unit: Unit;
  /** The offer that answered, where there was one; its place is the other end's evidence. */
  offer?: Offer;
}

export interface Resolver {
  /** Units that a link means; [] when the name points outside the sources. */
  resolve(from: Unit, link: LinkFact): Resolved[];
  substitute: Substitute;
  paths: PathResolver;
  /** Normalised text of an identifier after substitution; undefined when part of it stays unknown. */
  text(source: string, identifier: Identifier): string | undefined;
}

/** Names that many projects give to their images; alone they identify nothing. */
const COMMON_IMAGE_NAMES = new Set([
  'app',
  'api',
  'web',
  'server',
  'service',
  'base',
  'test',
  'main',
  'backend',
  'frontend',
  'latest',
  'python',
  'image',
]);

/** `github.com/owner/name/path`: a host has a dot and an ending of letters. */
const REPOSITORY_PATH = /^([\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/[\w.-]+\/[\w.-]+)\/(.+)$/i;

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
  const substitute = createSubstitute(index);
  const alternatives = createAlternatives(index);
  const paths = createPathResolver(index);
  const python = createPythonResolver(index);
  const repositories = identifyRepositories(index, known);

  const text = (source: string, identifier: Identifier): string | undefined => {
    const { text: value, unresolved } = substitute(source, identifier.value);
    // Two names that share an unknown part are not shown to be equal; of an image the registry may stay unknown, of a program its bucket.
    if (unresolved.length > 0 && identifier.kind !== 'image' && !isUploadedProgram(value)) return undefined;
    const normal = normaliseIdentifier(identifier.kind, value);
    return normal === '' ? undefined : normal;
  };

  const offers = new Map<string, Offer[]>();
  const images: { offer: Offer; text: string }[] = [];
  for (const offer of index.offers) {
    const value = text(offer.unit.source, offer.identifier);
    if (value === undefined) continue;
    const kind = offer.identifier.kind === 'image-repository' ? 'image' : offer.identifier.kind;
    if (kind === 'image') images.push({ offer, text: value });
    const key = offerKey(kind, value, isLocal(kind, value) ? offer.unit.source : undefined);
    const list = offers.get(key);
    if (list) list.push(offer);
    else offers.set(key, [offer]);
  }

  const offered = (kind: Identifier['kind'], value: string, source: string): Offer[] =>
    offers.get(offerKey(kind, value, isLocal(kind, value) ? source : undefined)) ?? [];

  /** A name without a dot is good inside one compose project or namespace, so inside one source only. */
  const resolveHost = (value: string, from: Unit): Offer[] => {
    const here = (host: string): Offer[] =>
      offered('host', host, from.source).filter((offer) => offer.unit.source === from.source);
    if (!value.includes('.')) return here(value);
    const exact = offered('host', value, from.source);
    if (exact.length > 0 || value.split('.').length !== 2) return exact;
    return here(value.replace(/\..*$/s, ''));
  };

  const resolveImage = (value: string): Offer[] => {
    const exact = offered('image', value, '');
    if (exact.length > 0) return exact;
    const last = value.slice(value.lastIndexOf('/') + 1);
    if (last === '' || COMMON_IMAGE_NAMES.has(last) || last.includes('$')) return [];
    return images.filter(({ text: t }) => t === last || t.endsWith(`/${last}`)).map(({ offer }) => offer);
  };

  /** A path `HOST/OWNER/NAME/PATH` lies in the source that is this repository, or else perhaps in the own one. */
  const inRepository = (from: Unit, path: string): [Unit, string] => {
    const [, repository, inside] = REPOSITORY_PATH.exec(path) ?? [];
    if (!repository || !inside) return [from, path];
    const source = repositories.source(normaliseIdentifier('git-repository', repository));
    const root = source === undefined ? undefined : repositories.root(source);
    return [root ?? from, inside];
  };

  /** What is done with a repository of which a path is named is done with that path. */
  const wholeRepository = (from: Unit, link: LinkFact, repository: string): Unit[] => {
    const named = from.links.some((l) => l !== link && l.link === link.link && l.to.kind === 'path');
    if (named) return [];
    const files = repositories.files(repository, from.source);
    // A repository is triggered by what its CI runs.
    return link.link === 'triggers' ? files.flatMap(withUnits).filter((unit) => isPipeline(unit)) : files;
  };

  const resolvePath = (from: Unit, path: string, link: LinkFact['link']): Unit[] => {
    const file = paths.file(from, path);
    if (file) return [file];
    const inside = paths.directory(from.source, path);
    if (inside.length === 0)
      return link === 'includes' || link === 'deploys' ? paths.below(from.source, path).slice(0, 200) : [];
    // A chart is its templates.
    if (link !== 'runs' && inside.some((f) => f.path.endsWith('/Chart.yaml') || f.path === 'Chart.yaml'))
      return paths.below(from.source, path).slice(0, 200);
    const entry = inside.filter((f) =>
      ENTRY_FILES[link === 'runs' ? 'runs' : link === 'builds' || link === 'built-from' ? 'builds' : 'includes'].test(
        f.path,
      ),
    );
    // A definition that names its own directory does not take itself in.
    if (entry.length > 0) return entry.filter((f) => f.path !== from.path);
    return link === 'runs' ? [] : inside;
  };

  const resolveOne = (from: Unit, link: LinkFact): Resolved[] => {
    const value = text(from.source, link.to);
    if (value === undefined) return [];
    const found = ((): Resolved[] => {
      switch (link.to.kind) {
        case 'path':
          return resolvePath(...inRepository(from, value), link.link).map((unit) => ({ unit }));
        case 'python-module': {
          const unit = python.module(from, value);
          return unit ? [{ unit }] : [];
        }
        case 'python-name': {
          const unit = python.name(from, value);
          return unit ? [{ unit }] : [];
        }
        case 'image':
        case 'image-repository':
          return resolveImage(imageRepository(value)).map((offer) => ({ unit: offer.unit, offer }));
        case 'host':
          return resolveHost(value, from).map((offer) => ({ unit: offer.unit, offer }));
        case 'git-repository':
          return wholeRepository(from, link, value).map((unit) => ({ unit }));
        case 'config':
        case 'service-account': {
          // Namespaces are often left to the deployment; a name alone then means the one of that name in the same source.
          const exact = offered(link.to.kind, value, from.source);
          const bare = value.slice(value.lastIndexOf('/') + 1);
          const near =
            exact.length > 0 || bare === 'default'
              ? exact
              : offered(link.to.kind, bare, from.source).filter((o) => o.unit.source === from.source);
          return near.map((offer) => ({ unit: offer.unit, offer }));
        }
        default:
          return offered(link.to.kind, value, from.source)
            .filter((offer) => offer.unit.source === from.source || isTelling(link.to.kind, value))
            .map((offer) => ({ unit: offer.unit, offer }));
      }
    })();
    return found.filter(({ unit }) => unit !== from);
  };

  return {
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
  };
}

const withUnits = (unit: Unit): Unit[] => [unit, ...unit.children];
const isPipeline = (unit: Unit): boolean => !unit.off && unit.claims.some(({ type }) => type === 'ci-cd');

/** What a directory stands for, by what is done with it. */
const ENTRY_FILES = {
  runs: /(^|\/)__main__\.py$/,
  builds: /(^|\/)(Dockerfile|Containerfile)$/,
  includes: /(^|\/)(kustomization\.ya?ml|Kustomization|docker-compose\.ya?ml|compose\.ya?ml)$/,
} as const;

function offerKey(kind: string, value: string, source: string | undefined): string {
  return `${kind}\n${value}\n${source ?? ''}`;
}
