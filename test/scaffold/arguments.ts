/** Terraform without its providers: blocks are held to a table of the arguments that the providers document. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { parseHcl, prepareHcl } from '../../src/syntax/hcl/index.js';
import type { HclBlock, HclExpression } from '../../src/syntax/types.js';

await prepareHcl();

/** By resource type and path of the block; a name with `!` is required. */
type Arguments = Record<string, Record<string, string[]>>;

export const argumentsOf = (provider: string): Arguments =>
  (
    load(readFileSync(join(import.meta.dirname, 'arguments', `${provider}.yaml`), 'utf8')) as {
      resources: Arguments;
    }
  ).resources;

/** Arguments that Terraform itself gives every resource. */
const META = new Set(['depends_on', 'for_each', 'count', 'lifecycle', 'provider', 'provisioner', 'timeouts']);

/** All blocks of files that lie in one directory. */
export function blocksOf(files: ReadonlyMap<string, string>): HclBlock[] {
  return [...files].flatMap(([path, text]) => {
    const { blocks, problems } = parseHcl(text, path);
    if (problems.length > 0) throw new Error(`${path}: ${JSON.stringify(problems)}`);
    return blocks;
  });
}

/** What the table does not know, or knows to be missing. */
export function faultsOf(blocks: readonly HclBlock[], table: Arguments): string[] {
  return blocks
    .filter(({ type }) => type === 'resource')
    .flatMap((block) => {
      const [type = '', name = ''] = block.labels;
      const known = table[type];
      return known ? faultsIn(block, '', known, `${type}.${name}`) : [`${type} is not in the table`];
    });
}

function faultsIn(block: HclBlock, path: string, known: Record<string, string[]>, address: string): string[] {
  const here = known[path];
  if (!here) return [`${address}: nothing is known of ${path}`];
  const names = new Set(here.map((name) => name.replace('!', '')));
  const nested = block.blocks.map((inner) => (inner.type === 'dynamic' ? (inner.labels[0] ?? '') : inner.type));
  const given = [...block.attributes.map(({ name }) => name), ...nested];
  return [
    ...given
      .filter((name) => !names.has(name) && !(path === '' && META.has(name)))
      .map((name) => `${address}: unknown argument ${path}.${name}`),
    ...here
      .filter((name) => name.endsWith('!') && !given.includes(name.slice(0, -1)))
      .map((name) => `${address}: ${path}.${name.slice(0, -1)} is missing`),
    ...block.blocks.flatMap((inner, at) => {
      const name = nested[at] ?? '';
      if (path === '' && META.has(name)) return [];
      const content = inner.type === 'dynamic' ? inner.blocks.find(({ type }) => type === 'content') : inner;
      return content ? faultsIn(content, path === '' ? name : `${path}.${name}`, known, address) : [];
    }),
  ];
}

const ROOTS = new Set(['var', 'local', 'data', 'each', 'self', 'path', 'terraform', 'count', 'env']);

/** References in the text of blocks to blocks, variables and locals that none of the files has. */
export function danglingIn(files: ReadonlyMap<string, string>, blocks: readonly HclBlock[]): string[] {
  const there = new Set(
    blocks.flatMap(({ type, labels, attributes }) => {
      if (type === 'variable') return [`var.${labels[0]}`];
      if (type === 'locals') return attributes.map(({ name }) => `local.${name}`);
      if (type === 'data') return [`data.${labels.join('.')}`];
      return type === 'resource' ? [labels.join('.')] : [];
    }),
  );
  return [...files].flatMap(([path, text]) =>
    [...text.matchAll(/(?<![\w."/-])((?:var|local|data\.\w+|(?:aws|google|azurerm)_\w+)\.\w+)/g)]
      .map((found) => found[1] ?? '')
      .filter((name) => ROOTS.has(name.split('.')[0] ?? '') || /^(?:aws|google|azurerm)_/.test(name))
      .filter((name) => !there.has(name))
      .map((name) => `${path}: ${name}`),
  );
}

export const valueOf = (block: HclBlock | undefined, name: string): HclExpression | undefined =>
  block?.attributes.find((attribute) => attribute.name === name)?.value;
export const textIn = (value: HclExpression | undefined): string =>
  value?.kind === 'string'
    ? value.value
    : value?.kind === 'reference'
      ? value.name
      : value?.kind === 'template'
        ? value.parts.map((part) => (typeof part === 'string' ? part : `\${${part.reference}}`)).join('')
        : value?.kind === 'boolean'
          ? String(value.value)
          : '';
export const textsIn = (value: HclExpression | undefined): string[] =>
  value?.kind === 'list' ? value.items.map(textIn) : [];
export const nested = (block: HclBlock, type: string): HclBlock[] =>
  block.blocks.filter((inner) => inner.type === type);
