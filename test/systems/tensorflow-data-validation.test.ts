import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('TensorFlow Data Validation', () => {
  it('stops the run where a failure raises', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `from sklearn.svm import SVC
import tensorflow_data_validation as tfdv

anomalies = tfdv.validate_statistics(tfdv.generate_statistics_from_csv("a.csv"), tfdv.load_schema_text("s"))
if anomalies.anomaly_info:
    raise RuntimeError("anomalies")
SVC().fit([[0], [1]], [0, 1])
`,
    });
    expect(components).toEqual([
      'data-validation custom-code',
      'data-validation tensorflow-data-validation',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'data-validation custom-code --validates-> training-pipeline scikit-learn train.py',
      'data-validation tensorflow-data-validation --validates-> training-pipeline scikit-learn train.py',
    ]);
  });

  it('only reports where nothing asks for the result', async () => {
    const { components, relations } = await auditFiles({
      'report.py': `import tensorflow_data_validation as tfdv

tfdv.display_anomalies(tfdv.validate_statistics(tfdv.generate_statistics_from_csv("a.csv"), schema))
`,
    });
    expect(components).toEqual(['data-validation tensorflow-data-validation']);
    expect(relations).toEqual([]);
  });
});
