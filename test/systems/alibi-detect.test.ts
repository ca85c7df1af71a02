import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Alibi Detect', () => {
  it('is monitoring that a job of CI feeds', async () => {
    const { components, relations } = await auditFiles({
      'monitor.py': `from alibi_detect.cd import KSDrift
print(KSDrift(reference).predict(current))
`,
      '.gitlab-ci.yml': `drift:
  script:
    - python monitor.py
`,
    });
    expect(components).toEqual(['ci-cd gitlab-ci', 'monitoring alibi-detect', 'source-repository gitlab']);
    expect(relations).toEqual(['ci-cd gitlab-ci --logs-to-> monitoring alibi-detect']);
  });

  it('is not claimed for what only looks alike', async () => {
    const { components, relations } = await auditFiles({
      'd.py': `class KSDrift:
    pass

KSDrift()
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
