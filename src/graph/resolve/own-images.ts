/**
 * The image that a source builds for itself, where builder and runner call it by different names. CI keeps the owner, the registry or
 * the whole name in a secret (`${{ secrets.DOCKER_USER }}/api`, `ghcr.io/${{ github.repository }}`), manifests write them out
 * (`jane/api`) or leave a place to fill in (`IMAGE_PLACEHOLDER`). Inside one source the end of the name is enough, and where the builder
 * says nothing, that it is the only image that is built and the only one run that nobody knows.
 */
import { imageWithoutTag } from '../../facts/identifiers.js';
import type { LinkFact } from '../../facts/types.js';
import type { Offer, Unit, UnitIndex } from '../units.js';
import type { NamedOffer } from './images.js';

/** What starts a program in an image on purpose; others name base images and tools of CI. */
const STARTS: ReadonlySet<Unit['kind']> = new Set(['workload', 'resource', 'task', 'dag', 'service']);
// eslint-disable-next-line no-control-regex
const FILLED_IN = /[${}<>\u0001]|(?:^|[-_])(?:placeholder|replace|changeme|todo|your)(?:$|[-_])|^image$|^your/;
/** Registries that belong to one account. */
const OWN_REGISTRY = /^[^/]*\.(?:dkr\.ecr\.[^/]+\.amazonaws\.com|azurecr\.io|pkg\.dev)\/|^(?:[a-z]+\.)?gcr\.io\//i;

/** Where products come from; what the catalogue does not know of them is nobody's own either. */
export const PUBLIC =
  /^(?:[a-z.]*\/)?(?:alpine|amazon|aquasec|banzaicloud|bitnami|curlimages|confluentinc|debezium|elastic|envoyproxy|fluent|google|hashicorp|istio|jaegertracing|jupyter|k8s|kindest|kubeflow|kubernetesui|library|linuxserver|minio|moby|nvidia|openzipkin|otel|percona|prom|rancher|redhat|strimzi|timberio|traefik|ubi\d|velero|weaveworks)\/|^(?:registry\.k8s\.io|k8s\.gcr\.io|nvcr\.io|public\.ecr\.aws|mcr\.microsoft\.com|docker\.elastic\.co)\//i;

/** Owner and name of an image, without what stands before. */
export const partsOf = (name: string): { owner: string; last: string } => {
  const segments = name.split('/');
  return { last: segments.pop() ?? '', owner: segments.pop() ?? '' };
};
/** Whether a part of a name is left to a variable or to the reader. */
export const isOpen = (part: string): boolean => part === '' || FILLED_IN.test(part);

/**
 * @param isFound whether an image that a unit runs is known without this
 * @returns who builds the image that a link runs, by its normalised name; none where it may be somebody else's
 */
export function createOwnImageResolver(
  index: UnitIndex,
  images: readonly NamedOffer[],
  isFound: (from: Unit, link: LinkFact) => boolean,
): (from: Unit, link: LinkFact, name: string) => Offer[] {
  const builtBy = new Map<string, NamedOffer[]>();
  for (const image of images) {
    const { source, off } = image.offer.unit;
    if (off || image.offer.identifier.kind !== 'image') continue;
    const list = builtBy.get(source);
    if (list) list.push(image);
    else builtBy.set(source, [image]);
  }
  const strangersOf = new Map<string, Set<string>>();
  const strangers = (source: string): Set<string> => {
    const cached = strangersOf.get(source);
    if (cached) return cached;
    const found = new Set<string>();
    for (const unit of index.units)
      if (unit.source === source && unit.role === 'production')
        for (const link of unit.links)
          if (isStarted(unit, link) && !isClaimed(unit, link) && !isFound(unit, link))
            found.add(imageWithoutTag(link.to.value));
    strangersOf.set(source, found);
    return found;
  };

  return (from, link, name) => {
    const built = builtBy.get(from.source) ?? [];
    if (built.length === 0 || !(isStarted(from, link) || isDelivered(link)) || isClaimed(from, link)) return [];
    const { owner, last } = partsOf(name);
    if (!isOpen(last)) {
      const same = built.filter(({ text, offer }) => {
        const isSame = partsOf(text).last === last;
        return (
          isSame && (isOpen(owner) || isOpen(partsOf(text).owner) || isOpen(partsOf(offer.identifier.value).owner))
        );
      });
      if (same.length > 0) return same.map(({ offer }) => offer);
    }
    if (!isStarted(from, link)) return [];
    const candidates = isOpen(last) ? built : built.filter(({ offer }) => isOpen(partsOf(offer.identifier.value).last));
    const names = new Set(candidates.map(({ offer }) => imageWithoutTag(offer.identifier.value)));
    if (names.size !== 1) return [];
    const isOwn = isOpen(last) || (owner !== '' && !PUBLIC.test(link.to.value)) || OWN_REGISTRY.test(link.to.value);
    return isOwn && strangers(from.source).size === 1 ? candidates.map(({ offer }) => offer) : [];
  };
}

export const isStarted = (unit: Unit, { link, to }: LinkFact): boolean =>
  link === 'built-from' && to.kind === 'image' && STARTS.has(unit.kind);
export const isDelivered = ({ link, to }: LinkFact): boolean =>
  to.kind === 'image' && (link === 'deploys' || link === 'runs');

/** The catalogue knows the image: it is somebody's product. */
export const isClaimed = (unit: Unit, link: LinkFact): boolean =>
  unit.claims.some(({ at }) => at.line === link.at.line && at.column === link.at.column);
