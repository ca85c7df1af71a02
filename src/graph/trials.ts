/**
 * Gates that whoever starts them makes a trial of (`run_mode: dry_run`): they say what they would stop, and stop nothing. In a
 * project the parameter is what is in force. A template leaves it to those who make a project of it: there the gate stays one, and
 * that it only reports by default is said besides.
 */
import type { Claim, Cluster } from './clusters.js';
import type { ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import { say } from './surroundings.js';
import type { Sighting } from './clusters.js';
import { fileOf, type Unit } from './units.js';

/** Whose parameters decide; what they are a part of does not start the program by itself. */
const STARTS: ReadonlySet<Unit['kind']> = new Set<Unit['kind']>(['task', 'step', 'job']);
/** From the task that sets the parameter to the function that decides. */
const FARTHEST = 6;

/** Takes `gate` from validations that are only tried, and gives those of templates the attribute `byDefault: reports`. */
export function describeTrials(clusters: readonly Cluster[], flow: ControlFlow): void {
  for (const cluster of clusters) {
    if (cluster.type !== 'model-validation' && cluster.type !== 'data-validation') continue;
    const gates = cluster.is.filter(
      ({ unit, fact }) => fact.attributes?.gate === true && !fact.declared && !notInForce(unit),
    );
    const tried = gates
      .map((gate) => ({ gate, places: trialsOf(gate, flow) }))
      .filter(({ places }) => places.length > 0);
    const chosen = tried.filter(({ gate }) => gate.unit.role === 'template');
    for (const { gate, places } of tried)
      if (gate.unit.role !== 'template') {
        gate.fact.attributes = { ...gate.fact.attributes, gate: false };
        say(cluster, { values: { trial: true }, places });
      }
    if (chosen.length > 0 && chosen.length === gates.length)
      say(cluster, { values: { byDefault: 'reports' }, places: chosen.flatMap(({ places }) => places) });
  }
}

/** Where each of those that start a gate asks for a trial; none when one of them does not. */
function trialsOf({ unit }: Claim, flow: ControlFlow): Sighting[] {
  const places: Sighting[] = [];
  const seen = new Set<Unit>([unit]);
  let front: Unit[] = [unit];
  for (let step = 0; step < FARTHEST && front.length > 0; step++) {
    const next: Unit[] = [];
    for (const inner of front) {
      const starting = flow
        .incoming(inner)
        .filter(({ from, relation }) => !relation && !notInForce(from) && from.role !== 'test');
      for (const { from, how, at } of starting) {
        const trials = from.traits.filter(
          (t) => t.trait === 'reports-only' && (how === 'contains' || from.kind === 'task' || t.at.line === at?.line),
        );
        places.push(...trials.map(({ at: place, kind }) => ({ unit: from, at: place, kind })));
        if (trials.length > 0 || seen.has(from)) continue;
        seen.add(from);
        const isInside = fileOf(from) === fileOf(inner);
        // A definition that starts it without asking for a trial.
        if (!isInside && STARTS.has(from.kind)) return [];
        if (!STARTS.has(from.kind)) next.push(from);
      }
    }
    front = next;
  }
  return places;
}
