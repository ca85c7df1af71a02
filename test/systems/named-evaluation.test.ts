/** Steps that are named for an evaluation, whose metric is worked out by hand. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `from kfp import dsl

@dsl.component
def train(model: str):
    import xgboost
    xgboost.XGBRegressor().fit([[0]], [0])
`;
const judge = (name: string): string => `from kfp import dsl

@dsl.component
def ${name}(model: str) -> float:
    import xgboost
    booster = xgboost.XGBRegressor()
    booster.load_model("model.json")
    predicted = booster.predict([[0]])
    return float(abs(predicted - 1).mean())
`;
const pipeline = (name: string): string => `from kfp import dsl
from steps.train import train
from steps.judge import ${name}

@dsl.pipeline(name="demand")
def demand():
    train(model="m")
    ${name}(model="m")
`;
const served = async (name: string): Promise<string[]> => {
  const files = { 'pipeline.py': pipeline(name), 'steps/train.py': TRAIN, 'steps/judge.py': judge(name) };
  return (await auditFiles(files)).components.filter((one) => one === 'model-serving batch-job');
};

describe('A step that loads a model and predicts', () => {
  it.each(['evaluate', 'evaluate_model', 'model_evaluation', 'backtest', 'validate_model', 'eval_step'])(
    'serves nothing where it is called %s',
    async (name) => {
      expect(await served(name)).toEqual([]);
    },
  );

  it.each(['score_customers', 'predict', 'evaluate_and_predict', 'validate'])(
    'may serve where it is called %s',
    async (name) => {
      expect(await served(name)).toEqual(['model-serving batch-job']);
    },
  );
});
