/** Pipelines that are made from a list of step objects: SageMaker, Azure ML (SDK v1), TFX. */
import type { PythonCall, PythonExpression } from '../../../syntax/types.js';
import { buildsStep } from './constructs.js';
import { argument, type PythonView } from './view.js';
import { membersOf } from './workflows.js';

/** Methods that return the step itself, changed. */
const FLUENT = /\.(?:with_\w+|add_\w+|set_\w+|after|options)$/;

/** Variable to which the result of a call is assigned, directly or through methods chained to it. */
export function variableOf(call: PythonCall, view: PythonView): string | undefined {
  return call.assignedTo ?? view.callsAt(call.offset).find((other) => other.assignedTo !== undefined)?.assignedTo;
}

/** The calls that may have made what a value names: `trainer` after `trainer = Trainer(…).with_id("t")` is `Trainer(…)`. */
export function madeBy(value: PythonExpression, view: PythonView, scope: string): PythonCall[] {
  if (value.kind === 'call') return [innermost(value.call, view)];
  if (value.kind !== 'name') return [];
  return view.assignedCalls(value.name, scope).map((call) => innermost(call, view));
}

/** The last call in front of a use that made what the value names there. */
export function lastMadeBy(
  value: PythonExpression | undefined,
  view: PythonView,
  scope: string,
): PythonCall | undefined {
  if (value?.kind !== 'name') return value && madeBy(value, view, scope)[0];
  const calls = view.assignedCalls(value.name, scope);
  const last = calls.findLast((call) => call.offset < value.offset) ?? calls.at(-1);
  return last && innermost(last, view);
}

function innermost(call: PythonCall, view: PythonView): PythonCall {
  if (!FLUENT.test(call.callee)) return call;
  return view.callsAt(call.offset).reduce((shortest, other) => (other.end < shortest.end ? other : shortest), call);
}

/**
 * Calls that made the members of a list of steps; members that other code made are left out.
 * @returns undefined when the list is built in a way that cannot be followed
 */
export function stepsOf(
  list: PythonExpression | undefined,
  view: PythonView,
  scope: string,
): Set<PythonCall> | undefined {
  const members = membersOf(list, view, scope);
  if (!members) return undefined;
  const steps = new Set<PythonCall>();
  for (const member of members) {
    // A step may be a list of steps that run beside one another.
    for (const value of member.kind === 'list' ? member.items : [member]) {
      const made = madeBy(value, view, scope);
      const nested = made.length === 0 && value.kind === 'name' ? membersOf(value, view, scope) : undefined;
      for (const call of nested?.flatMap((inner) => madeBy(inner, view, scope)) ?? made) steps.add(call);
    }
  }
  return steps;
}

/**
 * Calls that only describe what a step does when its pipeline runs: `step_args=estimator.fit(…)`, directly or through a variable.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html
 */
export function stepArguments(view: PythonView): ReadonlySet<PythonCall> {
  const found = new Set<PythonCall>();
  for (const step of view.calls) {
    const value = buildsStep(step.callee) ? argument(step, 'step_args') : undefined;
    const made = lastMadeBy(value, view, step.scope);
    if (!made) continue;
    // The call as the view has it: the one of an expression is another object.
    for (const call of view.callsAt(made.offset)) if (call.callee === made.callee) found.add(call);
  }
  return found;
}
