/** Small trees of which the severity of the worst finding is known. */

const TRAIN = `from sklearn.linear_model import LogisticRegression

model = LogisticRegression()
model.fit([[0], [1]], [0, 1])
`;

const TRACKED = `import mlflow
from sklearn.linear_model import LogisticRegression

model = LogisticRegression()
with mlflow.start_run():
    model.fit([[0], [1]], [0, 1])
    mlflow.log_metric("accuracy", 1.0)
    mlflow.sklearn.log_model(model, "model", registered_model_name="churn")
`;

/** Training code that nobody starts. */
export const INFO_TREE = { 'train.py': TRACKED };

/** The same, and nothing records the runs. */
export const WARNING_TREE = { 'train.py': TRAIN };

/** CI deploys a model that nothing has validated. */
export const ERROR_TREE = {
  'train.py': TRACKED,
  '.github/workflows/deploy.yml': `name: deploy
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: python train.py
      - run: kubectl apply -f serving.yaml
`,
  'serving.yaml': `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: churn
spec:
  predictor:
    model:
      modelFormat:
        name: sklearn
      storageUri: s3://models/churn
`,
};

/** Text, but no definition. */
export const PROSE_TREE = { 'README.md': '# Churn\n\nWe train with MLflow.\n', 'notes/idea.txt': 'serve it' };
