/** Graphs of tasks (`DAG`, `DAGTask`) and single tasks of the Snowflake Python API. */
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { pathOf } from '../shared/python/paths.js';
import { lastMadeBy } from '../shared/python/steps.js';
import { textOf } from '../shared/python/values.js';
import { enclosing, writeCallable } from '../shared/python/workflows.js';
import { argument, type PythonView } from '../shared/python/view.js';
import { writeDag, writeStart, writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';

const GRAPH = /^snowflake\.core\.task\.(?:\w+\.)*DAG$/;
const STEP = /^snowflake\.core\.task\.(?:\w+\.)*DAGTask(?:Branch)?$/;
const SINGLE = /^snowflake\.core\.task\.(?:\w+\.)*Task$/;
const OPERATION = /^snowflake\.core\.task\.(?:\w+\.)*DAGOperation\.(deploy|run)$/;
const MOST = 500;

export function writeTasks(view: PythonView, writer: FactWriter): void {
  const calls = view.calls.filter(({ callee }) => callee.startsWith('snowflake.core.task.'));
  const graphs = calls.filter(({ callee }) => GRAPH.test(callee)).slice(0, MOST);
  const units = new Map(graphs.map((call) => [call, write(call, view, writer)]));
  for (const call of calls.filter(({ callee }) => SINGLE.test(callee)).slice(0, MOST))
    writeDefinition(call, write(call, view, writer), view, writer);
  for (const call of calls.filter(({ callee }) => STEP.test(callee)).slice(0, MOST)) {
    const graph = graphOf(call, graphs, view);
    const id = textOf(argument(call, 'name', 0), view, call.scope) ?? call.assignedTo ?? 'task';
    const parent = graph && units.get(graph);
    const task = writeTask(writer, {
      id,
      offset: call.offset,
      ...(parent ? { parent } : { parent: view.unit(call.scope) }),
    });
    writeDefinition(call, task, view, writer);
  }
  for (const call of calls) {
    const [, verb] = OPERATION.exec(call.callee) ?? [];
    if (verb !== undefined) writeOperation(call, verb, graphs, view, writer);
  }
}

/** `operation.deploy(dag)` puts the graph into the database, `operation.run(dag)` starts it. */
function writeOperation(
  call: PythonCall,
  verb: string,
  graphs: readonly PythonCall[],
  view: PythonView,
  writer: FactWriter,
): void {
  const given = argument(call, 'dag', 0);
  const graph = given?.kind === 'name' ? graphs.find(({ assignedTo }) => assignedTo === given.name) : undefined;
  const name = graph && textOf(argument(graph, 'name', 0), view, graph.scope);
  const unit = view.unit(call.scope);
  writer.component(unit, call.offset, {
    type: 'workflow-orchestration',
    technology: 'snowflake',
    relation: verb === 'deploy' ? 'deploys' : 'triggers',
    ...(name ? { name } : {}),
  });
  if (verb === 'deploy') writer.trait(unit, 'deploys', call.offset);
}

function write(call: PythonCall, view: PythonView, writer: FactWriter): string {
  const id = textOf(argument(call, 'name', 0), view, call.scope) ?? call.assignedTo ?? 'dag';
  const dag = writeDag(writer, { id, offset: call.offset, technology: 'snowflake' });
  const schedule = argument(call, 'schedule');
  if (schedule && schedule.kind !== 'none') {
    const made = lastMadeBy(schedule, view, call.scope);
    const detail = made && textOf(argument(made, 'expr', 0), view, made.scope);
    writeStart(writer, dag, { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) }, call.offset);
  }
  return dag;
}

/** The graph that a task is made for: the one it names, or the block around it. */
function graphOf(call: PythonCall, graphs: readonly PythonCall[], view: PythonView): PythonCall | undefined {
  const named = argument(call, 'dag');
  if (named?.kind === 'name') {
    const found = graphs.find((graph) => graph.assignedTo === named.name);
    if (found) return found;
  }
  const blocks = new Set(enclosing(call.branches, 'with', view).map(({ offset }) => offset));
  return graphs.findLast((graph) => blocks.has(graph.offset)) ?? (graphs.length === 1 ? graphs[0] : undefined);
}

/** A statement, a stored procedure or a function. */
function writeDefinition(call: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  const value: PythonExpression | undefined = argument(call, 'definition', 1);
  if (!value) return;
  const made = lastMadeBy(value, view, call.scope);
  if (made && /StoredProcedureCall$/.test(made.callee)) {
    const func = argument(made, 'func', 0);
    writeCallable(view, writer, unit, func, made.scope);
    // A function of a file that is put on a stage.
    if (func?.kind !== 'name') writer.link(unit, 'runs', 'path', pathOf(func, view, made.scope), made.offset);
    return;
  }
  const text = textOf(value, view, call.scope);
  if (text !== undefined) writer.embed(unit, 'sql', text, { offset: value.offset });
  else writeCallable(view, writer, unit, value, call.scope);
}
