/** Metaflow: flows are classes, steps are methods that name the next ones. */
import type { Fact } from '../../facts/types.js';
import type { PythonCall, PythonDefinition, PythonDocument } from '../../syntax/types.js';
import { decoratedWith } from '../shared/python/functions.js';
import { textOf, valueReader } from '../shared/python/values.js';
import { argument, lastOf, viewOf, type PythonView } from '../shared/python/view.js';
import { writeDag, writeStart, writeTask } from '../shared/workflow.js';
import { FactWriter } from '../shared/writer.js';
import { factsForSignal } from '../signals.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const FLOW = /(?:^|\.)FlowSpec$/;
const STEP = /(?:^|\.)step$/;
/** Decorators of flows by which a deployed flow starts. */
const TRIGGER = /(?:^|\.)(?:trigger|trigger_on_finish)$/;
const SCHEDULE = /(?:^|\.)schedule$/;

const plugin: Plugin<'python'> = {
  id: 'metaflow',
  title: 'Metaflow flows',
  documentation: 'https://docs.metaflow.org/metaflow/basics',
  reads: 'Flows: steps and their order, decorators for compute and schedules.',
  technologies: ['metaflow'],
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => /FlowSpec|\bmetaflow\b/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    const writer = new FactWriter(document, context, 'decorator');
    for (const definition of view.definitions) {
      if (definition.kind === 'class' && isFlow(definition, view) && !view.isDead(definition.offset))
        writeFlow(definition, view, writer);
    }
    return writer.facts;
  },
};

export default plugin;

/** A project may derive its flows from a class of its own; every flow has the steps `start` and `end`. */
function isFlow(definition: PythonDefinition, view: PythonView): boolean {
  if (definition.bases.some((base) => FLOW.test(base))) return true;
  if (definition.bases.length === 0 || !view.imports.has('metaflow')) return false;
  const steps = stepsOf(definition, view);
  return steps.has('start') && steps.has('end');
}

function stepsOf(flow: PythonDefinition, view: PythonView): Map<string, PythonDefinition> {
  const steps = new Map<string, PythonDefinition>();
  for (const definition of view.definitions)
    if (definition.parent === flow.scope && decoratedWith(definition, STEP))
      steps.set(lastOf(definition.name), definition);
  return steps;
}

function writeFlow(flow: PythonDefinition, view: PythonView, writer: FactWriter): void {
  const steps = stepsOf(flow, view);
  const empty = steps.size === 0 ? { off: 'empty' as const } : {};
  const dag = writeDag(writer, {
    id: flow.name,
    offset: flow.offset,
    technology: 'metaflow',
    evidence: 'base-class',
    ...empty,
  });
  for (const decorator of flow.decorators) writeFlowDecorator(decorator, dag, view, writer);
  const reached = reachedSteps(steps, view);
  for (const [name, step] of steps) {
    const off = step.stub ? ('empty' as const) : reached.has(name) ? undefined : ('not-included' as const);
    const unit = writeTask(writer, { id: name, offset: step.offset, parent: dag, ...(off ? { off } : {}) });
    writer.link(unit, 'calls', 'python-name', `${view.module}.${step.name}`, step.offset);
    for (const decorator of step.decorators) writeStepDecorator(decorator, unit, view, writer);
    const kept = TRAINS.test(name) ? keptModel(step, view) : undefined;
    if (kept !== undefined) writer.trait(unit, 'saves-model', kept);
  }
}

/** Steps that are named for training; their flow keeps what they assign to `self`. */
const TRAINS = /(?:^|_)(?:re)?(?:train|fit)(?:ing)?(?:_|$)/;
const MODEL = /^self\.(?:\w+_)?model$/;

/** Where a step gives its flow a model to keep. */
function keptModel({ scope }: PythonDefinition, view: PythonView): number | undefined {
  const assigned = view.document.assignments.filter((one) => one.scope === scope && MODEL.test(one.target));
  const made = view.callsIn(scope).filter(({ assignedTo }) => assignedTo !== undefined && MODEL.test(assignedTo));
  return (assigned.find(({ value }) => value.kind !== 'none') ?? made[0])?.offset;
}

function writeFlowDecorator(decorator: PythonCall, dag: string, view: PythonView, writer: FactWriter): void {
  if (SCHEDULE.test(decorator.callee)) {
    const cron = textOf(argument(decorator, 'cron'), view, decorator.scope);
    const period = decorator.arguments.find((a) => a.value.kind === 'boolean' && a.value.value)?.keyword;
    const detail = cron ?? period;
    writeStart(writer, dag, { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) }, decorator.offset);
  } else if (TRIGGER.test(decorator.callee)) {
    const detail = textOf(argument(decorator, ['event', 'events', 'flow', 'flows'], 0), view, decorator.scope);
    writeStart(writer, dag, { trait: 'runs-on-event', ...(detail ? { detail } : {}) }, decorator.offset);
  } else signals(decorator, dag, view, writer);
}

/** Decorators of a step; `@wrap(batch(…), flag=…)` takes another decorator as its argument. */
function writeStepDecorator(decorator: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const inner = decorator.arguments.flatMap((a) => (a.value.kind === 'call' ? [a.value.call] : []));
  for (const call of [decorator, ...inner]) {
    signals(call, unit, view, writer);
    if (!/(?:^|\.)(?:batch|kubernetes|resources)$/.test(call.callee)) continue;
    const image = argument(call, 'image');
    if (image) writer.image(unit, textOf(image, view, call.scope), image.offset, { tools: true });
    const accelerator = argument(call, ['gpu', 'trainium', 'inferentia']);
    if (accelerator?.kind === 'number' && accelerator.value > 0) {
      writer.trait(unit, 'requests-accelerator', call.offset, `${lastOf(call.callee)} ${accelerator.value}`);
    }
  }
}

function signals(call: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const occurrence = {
    kind: 'decorator' as const,
    name: call.callee,
    value: valueReader(call, view),
    imports: view.imports,
  };
  writer.facts.push(...factsForSignal(view.context.catalogue, occurrence, unit, view.at(call.offset)));
}

/** Steps that `self.next` leads to from `start`. */
function reachedSteps(steps: ReadonlyMap<string, PythonDefinition>, view: PythonView): Set<string> {
  const reached = new Set(steps.has('start') ? ['start'] : steps.keys());
  // A set grows while it is walked.
  for (const name of reached) {
    const step = steps.get(name);
    for (const call of step ? view.callsIn(step.scope) : []) {
      if (!/(?:^|\.)next$/.test(call.callee)) continue;
      for (const { value } of call.arguments) {
        const names = value.kind === 'dict' ? value.entries.map((entry) => entry.value) : [value];
        for (const next of names) {
          // The method as written (`self.train`) or as the adapter resolves it (`Flow.train`).
          const target = next.kind === 'name' ? lastOf(next.name) : undefined;
          if (target !== undefined && steps.has(target)) reached.add(target);
        }
      }
    }
  }
  return reached;
}
