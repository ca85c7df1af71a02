import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/feast/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(technology('amazon-dynamodb'), technology('amazon-redshift'), technology('redis'));
const lines = (text: string, path = 'feature_repo/feature_store.yaml'): string[] =>
  show(extract(plugin, path, text, { catalogue }));

describe('feature_store.yaml', () => {
  const cases: [string, string, string[]][] = [
    [
      'stores that the catalogue knows',
      'project: churn\nregistry: registry.db\nprovider: aws\nonline_store:\n  type: dynamodb\noffline_store:\n  type: redshift\n',
      [
        'unit feature-store:churn resource (churn)',
        'component feature-store:churn is feature-store feast [churn]',
        'component feature-store:churn acts writes-to data-store amazon-dynamodb',
        'component feature-store:churn acts reads-from data-store amazon-redshift',
      ],
    ],
    [
      'a store with an address, a registry in a bucket',
      'project: churn\nregistry:\n  path: s3://features/registry.pb\nprovider: local\nonline_store:\n  type: redis\n  connection_string: redis.ml:6379,db=0\n',
      [
        'unit feature-store:churn resource (churn)',
        'component feature-store:churn is feature-store feast [churn]',
        'component feature-store:churn acts writes-to data-store redis',
        'link feature-store:churn writes-to host redis.ml:6379',
        'link feature-store:churn writes-to bucket s3://features/registry.pb',
      ],
    ],
    [
      'files on disk',
      'project: churn\nprovider: local\nonline_store:\n  type: sqlite\noffline_store: file\n',
      ['unit feature-store:churn resource (churn)', 'component feature-store:churn is feature-store feast [churn]'],
    ],
    ['another file of that name', 'stores:\n  - a\n', []],
    ['half a file', 'project: churn\n', []],
  ];
  it.each(cases)('%s', (_, text, expected) => expect(lines(text)).toEqual(expected));
  it('keeps what the stores are as attributes', () => {
    const [, component] = extract(
      plugin,
      'feature_store.yaml',
      'project: churn\nprovider: gcp\nonline_store: datastore\noffline_store:\n  type: bigquery\n',
      { catalogue },
    );
    expect(component).toMatchObject({ attributes: { provider: 'gcp', online: 'datastore', offline: 'bigquery' } });
  });
  it('reads no other files', () => expect(lines('project: churn\nprovider: local\n', 'config.yaml')).toEqual([]));
});
