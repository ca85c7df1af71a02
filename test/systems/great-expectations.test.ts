import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Great Expectations', () => {
  it('stops the run where a failure raises', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `from sklearn.svm import SVC
import great_expectations as gx

context = gx.get_context()
result = context.run_checkpoint(checkpoint_name="raw")
if not result["success"]:
    raise ValueError("bad data")
SVC().fit([[0], [1]], [0, 1])
`,
    });
    expect(components).toEqual([
      'data-validation custom-code',
      'data-validation great-expectations',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'data-validation custom-code --validates-> training-pipeline scikit-learn train.py',
      'data-validation great-expectations --validates-> training-pipeline scikit-learn train.py',
    ]);
  });

  it('only reports where nothing asks for the result', async () => {
    const { components, relations } = await auditFiles({
      'report.py': `import great_expectations as gx

result = gx.get_context().run_checkpoint(checkpoint_name="raw")
print(result["success"])
`,
    });
    expect(components).toEqual(['data-validation great-expectations']);
    expect(relations).toEqual([]);
  });
});
