/** Feast: the configuration of a feature repository. What the SDK is called for the catalogue knows. */
import type { Fact } from '../../facts/types.js';
import { get, isMap, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const FILE = /(?:^|\/)feature_store[\w.-]*\.ya?ml$/;

/** Technologies of online and offline stores (`type`) that the catalogue knows under another name. */
const STORES: Record<string, string> = {
  athena: 'amazon-athena',
  bigquery: 'bigquery',
  bigtable: 'google-cloud-databases',
  cassandra: 'cassandra',
  datastore: 'google-cloud-databases',
  duckdb: 'duckdb',
  dynamodb: 'amazon-dynamodb',
  mssql: 'azure-sql',
  mysql: 'mysql',
  postgres: 'postgresql',
  redis: 'redis',
  redshift: 'amazon-redshift',
  'snowflake.offline': 'snowflake',
  'snowflake.online': 'snowflake',
  spark: 'apache-spark',
  trino: 'trino',
};

const plugin: Plugin<'yaml'> = {
  id: 'feast',
  title: 'Feast feature repositories',
  documentation: 'https://docs.feast.dev/reference/feature-repository/feature-store-yaml',
  reads: 'The configuration of a feature repository: provider, online and offline store.',
  technologies: ['feast'],
  languages: ['yaml'],
  accepts: (file: FileInfo, text: string) =>
    FILE.test(file.logicalPath) && /^(?:project|provider|registry):/m.test(text),
  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'file');
    for (const root of document.roots) {
      if (isMap(root) && get(root, 'project') && (get(root, 'registry') ?? get(root, 'provider')))
        writeRepository(root, writer);
    }
    return writer.facts;
  },
};

export default plugin;

function writeRepository(root: DataNode, writer: FactWriter): void {
  const name = string(root, 'project') ?? 'feast';
  const unit = writer.unit(`feature-store:${name}`, 'resource', root.offset, { name });
  const attributes: Record<string, string> = {};
  const note = (key: string, value: string | undefined): void => {
    if (value) attributes[key] = value;
  };
  note('provider', string(root, 'provider'));
  note('online', typeOf(get(root, 'online_store')));
  note('offline', typeOf(get(root, 'offline_store')));
  writer.component(unit, root.offset, { type: 'feature-store', technology: 'feast', name, attributes });
  for (const key of ['online_store', 'offline_store']) {
    const store = get(root, key);
    const technology = STORES[typeOf(store) ?? ''];
    if (!store || !technology || !writer.context.catalogue.technologies.has(technology)) continue;
    writer.component(unit, store.offset, {
      type: 'data-store',
      technology,
      relation: key === 'online_store' ? 'writes-to' : 'reads-from',
    });
    const host = get(store, 'host') ?? get(store, 'connection_string');
    if (host)
      writer.link(
        unit,
        key === 'online_store' ? 'writes-to' : 'reads-from',
        'host',
        text(host)?.split(',')[0],
        host.offset,
      );
  }
  const registry = text(get(root, 'registry')) ?? string(root, 'registry', 'path');
  if (registry && /^(?:s3|gs):\/\//.test(registry)) writer.link(unit, 'writes-to', 'bucket', registry, root.offset);
}

function typeOf(store: DataNode | undefined): string | undefined {
  return text(store) ?? string(store, 'type');
}
