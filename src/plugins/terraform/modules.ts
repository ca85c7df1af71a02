/** Module calls. https://developer.hashicorp.com/terraform/language/modules/syntax */
import { forceOf } from './conditions.js';
import { attribute, identifierOf, type Declared, type Scope } from './scope.js';
import { valueAt } from './attributes.js';
import { argumentSymbols } from './symbols.js';

const LOCAL = /^\.\.?(?:\/|$)/;

/** Source of a module call when it is constant, as every source has to be. */
function sourceOf(declared: Declared): string | undefined {
  const source = attribute(declared.block, 'source');
  return source?.kind === 'string' ? source.value : undefined;
}

/** Directory of a module that stands in the same source. */
export function moduleDirectory(
  declared: Declared,
  resolvePath: (path: string) => string | undefined,
): string | undefined {
  const source = sourceOf(declared);
  return source !== undefined && LOCAL.test(source) ? resolvePath(source) : undefined;
}

/**
 * A call takes the files of a local module into force and sets its variables. A module from elsewhere was not read;
 * the catalogue may know it by its registry address (`terraform-aws-modules/eks/aws`), asked for as a resource.
 */
export function moduleFacts(declared: Declared, scope: Scope): void {
  const { block, address, unit } = declared;
  const { writer, directory } = scope;
  writer.offer(unit, 'terraform', identifierOf(directory, address), block.offset);
  const { identifier } = forceOf(block, scope);
  writer.link(unit, 'includes', 'config', identifier, block.offset);
  const target = scope.modules.get(address.slice('module.'.length));
  if (target !== undefined) {
    writer.link(unit, 'includes', 'path', target, block.offset);
    // `module.db.host` in another file of this directory is `output.host` of that one
    writer.symbol(scope.space, address, target, block.offset);
    argumentSymbols(block, target, scope);
    return;
  }
  const source = sourceOf(declared);
  if (source === undefined) return;
  const registry = source.replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, '').replace(/[?].*$/, '');
  writer.signal('resource', registry, unit, block.offset, (place) => valueAt(block, place, scope));
  writer.notUnderstood(unit, 'remote-reference', source, block.offset);
}
