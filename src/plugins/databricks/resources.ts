/** Resources of a bundle beside its jobs. */
import type { IdentifierKind } from '../../facts/types.js';
import type { ComponentType } from '../../vocabulary/index.js';
import { entries, get, items, string, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import type { FactWriter } from '../shared/writer.js';

interface Kind {
  type: ComponentType;
  technology?: string;
  offers?: IdentifierKind;
}

/** What the kinds of resources are (bundle configuration reference, "resources"). */
const KINDS: Record<string, Kind> = {
  model_serving_endpoints: { type: 'model-serving', offers: 'endpoint' },
  registered_models: { type: 'model-registry', offers: 'model' },
  models: { type: 'model-registry', technology: 'mlflow', offers: 'model' },
  experiments: { type: 'ml-metadata-store', technology: 'mlflow', offers: 'experiment' },
  quality_monitors: { type: 'monitoring' },
  alerts: { type: 'monitoring' },
  pipelines: { type: 'data-pipeline', offers: 'pipeline' },
  schemas: { type: 'data-store' },
  volumes: { type: 'data-store' },
  database_instances: { type: 'data-store', offers: 'database' },
};

export function writeOthers(resources: DataNode | undefined, writer: FactWriter): void {
  const registry = get(resources, 'registered_models') ? 'databricks' : 'mlflow';
  for (const [section, kind] of Object.entries(KINDS)) {
    for (const { key, value, offset } of entries(get(resources, section)).slice(0, 1000)) {
      // In a template the other branch may read as a part of this one.
      if (Object.hasOwn(KINDS, key)) continue;
      const name = string(value, 'name') ?? string(value, 'table_name') ?? key;
      const unit = writer.unit(`${section}:${key}`, 'resource', offset, { name });
      writer.component(unit, offset, { type: kind.type, technology: kind.technology ?? 'databricks', name });
      if (kind.offers) {
        writer.offer(unit, kind.offers, name, offset);
        if (key !== name) writer.offer(unit, kind.offers, key, offset);
      }
      if (section === 'model_serving_endpoints') writeServed(value, unit, registry, writer);
      if (section === 'pipelines') writeLibraries(value, unit, writer);
      const table = get(value, 'table_name');
      if (section === 'quality_monitors' && table) writer.link(unit, 'monitors', 'table', text(table), table.offset);
    }
  }
}

/** Models that an endpoint serves, and how it splits traffic between them. */
function writeServed(endpoint: DataNode, unit: string, registry: string, writer: FactWriter): void {
  for (const key of ['served_entities', 'served_models']) {
    for (const served of items(get(endpoint, 'config', key))) {
      const model = get(served, 'entity_name') ?? get(served, 'model_name');
      if (!model) continue;
      writer.link(unit, 'loads-from', 'model', text(model), model.offset);
      // What the platform brings along stands in a schema of its own.
      if (!text(model)?.startsWith('system.ai.'))
        writer.component(unit, model.offset, { type: 'model-registry', technology: registry, relation: 'loads-from' });
    }
  }
  const routes = items(get(endpoint, 'config', 'traffic_config', 'routes')).filter(
    (route) => Number(string(route, 'traffic_percentage')) > 0,
  );
  if (routes.length > 1) writer.trait(unit, 'canary', routes[0]?.offset ?? endpoint.offset);
}

/** Notebooks and files of a declarative pipeline. */
function writeLibraries(pipeline: DataNode, unit: string, writer: FactWriter): void {
  for (const library of items(get(pipeline, 'libraries'))) {
    const path = get(library, 'notebook', 'path') ?? get(library, 'file', 'path');
    const resolved = path && writer.context.resolvePath(text(path) ?? '');
    if (path) writer.link(unit, 'runs', 'path', resolved, path.offset);
  }
}
