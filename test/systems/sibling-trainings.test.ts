import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const SELECT =
  'from sklearn.ensemble import RandomForestClassifier\n\ndef run():\n    RandomForestClassifier().fit([[0], [1]], [0, 1])\n';
const TRAIN = `import mlflow
from sklearn.svm import SVC

def run():
    SVC().fit([[0], [1]], [0, 1])
    mlflow.log_metric("accuracy", 0.9)
`;

describe('A program that starts one training after another', () => {
  it('does not make the one do what the other does', async () => {
    const { relations } = await auditFiles({
      'select_features.py': SELECT,
      'train.py': TRAIN,
      'main.py':
        'import select_features\nimport train\n\nif __name__ == "__main__":\n    select_features.run()\n    train.run()\n',
    });
    expect(relations).toEqual(['training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store mlflow']);
  });

  it('still does for a training what it does itself', async () => {
    const { relations } = await auditFiles({
      'train.py': SELECT,
      'report.py': 'import mlflow\n\ndef report():\n    mlflow.log_metric("accuracy", 0.9)\n',
      'main.py': 'import report\nimport train\n\nif __name__ == "__main__":\n    train.run()\n    report.report()\n',
    });
    expect(relations).toEqual(['training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store mlflow']);
  });
});
