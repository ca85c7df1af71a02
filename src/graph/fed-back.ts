/**
 * Ways from monitoring back to training: an alert goes to a topic, the topic starts a function or a workflow, and that starts
 * training; or a flow asks the monitoring and starts one that trains.
 */
import type { ComponentType } from '../vocabulary/index.js';
import type { Cluster } from './clusters.js';
import type { FoundRelation } from './found-relations.js';
import { FED_BACK } from './meetings.js';

/** What only hands on what it is told. */
const HANDS_ON: ReadonlySet<ComponentType> = new Set<ComponentType>(['event-bus', 'infrastructure']);

/** @returns relations from what alerts to what is started by that */
export function fedBack(relations: readonly FoundRelation[]): FoundRelation[] {
  const starts = relations.filter(({ type }) => type === 'triggers');
  return relations
    .filter(({ from, to, type }) => type === 'alerts' && from.type === 'monitoring' && HANDS_ON.has(to.type))
    .flatMap((alert) => {
      const found: FoundRelation[] = [];
      const seen = new Set<Cluster>([alert.from, alert.to]);
      const ways = [alert];
      for (const way of ways)
        for (const next of starts) {
          if (next.from !== way.to || seen.has(next.to)) continue;
          seen.add(next.to);
          const further: FoundRelation = {
            ...alert,
            to: next.to,
            type: 'feeds-back-to',
            confidence: 'medium',
            defined: way.defined && next.defined,
            sightings: [...way.sightings.slice(0, 3), ...next.sightings.slice(0, 2)],
          };
          if (FED_BACK.has(next.to.type)) found.push(further);
          else if (HANDS_ON.has(next.to.type)) ways.push(further);
        }
      return found;
    });
}

/**
 * A flow of its own that asks the monitoring, or has it among its steps, and then starts another one that trains: the monitoring
 * feeds back to training.
 */
export function fedBackByReading(relations: readonly FoundRelation[]): FoundRelation[] {
  const trains = (flow: Cluster): boolean =>
    flow.type === 'training-pipeline' ||
    relations.some((r) => r.from === flow && r.type === 'orchestrates' && r.to.type === 'training-pipeline');
  return relations
    .filter(
      ({ from, type, to }) =>
        from.type === 'workflow-orchestration' &&
        to.type === 'monitoring' &&
        // An engine without a name runs whatever it is given.
        (type === 'reads-from' || (type === 'orchestrates' && from.name !== '')),
    )
    .flatMap((reading) =>
      relations
        .filter(({ from, type, to }) => from === reading.from && type === 'triggers' && to !== from && trains(to))
        .map((starting) => ({
          ...starting,
          from: reading.to,
          type: 'feeds-back-to' as const,
          confidence: 'medium' as const,
          defined: reading.defined && starting.defined,
          sightings: [...starting.sightings.slice(0, 2), ...reading.sightings.slice(0, 2)],
        })),
    );
}
