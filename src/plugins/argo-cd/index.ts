/**
 * Argo CD: applications name what is deployed from where. A path in a Git repository is the path `HOST/OWNER/NAME/PATH`, which the
 * graph finds where the repository is one of those that are read.
 */
import { entries, get, isMap, isScalar, items, list, scalar, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { remotePath } from '../../facts/addresses.js';
import type { Fact } from '../../facts/types.js';
import { readable } from '../../facts/value.js';
import type { Read } from '../shared/containers.js';
import { chartOf } from '../shared/helm.js';
import { apiObjects, kindFacts } from '../shared/objects.js';
import { readerFor } from '../shared/reader.js';
import { remoteSignal } from '../shared/remote.js';
import { releaseFacts, valuesFacts } from '../shared/values.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const KINDS = new Set(['Application', 'ApplicationSet', 'AppProject']);

const plugin: Plugin<'yaml' | 'json'> = {
  id: 'argo-cd',
  title: 'Argo CD',
  documentation: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/',
  reads: 'Applications, application sets and projects: which chart, path or repository is deployed where.',
  technologies: ['argo-cd'],
  languages: ['yaml', 'json'],

  accepts(file: FileInfo, text: string): boolean {
    // Values of the chart `argocd-apps`, inside a release.
    if (file.logicalPath === 'embedded.yaml' && text.includes('repoURL')) return true;
    if (!/\.(?:ya?ml|json)$/i.test(file.logicalPath) || !text.includes('argoproj.io/')) return false;
    return /\bApp(?:lication|licationSet|Project)\b/.test(text);
  },

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    const read = readerFor(chartOf(context.file.path));
    for (const object of apiObjects(document, read)) {
      const { group, kind, name, node } = object;
      if (group !== 'argoproj.io' || !KINDS.has(kind)) continue;
      const label = readable(name);
      const unit = writer.unit(
        `${kind === 'AppProject' ? 'project' : 'application'}:${label}`,
        'resource',
        node.offset,
        { name: label },
      );
      kindFacts(writer, unit, object, read);
      if (kind === 'Application') applicationFacts(writer, unit, name, get(node, 'spec'), read);
      if (kind === 'ApplicationSet') {
        applicationFacts(writer, unit, '', get(node, 'spec', 'template', 'spec'), read);
        for (const generator of items(get(node, 'spec', 'generators'))) generatorFacts(writer, unit, generator, read);
      }
    }
    if (context.file.logicalPath === 'embedded.yaml')
      for (const root of document.roots) chartApplications(writer, get(root, 'applications'), read);
    return writer.facts;
  },
};

/** The chart `argocd-apps` takes a list or a map of applications. */
function chartApplications(writer: FactWriter, applications: DataNode | undefined, read: Read): void {
  const named = [
    ...items(applications).map((spec) => ({ name: string(spec, 'name') ?? '', spec })),
    ...entries(applications).map(({ key, value }) => ({ name: key, spec: value })),
  ];
  for (const { name, spec } of named) {
    if (!get(spec, 'source') && !get(spec, 'sources')) continue;
    const unit = writer.unit(`application:${name}`, 'resource', spec.offset, { name });
    applicationFacts(writer, unit, name, spec, read);
  }
}

function applicationFacts(
  writer: FactWriter,
  unit: string,
  application: string,
  spec: DataNode | undefined,
  read: Read,
): void {
  const automated = get(spec, 'syncPolicy', 'automated');
  if (automated && scalar(automated) !== false && scalar(automated, 'enabled') !== false)
    writer.trait(unit, 'deploys', automated.offset, 'automated sync');
  const sources = [get(spec, 'source'), ...items(get(spec, 'sources'))];
  for (const source of sources) {
    if (!isMap(source)) continue;
    const chart = read(get(source, 'chart'));
    const name = read(get(source, 'helm', 'releaseName')) ?? application;
    const namespace = read(get(spec, 'destination', 'namespace'));
    if (chart && name && !name.includes('{{'))
      releaseFacts(writer, unit, { name, chart: chartName(chart), namespace }, source.offset);
    sourceFacts(writer, unit, source, read);
  }
}

