/** `*.dvc`: a data file that is kept in a remote and versioned by its hash. */
import { posix } from 'node:path';
import type { Fact, Location } from '../../facts/types.js';
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
    return [versioning('', path, at), { fact: 'offer', unit: '', identifier: { kind: 'path', value: path }, at }];
  });
}

/** Names of files and directories that hold models. */
const MODEL =
  /(?:^|[/_.-])(?:models?|weights|checkpoints?|estimator|classifier|regressor)(?=$|[/_.-])|\.(?:pkl|pickle|joblib|pt|pth|h5|hdf5|keras|onnx|safetensors|pmml|bst|cbm|ckpt|tflite|mlmodel)$/i;

/** Versions of a path are kept; `models` where it is one of a model. */
export function versioning(unit: string, path: string, at: Location): Fact {
  return {
    fact: 'component',
    unit,
    type: 'data-versioning',
    technology: 'dvc',
    confidence: 'high',
    kind: 'file',
    ...(MODEL.test(path) ? { attributes: { models: true } } : {}),
    at,
  };
}

/** True for a path that is named like one of a model. */
export const isModelPath = (path: string): boolean => MODEL.test(path);
