/** Names that other files of the directory, or other modules, may refer to. */
import type { HclBlock, HclExpression } from '../../syntax/types.js';
import { hasReference } from '../../facts/value.js';
import { textOf } from './expressions.js';
import { attribute, spaceOf, type Declared, type Scope } from './scope.js';

const MOST_ENTRIES = 100;
/** Arguments by which providers name a resource; the first that is there is its name. */
const NAME_ARGUMENTS = [
  'name',
  'bucket',
  'identifier',
  'function_name',
  'cluster_name',
  'cluster_identifier',
  'model_package_group_name',
  'feature_group_name',
  'pipeline_name',
  'repository_id',
  'dataset_id',
  'table_id',
  'account_id',
  'display_name',
];
/** Attributes that a provider computes from the name. */
const NAME_ATTRIBUTES = ['id', 'arn', 'name', 'bucket', 'repository_url', 'url', 'self_link', 'function_name', 'qualified_arn'];

/** Variable defaults, locals, outputs, and whether the directory is a root module. */
export function topLevelSymbols(block: HclBlock, scope: Scope): void {
  const { writer, space } = scope;
  const [name] = block.labels;
  if (block.type === 'locals') for (const local of block.attributes) valueSymbols(`local.${local.name}`, local.value, space, scope);
  else if (block.type === 'variable' && name) valueSymbols(`var.${name}`, attribute(block, 'default'), space, scope, true);
  else if (block.type === 'output' && name) valueSymbols(`output.${name}`, attribute(block, 'value'), space, scope);
  else if (isRoot(block)) writer.symbol(space, '__root__', 'true', block.offset);
}

/**
 * Providers are configured, and state is kept, by root modules only. (`required_providers` says nothing: modules state theirs too.)
 * https://developer.hashicorp.com/terraform/language/modules/develop/providers
 */
function isRoot(block: HclBlock): boolean {
  if (block.type === 'provider') return true;
  return block.type === 'terraform' && block.blocks.some(({ type }) => type === 'backend' || type === 'cloud');
}

/** Arguments of a module call are variables of the module's directory. */
export function argumentSymbols(block: HclBlock, directory: string, scope: Scope): void {
  const meta = new Set(['source', 'version', 'count', 'for_each', 'providers', 'depends_on']);
  for (const { name, value } of block.attributes) {
    if (!meta.has(name)) valueSymbols(`var.${name}`, value, spaceOf(directory), scope);
  }
}

/**
 * A value under its name; entries of objects as `name.key`. A list has the name only when it holds one item: several
 * have no single name.
 * @param weak a default, for which an assignment stands in
 */
export function valueSymbols(name: string, value: HclExpression | undefined, space: string, scope: Scope, weak = false): void {
  if (!value || (value.kind === 'list' && value.items.length !== 1)) return;
  if (value.kind === 'object') {
    for (const entry of value.entries.slice(0, MOST_ENTRIES)) {
      if (entry.value.kind !== 'object') valueSymbols(`${name}.${entry.key}`, entry.value, space, scope, weak);
    }
    return;
  }
  const text = textOf(value, scope);
  if (text === undefined || text === '') return;
  const before = scope.writer.facts.length;
  scope.writer.symbol(space, name, text, value.offset);
  const added = scope.writer.facts[before];
  if (weak && added?.fact === 'symbol') added.weak = true;
}

/** `TYPE.NAME.ATTRIBUTE` for what names a resource, so that `aws_s3_bucket.data.id` is the bucket's name. */
export function resourceSymbols({ block, address }: Declared, scope: Scope): void {
  const names = new Map<string, HclExpression>();
  for (const argument of NAME_ARGUMENTS) {
    const value = attribute(block, argument);
    if (value) names.set(argument, value);
  }
  const [own] = names.values();
  if (own) for (const computed of NAME_ATTRIBUTES) if (!names.has(computed)) names.set(computed, own);
  for (const [name, value] of names) {
    const text = textOf(value, scope);
    // Instances of `for_each` and `count` have names of their own.
    if (text && !(hasReference(text) && /each\.|count\.index/.test(text))) {
      scope.writer.symbol(scope.space, `${address}.${name}`, text, value.offset);
    }
  }
}
