import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('lakeFS', () => {
  it('versions the data that a job commits', async () => {
    const { components, relations } = await auditFiles({
      'load.py': `import lakefs

branch = lakefs.repository("data").branch("main")
branch.commit(message="new day")
`,
      '.gitlab-ci.yml': `load:
  script:
    - python load.py
    - lakectl merge lakefs://data/dev lakefs://data/main
`,
    });
    expect(components).toEqual(['ci-cd gitlab-ci', 'data-versioning lakefs', 'source-repository gitlab']);
    expect(relations).toEqual([
      'ci-cd gitlab-ci --reads-from-> data-versioning lakefs',
      'ci-cd gitlab-ci --writes-to-> data-versioning lakefs',
    ]);
  });
});
