/** The code of functions: what is packed into the archive that a function is made from, and which module of it answers. */
import { posix } from 'node:path';
import type { HclBlock } from '../../syntax/types.js';
import { hasReference } from '../../facts/value.js';
import { expressionAt } from './attributes.js';
import { addressesIn, textOf } from './expressions.js';
import { pathOf } from './paths.js';
import { attribute, type Declared, type Scope } from './scope.js';

export function functionCode(declared: Declared, scope: Scope): void {
  const [type] = declared.block.labels;
  if (type === 'aws_lambda_function') lambdaCode(declared, scope);
  else if (type === 'google_cloudfunctions_function' || type === 'google_cloudfunctions2_function')
    googleCode(declared, scope);
}

/** `handler = "app.main"` in the directory that an archive of the same file packs. */
function lambdaCode({ block, unit }: Declared, scope: Scope): void {
  const { writer } = scope;
  const handler = attribute(block, 'handler');
  const module = textOf(handler, scope);
  if (!handler || !module || hasReference(module)) return;
  const inside = module.slice(0, Math.max(0, module.lastIndexOf('.'))).replaceAll('.', '/');
  const endings = textOf(attribute(block, 'runtime'), scope)?.startsWith('nodejs') ? ['js', 'mjs', 'ts'] : ['py'];
  // The archive itself, or the object of a bucket that it is put in.
  const stored = addressesIn(attribute(block, 's3_key')).flatMap((object) => scope.blocks.get(object)?.block ?? []);
  const archives = [
    ...packed(block, 'filename', scope),
    ...stored.flatMap((object) => packed(object, 'source', scope)),
  ];
  for (const { file, directory } of archives)
    for (const ending of file === undefined ? endings : [''])
      writer.link(
        unit,
        'runs',
        'path',
        file ?? (directory === undefined ? undefined : writer.context.resolvePath(`${inside}.${ending}`, directory)),
        handler.offset,
      );
}

/** Functions of Google answer with a function of `main.py`. https://cloud.google.com/functions/docs/writing */
function googleCode({ block, unit }: Declared, scope: Scope): void {
  const entry = expressionAt(block, 'build_config.entry_point') ?? attribute(block, 'entry_point');
  const runtime = textOf(expressionAt(block, 'build_config.runtime') ?? attribute(block, 'runtime'), scope);
  if (!entry || !runtime?.startsWith('python')) return;
  for (const source of ['build_config.source.storage_source.object', 'source_archive_object'])
    for (const address of addressesIn(expressionAt(block, source))) {
      const object = scope.blocks.get(address)?.block;
      for (const { file, directory } of object ? packed(object, 'source', scope) : []) {
        const main = directory === undefined ? undefined : scope.writer.context.resolvePath('main.py', directory);
        scope.writer.link(unit, 'runs', 'path', file ?? main, entry.offset);
        answering(unit, file ?? main, textOf(entry, scope), entry.offset, scope);
      }
    }
}

/** The function of the module that answers; the others wait to be called. */
function answering(
  unit: string,
  path: string | undefined,
  name: string | undefined,
  offset: number,
  { writer }: Scope,
): void {
  if (path?.endsWith('.py') && name && /^[A-Za-z_]\w*$/.test(name))
    writer.link(unit, 'calls', 'python-name', `${path.slice(0, -3).replaceAll('/', '.')}.${name}`, offset);
}

interface Packed {
  file?: string | undefined;
  directory?: string | undefined;
}

/** What the archives hold that an attribute names: those that a data source packs, and ones that lie beside what they were packed from. */
function packed(block: HclBlock, name: string, scope: Scope): Packed[] {
  const value = attribute(block, name);
  const archives = addressesIn(value).flatMap((address) => scope.blocks.get(address)?.block ?? []);
  if (archives.length > 0)
    return archives.map((archive) => ({
      file: pathOf(attribute(archive, 'source_file'), scope),
      directory: pathOf(attribute(archive, 'source_dir'), scope),
    }));
  const path = pathOf(value, scope);
  return path?.endsWith('.zip') ? [{ directory: posix.dirname(path) }] : [];
}
