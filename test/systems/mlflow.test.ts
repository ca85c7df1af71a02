import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `import mlflow
import mlflow.sklearn
from sklearn.linear_model import LogisticRegression

def main():
    mlflow.set_tracking_uri("http://mlflow.example:5000")
    model = LogisticRegression().fit([[0], [1]], [0, 1])
    mlflow.log_metric("accuracy", model.score([[0]], [0]))
    mlflow.sklearn.log_model(model, "model", registered_model_name="fraud")

if __name__ == "__main__":
    main()
`;

describe('MLflow', () => {
  it('is a metadata store and a registry, told apart by what is called', async () => {
    const { components, relations } = await auditFiles({ 'train.py': TRAIN });
    expect(components).toEqual([
      'ml-metadata-store mlflow',
      'model-registry mlflow',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store mlflow',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry mlflow',
    ]);
  });

  it('is not claimed for a directory that is called like a registry', async () => {
    const { components } = await auditFiles({
      'settings.py': 'MODEL_REGISTRY = "./models"\nMLFLOW_DIR = "mlruns"\n',
    });
    expect(components).toEqual([]);
  });
});
