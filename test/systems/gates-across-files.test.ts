import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `import mlflow
from sklearn.svm import SVC
from quality.judge import good_enough

def main():
    model = SVC().fit([[0], [1]], [0, 1])
    if good_enough(model):
        mlflow.register_model("runs:/1/model", "churn")

if __name__ == "__main__":
    main()
`;

const JUDGE = `from sklearn.metrics import f1_score

def good_enough(model):
    f1 = f1_score([0, 1], model.predict([[0], [1]]))
    return f1 > 0.8
`;

const GATE = 'model-validation custom-code';

describe('Gates across files', () => {
  it('follows the condition of a registration into the function that judges', async () => {
    const { components, relations } = await auditFiles({ 'train.py': TRAIN, 'quality/judge.py': JUDGE });
    expect(components).toContain(GATE);
    expect(relations).toContain(`${GATE} --validates-> training-pipeline scikit-learn train.py`);
  });

  it('follows a result that is kept in a variable, and one that raises', async () => {
    const kept = TRAIN.replace('    if good_enough(model):', '    score, fine = good_enough(model)\n    if fine:');
    const raised = TRAIN.replace(
      '    if good_enough(model):\n        mlflow',
      '    if not good_enough(model):\n        raise ValueError("no")\n    mlflow',
    );
    for (const text of [kept, raised]) {
      const { components } = await auditFiles({ 'train.py': text, 'quality/judge.py': JUDGE });
      expect(components).toContain(GATE);
    }
  });

  it.each([
    ['a judge that always agrees', TRAIN, JUDGE.replace('return f1 > 0.8', 'print(f1)\n    return True')],
    [
      'a verdict that is only printed',
      TRAIN.replace('mlflow.register_model("runs:/1/model", "churn")', 'print("good")'),
      JUDGE,
    ],
    ['a question about something else', TRAIN, 'def good_enough(model):\n    return len(str(model)) > 3\n'],
  ])('is no gate: %s', async (_, train, judge) => {
    const { components } = await auditFiles({ 'train.py': train, 'quality/judge.py': judge });
    expect(components).not.toContain(GATE);
  });

  it('does not take a report in words for a delivery', async () => {
    const { components } = await auditFiles({
      'evaluate.py': `from sklearn.metrics import r2_score

def report(y, p):
    metrics = {"r2": r2_score(y, p)}
    with open("report.txt", "w") as f:
        if metrics["r2"] > 0.8:
            f.write("Excellent: the model explains most of it")
        else:
            f.write("Poor: the model needs improvement")

report([1], [1])
`,
    });
    expect(components).not.toContain(GATE);
  });
});
