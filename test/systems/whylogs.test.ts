import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('whylogs', () => {
  it('is monitoring that a job of CI feeds', async () => {
    const { components, relations } = await auditFiles({
      'monitor.py': `import whylogs as why
why.log(frame).writer("whylabs").write()
`,
      '.gitlab-ci.yml': `drift:
  script:
    - python monitor.py
`,
    });
    expect(components).toEqual(['ci-cd gitlab-ci', 'monitoring whylogs', 'source-repository gitlab']);
    expect(relations).toEqual(['ci-cd gitlab-ci --logs-to-> monitoring whylogs']);
  });

  it('is not claimed for what only looks alike', async () => {
    const { components, relations } = await auditFiles({
      'why.py': `def log(x):
    print(x)

log(1)
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
