/**
 * Helm charts and helmfiles. Templates are manifests and belong to the plugin `kubernetes`; here are the chart's dependencies
 * and its values.
 *
 * Values are symbols of the space `helm:CHART_DIRECTORY`, named by their dotted path. A dependency with a `condition` has a link
 * to that value by the convention that `../shared/helm.ts` describes, and is off when the value is false.
 */
import { entries, get, isMap, isScalar, items, scalar, string } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import type { Fact } from '../../facts/types.js';
import { isRemote } from '../shared/remote.js';
import { chartSpace, COMPLETE, conditionIdentifier } from '../shared/helm.js';
import { releaseFacts, valuesFacts } from '../shared/values.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const CHART = /(?:^|\/)(?:Chart|requirements)\.ya?ml$/;
const VALUES = /(?:^|\/)(?:[\w.-]+[._-])?values(?:[._-][\w.-]+)?\.ya?ml$/i;
/** The values that a chart brings with it; others are given by hand. */
const OWN_VALUES = /(?:^|\/)values\.ya?ml$/;
const HELMFILE = /(?:^|\/)helmfile(?:\.[\w.-]+)?\.ya?ml$|(?:^|\/)helmfile\.d\/[^/]+\.ya?ml$/;

const MOST_SYMBOLS = 2000;
const LONGEST_VALUE = 500;
/** Values that name nothing and shall not be kept. */
const SECRET = /password|secret|token|apikey|accesskey|privatekey/i;

const plugin: Plugin<'yaml'> = {
  id: 'helm',
  title: 'Helm',
  documentation: 'https://helm.sh/docs/topics/charts/',
  reads: 'Charts, their dependencies and values, and helmfiles.',
  technologies: ['helm'],
  languages: ['yaml'],

  accepts({ logicalPath }: FileInfo, text: string): boolean {
    if (CHART.test(logicalPath) || VALUES.test(logicalPath) || HELMFILE.test(logicalPath)) return true;
    // Values inside another definition come as a text of their own.
    return (
      logicalPath === 'embedded.yaml' &&
      !text.includes('apiVersion') &&
      !/^(?:phases|jobs|steps|stages)\s*:/m.test(text)
    );
  },

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'config');
    const path = context.file.logicalPath;
    const [root] = document.roots;
    if (context.unit !== '') {
      for (const node of document.roots) if (isValues(node)) valuesFacts(writer, context.unit, node, { runs: true });
    } else if (CHART.test(path)) chartFacts(writer, root, directoryOf(context.file.path));
    else if (HELMFILE.test(path)) for (const node of document.roots) helmfileFacts(writer, node);
    else if (VALUES.test(path) && isValues(root)) valuesFileFacts(writer, root, context.file.path);
    return writer.facts;
  },
};

const directoryOf = (path: string): string => path.split('/').slice(0, -1).join('/') || '.';

/** Values have no schema; definitions of other formats do. */
const isValues = (node: DataNode | undefined): node is DataNode =>
  isMap(node) && !['apiVersion', 'jobs', 'stages'].some((key) => get(node, key) !== undefined);

function chartFacts(writer: FactWriter, chart: DataNode | undefined, directory: string): void {
  for (const key of ['name', 'version', 'appVersion']) {
    const value = get(chart, key);
    if (isScalar(value))
      writer.symbol(
        chartSpace(directory),
        `.Chart.${key.charAt(0).toUpperCase()}${key.slice(1)}`,
        value.value,
        value.offset,
      );
  }
  for (const dependency of items(get(chart, 'dependencies'))) {
    const name = string(dependency, 'name');
    if (!name) continue;
    const label = string(dependency, 'alias') ?? name;
    const unit = writer.unit(`dependency:${label}`, 'resource', dependency.offset, { name: label });
    writer.signal('chart', name, unit, dependency.offset, ({ key }) => (key ? string(dependency, key) : undefined));
    const repository = get(dependency, 'repository');
    const local = /^file:\/\/(.*)$/.exec(string(dependency, 'repository') ?? '')?.[1];
    if (repository && local)
      writer.link(unit, 'includes', 'path', writer.context.resolvePath(local, directory), repository.offset);
    // Several conditions may be listed; the first one that is set counts.
    const condition = string(dependency, 'condition')?.split(',')[0]?.trim();
    if (condition)
      writer.link(unit, 'includes', 'config', conditionIdentifier(directory, condition), dependency.offset);
  }
}

