import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Pandera', () => {
  it('stops the run where a failure raises', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `from sklearn.svm import SVC
import pandas as pd
import pandera as pa

schema = pa.DataFrameSchema({"age": pa.Column(int)})
frame = schema.validate(pd.read_csv("raw.csv"))
SVC().fit(frame, frame)
`,
    });
    expect(components).toEqual(['data-validation pandera', 'training-pipeline scikit-learn train.py']);
    expect(relations).toEqual(['data-validation pandera --validates-> training-pipeline scikit-learn train.py']);
  });

  it('only reports where nothing asks for the result', async () => {
    const { components, relations } = await auditFiles({
      'report.py': `import pandera as pa

schema = pa.DataFrameSchema({"age": pa.Column(int)})
`,
    });
    expect(components).toEqual(['data-validation pandera']);
    expect(relations).toEqual([]);
  });
});
