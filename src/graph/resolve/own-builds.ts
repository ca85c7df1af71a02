/**
 * What a pipeline builds, for deployments that do not say what they deploy: `aws ecs update-service --force-new-deployment`, or an
 * image whose whole name is a secret. The nearest that builds anything counts: the step, its job, the file, the source; and it has to
 * build one thing.
 */
import type { LinkFact } from '../../facts/types.js';
import { within, type Unit, type UnitIndex } from '../units.js';

/** Kinds of evidence of what a pipeline does; the others say of what a definition is made. */
const DONE: ReadonlySet<LinkFact['kind']> = new Set(['command', 'action']);

/** @param resolve what a link leads to */
export function createOwnBuilds(
  index: UnitIndex,
  resolve: (from: Unit, link: LinkFact) => Unit[],
): (from: Unit) => Unit[] {
  const builtBy = (unit: Unit): Unit[] =>
    unit.off ? [] : unit.links.filter(isBuild).flatMap((link) => resolve(unit, link));
  const bySource = new Map<string, Unit[]>();
  const inSource = (source: string): Unit[] => {
    const cached = bySource.get(source);
    if (cached) return cached;
    const found = index.units.filter((u) => u.source === source && u.role === 'production').flatMap(builtBy);
    bySource.set(source, found);
    return found;
  };

  return (from) => {
    for (let scope: Unit | undefined = from; scope; scope = scope.parent) {
      const found = only([...within(scope)].flatMap(builtBy));
      if (found) return found;
    }
    return only(inSource(from.source)) ?? [];
  };
}

const isBuild = ({ link, kind }: LinkFact): boolean => link === 'builds' && DONE.has(kind);

/** @returns [] where there are several, undefined where there is none */
function only(built: readonly Unit[]): Unit[] | undefined {
  const [first, ...others] = new Set(built);
  if (!first) return undefined;
  return others.length === 0 ? [first] : [];
}
