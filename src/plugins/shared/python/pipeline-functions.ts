/** Engines whose pipelines and steps are decorated functions: ZenML, Flyte, ClearML. The body of a pipeline calls its steps. */
import type { PythonCall, PythonDefinition, PythonExpression } from '../../../syntax/types.js';
import { factsForSignal } from '../../signals.js';
import { writeDag, writeTask, type DagOptions } from '../workflow.js';
import type { FactWriter } from '../writer.js';
import {
  bodyCalls,
  bodyScopes,
  decoratedWith,
  linkFunction,
  MOST_PIPELINES,
  MOST_TASKS,
  writeLeftOut,
} from './functions.js';
import { textOf, valueReader } from './values.js';
import { argument, lastOf, type PythonView } from './view.js';
import { namePipeline, writeSignals, type Pipelines } from './workflows.js';

export interface FunctionEngine {
  technology: string;
  /** Decorators of pipelines. */
  pipeline: RegExp;
  /** Decorators of steps. */
  step: RegExp;
  /** Decorators of functions that stand for a step kept elsewhere, under the name that the decorator gives. */
  reference?: RegExp;
  /** A pipeline exists where its function is called; otherwise loading its file is enough. */
  onCall?: boolean;
  /** Argument of a step's decorator that names its image. */
  image?: string;
}

/** Every pipeline function of a file with its steps. Steps that no pipeline of the file calls are marked as left out. */
export function writePipelineFunctions(engine: FunctionEngine, view: PythonView, writer: FactWriter): Pipelines {
  const pipelines: Pipelines = new Map();
  const used = new Set<PythonDefinition>();
  const isPart = (one: PythonDefinition): boolean =>
    decoratedWith(one, engine.step) !== undefined || decoratedWith(one, engine.pipeline) !== undefined;
  for (const definition of view.definitions) {
    const decorator = decoratedWith(definition, engine.pipeline);
    if (!decorator || definition.kind !== 'function' || view.isDead(definition.offset)) continue;
    if (pipelines.size >= MOST_PIPELINES) break;
    const id = textOf(argument(decorator, 'name'), view, decorator.scope) ?? lastOf(definition.name);
    const dag = writePipelineFunction(definition, decorator, view, writer, pipelines, {
      id,
      technology: engine.technology,
      evidence: 'decorator',
      ...(engine.onCall ? { parent: view.unit(definition.scope) } : {}),
    });
    decoratorSignals(decorator, dag, view, writer);
    writeGiven(decorator, dag, view, writer);
    writeSteps(engine, bodyCalls(bodyScopes(definition, view, isPart), view), dag, view, writer, used);
  }
  if (pipelines.size === 0) return pipelines;
  const steps = view.definitions.filter(
    (one) =>
      !used.has(one) &&
      decoratedWith(one, engine.step) &&
      !decoratedWith(one, engine.pipeline) &&
      view.callsOf(one).length === 0,
  );
  writeLeftOut(steps, (step) => lastOf(step.name), view, writer);
  return pipelines;
}

/**
 * A decorated function that is a pipeline, which other files know by the function's name.
 * @returns its unit
 */
export function writePipelineFunction(
  definition: PythonDefinition,
  decorator: PythonCall,
  view: PythonView,
  writer: FactWriter,
  pipelines: Pipelines,
  options: Omit<DagOptions, 'offset' | 'off'>,
): string {
  const { offset } = decorator;
  const dag = writeDag(writer, { ...options, offset, ...(definition.stub ? { off: 'empty' as const } : {}) });
  linkFunction(dag, definition, definition.offset, view, writer);
  namePipeline(view, writer, pipelines, definition.name, { id: options.id, unit: dag }, offset);
  return dag;
}

/** The steps among the calls of a pipeline's body, each once; also where a step is handed to a call: `map_task(train)`. */
function writeSteps(
  engine: FunctionEngine,
  calls: readonly PythonCall[],
  dag: string,
  view: PythonView,
  writer: FactWriter,
  used: Set<PythonDefinition>,
): void {
  const here = new Set<PythonDefinition>();
  for (const call of calls) {
    const handed = call.arguments.flatMap(({ value }) => (value.kind === 'name' ? [value.name] : []));
    for (const name of [call.callee, ...handed]) {
      const definition = view.local(name, call.scope)?.definition;
      if (!definition || here.has(definition) || here.size >= MOST_TASKS) continue;
      if (!decoratedWith(definition, engine.step)) continue;
      here.add(definition);
      used.add(definition);
      writeStep(engine, definition, call, dag, view, writer);
    }
  }
}

function writeStep(
  engine: FunctionEngine,
  definition: PythonDefinition,
  call: PythonCall,
  dag: string,
  view: PythonView,
  writer: FactWriter,
): void {
  const decorator = decoratedWith(definition, engine.step);
  if (!decorator) return;
  const name = textOf(argument(decorator, 'name'), view, decorator.scope);
  if (engine.reference?.test(decorator.callee)) {
    const unit = writeTask(writer, { id: lastOf(definition.name), offset: call.offset, parent: dag });
    writer.link(unit, 'runs', 'python-name', name, decorator.offset);
    return;
  }
  const unit = writeTask(writer, { id: name ?? lastOf(definition.name), offset: call.offset, parent: dag });
  linkFunction(unit, definition, call.offset, view, writer);
  decoratorSignals(decorator, unit, view, writer);
  writeGiven(decorator, unit, view, writer);
  const image = engine.image === undefined ? undefined : argument(decorator, engine.image);
  if (image && image.kind !== 'call')
    writer.image(unit, textOf(image, view, decorator.scope), image.offset, { tools: true });
}

/** What a decorator is given: where a step runs (`task_config=Elastic(nnodes=2)`), where its model is kept (`model=Model(…)`). */
function writeGiven(decorator: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  for (const inner of view.calls)
    if (inner.offset > decorator.offset && inner.end <= decorator.end) writeSignals(view, writer, inner, unit);
}

/** What the catalogue knows about a decorator, as facts of a unit. */
export function decoratorSignals(decorator: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const occurrence = {
    kind: 'decorator' as const,
    name: decorator.callee,
    value: valueReader(decorator, view),
    imports: view.imports,
  };
  // That the function is a pipeline is said with its name by the plugin.
  const facts = factsForSignal(view.context.catalogue, occurrence, unit, view.at(decorator.offset));
  writer.facts.push(...facts.filter((fact) => fact.fact !== 'component' || fact.type !== 'workflow-orchestration'));
}

const unpacked = new WeakMap<PythonView, Map<string, PythonCall>>();

/** Calls whose results are unpacked, by scope and variable: `_, decision = judge()`. */
function unpackedCalls(view: PythonView): Map<string, PythonCall> {
  let found = unpacked.get(view);
  if (found) return found;
  unpacked.set(view, (found = new Map()));
  for (const call of view.calls) {
    if (!call.assignedTo?.includes(',')) continue;
    for (const name of call.assignedTo.split(/[\s,()[\]]+/)) found.set(`${call.scope}\n${name}`, call);
  }
  return found;
}

/** The call that made a value: itself, or the one whose result the variable is, alone or with others. */
export function callOf(value: PythonExpression | undefined, view: PythonView, scope: string): PythonCall | undefined {
  if (value?.kind === 'call') return value.call;
  if (value?.kind !== 'name') return undefined;
  return view.assignedCalls(value.name, scope).at(-1) ?? unpackedCalls(view).get(`${scope}\n${value.name}`);
}
