/** What a step runs and whether it decides. */
import { addressesIn } from '../../facts/addresses.js';
import type { Trait } from '../../facts/types.js';
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { hasWord, DATA_FINDING_WORDS, METRIC_WORDS, OUTCOME_WORDS, wordsOf } from '../shared/gates/words.js';
import { joinPaths, pathOf } from '../shared/python/paths.js';
import { lastMadeBy, madeBy } from '../shared/python/steps.js';
import { textOf } from '../shared/python/values.js';
import { membersOf, writeCallable, writeSignals } from '../shared/python/workflows.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

/** What the kinds of steps do (SageMaker developer guide, "Pipeline steps"). */
const MEANING: Record<string, Trait[]> = {
  TrainingStep: ['trains-model'],
  TuningStep: ['trains-model'],
  AutoMLStep: ['trains-model'],
  TransformStep: ['predicts', 'batch-job'],
};
/** Arguments of a step that hold what it runs: processors, estimators, calls of their methods. */
const MACHINERY = [
  'step_args',
  'processor',
  'estimator',
  'tuner',
  'transformer',
  'lambda_func',
  'source_code',
  'model_trainer',
];
const CONDITION = /^sagemaker\.(?:\w+\.)*Condition(?!Step)\w+$/;

export function writeStep(step: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const kind = lastOf(step.callee);
  writeSignals(view, writer, step, unit);
  for (const trait of MEANING[kind] ?? []) writer.trait(unit, trait, step.offset);
  writeCode(step, unit, view, writer);
  writeCallable(view, writer, unit, argument(step, 'func'), step.scope);
  if (kind === 'ConditionStep') writeCondition(step, unit, view, writer);
  if (kind === 'QualityCheckStep' || kind === 'ClarifyCheckStep') writeQualityCheck(step, unit, view, writer);
}

/** The bucket of an address in object storage. */
const bucketIn = (address: string | undefined): string | undefined =>
  addressesIn(address ?? '').find(({ kind }) => kind === 'bucket')?.value;

/** Scripts that a step runs: its own `code`, and the entry points of its processor or estimator. */
function writeCode(step: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const seen = new Set<string>();
  const open = [step];
  for (let at = 0; at < open.length && at < 10; at++) {
    const call = open[at];
    if (!call) continue;
    for (const key of ['code', 'entry_point', 'submit_app', 'input_notebook', 'entry_script', 'script']) {
      const value = argument(call, key);
      const path = joinPaths(pathOf(argument(call, 'source_dir'), view, call.scope), pathOf(value, view, call.scope));
      if (!value || !path || seen.has(path)) continue;
      seen.add(path);
      writer.link(unit, 'runs', 'path', path, value.offset);
    }
    const image = argument(call, 'image_uri');
    const reference = image && textOf(image, view, call.scope);
    if (image && reference?.includes('/') && !seen.has(reference)) {
      seen.add(reference);
      writer.image(unit, reference, image.offset);
    }
    const output = argument(call, 'output_path');
    if (output) writer.link(unit, 'writes-to', 'bucket', bucketIn(textOf(output, view, call.scope)), output.offset);
    const role = argument(call, 'role');
    if (role) writer.link(unit, 'includes', 'role', textOf(role, view, call.scope), role.offset);
    for (const key of MACHINERY) {
      const made = lastMadeBy(argument(call, key), view, call.scope);
      if (!made) continue;
      open.push(made);
      if (key === 'step_args') writeSignals(view, writer, made, unit);
    }
    // `step_args=estimator.fit(…)`: the estimator is what the method belongs to.
    if (call !== step && /\.(?:run|fit|transform|register|create|train)$/.test(call.callee)) {
      open.push(...receivers(call, view));
    }
  }
}

/** Constructor calls of the class whose method is called: `sagemaker.estimator.Estimator` for `….Estimator.fit`. */
function receivers(call: PythonCall, view: PythonView): PythonCall[] {
  const made = call.callee.slice(0, call.callee.lastIndexOf('.'));
  const last = view.callsIn(call.scope).findLast((other) => other.callee === made && other.offset < call.offset);
  return last ? [last] : [];
}

/** A condition on a metric that an earlier step reported. */
function writeCondition(step: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const guarded = ['if_steps', 'else_steps'].some(
    (key) => (membersOf(argument(step, key), view, step.scope) ?? [undefined]).length > 0,
  );
  if (!guarded) return;
  for (const value of membersOf(argument(step, 'conditions', 1), view, step.scope) ?? []) {
    for (const condition of madeBy(value, view, step.scope)) {
      if (!CONDITION.test(condition.callee)) continue;
      const subject = describe({ kind: 'call', call: condition, offset: condition.offset }, view, condition.scope, {
        left: 60,
      });
      const found = wordsOf(subject);
      const reported = subject.includes('JsonGet');
      const data = hasWord(found, DATA_FINDING_WORDS) && !hasWord(found, METRIC_WORDS);
      if (reported && data) writer.trait(unit, 'data-gate', condition.offset, lastOf(condition.callee));
      else if (reported || hasWord(found, METRIC_WORDS) || hasWord(found, OUTCOME_WORDS)) {
        writer.trait(unit, 'model-gate', condition.offset, gateDetail(condition, view));
      } else continue;
      return;
    }
  }
}

/** `ConditionGreaterThanOrEqualTo metrics.accuracy.value 0.8`. */
function gateDetail(condition: PythonCall, view: PythonView): string {
  const [left, right] = [argument(condition, 'left', 0), argument(condition, 'right', 1)];
  const json = lastMadeBy(left, view, condition.scope);
  const path = json && textOf(argument(json, 'json_path'), view, json.scope);
  return [lastOf(condition.callee), path, right && textOf(right, view, condition.scope)].filter(Boolean).join(' ');
}

/** All names and constants that a value is made of. */
function describe(value: PythonExpression, view: PythonView, scope: string, budget: { left: number }): string {
  if (budget.left-- <= 0) return '';
  if (value.kind === 'call') {
    const parts = value.call.arguments.map((a) => describe(a.value, view, scope, budget));
    return `${value.call.callee} ${parts.join(' ')}`;
  }
  if (value.kind === 'name') {
    const made = view.assignedCalls(value.name, scope).at(-1);
    const inner = made ? describe({ kind: 'call', call: made, offset: made.offset }, view, scope, budget) : '';
    return `${value.name} ${inner}`;
  }
  if (value.kind === 'list') return value.items.map((item) => describe(item, view, scope, budget)).join(' ');
  if (value.kind === 'string' || value.kind === 'template') return value.value.slice(0, 200);
  return value.kind === 'unknown' ? value.text : '';
}

/** Checks against a baseline fail the run on a violation unless they are told not to. */
function writeQualityCheck(step: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const skipped = ['skip_check', 'fail_on_violation'].some((key) => {
    const value = argument(step, key);
    return value?.kind === 'boolean' && value.value === (key === 'skip_check');
  });
  const config = argument(step, ['quality_check_config', 'clarify_check_config']);
  const kind = config && lastOf(lastMadeBy(config, view, step.scope)?.callee ?? '');
  const data = kind !== undefined && /^Data/.test(kind);
  writer.trait(unit, data ? 'validates-data' : 'evaluates-model', step.offset);
  if (!skipped) writer.trait(unit, data ? 'data-gate' : 'model-gate', step.offset, kind || undefined);
}
