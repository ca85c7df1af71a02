/** Images: who builds what is run under a name, and whose registry takes what is pushed. */
import type { LinkFact } from '../../facts/types.js';
import type { Offer, Unit } from '../units.js';
import type { Substitute } from './symbols.js';
import { hasOwnWord, isTelling, isTellingObject } from './telling.js';

/** An offer and the normalised name under which it is one. */
export interface NamedOffer {
  offer: Offer;
  text: string;
}

export interface ImageResolver {
  /** Who offers an image under a normalised name, or under the end of it that tells. */
  resolveImage(from: Unit, value: string): Offer[];
  /** Registries that take what a link publishes. */
  resolveRegistry(from: Unit, link: LinkFact): Offer[];
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

/**
 * @param images all images that are offered
 * @param open repositories for images of which only the beginning of the name is known: `risk-scorer-${var.env}`
 * @param offered those that are offered under exactly this name
 * @param belongTogether whether a name that everybody uses counts between two sources
 */
export function createImageResolver(
  images: readonly NamedOffer[],
  open: readonly NamedOffer[],
  offered: (value: string) => Offer[],
  substitute: Substitute,
  belongTogether: (a: string, b: string) => boolean,
): ImageResolver {
  const resolveImage = (from: Unit, value: string): Offer[] => {
    const exact = offered(value);
    if (exact.length > 0) return exact;
    const segments = value.split('/');
    const last = segments.pop() ?? '';
    if (last === '' || last.includes('$')) return [];
    // `risk/api` is the `api` of `risk`.
    const group = segments.pop() ?? '';
    const isCommon = COMMON_IMAGE_NAMES.has(last);
    if (isCommon && (group === '' || COMMON_IMAGE_NAMES.has(group) || group.includes('$'))) return [];
    const end = isCommon ? `${group}/${last}` : last;
    // What everybody calls an image is the own one, one of the internet, or that of an owner whom the build keeps in a variable.
    const isShared = hasOwnWord(end);
    const isOwned = hasOwnWord(group);
    return images
      .filter(({ text: t, offer }) => {
        if (t !== end && !t.endsWith(`/${end}`)) return false;
        if (isShared || belongTogether(offer.unit.source, from.source)) return true;
        const owner =
          t
            .slice(0, -end.length - 1)
            .split('/')
            .pop() ?? '';
        return isOwned && (owner === group || /[${}]/.test(owner));
      })
      .map(({ offer }) => offer);
  };

  /**
   * Registries and repositories that others make, for an image that is pushed: the registry of Azure that the host names, and those
   * of AWS whose name begins as the image does, where the pipeline takes the rest from a variable.
   */
  const resolveRegistry = (from: Unit, link: LinkFact): Offer[] => {
    if (link.link !== 'publishes-to') return [];
    const reference = substitute(from.source, link.to.value).text.toLowerCase();
    const azure = /^([a-z0-9]{5,50})\.azurecr\.io\//.exec(reference)?.[1];
    if (azure) return offered(azure).filter(isRegistry);
    const whole = /^[^/]*\.dkr\.ecr\.[^/]*\/([a-z0-9]+(?:[-_/][a-z0-9]+)*)(?:[:@]|$)/.exec(reference)?.[1];
    if (whole) {
      const family = whole.replace(STAGE, '');
      return isTellingObject(family)
        ? open
            .filter(({ text: name, offer }) => name.replace(OPEN_END, '') === family && isRegistry(offer))
            .map(({ offer }) => offer)
        : [];
    }
    const prefix = /^[^/]*\.dkr\.ecr\.[^/]*\/([a-z0-9]+(?:[-_/][a-z0-9]+)+[-_/])\$\{?\w/.exec(reference)?.[1];
    if (!prefix || !isTelling('model', prefix)) return [];
    return images
      .filter(({ offer, text: name }) => name.startsWith(prefix) && isRegistry(offer))
      .map(({ offer }) => offer);
  };

  return { resolveImage, resolveRegistry };
}

/** Names of repositories end in the environment, which the definition may leave open. */
const STAGE = /[-_/](?:dev|development|stg|stage|staging|test|qa|uat|prod|production)$/;
const OPEN_END = /[-_/]\$\{[^{}]*\}$/;

const isRegistry = ({ unit }: Offer): boolean => unit.claims.some(({ type }) => type === 'artifact-registry');
