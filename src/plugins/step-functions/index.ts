/**
 * Workflows of the AWS Step Functions Data Science SDK: states that Python objects describe, put together by a `Workflow`.
 * https://aws-step-functions-data-science-sdk.readthedocs.io/en/stable/
 */
import type { Fact, Trait } from '../../facts/types.js';
import type { PythonCall, PythonDocument } from '../../syntax/types.js';
import { gateOf } from '../shared/gates/named.js';
import { MOST_PIPELINES, MOST_TASKS } from '../shared/python/functions.js';
import { textOf } from '../shared/python/values.js';
import { namePipeline, writeSignals } from '../shared/python/workflows.js';
import { argument, lastOf, viewOf, type PythonView } from '../shared/python/view.js';
import { integratedCall } from '../shared/service-integrations.js';
import { writeDag, writeTask } from '../shared/workflow.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const WORKFLOW = /^stepfunctions\.(?:\w+\.)*Workflow$/;
const STATE = /^stepfunctions\.(?:\w+\.)*\w*(?:Step|Task)$/;
/** `ChoiceRule.NumericLessThan(variable=…, value=…)`: what a choice compares. */
const RULE = /^stepfunctions\.(?:\w+\.)*ChoiceRule\.\w+$/;

const LONGEST_RULE = 1000;

/** What the states do (SDK reference, "SageMaker Steps"). */
const MEANING: Record<string, Trait[]> = {
  TrainingStep: ['trains-model'],
  TuningStep: ['trains-model'],
  TransformStep: ['predicts', 'batch-job'],
};

const plugin: Plugin<'python'> = {
  id: 'step-functions',
  title: 'AWS Step Functions Data Science SDK',
  documentation: 'https://aws-step-functions-data-science-sdk.readthedocs.io/en/stable/',
  reads: 'Workflows of the Python SDK: their states, what these run and what a choice compares.',
  technologies: ['aws-step-functions'],
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => /\bstepfunctions\b/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    if (!view.imports.has('stepfunctions')) return [];
    const writer = new FactWriter(document, context, 'call');
    writeStates(writeWorkflows(view, writer), view, writer);
    return writer.facts;
  },
};

export default plugin;

/** @returns the only workflow of the file; of several it cannot be told which one a state is in, the last takes them */
function writeWorkflows(view: PythonView, writer: FactWriter): string | undefined {
  let dag: string | undefined;
  for (const call of view.calls.filter(({ callee }) => WORKFLOW.test(callee)).slice(0, MOST_PIPELINES)) {
    if (view.isDead(call.offset)) continue;
    const id = textOf(argument(call, 'name', 0), view, call.scope) ?? call.assignedTo ?? 'workflow';
    dag = writeDag(writer, { id, offset: call.offset, technology: 'aws-step-functions' });
    namePipeline(view, writer, new Map(), call.assignedTo, { id, unit: dag }, call.offset);
    const builder = view.definitionOf(call.scope);
    if (builder) writer.link(dag, 'calls', 'python-name', `${view.module}.${builder.name}`, call.offset);
  }
  return dag;
}

function writeStates(dag: string | undefined, view: PythonView, writer: FactWriter): void {
  for (const call of view.calls.filter(({ callee }) => STATE.test(callee) || RULE.test(callee)).slice(0, MOST_TASKS)) {
    if (view.isDead(call.offset)) continue;
    // A function may describe states for a workflow that another file puts together.
    const parent = dag ?? view.unit(call.scope);
    if (STATE.test(call.callee)) writeState(call, parent, view, writer);
    else writeRule(call, parent, view, writer);
  }
}

function writeState(call: PythonCall, parent: string, view: PythonView, writer: FactWriter): void {
  const id = textOf(argument(call, 'state_id', 0), view, call.scope) ?? call.assignedTo ?? lastOf(call.callee);
  const unit = writeTask(writer, { id, offset: call.offset, ...(parent ? { parent } : {}) });
  writeSignals(view, writer, call, unit);
  for (const trait of MEANING[lastOf(call.callee)] ?? []) writer.trait(unit, trait, call.offset);
  const parameters = argument(call, 'parameters');
  const held = parameters?.kind === 'name' ? view.assignments(parameters.name, call.scope).at(-1)?.value : parameters;
  const entries = held?.kind === 'dict' ? held.entries : [];
  const resource = argument(call, 'resource');
  const called = resource && integratedCall(textOf(resource, view, call.scope) ?? '');
  if (called !== undefined)
    writer.signal('call', called, unit, call.offset, ({ key }) => {
      const given = entries.find((one) => one.key.kind === 'string' && one.key.value === key)?.value;
      return given && textOf(given, view, call.scope);
    });
  for (const { key, value } of entries)
    if (key.kind === 'string' && key.value === 'FunctionName')
      writer.link(unit, 'runs', 'function', textOf(value, view, call.scope), value.offset);
  const experiment = argument(call, 'experiment_config');
  if (experiment)
    writer.component(unit, experiment.offset, {
      type: 'ml-metadata-store',
      technology: 'sagemaker',
      relation: 'logs-to',
    });
}

/** A choice that compares a metric decides whether the workflow goes on. */
function writeRule(call: PythonCall, parent: string, view: PythonView, writer: FactWriter): void {
  const gate = gateOf(view.document.text.slice(call.offset, Math.min(call.end, call.offset + LONGEST_RULE)));
  if (!gate) return;
  const at = view.at(call.offset);
  const unit = writer.unit(`task:choice:${at.line}`, 'task', call.offset, {
    name: lastOf(call.callee),
    ...(parent ? { parent } : {}),
  });
  writer.trait(unit, gate, call.offset, lastOf(call.callee));
}
