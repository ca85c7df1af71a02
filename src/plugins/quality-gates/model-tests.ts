/**
 * Tests whose subject is a trained model, not code: they load a model that was stored and assert how good it is. They stop nothing by
 * themselves; the CI step that runs them may.
 */
import type { Fact } from '../../facts/types.js';
import { judge, type Condition } from '../shared/gates/conditions.js';
import { subjectOf } from '../shared/gates/origins.js';
import { lastOf, type PythonView } from '../shared/python/view.js';

const LOADS =
  /(?:^|\.)(?:(?:joblib|pickle|cloudpickle|dill|torch|skops\.io|onnx)\.load|load_model|from_pretrained|InferenceSession)$/;
const TRAINS = /\.(?:fit|fit_transform|fit_predict|train|partial_fit)$/;
const ORDERS = /\.assert(Greater|Less)(?:Equal)?$/;
const MOST_ASSERTIONS = 500;

/** Whether a file of tests may hold one that judges a model; bounds what is parsed. */
export const mayTestModel = (text: string): boolean =>
  /\bassert(?:Greater|Less|\b)/.test(text) && /\b(?:load|load_model|from_pretrained|InferenceSession)\(/.test(text);

/** @returns the mark of a file of tests in which a stored model is judged, at the first assertion that does */
export function modelTestsOf(view: PythonView): Fact[] {
  if (view.context.file.role !== 'test') return [];
  const { calls } = view;
  // A model that the tests train themselves shows that the code works.
  if (!calls.some(({ callee }) => LOADS.test(callee)) || calls.some(({ callee }) => TRAINS.test(callee))) return [];
  for (const assertion of assertionsOf(view).slice(0, MOST_ASSERTIONS)) {
    const test = view.definitionOf(assertion.scope);
    if (view.isDead(assertion.offset) || !test || !/^test/.test(lastOf(test.name))) continue;
    const { metric, rangeOnly } = judge(assertion, view);
    if (metric && !rangeOnly)
      return [{ fact: 'trait', trait: 'judges-model', unit: '', kind: 'structure', at: view.at(assertion.offset) }];
  }
  return [];
}

/** `assert accuracy > 0.8`, and `self.assertGreater(accuracy, 0.8)` of unittest. */
function assertionsOf({ document, calls }: PythonView): Condition[] {
  const statements = document.exits.filter(({ kind }) => kind === 'assert');
  const methods = calls.flatMap(({ callee, scope, offset, arguments: given }) => {
    const [, than] = ORDERS.exec(callee) ?? [];
    const [left, right] = given.map(({ value }) => (value.kind === 'number' ? String(value.value) : subjectOf(value)));
    return than && left && right ? { text: `${left} ${than === 'Greater' ? '>' : '<'} ${right}`, scope, offset } : [];
  });
  return [...statements, ...methods];
}
