/**
 * `pyproject.toml` (PEP 621, PEP 735 and the tables of Poetry, PDM, uv, Hatch, Pixi) and Pipfile.
 * Specification: https://packaging.python.org/en/latest/specifications/pyproject-toml/
 */
import { entries, get, items, string, text } from '../../syntax/data/tree.js';
import { normaliseName, parseRequirement } from '../../syntax/requirements/index.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import type { Dependency, Script } from './index.js';

export function projectDependencies(document: DataDocument): Dependency[] {
  const root = document.roots[0];
  const project = get(root, 'project');
  const tool = get(root, 'tool');
  const groups = [
    ...entries(get(project, 'optional-dependencies')),
    ...entries(get(root, 'dependency-groups')),
    ...entries(get(tool, 'pdm', 'dev-dependencies')),
  ];
  const poetryGroups = entries(get(tool, 'poetry', 'group')).map(({ value }) => get(value, 'dependencies'));
  const hatch = entries(get(tool, 'hatch', 'envs')).flatMap(({ value }) => [
    get(value, 'dependencies'),
    get(value, 'extra-dependencies'),
  ]);
  const pixi = entries(get(tool, 'pixi', 'feature')).flatMap(({ value }) => [
    get(value, 'dependencies'),
    get(value, 'pypi-dependencies'),
  ]);
  return [
    ...listed(get(project, 'dependencies')),
    ...groups.flatMap(({ value }) => listed(value)),
    ...listed(get(tool, 'uv', 'dev-dependencies')),
    ...hatch.flatMap(listed),
    ...[get(tool, 'poetry', 'dependencies'), get(tool, 'poetry', 'dev-dependencies'), ...poetryGroups].flatMap(keyed),
    ...[get(tool, 'pixi', 'dependencies'), get(tool, 'pixi', 'pypi-dependencies'), ...pixi].flatMap(keyed),
  ];
}

/** `[project.scripts]` and `[tool.poetry.scripts]`: commands that installing the package makes. */
export function projectScripts(document: DataDocument): Script[] {
  const root = document.roots[0];
  const tables = [get(root, 'project', 'scripts'), get(root, 'tool', 'poetry', 'scripts')];
  return tables.flatMap((table) =>
    entries(table).flatMap(({ key, value, offset }) => {
      const target = text(value) ?? string(value, 'reference') ?? string(value, 'callable');
      return target === undefined ? [] : [{ name: key, target, offset }];
    }),
  );
}

export function pipfileDependencies(document: DataDocument): Dependency[] {
  const root = document.roots[0];
  return entries(root)
    .filter(({ key }) => !/^(?:source|requires|scripts|pipenv|pipfile)$/.test(key))
    .flatMap(({ value }) => keyed(value));
}

/** Requirements in a list; PEP 735 lists also hold `{ include-group = "…" }`. */
function listed(node: DataNode | undefined): Dependency[] {
  return items(node).flatMap((item) => {
    const parsed = parseRequirement(text(item) ?? '');
    return parsed === undefined ? [] : [{ name: parsed.name, offset: item.offset }];
  });
}

/** Requirements as keys of a table; `python` is the interpreter. */
function keyed(node: DataNode | undefined): Dependency[] {
  return entries(node)
    .filter(({ key }) => key !== 'python')
    .map(({ key, offset }) => ({ name: normaliseName(key), offset }));
}
