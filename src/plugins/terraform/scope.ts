/** What is known while one Terraform file is read: its directory, its own definitions, the writer of its facts. */
import type { HclBlock, HclDocument, HclExpression } from '../../syntax/types.js';
import type { FactWriter } from '../shared/writer.js';

export interface Scope {
  document: HclDocument;
  writer: FactWriter;
  /** Directory of the file, relative to the source's root; all files of a directory are one module. */
  directory: string;
  /** Symbol space of the directory. */
  space: string;
  /** Defaults of variables (`var.x`) and values of locals (`local.x`) of this file. */
  values: ReadonlyMap<string, HclExpression>;
  /** Directories of modules that this file calls with a local source. */
  modules: ReadonlyMap<string, string>;
  /** Blocks of this file by address: `aws_s3_bucket.data`, `data.aws_ami.base`, `module.vpc`. */
  blocks: ReadonlyMap<string, Declared>;
  /** Instance of a block with `for_each`, while its facts are made. */
  each?: { key: HclExpression; value: HclExpression };
}

export interface Declared {
  block: HclBlock;
  address: string;
  unit: string;
}

/** Symbol space of a module directory. */
export function spaceOf(directory: string): string {
  return `terraform:${directory}`;
}

/** Identifier of a resource inside a directory. */
export function identifierOf(directory: string, address: string): string {
  return `${directory}#${address}`;
}

/** Address of a block as references to it begin; undefined for blocks that nothing refers to. */
export function addressOf(block: HclBlock): string | undefined {
  const [first, second] = block.labels;
  if (block.type === 'module' && first) return `module.${first}`;
  if (!first || !second) return undefined;
  if (block.type === 'resource') return `${first}.${second}`;
  return block.type === 'data' ? `data.${first}.${second}` : undefined;
}

/** The value of an attribute of a block. */
export function attribute(block: HclBlock, name: string): HclExpression | undefined {
  return block.attributes.find((each) => each.name === name)?.value;
}

/** Values that a file gives to its own variables and locals. */
export function valuesOf(document: HclDocument): Map<string, HclExpression> {
  const values = new Map<string, HclExpression>();
  for (const block of document.blocks) {
    const [name] = block.labels;
    if (block.type === 'variable' && name) {
      const value = attribute(block, 'default');
      if (value) values.set(`var.${name}`, value);
    } else if (block.type === 'locals') {
      for (const local of block.attributes) values.set(`local.${local.name}`, local.value);
    }
  }
  return values;
}
