/** Principles and requirements of the architectures, and by which elements they are implemented. */
import type { ConformanceVerdict } from '../../../assessment/types.js';
import { elementAnchor, principleAnchor } from '../../../diagram/anchors.js';
import { told } from '../../../diagram/status.js';
import type { Kit } from '../kit.js';

export function principlesView(kit: Kit) {
  return kit.assessment.conformance
    .filter((m) => m.principles.length + (m.requirements?.length ?? 0) > 0)
    .map((model) => matrix(kit, model));
}

function matrix(kit: Kit, model: ConformanceVerdict) {
  const columns = model.elements.filter((e) => e.principles?.length);
  const rows = [...model.principles, ...(model.requirements ?? [])];
  return {
    name: model.name,
    what: model.principles.length > 0 ? 'Principle' : 'Requirement',
    columns: columns.map((e) => ({
      id: e.id,
      name: e.name,
      href: `#${elementAnchor(model.model, e.id)}`,
      status: told(e.status),
    })),
    rows: kit.most(rows, kit.limits.rows, 'principle').map((principle) => ({
      anchor: principleAnchor(model.model, principle.id),
      id: principle.id,
      name: principle.name,
      status: told(principle.status),
      summary: principle.summary,
      cells: columns.map((element) => ({
        in: element.principles?.includes(principle.id) ?? false,
        status: told(element.status),
        name: element.name,
      })),
      source: kit.standsAt(kit.context.explain?.(principle.id, model.model) ?? [], model.model),
      ...kit.places(principle.evidence),
    })),
  };
}
