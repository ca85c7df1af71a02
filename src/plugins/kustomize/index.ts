/**
 * Kustomizations. A kustomization takes files into force by naming them; the symbol `__governs__` in the space
 * `kustomize:DIRECTORY` tells the graph that files of the directory that nothing names are not in force. The symbol
 * `__governed_by__` says the same of other directories out of which a kustomization picks files; its value is the
 * kustomization's path.
 */
import { get, isScalar, items, list, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import type { Fact } from '../../facts/types.js';
import { isRemote, remoteFacts } from '../shared/remote.js';
import { valuesFacts } from '../shared/values.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const FILE = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;
const GROUP = 'kustomize.config.k8s.io';

/** Lists of files, directories and repositories. */
const PATHS = [
  'resources',
  'bases',
  'components',
  'generators',
  'transformers',
  'validators',
  'crds',
  'configurations',
  'patchesStrategicMerge',
];
/** Lists of maps with a `path`. */
const MAPS_WITH_PATH = ['patches', 'patchesJson6902', 'replacements'];
const GENERATORS = ['configMapGenerator', 'secretGenerator'];

const plugin: Plugin<'yaml'> = {
  id: 'kustomize',
  title: 'Kustomize',
  documentation: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/',
  reads: 'Kustomizations: which manifests they take into force, patch or generate, and which none includes.',
  technologies: ['kustomize'],
  languages: ['yaml'],

  accepts(file: FileInfo, text: string): boolean {
    return FILE.test(file.logicalPath) || (/\.ya?ml$/i.test(file.logicalPath) && text.includes(GROUP));
  },

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'structure');
    for (const root of document.roots) {
      const declared = string(root, 'apiVersion')?.startsWith(`${GROUP}/`) ?? false;
      if (declared || (FILE.test(context.file.logicalPath) && get(root, 'apiVersion') === undefined))
        kustomizationFacts(writer, root);
    }
    return writer.facts;
  },
};

function kustomizationFacts(writer: FactWriter, root: DataNode): void {
  const unit = writer.context.unit;
  const directory = directoryOf(writer.context.file.path);
  if (FILE.test(writer.context.file.path)) writer.symbol(`kustomize:${directory}`, '__governs__', 'true', root.offset);
  const picked = new Set([directory]);
  for (const key of PATHS)
    for (const node of items(get(root, key))) {
      const path = include(writer, unit, directory, node);
      const folder = path && /\.ya?ml$/i.test(path) ? directoryOf(path) : directory;
      if (picked.has(folder)) continue;
      picked.add(folder);
      writer.symbol(`kustomize:${folder}`, '__governed_by__', writer.context.file.path, node.offset);
    }
  for (const key of MAPS_WITH_PATH)
    for (const node of items(get(root, key))) include(writer, unit, directory, get(node, 'path'));
  include(writer, unit, directory, get(root, 'openapi', 'path'));
  for (const key of GENERATORS) for (const generator of items(get(root, key))) generated(writer, directory, generator);
  for (const image of items(get(root, 'images'))) overridden(writer, unit, image);
  for (const chart of items(get(root, 'helmCharts'))) helmChart(writer, directory, chart);
}

const directoryOf = (path: string): string => path.split('/').slice(0, -1).join('/') || '.';

/** @returns the path that is taken in, if it is one of the source */
function include(writer: FactWriter, unit: string, directory: string, node: DataNode | undefined): string | undefined {
  const entry = text(node);
  // An inline patch stands in the list itself.
  if (!node || !entry || entry.includes('\n')) return undefined;
  if (isRemote(entry)) {
    remoteFacts(writer, unit, entry, node.offset);
    return undefined;
  }
  const path = writer.context.resolvePath(entry, directory);
  writer.link(unit, 'includes', 'path', path, node.offset);
  return path;
}

/**
 * Generators make a ConfigMap of files, `KEY=FILE` or `FILE`, and of variables. It is a unit of its own: who takes the
 * ConfigMap takes nothing else of the kustomization.
 */
function generated(writer: FactWriter, directory: string, generator: DataNode): void {
  const name = string(generator, 'name') ?? '';
  const unit = writer.unit(`generated:${name}`, 'resource', generator.offset, { ...(name ? { name } : {}) });
  writer.offer(unit, 'config', name, generator.offset);
  for (const key of ['files', 'envs'])
    for (const node of items(get(generator, key))) {
      const file = text(node)?.replace(/^[^=/]*=/, '');
      if (file) writer.link(unit, 'includes', 'path', writer.context.resolvePath(file, directory), node.offset);
    }
  for (const node of items(get(generator, 'literals'))) {
    const [, variable, value] = /^([A-Za-z_]\w*)=([^\n]*)$/.exec(text(node) ?? '') ?? [];
    if (variable) writer.environment(unit, variable, value, node.offset);
  }
}

/** An entry of `images` says which image the included workloads run. */
function overridden(writer: FactWriter, unit: string, image: DataNode): void {
  const place = get(image, 'newName') ?? get(image, 'name');
  const name = text(place);
  if (!place || !name) return;
  const tag = string(image, 'newTag');
  const digest = string(image, 'digest');
  const version = `${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
  writer.image(unit, `${name}${version}`, place.offset);
  // Manifests ask for the image by the name that is replaced.
  const replaced = string(image, 'name');
  if (replaced && replaced !== name && version)
    writer.link(unit, 'built-from', 'image', `${replaced}${version}`, place.offset);
}

function helmChart(writer: FactWriter, directory: string, chart: DataNode): void {
  const name = string(chart, 'name');
  if (!name) return;
  const unit = writer.unit(`chart:${name}`, 'resource', chart.offset, { name });
  writer.signal('chart', name, unit, chart.offset);
  for (const key of ['valuesFile', 'additionalValuesFiles'])
    for (const node of list(get(chart, key)))
      if (isScalar(node))
        writer.link(unit, 'includes', 'path', writer.context.resolvePath(node.value, directory), node.offset);
  valuesFacts(writer, unit, get(chart, 'valuesInline'), { runs: true });
}

export default plugin;
