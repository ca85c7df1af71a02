/** Conda environments. Format: https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html */
import { get, items, string } from '../../syntax/data/tree.js';
import { parseRequirement } from '../../syntax/requirements/index.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import type { Dependency } from './index.js';

/** `dependencies`, with the list below `pip`. Other formats (Helm charts, dbt) have maps with a `name` there. */
export function condaDependencies(document: DataDocument): Dependency[] {
  return items(get(document.roots[0], 'dependencies')).flatMap((item) => {
    const pip = get(item, 'pip');
    return pip === undefined ? requirement(item) : items(pip).flatMap(requirement);
  });
}

function requirement(node: DataNode): Dependency[] {
  const parsed = parseRequirement(string(node) ?? '');
  return parsed === undefined ? [] : [{ name: parsed.name, offset: node.offset }];
}
