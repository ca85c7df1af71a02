/** Module calls. https://developer.hashicorp.com/terraform/language/modules/syntax */
import type { ValueSource } from '../../catalogue/types.js';
import { remotePath } from '../../facts/addresses.js';
import { CALLS_SPACE } from '../../facts/switches.js';
import { forceOf } from './conditions.js';
import { attribute, identifierOf, spaceOf, type Declared, type Scope } from './scope.js';
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
    writer.symbol(CALLS_SPACE + spaceOf(target), `${writer.context.file.path}#${address}`, 'true', block.offset);
    return;
  }
  const source = sourceOf(declared);
  if (source === undefined) return;
  remoteModule(unit, source, block.offset, scope, (place) => valueAt(block, place, scope));
  // What is handed to a module of another repository, the graph looks up where that is among the sources.
  const remote = repositoryPath(source);
  if (remote === undefined) return;
  writer.symbol(scope.space, address, remote, block.offset);
  argumentSymbols(block, remote, scope);
}

/**
 * A module from elsewhere: of a repository that may be one of the sources, or of a registry.
 * @param value reads the arguments of the call
 */
export function remoteModule(
  unit: string,
  source: string,
  offset: number,
  { writer }: Scope,
  value: (place: ValueSource) => string | undefined,
): void {
  const registry = source
    .replace(/^tfr:\/\/[^/]*\//, '')
    .replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, '')
    .replace(/[?].*$/s, '');
  writer.signal('resource', registry, unit, offset, value);
  const repository = repositoryPath(source);
  if (repository) {
    const whole = repository.split('/').length === 3;
    writer.link(unit, 'includes', whole ? 'git-repository' : 'path', repository, offset);
  }
  writer.notUnderstood(unit, 'remote-reference', source, offset);
}

/** `git::https://github.com/acme/modules.git//eks?ref=v1` as `github.com/acme/modules/eks`. */
export function repositoryPath(source: string): string | undefined {
  if (!/^(?:git::|git@|ssh:)|^(?:https:\/\/)?(?:github|gitlab|bitbucket)\.[a-z]+[/:]/.test(source)) return undefined;
  const remote = remotePath(source.replace(/\/_git\//, '/'));
  return remote && [remote.repository, remote.path].filter(Boolean).join('/');
}
