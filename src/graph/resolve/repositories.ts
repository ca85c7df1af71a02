/**
 * Which source is which git repository. Sources are directories and need not say where they were cloned from; a
 * repository is then recognised by its name: `github.com/acme/churn-gitops` is the source `churn-gitops`, or the only
 * source whose id is the last part of the name (`gitops`), else a part of it (`churn`). Where no name tells, a source
 * that deploys a path of its own by the address of a repository is that repository.
 */
import { normaliseRepository } from '../../facts/identifiers.js';
import { hasReference } from '../../facts/value.js';
import { fileKey, type Unit, type UnitIndex } from '../units.js';

export interface Repositories {
  /** Definitions at the top of the repository, if it is one of the other sources. */
  files(repository: string, from: string): Unit[];
  /** A file of a source, from which its paths can be resolved. */
  root(source: string): Unit | undefined;
  /**
   * Id of the source that a repository is.
   * @param path what the repository is said to hold; a part of its name alone is believed only if it does
   */
  source(repository: string, path?: string): string | undefined;
  /** Every `host/owner/name` of a source that says where it is kept, the surest first. */
  addresses(source: string): string[];
  /** The same for an address that stands anywhere: a part of the name is too little. */
  addressed(repository: string): string | undefined;
}

/** `github.com/owner/name/path`: a host has a dot and an ending of letters. */
export const REPOSITORY_PATH = /^([\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/[\w.-]+\/[\w.-]+)\/(.+)$/i;

/** Owners of what everybody uses; none of their repositories is one of an organisation's sources because of its name. */
const PUBLIC_OWNERS = new Set([
  'actions',
  'apache',
  'argoproj',
  'aws-actions',
  'bitnami',
  'cloudposse',
  'docker',
  'feast-dev',
  'google-github-actions',
  'grafana',
  'hashicorp',
  'helm',
  'huggingface',
  'kserve',
  'kubeflow',
  'kubernetes',
  'kubernetes-sigs',
  'mlflow',
  'nvidia',
  'prometheus-community',
  'pytorch',
  'ray-project',
  'seldonio',
  'tensorflow',
  'terraform-aws-modules',
  'terraform-google-modules',
]);

/** Whether everybody uses what an owner publishes. */
export const isPublicOwner = (owner: string): boolean => PUBLIC_OWNERS.has(owner);

/** @param known `host/owner/name` of the sources of which it is known: they are that repository and no other */
export function identifyRepositories(index: UnitIndex, known: ReadonlyMap<string, string>): Repositories {
  const files = [...index.files.values()];
  const ids = [...new Set(files.map((file) => file.source))];
  const sources = ids.filter((id) => !known.has(id));
  const byAddress = new Map([...known].map(([id, repository]) => [normaliseRepository(repository), id]));
  const directories = new Set(files.flatMap(({ source, path }) => above(path).map((at) => fileKey(source, at))));
  const holds = (id: string, path: string): boolean => {
    const key = fileKey(id, path.replace(/\/+$/, ''));
    return index.files.has(key) || directories.has(key);
  };

  const stated = statedAddresses(index);
  const named = (repository: string): string | undefined => {
    const [owner, name] = partsOf(repository);
    const exact = sources.find((id) => id.toLowerCase() === name) ?? stated.get(repository);
    if (exact) return exact;
    if (PUBLIC_OWNERS.has(owner)) return undefined;
    return only(sources.filter((id) => name.endsWith(`-${id.toLowerCase()}`) || name.endsWith(`_${id.toLowerCase()}`)));
  };
  const said = selfSaid(index, holds);
  const partly = (repository: string, path: string | undefined): string | undefined => {
    const [owner, name] = partsOf(repository);
    if (PUBLIC_OWNERS.has(owner)) return undefined;
    return only(sources.filter((id) => isPart(words(id), words(name)) && (path === undefined || holds(id, path))));
  };

  const find = (repository: string, path?: string): string | undefined => {
    const address = repository.toLowerCase();
    const [owner, name] = partsOf(address);
    // An owner that the definition leaves open is the one of the sources.
    if (owner === '_') {
      const alike = [...byAddress, ...said].filter(([one]) => one.endsWith(`/${name}`)).map(([, id]) => id);
      return only(alike) ?? named(address) ?? partly(address, path);
    }
    return byAddress.get(address) ?? named(address) ?? said.get(address) ?? partly(address, path);
  };

  return {
    source: find,
    addressed(repository) {
      const address = repository.toLowerCase();
      return byAddress.get(address) ?? named(address) ?? said.get(address);
    },
    addresses: (source) =>
      [...byAddress, ...stated, ...said].flatMap(([address, id]) => (id === source ? [address] : [])),
    root: (id) => files.find((f) => f.source === id && !f.path.includes('/')) ?? files.find((f) => f.source === id),
    files(repository, from) {
      const id = find(repository);
      if (!id || id === from) return [];
      return files.filter((file) => file.source === id);
    },
  };

  /** Addresses that one source alone gives as its own. */
  function statedAddresses(units: UnitIndex): Map<string, string> {
    const sourcesOf = new Map<string, Set<string>>();
    for (const { unit, identifier } of units.offers)
      if (identifier.kind === 'git-repository' && !known.has(unit.source))
        sourcesOf.set(identifier.value, (sourcesOf.get(identifier.value) ?? new Set()).add(unit.source));
    return new Map(
      [...sourcesOf].flatMap(([address, of]) => (of.size === 1 ? [...of].map((id) => [address, id] as const) : [])),
    );
  }

  /** Repositories of which one source alone, that no name ties to another one, deploys a path that it holds itself. */
  function selfSaid(units: UnitIndex, exists: (id: string, path: string) => boolean): Map<string, string> {
    const claimed = new Map<string, Set<string>>();
    for (const { source, links } of units.units)
      for (const { to } of links) {
        if (to.kind !== 'path' || known.has(source) || hasReference(to.value)) continue;
        const [, written = '', inside = ''] = REPOSITORY_PATH.exec(to.value) ?? [];
        if (inside === '' || !exists(source, inside)) continue;
        const repository = normaliseRepository(written);
        claimed.set(repository, (claimed.get(repository) ?? new Set()).add(source));
      }
    const said = new Map<string, string>();
    for (const [repository, candidates] of claimed) {
      const id = only([...candidates]);
      if (id !== undefined && named(repository) === undefined) said.set(repository, id);
    }
    return said;
  }
}

/** Owner and name; projects of GitLab may lie in groups of groups. */
function partsOf(repository: string): [string, string] {
  const [, owner = '', ...rest] = repository.split('/');
  return [owner, rest.at(-1) ?? ''];
}

const only = <T>(candidates: readonly T[]): T | undefined => (candidates.length === 1 ? candidates[0] : undefined);

const words = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** Whether the words follow each other in the name; `infra` stands for `infrastructure`, `dag` for `dags`. */
function isPart(part: readonly string[], whole: readonly string[]): boolean {
  if (part.length === 0) return false;
  return whole.some((_, at) => part.every((word, i) => isSameWord(word, whole[at + i] ?? '')));
}

function isSameWord(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return a === b || long === `${short}s` || (short.length >= 5 && long.startsWith(short));
}

function above(path: string): string[] {
  const found: string[] = [];
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) found.push(path.slice(0, cut));
  return found;
}
