import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Delta Lake', () => {
  it('is a store that a job reads and writes', async () => {
    const { components, relations } = await auditFiles({
      'load.py': `from deltalake import DeltaTable, write_deltalake

write_deltalake("s3://acme-tables/churn", DeltaTable("s3://acme-tables/raw").to_pandas())
`,
      '.gitlab-ci.yml': `load:
  script:
    - python load.py
`,
    });
    expect(components).toEqual(['ci-cd gitlab-ci', 'data-store delta-lake', 'source-repository gitlab']);
    expect(relations).toEqual([
      'ci-cd gitlab-ci --reads-from-> data-store delta-lake',
      'ci-cd gitlab-ci --writes-to-> data-store delta-lake',
    ]);
  });
});
