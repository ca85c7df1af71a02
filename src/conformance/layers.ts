/** Layer rules: which layer may use which. */
import type { ElementVerdict, LayerRuleVerdict } from '../assessment/types.js';
import { bothEnds, relationName } from '../graph/ends.js';
import type { ArchitectureGraph, Relation } from '../graph/types.js';
import { deciding } from './elements.js';
import type { LayerRule, ReferenceArchitecture } from './types.js';

interface Crossing {
  relation: Relation;
  /** Layers at either end; a component may be an element of several. */
  from: readonly string[];
  to: readonly string[];
}

/**
 * A forbidden use is a violation where every layer of the one end must not use any layer of the other. Of what is only
 * allowed, everything else between layers is outside, unless a rule or a modelled relation speaks of it.
 * @param drawn relations that the model itself requires or allows; no rule speaks against them
 */
export function judgeLayers(
  model: ReferenceArchitecture,
  elements: readonly ElementVerdict[],
  drawn: ReadonlySet<Relation>,
  graph: ArchitectureGraph,
): LayerRuleVerdict[] {
  if (model.layerRules.length === 0) return [];
  const crossings = crossingsOf(model, elements, graph);
  const outside = crossings.filter(
    (crossing) => !drawn.has(crossing.relation) && !model.layerRules.some((rule) => speaksOf(rule, crossing)),
  );
  const advisory = model.layerRules.filter((r) => r.kind === 'allowed' && r.enforcement === 'advisory').at(-1);
  return model.layerRules.map((rule) => {
    const selected = crossings.filter((crossing) => speaksOf(rule, crossing));
    const broken =
      rule.kind === 'forbidden'
        ? selected.filter((c) => !drawn.has(c.relation) && isWhollyForbidden(rule, c))
        : rule === advisory
          ? outside
          : [];
    const { id, statement, enforcement } = rule;
    const off = enforcement === 'off';
    return {
      id,
      statement,
      enforcement,
      status: off
        ? 'off'
        : rule.kind === 'structure'
          ? 'stated'
          : rule.notObservable
            ? 'not-observable'
            : broken.length > 0
              ? 'broken'
              : selected.length > 0
                ? 'holds'
                : 'nothing-selected',
      selected: off ? 0 : selected.length,
      violations: off
        ? []
        : broken.map(({ relation }) => ({ relation: relationName(relation), evidence: bothEnds(relation, graph) })),
    };
  });
}

function crossingsOf(
  model: ReferenceArchitecture,
  elements: readonly ElementVerdict[],
  graph: ArchitectureGraph,
): Crossing[] {
  const layers = new Map<string, Set<string>>();
  for (const element of elements) {
    const place = element.in ?? element.id;
    for (const id of deciding(element)) layers.set(id, (layers.get(id) ?? new Set()).add(place));
  }
  const ruled = new Set(model.layerRules.flatMap((rule) => rule.uses.flatMap(({ from, to }) => [...from, ...to])));
  const layersOf = (id: string): string[] => [...(layers.get(id) ?? [])].filter((layer) => ruled.has(layer));
  return graph.relations
    .filter((relation) => relation.status === 'defined')
    .map((relation) => ({ relation, from: layersOf(relation.from), to: layersOf(relation.to) }))
    .filter(({ from, to }) => from.length > 0 && to.length > 0 && !from.some((layer) => to.includes(layer)));
}

const speaksOf = (rule: LayerRule, { from, to }: Crossing): boolean =>
  rule.uses.some((use) => from.some((l) => use.from.includes(l)) && to.some((l) => use.to.includes(l)));

const isWhollyForbidden = (rule: LayerRule, { from, to }: Crossing): boolean =>
  from.every((a) => to.every((b) => rule.uses.some((use) => use.from.includes(a) && use.to.includes(b))));
