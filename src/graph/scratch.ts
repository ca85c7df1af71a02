/**
 * Registries that only a scratch file speaks of: a program that runs when somebody starts it, that no definition starts and no other
 * file uses, while the source has programs that definitions do start. It shows that somebody tried the registry.
 */
import type { Claim, Cluster } from './clusters.js';
import type { ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import type { Launched } from './launched.js';
import { say } from './surroundings.js';
import { fileOf, within, type Unit, type UnitIndex } from './units.js';

const PROGRAM = /\.(?:py|ipynb)$/;

/** Gives model registries the attribute `scratch`, with the places. */
export function describeScratch(
  index: UnitIndex,
  flow: ControlFlow,
  clusters: readonly Cluster[],
  launched: Launched,
): void {
  const working = new Set(
    index.units.filter((unit) => PROGRAM.test(unit.path) && launched(unit)).map(({ source }) => source),
  );
  const isScratch = ({ unit }: Claim): boolean => {
    const file = fileOf(unit);
    return (
      PROGRAM.test(file.path) &&
      working.has(file.source) &&
      [...within(file)].every((part) => part.kind !== 'main' && !launched(part) && !isUsed(part, file, flow))
    );
  };
  for (const cluster of clusters) {
    if (cluster.type !== 'model-registry') continue;
    const claims = [...cluster.is, ...cluster.usedBy].filter(({ unit, fact }) => !fact.declared && !notInForce(unit));
    if (claims.length > 0 && claims.every(isScratch))
      say(cluster, {
        values: { scratch: true },
        places: claims.map(({ unit, fact }) => ({ unit, at: fact.at, kind: fact.kind })),
      });
  }
}

/**
 * What is called by the mere name of a method need not be this one, and who calls the methods of a class makes one first; a program that
 * uses the file imports it.
 */
const isUsed = (part: Unit, file: Unit, flow: ControlFlow): boolean =>
  (part.entry && part.parent?.kind !== 'class') ||
  flow
    .incoming(part)
    .some(({ from, how }) => fileOf(from) !== file && (part === file || how === 'imports' || !PROGRAM.test(from.path)));
