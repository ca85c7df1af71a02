/**
 * Steps that a program gives to Amazon EMR in a list: each is a command line, mostly `spark-submit` of a program in a bucket.
 * Format: https://docs.aws.amazon.com/emr/latest/APIReference/API_HadoopJarStepConfig.html
 */
import type { PythonCall, PythonExpression } from '../../../syntax/types.js';
import type { FactWriter } from '../writer.js';
import { shellText } from './shell.js';
import { argument, type PythonView } from './view.js';
import { membersOf } from './workflows.js';

const GIVES_STEPS = /(?:^|\.)emr\.(?:add_job_flow_steps|run_job_flow)$/;
const OPERATOR = /(?:^|\.)Emr(?:AddSteps|CreateJobFlow)Operator$/;
const MOST_STEPS = 100;
const MOST_WORDS = 200;

/** Steps that a program hands over itself. */
export function writeJobSteps(call: PythonCall, view: PythonView, writer: FactWriter): void {
  if (GIVES_STEPS.test(call.callee)) writeSteps(call, view.unit(call.scope), view, writer);
}

/** Steps that a task of Airflow hands over. */
export function writeJobStepsOfTask(call: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  if (OPERATOR.test(call.callee)) writeSteps(call, unit, view, writer);
}

function writeSteps(call: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const given =
    argument(call, ['Steps', 'steps']) ?? entryOf(argument(call, 'job_flow_overrides'), 'Steps', view, call.scope);
  for (const step of membersOf(given, view, call.scope)?.slice(0, MOST_STEPS) ?? []) {
    const words = argumentsOf(step, view, call.scope);
    if (words.length > 0) writer.command(unit, words, '.');
  }
}

function argumentsOf(
  step: PythonExpression,
  view: PythonView,
  scope: string,
): { text: string; place: { offset: number } }[] {
  const jar = entryOf(step, 'HadoopJarStep', view, scope);
  const list = held(entryOf(jar, 'Args', view, scope), view, scope);
  if (list?.kind !== 'list') return [];
  return list.items
    .slice(0, MOST_WORDS)
    .map((item) => ({ text: shellText(item, view, scope) ?? '$UNKNOWN', place: { offset: item.offset } }));
}

/** The entry of a table, written in place or kept in a variable. */
function entryOf(
  value: PythonExpression | undefined,
  key: string,
  view: PythonView,
  scope: string,
): PythonExpression | undefined {
  const table = held(value, view, scope);
  return table?.kind === 'dict'
    ? table.entries.find((entry) => entry.key.kind === 'string' && entry.key.value === key)?.value
    : undefined;
}

const held = (value: PythonExpression | undefined, view: PythonView, scope: string): PythonExpression | undefined =>
  value?.kind === 'name' ? view.assignments(value.name, scope).at(-1)?.value : value;
