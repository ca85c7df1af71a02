/**
 * Projects and functions of MLRun as files: `project.yaml` lists functions and workflows, a function file holds one function.
 * Format: https://docs.mlrun.org/en/stable/projects/create-project.html and `mlrun.projects.MlrunProject`.
 */
import type { Fact } from '../../facts/types.js';
import { get, items, string } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext } from '../types.js';
import { BATCH, functionKey, SERVING, sourceTraits } from './names.js';

const MOST_FUNCTIONS = 200;
const SCRIPT = /\.(?:py|ipynb)$/;
const KIND = /^(?:job|mpijob|spark|dask|nuclio|serving|nuclio:serving)$/;

export function definitionFacts(document: DataDocument, context: ExtractContext): Fact[] {
  const writer = new FactWriter(document, context, 'structure');
  for (const root of document.roots) {
    if (isProject(root)) projectFacts(root, writer);
    else if (isFunction(root)) functionFacts(root, root, get(root, 'spec'), writer);
  }
  return writer.facts;
}

/** The first versions put functions and workflows beside the name of the project. */
const partsOf = (root: DataNode, key: string): readonly DataNode[] =>
  items(get(root, 'spec', key) ?? get(root, key)).slice(0, MOST_FUNCTIONS);

function isProject(root: DataNode): boolean {
  const functions = partsOf(root, 'functions');
  const kind = string(root, 'kind');
  return (
    (kind === undefined || kind === 'project') &&
    string(root, 'apiVersion') === undefined &&
    functions.some((one) => string(one, 'name') !== undefined && string(one, 'url') !== undefined)
  );
}

const isFunction = (root: DataNode): boolean =>
  KIND.test(string(root, 'kind') ?? '') &&
  string(root, 'apiVersion') === undefined &&
  string(root, 'metadata', 'name') !== undefined &&
  (string(root, 'spec', 'image') ?? string(root, 'spec', 'command') ?? string(root, 'spec', 'function_kind')) !==
    undefined;

function projectFacts(root: DataNode, writer: FactWriter): void {
  for (const one of partsOf(root, 'functions')) functionFacts(one, one, one, writer);
  for (const one of partsOf(root, 'workflows')) {
    const name = string(one, 'name');
    const path = string(one, 'path') ?? string(one, 'code');
    if (name === undefined) continue;
    const unit = writer.unit(`workflow:${name}`, 'resource', one.offset, { name });
    writer.component(unit, one.offset, { type: 'workflow-orchestration', technology: 'mlrun', name });
    writer.offer(unit, 'pipeline', name, one.offset);
    if (path && SCRIPT.test(path)) writer.link(unit, 'runs', 'path', path, one.offset);
  }
}

/**
 * @param named holds `name` or `metadata.name`, and `kind`
 * @param spec holds what the function runs: `url` and `handler` in a project, `command` and `image` in a file
 */
function functionFacts(node: DataNode, named: DataNode, spec: DataNode | undefined, writer: FactWriter): void {
  const name = string(named, 'name') ?? string(named, 'metadata', 'name');
  const source = string(spec, 'url') ?? string(spec, 'command');
  if (name === undefined) return;
  const kind = string(named, 'kind') ?? 'job';
  const handler = string(spec, 'handler');
  const { offset } = node;
  const unit = writer.unit(`function:${name}`, 'resource', offset, { name });
  writer.offer(unit, 'pipeline', functionKey(name), offset);
  if (source && SCRIPT.test(source)) {
    writer.link(unit, 'runs', 'path', source, offset);
    const module = source.replace(/^(?:\.?\/)+/, '').replace(SCRIPT, '');
    if (handler) writer.link(unit, 'calls', 'python-name', `${module.replaceAll('/', '.')}.${handler}`, offset);
  } else if (source && /\.ya?ml$/.test(source)) writer.link(unit, 'includes', 'path', source, offset);
  if (SERVING.test(kind)) {
    writer.component(unit, offset, { type: 'model-serving', technology: 'mlrun', name, definedBy: 'nuclio' });
    return;
  }
  for (const trait of sourceTraits(source ?? '', handler ?? name)) writer.trait(unit, trait, offset, source, 'mlrun');
  if (BATCH.test(kind) && string(named, 'kind') !== undefined)
    writer.component(unit, offset, {
      type: 'model-training-infrastructure',
      technology: 'mlrun',
      relation: 'runs-on',
      definedBy: 'kubernetes',
    });
}
