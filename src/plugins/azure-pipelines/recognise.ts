/**
 * Which YAML is an Azure pipeline. The file may have any name, so its structure must tell.
 * Source: Microsoft, "YAML schema reference for Azure Pipelines".
 */
import { entries, get, isMap, isSequence, items, string } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';

/** Keys of steps. */
export const STEP_KEYS = [
  'task',
  'script',
  'bash',
  'pwsh',
  'powershell',
  'checkout',
  'download',
  'downloadBuild',
  'getPackage',
  'publish',
  'template',
  'reviewApp',
] as const;

/** Top-level keys that only a pipeline of its own has; templates have none of them. */
const PIPELINE_KEYS = [
  'trigger',
  'pr',
  'schedules',
  'resources',
  'pool',
  'lockBehavior',
  'appendCommitMessageToRunName',
];

/** Keys of other formats that look alike. */
const FOREIGN_KEYS = ['apiVersion', 'kind', '$schema', 'on', 'runs', 'services', 'pipelines', 'image', 'version'];

export type PipelineKind = 'pipeline' | 'template' | 'variables';

/** What a document is to Azure Pipelines; undefined when it is something else. */
export function kindOf(root: DataNode | undefined, fileName: string): PipelineKind | undefined {
  if (!isMap(root) || FOREIGN_KEYS.some((key) => get(root, key) !== undefined)) return undefined;
  const keys = new Set(root.entries.map(({ key }) => key));
  const named = /^azure-pipelines?\b.*\.ya?ml$/.test(fileName);
  const work = ['stages', 'jobs', 'steps', 'extends'].some((key) => holdsWork(key, get(root, key)));
  if (!work) {
    if (named && entries(root).every(({ key }) => PIPELINE_KEYS.includes(key) || key === 'variables' || key === 'name'))
      return 'pipeline';
    return isVariables(root, keys, fileName) ? 'variables' : undefined;
  }
  if (named || PIPELINE_KEYS.some((key) => keys.has(key))) return 'pipeline';
  // Only `extends` templates may have variables and a name beside their stages; a pipeline commonly does.
  return keys.has('name') || (keys.has('variables') && !keys.has('parameters')) ? 'pipeline' : 'template';
}

function holdsWork(key: string, node: DataNode | undefined): boolean {
  if (key === 'extends') return string(node, 'template') !== undefined;
  if (!isSequence(node)) return false;
  const wanted: readonly string[] =
    key === 'stages' ? ['stage', 'template'] : key === 'jobs' ? ['job', 'deployment', 'template'] : STEP_KEYS;
  const list = flattened(node);
  // Steps of Cloud Build have an image as their name.
  if (list.some((item) => /[/:]/.test(string(item, 'name') ?? '') || get(item, 'args') !== undefined)) return false;
  return list.some((item) => wanted.some((name) => get(item, name) !== undefined));
}

/** A template that only sets variables: a list of `name` and `value`, or a map in a file that says so. */
function isVariables(root: DataNode, keys: ReadonlySet<string>, fileName: string): boolean {
  if (!keys.has('variables') || [...keys].some((key) => key !== 'variables' && key !== 'parameters')) return false;
  const variables = get(root, 'variables');
  if (isMap(variables)) return /var|azure|pipeline|template/i.test(fileName);
  const list = flattened(variables);
  return (
    list.length > 0 && list.every((item) => ['name', 'group', 'template'].some((key) => get(item, key) !== undefined))
  );
}

/**
 * Items of a list with those of conditional and loop insertions (`${{ if … }}:`, `${{ each … }}:`) in their place; insertions
 * that never hold are left out.
 */
export function flattened(node: DataNode | undefined, depth = 0): DataNode[] {
  if (depth > 20) return [];
  return items(node).flatMap((item) => {
    const [only, ...others] = entries(item);
    if (!only?.key.startsWith('${{') || others.some(({ key }) => !key.startsWith('${{'))) return [item];
    return entries(item).flatMap(({ key, value }) =>
      /^\$\{\{\s*if\s+false\s*\}\}$/i.test(key) ? [] : flattened(value, depth + 1),
    );
  });
}
