/** Pipelines that are functions: what is called in their body is a task (Kubeflow Pipelines, Azure ML SDK v2). */
import type { PythonCall, PythonDefinition } from '../../../syntax/types.js';
import { writeTask } from '../workflow.js';
import type { FactWriter } from '../writer.js';
import type { PythonView } from './view.js';

/** Engines do not build pipelines of more tasks than this; bounds the work on hostile files. */
export const MOST_TASKS = 2000;
/** Pipelines that are read in one file. */
export const MOST_PIPELINES = 50;

/**
 * Scopes whose code runs while a pipeline function is evaluated: its own, and those of the plain functions that it calls.
 * @param isTask true for functions that only run inside a task
 */
export function bodyScopes(
  pipeline: PythonDefinition,
  view: PythonView,
  isTask: (definition: PythonDefinition) => boolean,
): string[] {
  const scopes = new Set([pipeline.scope]);
  // A set grows while it is walked.
  for (const scope of scopes) {
    if (scopes.size > 100) break;
    for (const call of view.callsIn(scope)) {
      const called = view.local(call.callee, scope)?.definition;
      if (called?.kind === 'function' && called.name !== pipeline.name && !isTask(called)) scopes.add(called.scope);
    }
  }
  return [...scopes];
}

/** Calls in the body of a pipeline, in order. */
export function bodyCalls(scopes: readonly string[], view: PythonView): PythonCall[] {
  return scopes
    .flatMap((scope) => view.callsIn(scope))
    .sort((a, b) => a.offset - b.offset)
    .slice(0, MOST_TASKS * 10);
}

/** The last of several dotted names that a pattern matches among the decorators of a definition. */
export function decoratedWith(definition: PythonDefinition, pattern: RegExp): PythonCall | undefined {
  return definition.decorators.find((decorator) => pattern.test(decorator.callee));
}

/** The unit of a pipeline or a task calls the function that it is made of. */
export function linkFunction(
  unit: string,
  definition: PythonDefinition,
  offset: number,
  view: PythonView,
  writer: FactWriter,
): void {
  writer.link(unit, 'calls', 'python-name', `${view.module}.${definition.name}`, offset);
}

/** Steps that no pipeline of their file calls, marked as left out. */
export function writeLeftOut(
  steps: readonly PythonDefinition[],
  nameOf: (step: PythonDefinition) => string,
  view: PythonView,
  writer: FactWriter,
): void {
  for (const step of steps) {
    if (view.isDead(step.offset)) continue;
    const unit = writeTask(writer, { id: nameOf(step), offset: step.offset, off: 'not-included' });
    linkFunction(unit, step, step.offset, view, writer);
  }
}
