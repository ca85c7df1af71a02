/** Deployment steps that are told by an earlier step whether to deploy: `mlflow_model_deployer_step(model, deploy_decision)`. */
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { hasWord, wordsOf } from '../shared/gates/words.js';
import { callOf } from '../shared/python/pipeline-functions.js';
import { lastOf, type PythonView } from '../shared/python/view.js';
import type { Pipelines } from '../shared/python/workflows.js';
import type { FactWriter } from '../shared/writer.js';
import { bindingsOf } from './bindings.js';

const DELIVERS = /(?:deploy|register|promot)/i;
const DECISION = new Set('decision decide decides deploy promote approved approve should trigger ok passed'.split(' '));

export function writeDecisions(view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  for (const call of view.calls) {
    if (!DELIVERS.test(lastOf(call.callee))) continue;
    for (const { keyword, value } of call.arguments) {
      const name = keyword ?? (value.kind === 'name' ? value.name : '');
      if (hasWord(wordsOf(name), DECISION)) writeDecision(call, value, view, writer, pipelines);
    }
  }
}

function writeDecision(
  call: PythonCall,
  value: PythonExpression,
  view: PythonView,
  writer: FactWriter,
  pipelines: Pipelines,
): void {
  const made = callOf(value, view, call.scope);
  if (!made) return;
  const decides = view.pythonName(made.callee, made.scope);
  const known = view.definitionOf(call.scope);
  const isParameter = known?.parameters.some((parameter) => parameter.name === made.callee) ?? false;
  const pipeline = known && pipelines.get(known.name);
  if (!decides && !(isParameter && pipeline)) return;
  const parent = view.unit(call.scope);
  const unit = writer.unit(`task:decision ${lastOf(made.callee)}`, 'task', call.offset, parent ? { parent } : {});
  writer.trait(unit, 'guards-delivery', call.offset);
  writer.link(unit, 'calls', 'python-name', decides, made.offset);
  if (!decides && pipeline) writer.link(unit, 'runs', 'pipeline', bindingsOf(pipeline.id), made.offset);
}
