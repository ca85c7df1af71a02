/** Functions that a platform keeps: by their name, or by the end of one whose beginning only a run knows. */
import type { Offer, Unit } from '../units.js';
import type { NamedOffer } from './images.js';
import { isTelling } from './telling.js';

/** Stands for the beginning of a name that is not known. */
const ANY = '*';
const SHORTEST_END = 10;

/** The end of a name behind its last unknown part, where it tells; undefined where it says little. */
export function endOfName(value: string): string | undefined {
  const end = value.slice(value.lastIndexOf('}') + 1);
  const words = end.split(/[-_]/).filter((word) => /^[A-Za-z]{2,}$/.test(word));
  return words.length > 1 && end.length >= SHORTEST_END ? `${ANY}${end}` : undefined;
}

/**
 * @param functions all that are offered
 * @param offered those that are offered under exactly this name
 */
export function createFunctionResolver(
  functions: readonly NamedOffer[],
  offered: (name: string, source: string) => Offer[],
): (name: string, from: Unit) => Offer[] {
  return (name, from) => {
    const named = offered(name, from.source).filter(
      ({ unit }) => unit.source === from.source || isTelling('function', name),
    );
    if (named.length > 0 || !name.startsWith(ANY)) return named;
    // `${PROJECT}-create-training-job` is the only one that ends so.
    const end = name.slice(ANY.length);
    const alike = functions.filter(
      ({ offer, text: other }) => offer.unit.source === from.source && other.endsWith(end),
    );
    return alike.length === 1 ? alike.map(({ offer }) => offer) : [];
  };
}
