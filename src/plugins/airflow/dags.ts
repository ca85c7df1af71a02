/** The DAGs of a file, and the DAG to which a place in the file belongs. */
import type { PythonCall } from '../../syntax/types.js';
import { linkFunction } from '../shared/python/functions.js';
import { textOf } from '../shared/python/values.js';
import { enclosing, namePipeline, type Pipelines } from '../shared/python/workflows.js';
import { argument, type PythonView } from '../shared/python/view.js';
import { writeDag, writeStart } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import { scheduleOf } from './schedules.js';

const DAG_CALL = /^airflow\.(?:\w+\.)*DAG$/;
const DAG_DECORATOR = /^airflow\.(?:\w+\.)*dag$/;
/** Names that hide what `DAG` is: wrappers such as Astronomer's keep the class's name. */
const isDagCall = (callee: string): boolean =>
  DAG_CALL.test(callee) || callee === 'DAG' || /^(?:cosmos|astronomer)\.(?:\w+\.)*DbtDag$/.test(callee);

/** Where a task stands. */
export interface Membership {
  /** Unit of the DAG, where it is known which. */
  dag?: string;
  /** In some DAG, or in a function that may build a part of one. */
  included: boolean;
}

export interface Dags {
  units: string[];
  pipelines: Pipelines;
  /** The DAG of a call that builds or runs a task. */
  of(call: PythonCall): Membership;
}

interface Found {
  unit: string;
  call: PythonCall;
  variable?: string;
  /** Scope of the function that `@dag` decorates. */
  scope?: string;
}

export function writeDags(view: PythonView, writer: FactWriter): Dags {
  const found: Found[] = [];
  const pipelines: Pipelines = new Map();
  for (const call of view.calls) {
    if (!isDagCall(call.callee)) continue;
    const id = textOf(argument(call, 'dag_id', 0), view, call.scope) ?? call.assignedTo ?? 'dag';
    const unit = write(view, writer, call, id, 'call', isPaused(call) ? 'disabled' : undefined);
    namePipeline(view, writer, pipelines, call.assignedTo, { id, unit }, call.offset);
    found.push({ unit, call, ...(call.assignedTo ? { variable: call.assignedTo } : {}) });
  }
  for (const definition of view.definitions) {
    const call = definition.decorators.find((decorator) => DAG_DECORATOR.test(decorator.callee));
    if (!call || definition.kind !== 'function' || view.isDead(definition.offset)) continue;
    const id = textOf(argument(call, 'dag_id', 0), view, call.scope) ?? definition.name;
    // Calling the decorated function is what makes the DAG known to Airflow.
    const called = view.callsOf(definition).length > 0;
    const unit = write(
      view,
      writer,
      call,
      id,
      'decorator',
      isPaused(call) ? 'disabled' : called ? undefined : 'uncalled',
    );
    linkFunction(unit, definition, definition.offset, view, writer);
    namePipeline(view, writer, pipelines, definition.name, { id, unit }, definition.offset);
    found.push({ unit, call, scope: definition.scope });
  }
  const units = found.map((dag) => dag.unit);
  const index: Index = { all: found, byVariable: new Map(), byCall: new Map(), byScope: new Map() };
  for (const dag of found) {
    if (dag.variable !== undefined) index.byVariable.set(dag.variable, dag);
    if (dag.scope !== undefined) index.byScope.set(dag.scope, dag);
    else index.byCall.set(dag.call.offset, dag);
  }
  return { units, pipelines, of: (call) => membership(call, index, view) };
}

function write(
  view: PythonView,
  writer: FactWriter,
  call: PythonCall,
  id: string,
  evidence: 'call' | 'decorator',
  off: 'disabled' | 'uncalled' | undefined,
): string {
  const unit = writeDag(writer, { id, offset: call.offset, technology: 'airflow', evidence, ...(off ? { off } : {}) });
  writeStart(
    writer,
    unit,
    scheduleOf(call, view),
    argument(call, ['schedule', 'schedule_interval', 'timetable'])?.offset ?? call.offset,
  );
  return unit;
}

function isPaused(call: PythonCall): boolean {
  const value = argument(call, 'is_paused_upon_creation');
  return value?.kind === 'boolean' && value.value;
}

interface Index {
  all: readonly Found[];
  byVariable: Map<string, Found>;
  /** By the offset of `DAG(…)`, which is that of the `with` that opens it. */
  byCall: Map<number, Found>;
  byScope: Map<string, Found>;
}

function membership(call: PythonCall, dags: Index, view: PythonView): Membership {
  const given = argument(call, 'dag');
  const named = given?.kind === 'name' ? dags.byVariable.get(given.name) : undefined;
  if (named) return { dag: named.unit, included: true };
  for (const branch of enclosing(call.branches, 'with', view).reverse()) {
    const around = dags.byCall.get(branch.offset) ?? dags.byVariable.get(branch.condition.trim());
    if (around) return { dag: around.unit, included: true };
  }
  for (const scope of view.scopes(call.scope)) {
    const decorated = dags.byScope.get(scope);
    if (decorated) return { dag: decorated.unit, included: true };
  }
  const [only] = dags.all;
  // A function may build its tasks for any DAG that calls it, of this file or another.
  if (!call.scope.startsWith('def:') && !given) return { included: false };
  return { included: true, ...(dags.all.length === 1 && only ? { dag: only.unit } : {}) };
}
