/** `*.dvc`: a data file that is kept in a remote and versioned by its hash. */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { get, items, string } from '../../syntax/data/tree.js';
import type { DataDocument } from '../../syntax/types.js';
import type { ExtractContext } from '../types.js';

export function pointerFacts(document: DataDocument, context: ExtractContext): Fact[] {
  const root = document.roots[0];
  const directory = context.resolvePath(string(root, 'wdir') ?? '.', posix.dirname(context.file.path)) ?? '.';
  return items(get(root, 'outs')).flatMap((out): Fact[] => {
    const name = string(out, 'path');
    const path = name === undefined ? undefined : context.resolvePath(name, directory);
    if (path === undefined) return [];
    const at = document.locate(out.offset);
    return [
      { fact: 'component', unit: '', type: 'data-versioning', technology: 'dvc', confidence: 'high', kind: 'file', at },
      { fact: 'offer', unit: '', identifier: { kind: 'path', value: path }, at },
    ];
  });
}
