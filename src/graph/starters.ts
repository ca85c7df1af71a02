/** What starts relations and components of the graph, or holds them up, and what starts that in its turn. */
import type { ComponentType, RelationType } from '../vocabulary/index.js';
import type { ArchitectureGraph, Component, Control, Relation } from './types.js';

/** How far back is looked for what starts what starts it. */
const MOST_STEPS = 4;
const STARTS: ReadonlySet<RelationType> = new Set<RelationType>(['triggers', 'feeds-back-to', 'orchestrates']);
/** Components that start something without a person. */
const SIGNALS: ReadonlySet<ComponentType> = new Set<ComponentType>(['scheduler', 'event-bus', 'monitoring']);

export interface Starters {
  controls: Control[];
  /** Relations by which a schedule, an event or monitoring starts it. */
  starters: Relation[];
}

/** Controls over relations and components, and over what starts those who do them. */
export function controlsOf(
  { relations, components }: { relations: readonly Relation[]; components: readonly Component[] },
  graph: ArchitectureGraph,
): Starters {
  const controls = new Set<Control>();
  const starters = new Set<Relation>();
  const seen = new Set<string>();
  let under = { relations: new Set(relations), components: new Set(components.map((c) => c.id)) };
  let actors = new Set([...under.components, ...relations.map((r) => r.from)]);
  for (let step = 0; step < MOST_STEPS && actors.size > 0; step++) {
    for (const control of graph.controls)
      if (
        control.relations.some((r) => under.relations.has(r)) ||
        control.components.some((c) => under.components.has(c))
      )
        controls.add(control);
    for (const actor of actors) seen.add(actor);
    const starting = [...actors].flatMap((id) =>
      graph.incoming(id).filter((r) => r.status === 'defined' && STARTS.has(r.type)),
    );
    for (const relation of starting) {
      const from = graph.component(relation.from);
      if (from && SIGNALS.has(from.type)) starters.add(relation);
    }
    // What CI is does not say what starts it: only the workflows that do this, which the relation names.
    under = {
      relations: new Set(starting),
      components: new Set(starting.map((r) => r.from).filter((id) => graph.component(id)?.type !== 'ci-cd')),
    };
    actors = new Set([...under.components].filter((id) => !seen.has(id)));
  }
  return { controls: [...controls], starters: [...starters] };
}

/**
 * @returns where a person starts it, if nothing else is seen to; undefined where a change, a schedule or an event starts it too, and
 * where no definition says what does
 */
export function startedByHand(relation: Relation, graph: ArchitectureGraph): Control[] | undefined {
  const { controls, starters } = controlsOf({ relations: [relation], components: [] }, graph);
  const starts = controls.filter(({ kind }) => kind !== 'environment' && kind !== 'approval');
  const byHand = starts.filter(({ kind }) => kind === 'demand');
  if (graph.component(relation.from)?.attributes.dispatched === true) return undefined;
  return byHand.length > 0 && byHand.length === starts.length && starters.length === 0 ? byHand : undefined;
}
