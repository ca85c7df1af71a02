/** Conditions outside of programs, in shell scripts and CI definitions, that ask how good a model is. */
import { hasWord, wordsOf } from './words.js';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Metrics that nothing but models has; a score may be that of a linter. */
const METRICS = words(
  'accuracy acc auc auroc roc_auc f1 f1_score precision recall rmse rmsle mae mse mape r2 logloss val_loss test_loss val_accuracy test_accuracy',
);
/** Results of a comparison of models, beside a word for what was compared. */
const RESULTS = words(
  'better improved improves outperforms passed pass approved valid promote promoted deploy register accepted good_enough is_better should_deploy should_promote should_register',
);
const SUBJECTS = words('model models champion challenger candidate evaluate evaluation eval metrics metric');

/** True for names that say how an evaluation of a model ended. */
export function asksForModel(names: string): boolean {
  const found = wordsOf(names.replaceAll('-', '_'));
  return hasWord(found, METRICS) || (hasWord(found, RESULTS) && hasWord(found, SUBJECTS));
}
