/** Methods of a class of the project that nothing calls, although an instance is made. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const BODY = `
    def __init__(self, client):
        self.client = client

    def register_model(self, uri):
        return mlflow.register_model(uri, "churn")

    def load(self):
        return 1
`;
const registers = async (head: string, use: string, extra: Record<string, string> = {}): Promise<boolean> => {
  const { relations } = await auditFiles({
    'registry.py': `import mlflow\n${head}${BODY}`,
    'train.py': `import joblib\nimport threading\nfrom sklearn.svm import SVC\nfrom registry import Registry\n\njoblib.dump(SVC().fit([[1]], [1]), "m")\n${use}\n`,
    ...extra,
  });
  return relations.some((line) => line.includes('train.py --registers-in-> model-registry mlflow'));
};
const PLAIN = 'class Registry:';

describe('a method that registers', () => {
  it.each([
    ['is called', 'registry = Registry(None)\nregistry.register_model("x")'],
    ['is called at once', 'Registry(None).register_model("x")'],
    [
      'is called by a function that is given the instance',
      'def use(it):\n    it.register_model("x")\n\nuse(Registry(None))',
    ],
    ['may be called by whatever the instance is handed to', 'threading.Thread(target=Registry(None)).start()'],
    ['may be called by whoever gets the list', 'held = [Registry(None)]'],
    [
      'may be called by what a variable is handed to',
      'registry = Registry(None)\nthreading.Thread(args=(registry,)).start()',
    ],
    [
      'is named where the instance cannot be known',
      'registry = Registry(None)\nfor one in instances():\n    one.register_model("x")',
    ],
  ])('%s', async (_, use) => {
    expect(await registers(PLAIN, use)).toBe(true);
  });

  it.each([
    ['a plain class', PLAIN],
    ['an abstract one', 'import abc\nclass Registry(abc.ABC):'],
    ['a model of Pydantic', 'import pydantic\nclass Registry(pydantic.BaseModel):'],
    ['a dataclass', 'from dataclasses import dataclass\n@dataclass\nclass Registry:'],
  ])('is not called of %s whose instance goes nowhere', async (_, head) => {
    expect(await registers(head, 'registry = Registry(None)')).toBe(false);
    expect(await registers(head, 'registry = Registry(None)\nregistry.load()')).toBe(false);
    expect(await registers(head, 'Registry(None).load()')).toBe(false);
  });

  it.each([
    ['a base that may call it', 'import mlflow.pyfunc\nclass Registry(mlflow.pyfunc.PythonModel):'],
    [
      'a base of the project',
      'class Base:\n    def go(self):\n        self.register_model("x")\n\nclass Registry(Base):',
    ],
    ['a decorator that may', 'import ray\n@ray.remote\nclass Registry:'],
  ])('may be called of a class with %s', async (_, head) => {
    expect(await registers(head, 'registry = Registry(None)')).toBe(true);
  });
});
