/**
 * Which sources demonstrably belong together: one names the repository of the other, runs the image that the other one builds under its
 * full name, or has the same owner; or both keep images in one registry of somebody's own. Between such sources a name counts that among strangers tells too little: there `mlflow` is the
 * server of the one cluster that both speak of.
 */
import { remotePath } from '../../facts/addresses.js';
import { normaliseIdentifier } from '../../facts/identifiers.js';
import type { Identifier } from '../../facts/types.js';
import type { UnitIndex } from '../units.js';
import type { NamedOffer } from './images.js';
import { isPublicOwner, REPOSITORY_PATH, type Repositories } from './repositories.js';
import { hasOwnWord } from './telling.js';

/**
 * @param images all images that are offered, by their full names
 * @param text an identifier with its references put in; undefined where a part stays unknown
 * @param written the same as it stands there, with what is known put in
 * @returns whether two sources belong together, be it because of a third one
 */
export function createTogether(
  index: UnitIndex,
  repositories: Repositories,
  images: readonly NamedOffer[],
  text: (source: string, identifier: Identifier) => string | undefined,
  written: (source: string, identifier: Identifier) => string,
): (a: string, b: string) => boolean {
  const groups = new Map<string, string>();
  const groupOf = (source: string): string => {
    const above = groups.get(source);
    return above === undefined || above === source ? source : groupOf(above);
  };
  const join = (a: string, b: string | undefined): void => {
    if (b !== undefined && a !== b) groups.set(groupOf(a), groupOf(b));
  };

  const builders = new Map<string, Set<string>>();
  for (const { text: name, offer } of images)
    if (isOwned(name)) builders.set(name, (builders.get(name) ?? new Set()).add(offer.unit.source));
  // Whoever publishes under a name of somebody's own keeps it for himself.
  const publishers = new Map<string, string>();
  for (const { offer } of images) {
    const owner = ownerOf(written(offer.unit.source, offer.identifier));
    if (owner === undefined) continue;
    join(offer.unit.source, publishers.get(owner));
    publishers.set(owner, offer.unit.source);
  }
  for (const { source, links } of index.units)
    for (const { to } of links) {
      const value = WITH_SIGNS.has(to.kind) ? text(source, to) : undefined;
      if (value === undefined) continue;
      if (to.kind === 'git-repository') join(source, repositories.source(value));
      else if (to.kind === 'path') {
        const [, repository, inside] = REPOSITORY_PATH.exec(value) ?? [];
        if (repository) join(source, repositories.source(normaliseIdentifier('git-repository', repository), inside));
      } else {
        for (const builder of builders.get(value) ?? []) join(source, builder);
        join(source, publishers.get(ownerOf(written(source, to)) ?? ''));
      }
    }
  for (const { file, fact } of index.mentions) {
    const remote = fact.weak ? undefined : remotePath(fact.name);
    if (remote) join(file.source, repositories.addressed(normaliseIdentifier('git-repository', remote.repository)));
  }
  const ofOwner = new Map<string, string>();
  for (const source of new Set([...index.files.values()].map((file) => file.source))) {
    const owner = repositories.addresses(source)[0]?.split('/').slice(0, 2).join('/');
    if (owner === undefined) continue;
    join(source, ofOwner.get(owner));
    ofOwner.set(owner, source);
  }
  return (a, b) => groupOf(a) === groupOf(b);
}

const WITH_SIGNS: ReadonlySet<Identifier['kind']> = new Set<Identifier['kind']>([
  'git-repository',
  'image',
  'image-repository',
  'path',
]);

/** An image with its owner, both known; what everybody publishes has a name that says nothing. */
const isOwned = (name: string): boolean => name.includes('/') && !name.includes('$') && hasOwnWord(name);

/** Registries in which everybody has a place of his own, which the first part of the path names. */
const SHARED_REGISTRY =
  /^(?:ghcr\.io|quay\.io|docker\.io|registry\.gitlab\.com|(?:[a-z]+\.)?gcr\.io|[a-z0-9-]+-docker\.pkg\.dev)$/;
/** Accounts that stand in documentation. */
const EXAMPLE_ACCOUNT = /^(?:123456789012|(\d)\1{11})$/;

/** Whose images are kept where an image is: a registry, an account or a name in a registry that many share. */
function ownerOf(image: string): string | undefined {
  const [host = '', owner = '', ...rest] = image
    .toLowerCase()
    .replace(/^docker\.io\//, '')
    .split('/');
  if (host.includes('$') || owner === '') return undefined;
  if (/^[a-z0-9]{5,50}\.azurecr\.io$/.test(host)) return hasOwnWord(host.replace('.azurecr.io', '')) ? host : undefined;
  const account = /^(\d{12})\.dkr\.ecr\./.exec(host)?.[1];
  if (account) return EXAMPLE_ACCOUNT.test(account) ? undefined : account;
  const name = SHARED_REGISTRY.test(host) && rest.length > 0 ? owner : host.includes('.') ? '' : host;
  return /^[a-z0-9][a-z0-9._-]{2,}$/.test(name) && hasOwnWord(name) && !isPublicOwner(name) ? name : undefined;
}
