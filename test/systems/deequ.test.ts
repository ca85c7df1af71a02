import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Deequ', () => {
  it('stops the run where a failure raises', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `from sklearn.svm import SVC
from pydeequ.checks import Check, CheckLevel
from pydeequ.verification import VerificationSuite

result = VerificationSuite(spark).onData(frame).addCheck(Check(spark, CheckLevel.Error, "raw").isComplete("id")).run()
if result.status != "Success":
    raise ValueError("data check failed")
SVC().fit([[0], [1]], [0, 1])
`,
    });
    expect(components).toEqual([
      'data-validation custom-code',
      'data-validation deequ',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'data-validation custom-code --validates-> training-pipeline scikit-learn train.py',
      'data-validation deequ --validates-> training-pipeline scikit-learn train.py',
    ]);
  });

  it('only reports where nothing asks for the result', async () => {
    const { components, relations } = await auditFiles({
      'report.py': `from pydeequ.checks import Check, CheckLevel
from pydeequ.verification import VerificationSuite

print(VerificationSuite(spark).onData(frame).addCheck(Check(spark, CheckLevel.Error, "raw")).run())
`,
    });
    expect(components).toEqual(['data-validation deequ']);
    expect(relations).toEqual([]);
  });
});
