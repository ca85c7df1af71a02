import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('NannyML', () => {
  it('is monitoring that a job of CI feeds', async () => {
    const { components, relations } = await auditFiles({
      'monitor.py': `import nannyml as nml
nml.CBPE(problem_type="classification_binary").fit(reference).estimate(analysis)
`,
      '.gitlab-ci.yml': `drift:
  script:
    - python monitor.py
`,
    });
    expect(components).toEqual(['ci-cd gitlab-ci', 'monitoring nannyml', 'source-repository gitlab']);
    expect(relations).toEqual(['ci-cd gitlab-ci --logs-to-> monitoring nannyml']);
  });

  it('is not claimed for what only looks alike', async () => {
    const { components, relations } = await auditFiles({
      'requirements.txt': `nannyml
`,
    });
    expect(components).toEqual(['monitoring nannyml (declared: dependency-only)']);
    expect(relations).toEqual([]);
  });
});
