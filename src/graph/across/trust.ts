/** Roles that one source makes for the pipelines of another one, which it names by the address of the repository. */
import type { Cluster } from '../clusters.js';
import { notInForce } from '../in-force.js';
import type { Resolver } from '../resolve/index.js';
import { within, type Unit, type UnitIndex } from '../units.js';
import type { Links } from './links.js';

export function relateTrust(
  index: UnitIndex,
  owners: ReadonlyMap<Unit, Cluster[]>,
  resolver: Resolver,
  links: Links,
): void {
  for (const { file, fact } of index.mentions) {
    if (!fact.trusted || notInForce(file)) continue;
    const { text, unresolved } = resolver.substitute(file.source, fact.name);
    const home = unresolved.length === 0 ? resolver.sourceAt(text) : undefined;
    const role = roleAt(file, fact.at.line, owners);
    if (!home || home === file.source || !role) continue;
    const pipelines = index.units.filter(
      (unit) => unit.source === home && !notInForce(unit) && owners.get(unit)?.some(({ type }) => type === 'ci-cd'),
    );
    // The one that logs in somewhere, where it shows.
    const pipeline =
      pipelines.find((unit) => [...within(unit)].some(({ uses }) => uses.some(({ type }) => type === 'security'))) ??
      pipelines[0];
    if (pipeline)
      links.add(
        { unit: pipeline, at: pipeline.at, kind: 'config' },
        role,
        { unit: file, at: fact.at, kind: 'config' },
        'reads-from',
      );
  }
}

/** The role of a file to which a policy belongs: it stands around it, or is the next one, or the last one before. */
function roleAt(file: Unit, line: number, owners: ReadonlyMap<Unit, Cluster[]>): Cluster | undefined {
  const roles = [...within(file)].flatMap((unit) =>
    (owners.get(unit) ?? []).filter(({ type }) => type === 'security').map((role) => ({ role, line: unit.at.line })),
  );
  return (roles.find((one) => one.line >= line) ?? roles.at(-1))?.role;
}
