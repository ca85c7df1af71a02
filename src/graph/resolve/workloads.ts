/** Objects of Kubernetes that run pods, by namespace and name. */
import type { Offer, Unit } from '../units.js';
import type { NamedOffer } from './images.js';

const nameOf = (value: string): string => value.slice(value.lastIndexOf('/') + 1);

/**
 * Namespaces are mostly left to one side: the command names it (`kubectl -n ml rollout restart deployment/api`) and the manifest does
 * not, or the manifest does and the command works in that of its context. The name alone then means the one of the same source.
 * @param workloads all that are offered
 */
export function createWorkloadResolver(workloads: readonly NamedOffer[]): (name: string, from: Unit) => Offer[] {
  const byName = new Map<string, NamedOffer[]>();
  for (const one of workloads) {
    const name = nameOf(one.text);
    byName.set(name, [...(byName.get(name) ?? []), one]);
  }
  return (name, from) => {
    const own = (byName.get(nameOf(name)) ?? []).filter(({ offer }) => offer.unit.source === from.source);
    const open = own.filter(({ text }) => !name.includes('/') || !text.includes('/'));
    return open.map(({ offer }) => offer);
  };
}
