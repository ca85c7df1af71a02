/** Finds values in a block by dotted path, through nested blocks and objects. */
import type { ValueSource } from '../../catalogue/types.js';
import type { HclBlock, HclExpression } from '../../syntax/types.js';
import { addressesIn, entryOf, textOf } from './expressions.js';
import { attribute, identifierOf, type Scope } from './scope.js';

const MOST_BLOCKS = 5000;

/** The expression at `a.b.c`: attributes, entries of objects, and the first nested block of each name. */
export function expressionAt(block: HclBlock, path: string): HclExpression | undefined {
  return step(block, path.split('.'));
}

function step(block: HclBlock, [name = '', ...rest]: string[]): HclExpression | undefined {
  const value = attribute(block, name);
  if (value) return rest.reduce<HclExpression | undefined>(entryOf, value);
  const inner = blocksOf(block, name)[0];
  return inner && rest.length > 0 ? step(inner, rest) : undefined;
}

/** Nested blocks of a name; `dynamic "name" { content { … } }` counts as one. */
export function blocksOf(block: HclBlock, name: string): HclBlock[] {
  return block.blocks.flatMap((inner) => {
    if (inner.type === name) return [inner];
    return inner.type === 'dynamic' && inner.labels[0] === name
      ? inner.blocks.filter((each) => each.type === 'content')
      : [];
  });
}

/** The block itself and all blocks inside it. */
export function allBlocks(block: HclBlock): HclBlock[] {
  const found = [block];
  for (let at = 0; at < found.length && found.length < MOST_BLOCKS; at++) found.push(...(found[at]?.blocks ?? []));
  return found;
}

/**
 * Value for the catalogue. For an identifier of kind `terraform` it is the address of the first block that the expression
 * refers to. What is present but has no text (a block, an object) gives ''.
 */
export function valueAt(block: HclBlock, source: ValueSource, scope: Scope): string | undefined {
  if (source.key === undefined) return undefined;
  const expression = expressionAt(block, source.key);
  if ('identifier' in source && source.identifier === 'terraform') {
    const [address] = addressesIn(expression);
    return address && identifierOf(scope.directory, address);
  }
  if (expression) return expression.kind === 'null' ? undefined : (textOf(expression, scope) ?? '');
  return hasBlock(block, source.key.split('.')) ? '' : undefined;
}

function hasBlock(block: HclBlock, [name = '', ...rest]: string[]): boolean {
  const [inner] = blocksOf(block, name);
  return inner !== undefined && (rest.length === 0 || hasBlock(inner, rest));
}
