import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Arize', () => {
  it('is monitoring that a job of CI feeds', async () => {
    const { components, relations } = await auditFiles({
      'monitor.py': `from arize.pandas.logger import Client
Client(space_key="s", api_key="k").log(model_id="churn", dataframe=frame)
`,
      '.gitlab-ci.yml': `drift:
  script:
    - python monitor.py
`,
    });
    expect(components).toEqual(['ci-cd gitlab-ci', 'monitoring ml-observability', 'source-repository gitlab']);
    expect(relations).toEqual(['ci-cd gitlab-ci --logs-to-> monitoring ml-observability']);
  });

  it('is not claimed for what only looks alike', async () => {
    const { components, relations } = await auditFiles({
      'requirements.txt': `arize
`,
    });
    expect(components).toEqual(['monitoring ml-observability (declared: dependency-only)']);
    expect(relations).toEqual([]);
  });
});
