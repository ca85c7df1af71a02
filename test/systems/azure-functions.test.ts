/** Azure Functions whose `function.json` says what starts them. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const functionOf = (trigger: string, more = ''): string =>
  `{"scriptFile": "__init__.py", ${more} "bindings": [{"name": "input", "direction": "in", ${trigger}}]}`;
const SCORE = `import azure.functions as func
import joblib

model = joblib.load("model.pkl")

def main(input: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(model.predict([[1]])))
`;
const TRAIN = `import azure.functions as func
from sklearn.svm import SVC

def main(input: func.TimerRequest) -> None:
    SVC().fit([[0], [1]], [0, 1])
`;

describe('Azure Functions', () => {
  it('serve a model where requests start them', async () => {
    const { components, relations } = await auditFiles({
      'score/function.json': functionOf('"type": "httpTrigger"'),
      'score/__init__.py': SCORE,
    });
    expect(components).toEqual(['infrastructure azure-functions', 'model-serving azure-functions']);
    expect(relations).toEqual([]);
  });

  it('train on a schedule where a timer starts them', async () => {
    const { components } = await auditFiles({
      'train/function.json': functionOf('"type": "timerTrigger", "schedule": "0 0 3 * * *"'),
      'train/__init__.py': TRAIN,
    });
    expect(components).toContain('training-pipeline scikit-learn train/__init__.py');
    expect(components.filter((component) => component.startsWith('scheduler'))).toEqual(['scheduler azure-functions']);
  });

  it('are not in force when they are disabled, and not meant by other files of the name', async () => {
    const { components } = await auditFiles({
      'score/function.json': functionOf('"type": "httpTrigger"', '"disabled": true,'),
      'score/__init__.py': SCORE,
      'other/function.json': '{"name": "sum", "bindings": []}',
    });
    expect(components).toEqual(['infrastructure azure-functions (declared: disabled)']);
  });
});
