/**
 * What is named for an evaluation and predicts, evaluates: the metric may be worked out by hand (`np.abs(y - yhat).mean()`), which no
 * library shows. Predictions that are made to be judged are no service.
 */
import type { TraitFact } from '../facts/types.js';
import { notInForce } from './in-force.js';
import { wordsIn } from './named-training.js';
import type { Unit, UnitIndex } from './units.js';

const EVALUATES = new Set('evaluate evaluates evaluating evaluation evaluator eval backtest backtesting'.split(' '));
/** What says so only of a model: data are validated and tested, too. */
const JUDGES = new Set('validate validation test check'.split(' '));
/** What is named for more than the evaluation. */
const SERVES = new Set(
  'serve serving predict prediction predictions infer inference score scoring deploy train training'.split(' '),
);

function isEvaluationName(name: string): boolean {
  const words = wordsIn(name);
  const judges = words.some((word) => JUDGES.has(word)) && words.includes('model');
  return (judges || words.some((word) => EVALUATES.has(word))) && !words.some((word) => SERVES.has(word));
}

/** Adds the trait `evaluates-model` to such functions and steps. */
export function markNamedEvaluation(index: UnitIndex): void {
  for (const unit of index.units) {
    if (
      (unit.kind !== 'function' && unit.kind !== 'task') ||
      notInForce(unit) ||
      !isEvaluationName(lastPart(unit.name))
    )
      continue;
    const predicts = unit.traits.find(({ trait }) => trait === 'predicts');
    if (!predicts || has(unit, 'evaluates-model') || has(unit, 'web-service')) continue;
    const marked: TraitFact = {
      fact: 'trait',
      unit: unit.local,
      trait: 'evaluates-model',
      kind: 'structure',
      at: predicts.at,
    };
    unit.traits.push(marked);
  }
}

const has = (unit: Unit, trait: TraitFact['trait']): boolean => unit.traits.some((one) => one.trait === trait);

/** `Trainer.evaluate` is `evaluate`. */
const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
