/** Tests that judge a stored model instead of code: run by a workflow that trains or deploys, they validate the model. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const workflow = (steps: string): string => `on: { push: { branches: [main] } }
jobs:
  model:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${steps}`;
const TRAINS = '      - run: python train.py\n';
const TESTS = '      - run: pytest tests/test_model.py\n';
const DEPLOYS = '      - run: kubectl apply -f k8s.yaml\n';
const FILES = {
  'train.py': 'import joblib\nfrom sklearn.svm import SVC\njoblib.dump(SVC().fit([[1]], [1]), "model.pkl")\n',
  'k8s.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec: { template: { spec: { containers: [{ name: a, image: acme/api:1 }] } } }\n',
};
const test = (body: string, head = 'import joblib\nmodel = joblib.load("model.pkl")\n'): string =>
  `${head}import pandas as pd\nfrom sklearn.metrics import accuracy_score, mean_squared_error\n\n${body}`;
const MEASURED = `def test_performance():
    rows = pd.read_csv("holdout.csv")
    accuracy = accuracy_score(rows["y"], model.predict(rows[["x"]]))
    assert accuracy >= 0.8
`;
const audit = (text: string, steps = TRAINS + TESTS) =>
  auditFiles({ ...FILES, 'tests/test_model.py': text, '.github/workflows/model.yml': workflow(steps) });

describe('tests of a model', () => {
  it.each([
    ['after a training', test(MEASURED), TRAINS + TESTS],
    ['before a deployment', test(MEASURED), TESTS + DEPLOYS],
    [
      'by an error',
      test('def test_error():\n    error = mean_squared_error([1], model.predict([[1]]))\n    assert error < 3\n'),
      TRAINS + TESTS,
    ],
    [
      'in a class of unittest',
      test(
        `class TestModel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.model = mlflow.pyfunc.load_model("models:/risk/Staging")

    def test_performance(self):
        accuracy = accuracy_score([1], self.model.predict([[1]]))
        expected = 0.4
        self.assertGreaterEqual(accuracy, expected, "too low")
`,
        'import unittest\nimport mlflow\n',
      ),
      TRAINS + TESTS,
    ],
  ])('validate it: %s', async (_, text, steps) => {
    const { components, criteria } = await audit(text, steps);
    expect(components).toContain('model-validation pytest');
    expect(criteria).toContain('G1.8');
  });

  it.each([
    [
      'a model that the test trains',
      test(MEASURED, 'from sklearn.svm import SVC\nmodel = SVC().fit([[1]], [1])\n'),
      TRAINS + TESTS,
    ],
    [
      'the shape of an answer',
      test('def test_shape():\n    assert model.predict([[1]]).shape == (1,)\n'),
      TRAINS + TESTS,
    ],
    [
      'the range of a metric',
      test(
        'def test_range():\n    accuracy = accuracy_score([1], model.predict([[1]]))\n    assert 0 <= accuracy <= 1\n',
      ),
      TRAINS + TESTS,
    ],
    ['a workflow that only tests', test(MEASURED), TESTS],
    ['tests that nothing runs', test(MEASURED), TRAINS],
  ])('do not: %s', async (_, text, steps) => {
    const { components, criteria } = await audit(text, steps);
    expect(components.filter((one) => one.startsWith('model-validation'))).toEqual([]);
    expect(criteria).not.toContain('G1.8');
  });
});
