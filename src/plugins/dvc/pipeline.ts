/** `dvc.yaml`: stages as tasks of a DAG. Format: https://dvc.org/doc/user-guide/project-structure/dvcyaml-files */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import { entries, get, isMap, items, list, scalar, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataEntry, DataNode } from '../../syntax/types.js';
import { embeddedScript, joinScripts, scriptPart } from '../shared/ci/script.js';
import type { ExtractContext } from '../types.js';
import { isModelPath, versioning } from './pointer.js';

/** Dependencies that are code; the command that runs it is what counts. */
const CODE = /\.(?:py|ipynb|sh|R|r|jl|sql)$|\/$/;

export function pipelineFacts(document: DataDocument, context: ExtractContext): Fact[] {
  const root = document.roots[0];
  const directory = posix.dirname(context.file.path);
  const stages = entries(get(root, 'stages')).filter(({ value }) => isMap(value));
  const metrics = [...list(get(root, 'metrics')), ...list(get(root, 'plots'))];
  return [
    ...(stages.length > 0 ? dagFacts(root, directory, document) : []),
    ...stages.flatMap((stage) => stageFacts(stage, directory, document, context)),
    ...(metrics[0] ? [metricsFact(stages.length > 0 ? 'dag' : '', metrics[0], document)] : []),
    ...entries(get(root, 'artifacts')).flatMap((entry) =>
      artifactFacts(entry, producers(stages, directory, context), directory, document, context),
    ),
  ];
}

function dagFacts(root: DataNode | undefined, directory: string, document: DataDocument): Fact[] {
  const at = document.locate(get(root, 'stages')?.offset ?? 0);
  const name = directory === '.' ? {} : { name: posix.basename(directory) };
  return [
    { fact: 'unit', unit: 'dag', kind: 'dag', ...name, at },
    {
      fact: 'component',
      unit: 'dag',
      type: 'workflow-orchestration',
      technology: 'dvc',
      ...name,
      confidence: 'high',
      kind: 'structure',
      at,
    },
  ];
}

/** Metrics and plots are kept with each revision and compared between them: experiment tracking. */
function metricsFact(unit: string, node: DataNode, document: DataDocument): Fact {
  return {
    fact: 'component',
    unit,
    type: 'ml-metadata-store',
    technology: 'dvc',
    relation: 'logs-to',
    confidence: 'high',
    kind: 'structure',
    at: document.locate(node.offset),
  };
}

/** Stages by the paths that they write. */
function producers(stages: readonly DataEntry[], directory: string, context: ExtractContext): Map<string, DataEntry> {
  return new Map(
    stages.flatMap((entry) => {
      const { stage, from } = stageOf(entry, directory, context);
      return paths(get(stage, 'outs'), from, context).map(({ path }) => [path, entry] as const);
    }),
  );
}

/**
 * An artifact of type `model` declares a file as a model of the registry; its versions are Git tags, which a tree does not
 * show. A stage that writes the file makes that model; without one the artifact is only a name.
 */
function artifactFacts(
  { key, value, offset }: DataEntry,
  stages: ReadonlyMap<string, DataEntry>,
  directory: string,
  document: DataDocument,
  context: ExtractContext,
): Fact[] {
  if (string(value, 'type') !== 'model') return [];
  const path = context.resolvePath(string(value, 'path') ?? '', directory);
  const stage = path === undefined ? undefined : stages.get(path);
  return [
    {
      fact: 'component',
      unit: stage ? `task:${stage.key}` : '',
      type: 'model-registry',
      technology: 'dvc',
      name: key,
      ...(stage ? { relation: 'registers-in' as const } : { declared: 'reference-only' as const }),
      confidence: 'medium',
      kind: 'structure',
      at: document.locate(offset),
    },
  ];
}

/** The body of a stage, and the directory in which it runs. */
function stageOf(entry: DataEntry, directory: string, context: ExtractContext): { stage: DataNode; from: string } {
  const stage = get(entry.value, 'do') ?? entry.value;
  const work = string(stage, 'wdir');
  return { stage, from: work === undefined ? directory : (context.resolvePath(work, directory) ?? directory) };
}

/** A stage; `foreach … do` and `matrix` make several of it, which run the same command. */
function stageFacts(entry: DataEntry, directory: string, document: DataDocument, context: ExtractContext): Fact[] {
  const { stage, from } = stageOf(entry, directory, context);
  const unit = `task:${entry.key}`;
  const at = document.locate(entry.offset);
  const commands = joinScripts(list(get(stage, 'cmd')).flatMap((line) => scriptPart(line, document) ?? []));
  const metrics = [...list(get(stage, 'metrics')), ...list(get(stage, 'plots'))];
  const frozen = scalar(stage, 'frozen') === true ? { off: 'disabled' as const } : {};
  return [
    { fact: 'unit', unit, kind: 'task', name: entry.key, parent: 'dag', ...frozen, at },
    ...commands.map((part) => embeddedScript(part, document, unit, from)),
    ...paths(get(stage, 'deps'), from, context)
      .filter(({ path }) => !CODE.test(path))
      .map((found) => link('reads-from', found, unit, document)),
    ...['outs', 'metrics', 'plots'].flatMap((key) =>
      paths(get(stage, key), from, context).flatMap((found): Fact[] => [
        link('writes-to', found, unit, document),
        { fact: 'offer', unit, identifier: { kind: 'path', value: found.path }, at: document.locate(found.offset) },
      ]),
    ),
    // What a stage makes of a model is cached and versioned with the revision.
    ...paths(get(stage, 'outs'), from, context)
      .filter(({ path, cached }) => cached && isModelPath(path))
      .map(({ path, offset }) => versioning('', path, document.locate(offset))),
    ...(metrics[0] ? [metricsFact(unit, metrics[0], document)] : []),
  ];
}

interface Found {
  path: string;
  /** Kept by DVC, not by git: `cache: false` says otherwise. */
  cached: boolean;
  offset: number;
}

/** Paths of a list; an item with options is a map whose key is the path. */
function paths(node: DataNode | undefined, directory: string, context: ExtractContext): Found[] {
  return items(node).flatMap((item) => {
    const written = text(item) ?? entries(item)[0]?.key;
    if (written === undefined || written.includes('$')) return [];
    const path = context.resolvePath(written, directory);
    const cached = scalar(get(item, written), 'cache') !== false;
    return path === undefined ? [] : [{ path, cached, offset: item.offset }];
  });
}

function link(type: 'reads-from' | 'writes-to', { path, offset }: Found, unit: string, document: DataDocument): Fact {
  return {
    fact: 'link',
    unit,
    link: type,
    to: { kind: 'path', value: path },
    kind: 'structure',
    at: document.locate(offset),
  };
}
