/** Pipelines and which steps they hold. */
import { hasReference } from '../../facts/value.js';
import type { PythonCall, PythonDefinition, PythonExpression } from '../../syntax/types.js';
import { buildsStepOf } from '../shared/python/constructs.js';
import { MOST_PIPELINES, MOST_TASKS, linkFunction } from '../shared/python/functions.js';
import { madeBy, stepsOf } from '../shared/python/steps.js';
import { textOf } from '../shared/python/values.js';
import { isUnbound, membersOf, namePipeline } from '../shared/python/workflows.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { writeDag, writeStart, writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import { writeStep } from './steps.js';

const PIPELINE = /^sagemaker\.(?:mlops\.)?workflow\.(?:\w+\.)*Pipeline$/;
const STEP_DECORATOR = /^sagemaker\.(?:mlops\.)?workflow\.(?:\w+\.)*step$/;

export function writePipelines(view: PythonView, writer: FactWriter): void {
  const pipelines = view.calls.filter((call) => PIPELINE.test(call.callee)).slice(0, MOST_PIPELINES);
  const steps = view.calls.filter((call) => buildsStepOf('sagemaker', call.callee)).slice(0, MOST_TASKS);
  const decorated = view.definitions.filter((d) => d.decorators.some((one) => STEP_DECORATOR.test(one.callee)));
  const done = new Set<PythonCall>();
  for (const call of pipelines) {
    const dag = writePipeline(call, view, writer);
    const members = withBranches(stepsOf(argument(call, 'steps', 4), view, call.scope), view);
    const here = steps.filter((step) => step.scope === call.scope);
    for (const step of [...new Set([...here, ...(members ?? [])])].sort((a, b) => a.offset - b.offset)) {
      if (done.has(step) || !buildsStepOf('sagemaker', step.callee)) continue;
      done.add(step);
      writeOne(step, dag, !members || members.has(step), view, writer);
    }
    for (const definition of decorated) writeDecorated(definition, dag, view, writer);
  }
  // A function may build steps for a pipeline that another file puts together.
  for (const step of steps) {
    if (done.has(step)) continue;
    const parent = step.scope.startsWith('def:') ? view.unit(step.scope) : undefined;
    writeOne(step, parent, parent !== undefined, view, writer);
  }
}

function writePipeline(call: PythonCall, view: PythonView, writer: FactWriter): string {
  const id = textOf(argument(call, 'name', 0), view, call.scope) ?? call.assignedTo ?? 'pipeline';
  // A sketch: the program breaks off at names that nothing gives a value.
  const off = isSketch(argument(call, 'steps', 4), view, call.scope) ? { off: 'missing-target' as const } : {};
  const dag = writeDag(writer, { id, offset: call.offset, technology: 'sagemaker', ...off });
  // Addresses of pipelines are written in lower case.
  if (id !== id.toLowerCase() && !hasReference(id)) writer.offer(dag, 'pipeline', id.toLowerCase(), call.offset);
  namePipeline(view, writer, new Map(), call.assignedTo, { id, unit: dag }, call.offset);
  const builder = view.definitionOf(call.scope);
  if (builder) {
    // What builds the pipeline runs when it is deployed; drivers often find it by a name that no code shows.
    writer.link(dag, 'calls', 'python-name', `${view.module}.${builder.name}`, call.offset);
    namePipeline(view, writer, new Map(), builder.name, { id, unit: dag }, builder.offset);
  }
  for (const method of view.calls) {
    if (!/^sagemaker\.(?:mlops\.)?workflow\.(?:\w+\.)*Pipeline\.put_triggers$/.test(method.callee)) continue;
    for (const trigger of membersOf(argument(method, 'triggers', 0), view, method.scope) ?? []) {
      const [made] = madeBy(trigger, view, method.scope);
      const detail = made && textOf(argument(made, ['cron', 'rate', 'at']), view, made.scope);
      writeStart(writer, dag, { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) }, method.offset);
    }
  }
  return dag;
}

/** True for a list of names of which none has a value in the program. */
function isSketch(steps: PythonExpression | undefined, view: PythonView, scope: string): boolean {
  if (steps?.kind !== 'list' || steps.items.length < 2 || scope !== '') return false;
  return steps.items.every((item) => item.kind === 'name' && isUnbound(item.name, view));
}

/** Steps of a condition's branches are in the pipeline with the condition. */
function withBranches(members: Set<PythonCall> | undefined, view: PythonView): Set<PythonCall> | undefined {
  if (!members) return undefined;
  // A set grows while it is walked, which reaches conditions inside conditions.
  for (const step of members) {
    if (lastOf(step.callee) !== 'ConditionStep') continue;
    for (const key of ['if_steps', 'else_steps']) {
      for (const inner of stepsOf(argument(step, key), view, step.scope) ?? []) members.add(inner);
    }
  }
  return members;
}

function writeOne(
  step: PythonCall,
  parent: string | undefined,
  included: boolean,
  view: PythonView,
  writer: FactWriter,
): void {
  const id = textOf(argument(step, 'name', 0), view, step.scope) ?? step.assignedTo ?? lastOf(step.callee);
  const unit = writeTask(writer, {
    id,
    offset: step.offset,
    ...(parent ? { parent } : {}),
    ...(included ? {} : { off: 'not-included' as const }),
  });
  writeStep(step, unit, view, writer);
}

/** `@step` functions are steps where they are called; a pipeline takes in what its last steps depend on. */
function writeDecorated(definition: PythonDefinition, dag: string, view: PythonView, writer: FactWriter): void {
  const decorator = definition.decorators.find((one) => STEP_DECORATOR.test(one.callee));
  if (!decorator) return;
  const id = textOf(argument(decorator, ['name', 'display_name']), view, decorator.scope) ?? lastOf(definition.name);
  const off = view.callsOf(definition).length > 0 ? {} : { off: 'not-included' as const };
  const unit = writeTask(writer, { id, offset: decorator.offset, parent: dag, ...off });
  linkFunction(unit, definition, definition.offset, view, writer);
  // It runs as a training job, whatever it does.
  writer.trait(unit, 'batch-job', decorator.offset, undefined, 'sagemaker');
  const image = argument(decorator, 'image_uri');
  if (image) writer.image(unit, textOf(image, view, decorator.scope), image.offset);
}