/** Charts of a registry are named by a path. */
const chartName = (chart: string): string => chart.slice(chart.lastIndexOf('/') + 1);

function sourceFacts(writer: FactWriter, unit: string, source: DataNode, read: Read): void {
  const url = get(source, 'repoURL');
  const chart = get(source, 'chart');
  const name = read(chart);
  if (chart && name)
    writer.signal('chart', chartName(name), unit, chart.offset, ({ key }) =>
      key ? read(get(source, key)) : undefined,
    );
  else gitSource(writer, unit, url, get(source, 'path'), read);
  helmFacts(writer, unit, source, read);
  for (const image of list(get(source, 'kustomize', 'images'))) {
    // `name=newName:tag`, or the new reference alone.
    const reference = text(image)?.replace(/^[^=]*=/, '');
    writer.image(unit, reference, image.offset);
  }
}

/** An address that another file of the Terraform module gives. */
const VARIABLE = /^\$\{(?:var|local|module|data)\.[^{}]{1,200}\}$/;

function gitSource(
  writer: FactWriter,
  unit: string,
  url: DataNode | undefined,
  path: DataNode | undefined,
  read: Read,
): void {
  const address = read(url) ?? '';
  const directory = path && read(path);
  const remote = remotePath(address);
  if (url && remote) {
    if (!directory || directory.includes('{{'))
      writer.link(unit, 'deploys', 'git-repository', remote.repository, url.offset);
    remoteSignal(writer, unit, { ...remote, path: directory ?? '' }, url.offset);
  } else if (url && address.includes('{{')) writer.notUnderstood(unit, 'template-expression', address, url.offset);
  if (!path || !directory) return;
  if (directory.includes('{{')) writer.notUnderstood(unit, 'template-expression', directory, path.offset);
  else {
    const inside = writer.context.resolvePath(directory, '.');
    const repository = remote?.repository ?? (VARIABLE.test(address) ? address : undefined);
    if (inside) writer.link(unit, 'deploys', 'path', repository ? `${repository}/${inside}` : inside, path.offset);
  }
}

function helmFacts(writer: FactWriter, unit: string, source: DataNode, read: Read): void {
  const helm = get(source, 'helm');
  const values = get(helm, 'values');
  if (isScalar(values)) writer.embed(unit, 'yaml', values.value, values);
  else if (values) valuesFacts(writer, unit, values, { runs: true });
  valuesFacts(writer, unit, get(helm, 'valuesObject'), { runs: true });
  for (const parameter of items(get(helm, 'parameters'))) {
    const value = get(parameter, 'value');
    if (value && /(?:^|\.)image(?:\.repository)?$/.test(string(parameter, 'name') ?? ''))
      writer.image(unit, read(value), value.offset);
  }
  for (const file of items(get(helm, 'valueFiles'))) {
    const name = text(file) ?? '';
    // `$ref/path` counts from the root of another source, a plain path from the chart.
    const [, other] = /^\$[\w-]+\/(.*)$/.exec(name) ?? [];
    const path =
      other === undefined
        ? writer.context.resolvePath(name, string(source, 'path') ?? '.')
        : writer.context.resolvePath(other, '.');
    if (name && !name.includes('{{') && !name.includes('://')) writer.link(unit, 'includes', 'path', path, file.offset);
  }
}

/** Git generators make an application of every directory or file that matches. */
function generatorFacts(writer: FactWriter, unit: string, generator: DataNode, read: Read): void {
  const git = get(generator, 'git');
  for (const key of ['directories', 'files'])
    for (const item of items(get(git, key))) {
      const path = get(item, 'path');
      if (!path || scalar(item, 'exclude') === true) continue;
      const fixed = (read(path) ?? '').split('/');
      const end = fixed.findIndex((segment) => /[*?[{]/.test(segment));
      const directory = (end === -1 ? fixed : fixed.slice(0, end)).join('/') || '.';
      writer.link(unit, 'deploys', 'path', writer.context.resolvePath(directory, '.'), path.offset);
    }
  for (const key of ['matrix', 'merge'])
    for (const nested of items(get(generator, key, 'generators')))
      if (get(nested, 'git')) generatorFacts(writer, unit, nested, read);
}

export default plugin;
