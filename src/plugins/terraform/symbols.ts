/** Names that other files of the directory, or other modules, may refer to. */
import { CHOSEN_SPACE } from '../../facts/switches.js';
import type { HclBlock, HclDocument, HclExpression } from '../../syntax/types.js';
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
/** Variable defaults, locals, outputs. */
export function topLevelSymbols(block: HclBlock, scope: Scope): void {
  const { space } = scope;
  const [name] = block.labels;
  if (block.type === 'locals')
    for (const local of block.attributes) valueSymbols(`local.${local.name}`, local.value, space, scope);
  else if (block.type === 'variable' && name)
    valueSymbols(`var.${name}`, attribute(block, 'default'), space, scope, true);
  else if (block.type === 'output' && name) valueSymbols(`output.${name}`, attribute(block, 'value'), space, scope);
}

/**
 * Variables that some environment switches on with a file given on the command line: a default that is off does not
 * decide about them. The symbol is good in the whole source, because the command line names the directory.
 */
export function chosenSymbols({ attributes }: HclDocument, { writer }: Scope): void {
  for (const { name, value } of attributes) {
    if (isOn(value)) writer.symbol(CHOSEN_SPACE, `var.${name}`, 'true', value.offset);
  }
}

const isOn = (value: HclExpression): boolean =>
  'value' in value
    ? !/^(?:false|0|)$/.test(String(value.value))
    : (value.kind === 'list' || value.kind === 'object') && !isEmpty(value);

const isEmpty = (value: HclExpression): boolean =>
  (value.kind === 'list' && value.items.length === 0) || (value.kind === 'object' && value.entries.length === 0);

/**
 * Where a root module keeps its state, and under the name of a `terraform_remote_state` the state that it reads: the outputs of the
 * one are values of the other. https://developer.hashicorp.com/terraform/language/state/remote-state-data
 */
export function stateSymbols(blocks: readonly HclBlock[], scope: Scope): void {
  for (const block of blocks) {
    const [type, name] = block.labels;
    if (block.type === 'terraform')
      for (const backend of block.blocks.filter((inner) => inner.type === 'backend'))
        state('__state__', backend.labels[0], (key) => attribute(backend, key), backend.offset);
    else if (block.type === 'data' && type === 'terraform_remote_state') {
      const config = attribute(block, 'config');
      const entries = new Map(
        config?.kind === 'object' ? config.entries.map(({ key, value }) => [key, value] as const) : [],
      );
      const backend = attribute(block, 'backend');
      const kind = backend?.kind === 'string' ? backend.value : undefined;
      state(`remote_state.${name ?? ''}`, kind, (key) => entries.get(key), block.offset);
    }
  }

  function state(
    symbol: string,
    backend: string | undefined,
    argument: (key: string) => HclExpression | undefined,
    offset: number,
  ): void {
    const parts = STATE_ARGUMENTS.map((keys) => textOf(keys.map(argument).find(Boolean), scope) ?? '');
    // Without the object's name it could be the state of anything in the bucket.
    if (backend && parts.every((part) => part !== '' && !hasReference(part)))
      scope.writer.symbol(scope.space, symbol, [backend, ...parts].join(' '), offset);
  }
}

/** What tells states apart: of S3 and Google storage the bucket, of Azure the container; the object in it. */
const STATE_ARGUMENTS = [
  ['bucket', 'container_name'],
  ['key', 'prefix'],
] as const;

/** Marks the directory when the file shows it to be a root module. */
export function rootSymbol(blocks: readonly HclBlock[], { writer, space }: Scope): void {
  const root = blocks.find(isRoot);
  if (root) writer.symbol(space, '__root__', 'true', root.offset);
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
    if (meta.has(name)) continue;
    const space = spaceOf(directory);
    valueSymbols(`var.${name}`, value, space, scope);
    if (isOn(value)) scope.writer.symbol(CHOSEN_SPACE + space, `var.${name}`, 'true', value.offset);
  }
}

/**
 * A value under its name; entries of objects as `name.key`. A list has the name only when it holds one item: several
 * have no single name.
 * @param weak a default, for which an assignment stands in
 */
export function valueSymbols(
  name: string,
  value: HclExpression | undefined,
  space: string,
  scope: Scope,
  weak = false,
): void {
  // An empty collection has no text, but tells how many instances there are.
  if (value && isEmpty(value)) scope.writer.symbol(space, name, '', value.offset, weak);
  if (!value || value.kind === 'unknown' || isEmpty(value) || (value.kind === 'list' && value.items.length !== 1))
    return;
  if (value.kind === 'object') {
    for (const entry of value.entries.slice(0, MOST_ENTRIES)) {
      if (entry.value.kind !== 'object') valueSymbols(`${name}.${entry.key}`, entry.value, space, scope, weak);
    }
    return;
  }
  const text = textOf(value, scope);
  if (text === undefined || text === '') return;
  scope.writer.symbol(space, name, text, value.offset, weak);
}

/**
 * `TYPE.NAME.ARGUMENT` for the arguments that name a resource, and `TYPE.NAME.id` for its name; references to attributes
 * that a provider computes from the name (`arn`, `repository_url`) mean the latter, see `refer`.
 */
export function resourceSymbols({ block, address }: Declared, scope: Scope): void {
  for (const [name, value] of namesOf(block)) {
    const text = textOf(value, scope);
    // Instances of `for_each` and `count` have names of their own.
    if (text && !(hasReference(text) && /each\.|count\.index/.test(text))) {
      scope.writer.symbol(scope.space, `${address}.${name}`, text, value.offset);
    }
  }
}

function namesOf(block: HclBlock): Map<string, HclExpression> {
  const names = new Map<string, HclExpression>();
  for (const argument of NAME_ARGUMENTS) {
    const value = attribute(block, argument);
    if (!value) continue;
    names.set(argument, value);
    if (!names.has('id')) names.set('id', value);
  }
  return names;
}

/** Text of a symbol, where this file alone gives it. */
export function constantOf(name: string, scope: Scope): string | undefined {
  const cut = name.lastIndexOf('.');
  const block = scope.blocks.get(name.slice(0, cut))?.block;
  const value = block ? namesOf(block).get(name.slice(cut + 1)) : scope.values.get(name);
  const text = value?.kind === 'list' && value.items.length > 1 ? undefined : textOf(value, scope);
  return text === undefined || hasReference(text) ? undefined : text;
}
