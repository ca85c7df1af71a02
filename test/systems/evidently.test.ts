import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Evidently', () => {
  it('is monitoring that a job of CI feeds', async () => {
    const { components, relations } = await auditFiles({
      'monitor.py': `import sys
import pandas as pd
from evidently.report import Report
from evidently.metric_preset import DataDriftPreset
from evidently.test_suite import TestSuite
from evidently.test_preset import DataStabilityTestPreset

Report(metrics=[DataDriftPreset()]).run(reference_data=pd.DataFrame(), current_data=pd.DataFrame())
suite = TestSuite(tests=[DataStabilityTestPreset()])
suite.run(reference_data=pd.DataFrame(), current_data=pd.DataFrame())
if not suite.as_dict()["summary"]["all_passed"]:
    sys.exit(1)
`,
      '.gitlab-ci.yml': `drift:
  script:
    - python monitor.py
`,
    });
    expect(components).toEqual([
      'ci-cd gitlab-ci',
      'data-validation custom-code',
      'data-validation evidently',
      'monitoring evidently',
      'source-repository gitlab',
    ]);
    expect(relations).toEqual([
      'ci-cd gitlab-ci --logs-to-> monitoring evidently',
      'ci-cd gitlab-ci --triggers-> data-validation custom-code',
      'ci-cd gitlab-ci --triggers-> data-validation evidently',
    ]);
  });

  it('is not claimed for what only looks alike', async () => {
    const { components, relations } = await auditFiles({
      'drift.py': `def evidently(x):
    return x

print(evidently(1))
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
