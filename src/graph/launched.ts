/** What definitions start without a person: pipelines, CI, workloads, and all that these execute. */
import type { UnitKind } from '../facts/types.js';
import { RUN_WITH_PARENT, type ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import { within, type Unit, type UnitIndex } from './units.js';

/** Whether a unit is a definition, or a program that one executes, deploys or builds. */
export type Launched = (unit: Unit) => boolean;

const STARTS: ReadonlySet<UnitKind> = new Set<UnitKind>([...RUN_WITH_PARENT, 'service']);

/** Walks from every definition that is in force over all that it leads to. */
export function findLaunched(index: UnitIndex, flow: ControlFlow): Launched {
  const found = new Set<Unit>();
  const stack = index.units.filter((unit) => STARTS.has(unit.kind) && !notInForce(unit));
  for (let unit = stack.pop(); unit; unit = stack.pop()) {
    if (found.has(unit)) continue;
    found.add(unit);
    for (const { to, how } of flow.outgoing(unit))
      // What is only included (copied into an image, mounted) need not be run.
      if (!to.off && !(how === 'includes' && unit.kind !== 'module')) stack.push(to);
  }
  return (unit) => found.has(unit) || !/\.(?:py|ipynb)$/.test(unit.path);
}

/** Notebooks that no file but another notebook uses, as `source`, line feed and path; a pipeline that one defines is tried out there, too. */
export function findTriedOut(index: UnitIndex, flow: ControlFlow): Set<string> {
  const found = new Set<string>();
  for (const file of index.files.values()) {
    if (!file.path.endsWith('.ipynb')) continue;
    const isUsed = [...within(file)].some((part) =>
      flow.incoming(part).some(({ from }) => !from.path.endsWith('.ipynb')),
    );
    if (!isUsed) found.add(`${file.source}\n${file.path}`);
  }
  return found;
}
