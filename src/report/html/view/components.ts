/** The discovered components and relations: the picture's equal as tables, and the appendix of evidence. */
import { componentAnchor, elementAnchor, relationAnchor } from '../../../diagram/anchors.js';
import { told } from '../../../diagram/status.js';
import { relationName, typeName } from '../../../diagram/words.js';
import type { Component, Relation } from '../../../graph/types.js';
import { COMPONENT_TYPES } from '../../../vocabulary/index.js';
import { componentView, SEVERAL, type Kit } from '../kit.js';

/** Evidence by component, one group a type, in the order of the vocabulary. */
export function evidenceView(kit: Kit) {
  const { assessment, limits } = kit;
  const shown = kit.most(assessment.components, limits.components, 'component');
  const relations = new Map<string, Relation[]>();
  for (const relation of assessment.relations)
    for (const end of new Set([relation.from, relation.to])) {
      const known = relations.get(end);
      if (known) known.push(relation);
      else relations.set(end, [relation]);
    }
  return COMPONENT_TYPES.flatMap((type) => {
    const components = shown.filter((c) => c.type === type);
    if (components.length === 0) return [];
    return [
      {
        type,
        name: typeName(type),
        count: components.length,
        components: components.map((c) => componentDetails(kit, c, limits.full ? (relations.get(c.id) ?? []) : [])),
      },
    ];
  });
}

/** What the configuration of a component says, without what only the engine needs. */
function attributesOf({ attributes }: Component): string {
  return Object.entries(attributes)
    .filter(([name]) => name !== 'role')
    .map(([name, value]) => (value === true ? name : `${name} ${String(value)}`))
    .join(', ');
}

function componentDetails(kit: Kit, component: Component, relations: readonly Relation[]) {
  const { limits } = kit;
  const { id, type, technology, name, status, confidence, reason, attributes, evidence } = component;
  const shown = evidence.slice(0, limits.places).map((item) => kit.place(item, true));
  return {
    anchor: componentAnchor(id),
    id,
    type,
    technology: kit.technology(technology),
    name,
    sources: [...new Set(evidence.map((e) => e.source))].sort().join(' '),
    status: told(status),
    reason: reason?.replaceAll('-', ' ') ?? '',
    tool: attributes.role === 'tool',
    confidence: confidence === 'high' ? '' : confidence,
    attributes: attributesOf(component),
    elements: (limits.full ? kit.assessment.conformance : []).flatMap((model) =>
      model.elements
        .filter((e) => e.components.includes(id))
        .map((e) => ({ href: `#${elementAnchor(model.model, e.id)}`, id: e.id, name: e.name })),
    ),
    first: shown[0]?.at ?? '',
    shown,
    more: evidence.length - shown.length,
    relations: relations.slice(0, SEVERAL).map((relation) => {
      const out = relation.from === id;
      const other = kit.components.get(out ? relation.to : relation.from);
      return {
        words: `${relationName(relation.type)}${out ? '' : ' this'}`,
        out,
        href: `#${relationAnchor(relation)}`,
        other: other ? componentView(kit, other).label : out ? relation.to : relation.from,
      };
    }),
    moreRelations: Math.max(0, relations.length - SEVERAL),
  };
}

/** All relations, as a table that says what the picture says. */
export function relationsView(kit: Kit) {
  const { assessment, limits } = kit;
  const end = (id: string) => {
    const component = kit.components.get(id);
    return component ? componentView(kit, component) : { href: '', label: id, type: '' };
  };
  return kit.most(assessment.relations, limits.relations, 'relation').map((relation) => ({
    anchor: relationAnchor(relation),
    from: end(relation.from),
    type: relationName(relation.type),
    to: end(relation.to),
    status: told(relation.status),
    ...kit.places(relation.evidence, kit.few(2)),
  }));
}