function valuesFileFacts(writer: FactWriter, root: DataNode, path: string): void {
  valueSymbols(writer, root, chartSpace(directoryOf(path)), OWN_VALUES.test(path));
  for (const { key, value, offset } of entries(root)) {
    if (!isMap(value) || key === 'image') continue;
    const off = scalar(value, 'enabled') === false;
    const unit = `values:${key}`;
    const before = writer.facts.length;
    // What is switched off as a whole is still read, so that a report can say so.
    for (const part of off ? value.entries : []) valuesFacts(writer, unit, { ...value, entries: [part] });
    if (!off) valuesFacts(writer, unit, value);
    if (writer.facts.length > before)
      writer.unit(unit, 'resource', offset, { name: key, ...(off ? { off: 'disabled' } : {}) });
  }
  const rest = entries(root).filter(({ key, value }) => !isMap(value) || key === 'image');
  valuesFacts(writer, '', { kind: 'map', offset: root.offset, entries: rest });
}

/**
 * Symbols of values. A file beside `values.yaml` (`values-prod.yaml`) is taken for one of several that may be given by hand: it can
 * switch something on, but what it switches off is on elsewhere.
 * @param own the file is the chart's own
 */
function valueSymbols(writer: FactWriter, root: DataNode, space: string, own: boolean): void {
  let count = 0;
  const add = (name: string, value: string, offset: number): void => {
    if (count++ < MOST_SYMBOLS && (own || value !== 'false')) writer.symbol(space, name, value, offset);
  };
  const visit = (node: DataNode, prefix: string): void => {
    for (const { key, value, offset } of entries(node)) {
      const name = prefix === '' ? key : `${prefix}.${key}`;
      if (isScalar(value)) {
        if (!SECRET.test(key)) add(name, value.value.length <= LONGEST_VALUE ? value.value : 'true', value.offset);
        continue;
      }
      add(name, entries(value).length + items(value).length > 0 ? 'true' : 'false', offset);
      visit(value, name);
    }
  };
  visit(root, '');
  if (own && count <= MOST_SYMBOLS) writer.symbol(space, COMPLETE, 'true', root.offset);
}

/** Releases of a helmfile: a chart each, from a repository (`bitnami/mlflow`) or a directory. */
function helmfileFacts(writer: FactWriter, root: DataNode): void {
  for (const release of items(get(root, 'releases'))) {
    const name = string(release, 'name');
    const chart = string(release, 'chart');
    if (!name || !chart) continue;
    const off = scalar(release, 'installed') === false || scalar(release, 'condition') === false;
    const unit = writer.unit(`release:${name}`, 'resource', release.offset, {
      name,
      ...(off ? { off: 'disabled' } : {}),
    });
    const place = get(release, 'chart') ?? release;
    writer.trait(unit, 'deploys', place.offset, chart);
    const resolved = writer.context.resolvePath(chart, directoryOf(writer.context.file.path));
    if (chart.startsWith('.')) writer.link(unit, 'deploys', 'path', resolved, place.offset);
    else {
      const title = chart.slice(chart.lastIndexOf('/') + 1);
      writer.signal('chart', title, unit, place.offset);
      releaseFacts(writer, unit, { name, chart: title, namespace: string(release, 'namespace') }, place.offset);
    }
    for (const values of items(get(release, 'values'))) {
      if (!isScalar(values)) valuesFacts(writer, unit, values, { runs: true });
      else if (!isRemote(values.value))
        writer.link(
          unit,
          'includes',
          'path',
          writer.context.resolvePath(values.value, directoryOf(writer.context.file.path)),
          values.offset,
        );
    }
  }
}

export default plugin;
