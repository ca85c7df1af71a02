/**
 * Terragrunt: which module a directory instantiates, with which inputs, and what it includes.
 *
 * Locals are symbols of the space `terragrunt:FILE`. The module of a directory is the symbol `module.source` of the space
 * `terragrunt:DIRECTORY`, so that `dependency.vpc.outputs.id` finds the output of the module that `vpc` instantiates.
 * https://terragrunt.gruntwork.io/docs/reference/hcl/
 */
import { posix } from 'node:path';
import { hasReference, reference } from '../../facts/value.js';
import type { HclBlock, HclExpression } from '../../syntax/types.js';
import { valueAt } from './attributes.js';
import { textOf } from './expressions.js';
import { remoteModule, repositoryPath } from './modules.js';
import { attribute, spaceOf, type Scope } from './scope.js';
import { valueSymbols } from './symbols.js';

/** Blocks that only Terragrunt has; `.hcl` files of other programs have none of them. */
const OWN = new Set(['include', 'dependency', 'dependencies', 'remote_state', 'generate', 'catalog']);
/** Functions that give a directory above, or a file in it. */
const ABOVE = /\b(?:find_in_parent_folders|get_parent_terragrunt_dir|get_repo_root|get_path_to_repo_root)\(/;
const HERE = /\b(?:get_terragrunt_dir|get_original_terragrunt_dir|get_working_dir)\(/;
/** Stands in front of a path that begins at some directory above. */
const UP = '\ue000';

/** True for a configuration of Terragrunt. */
export function isTerragrunt({ document }: Scope): boolean {
  const { blocks, attributes } = document;
  return (
    attributes.some(({ name }) => name === 'inputs') ||
    // `env.hcl`, `region.hcl`: values for others to read
    (blocks.length > 0 && blocks.every(({ type }) => type === 'locals')) ||
    blocks.some(
      (block) =>
        OWN.has(block.type) ||
        (/^(?:terraform|unit|stack)$/.test(block.type) && attribute(block, 'source') !== undefined),
    )
  );
}

export function terragruntFacts(outer: Scope): void {
  const { document, writer, directory } = outer;
  const scope: Scope = { ...outer, space: `terragrunt:${writer.context.file.path}` };
  for (const block of document.blocks) {
    const [label = 'terragrunt'] = block.labels;
    if (block.type === 'locals') localSymbols(block, scope);
    else if (block.type === 'include') includeFacts(block, scope);
    else if (block.type === 'dependency') {
      const path = pathText(attribute(block, 'config_path'), scope);
      if (path !== undefined) writer.symbol(scope.space, `dependency.${label}`, path, block.offset);
    } else if (block.type === 'terraform' || block.type === 'unit' || block.type === 'stack') {
      const name = block.type === 'terraform' ? posix.basename(directory) : label;
      const off = block.type === 'terraform' && isSkipped(scope);
      moduleFacts(block, name, off, scope);
    }
  }
}

/** Addresses of modules are kept in the form in which they can be found among the sources. */
function localSymbols(block: HclBlock, scope: Scope): void {
  for (const { name, value } of block.attributes) {
    const text = rawText(value, scope);
    const remote = text !== undefined && isRemote(text) ? repositoryPath(text) : undefined;
    if (remote) scope.writer.symbol(scope.space, `local.${name}`, remote, value.offset);
    else valueSymbols(`local.${name}`, value, scope.space, scope);
  }
}

/** `include "root" { path = find_in_parent_folders("root.hcl") }` */
function includeFacts(block: HclBlock, scope: Scope): void {
  const value = attribute(block, 'path');
  if (value) scope.writer.link('', 'includes', 'path', pathText(value, scope), value.offset);
}

/** `skip = true`, `exclude { if = true … }` */
function isSkipped({ document }: Scope): boolean {
  const excluded = document.blocks.find(({ type }) => type === 'exclude');
  const conditions = [
    document.attributes.find(({ name }) => name === 'skip')?.value,
    excluded && attribute(excluded, 'if'),
  ];
  return conditions.some((value) => value?.kind === 'boolean' && value.value);
}

/** The module that a directory, or a unit of a stack, instantiates. */
function moduleFacts(block: HclBlock, name: string, off: boolean, scope: Scope): void {
  const { writer, directory, document } = scope;
  const source = attribute(block, 'source');
  const written = source && rawText(source, scope);
  if (!source || written === undefined) return;
  const inputs = document.attributes.find((each) => each.name === 'inputs')?.value;
  const unit = writer.unit(`module:${name}`, 'module', block.offset, {
    name,
    ...(off ? { off: 'disabled' as const } : {}),
  });
  if (isRemote(written)) {
    const given = blockOf(inputs, block.offset);
    remoteModule(unit, written, source.offset, scope, (place) => valueAt(given, place, scope));
    const remote = repositoryPath(written);
    if (remote)
      for (const { key, value } of entriesOf(inputs)) valueSymbols(`var.${key}`, value, spaceOf(remote), scope);
    return;
  }
  const target = pathText(source, scope);
  if (target === undefined) return;
  writer.link(unit, 'includes', 'path', target, source.offset);
  if (hasReference(target)) return;
  if (block.type === 'terraform') writer.symbol(`terragrunt:${directory}`, 'module.source', target, source.offset);
  for (const { key, value } of entriesOf(inputs)) valueSymbols(`var.${key}`, value, spaceOf(target), scope);
}

function entriesOf(inputs: HclExpression | undefined): { key: string; value: HclExpression }[] {
  if (inputs?.kind === 'object') return inputs.entries;
  // `merge(local.common, { … })`
  return inputs?.kind === 'call' && inputs.name === 'merge' ? inputs.arguments.flatMap(entriesOf) : [];
}

function blockOf(inputs: HclExpression | undefined, offset: number): HclBlock {
  const attributes = entriesOf(inputs).map(({ key, value }) => ({ name: key, value, offset: value.offset }));
  return { type: 'inputs', labels: [], attributes, blocks: [], offset };
}

const isRemote = (text: string): boolean =>
  /^(?:git::|git@|https?:|ssh:|tfr:|s3::|gcs::|hg::|(?:github|gitlab|bitbucket)\.[a-z]+\/)/.test(text);

/**
 * Path of a file or directory of this source. What begins at a directory above is left as it is: the graph looks for it
 * from the file upwards.
 */
function pathText(value: HclExpression | undefined, scope: Scope): string | undefined {
  const text = value && rawText(value, scope)?.replace(/\?ref=[^/]*$/, '');
  if (!text || text.length > 500) return undefined;
  if (hasReference(text)) return text.startsWith(UP) ? undefined : text;
  const plain = text.replace(/([^:])\/{2,}/g, '$1/');
  const { context } = scope.writer;
  const local = plain.startsWith(UP) ? undefined : context.resolvePath(plain, scope.directory);
  return local ?? context.resolvePath(plain.replace(UP, '').replace(/^(?:\.{0,2}\/)+/, ''), '.');
}

/** Text of an expression, with `UP` for the directories that functions look for. */
function rawText(value: HclExpression, scope: Scope): string | undefined {
  if (value.kind === 'call') {
    if (value.name === 'find_in_parent_folders') {
      const [file] = value.arguments;
      return `${UP}/${file?.kind === 'string' ? file.value : 'terragrunt.hcl'}`;
    }
    return ABOVE.test(`${value.name}(`) ? UP : HERE.test(`${value.name}(`) ? '.' : undefined;
  }
  if (value.kind === 'reference') return referred(value.name, scope);
  if (value.kind !== 'template') return textOf(value, scope);
  return value.parts.map((part) => (typeof part === 'string' ? part : referred(part.reference, scope))).join('');
}

function referred(name: string, scope: Scope): string {
  if (ABOVE.test(name)) return UP;
  if (HERE.test(name)) return '.';
  const local = scope.values.get(name);
  if (local?.kind === 'string') return local.value;
  // `include.envcommon.locals.base_source_url`
  const [, include = '', variable] = /^include\.([\w-]+)\.locals\.([\w-]+)$/.exec(name) ?? [];
  const block = scope.document.blocks.find(({ type, labels }) => type === 'include' && labels[0] === include);
  const path = block && pathText(attribute(block, 'path'), scope);
  return path !== undefined && variable
    ? reference(`terragrunt:${path}`, `local.${variable}`)
    : reference(scope.space, name);
}
