/** `pipeline([node(train, …), …])`: one DAG a call, one task a node. */
import type { PythonCall } from '../../syntax/types.js';
import { madeBy } from '../shared/python/steps.js';
import { textOf } from '../shared/python/values.js';
import { argument, type PythonView } from '../shared/python/view.js';
import { membersOf, writeCallable } from '../shared/python/workflows.js';
import { writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import { ALL_PIPELINES, CONFIGURATION_NAME } from './names.js';

const PIPELINE = /^kedro\.pipeline\.(?:\w+\.)*[pP]ipeline$/;
const NODE = /^kedro\.pipeline\.(?:\w+\.)*[nN]ode$/;
const MOST_NODES = 2000;

export function writePipelines(view: PythonView, writer: FactWriter): void {
  const nodes = view.calls.filter((call) => NODE.test(call.callee)).slice(0, MOST_NODES);
  const placed = new Set<PythonCall>();
  for (const call of view.calls) {
    if (!PIPELINE.test(call.callee)) continue;
    const own = nodesOf(call, nodes, view).filter((node) => !placed.has(node));
    if (own.length > 0) writePipeline(call, own, view, writer);
    for (const node of own) placed.add(node);
  }
  for (const node of nodes) if (!placed.has(node)) writeNode(node, undefined, view, writer);
}

/** Nodes written inside the call, named in it, or in the list that it is given. */
function nodesOf(call: PythonCall, nodes: readonly PythonCall[], view: PythonView): PythonCall[] {
  const inside = nodes.filter((node) => node.offset > call.offset && node.end <= call.end);
  const list = argument(call, ['nodes', 'pipe'], 0);
  if (list?.kind === 'list') {
    const named = new Set(list.items.flatMap((item) => (item.kind === 'name' ? madeBy(item, view, call.scope) : [])));
    return nodes.filter((node) => inside.includes(node) || named.has(node));
  }
  if (list?.kind !== 'name') return inside;
  const members = membersOf(list, view, call.scope);
  // A list that is built in a way that cannot be followed may hold every node around it.
  if (!members) return nodes.filter((node) => node.scope === call.scope);
  const made = new Set(members.flatMap((member) => madeBy(member, view, call.scope)));
  return nodes.filter((node) => made.has(node));
}

/** A project is one orchestration, whatever number of pipelines it is made of; each pipeline is a DAG in it. */
function writePipeline(call: PythonCall, nodes: readonly PythonCall[], view: PythonView, writer: FactWriter): void {
  const name = pipelineName(view);
  const dag = writer.unit(`dag:${name}`, 'dag', call.offset, { name, parent: view.unit(call.scope) });
  writer.component(dag, call.offset, { type: 'workflow-orchestration', technology: 'kedro' });
  for (const known of new Set([name, ALL_PIPELINES])) writer.offer(dag, 'pipeline', known, call.offset);
  writer.link(dag, 'includes', 'config', CONFIGURATION_NAME, call.offset);
  for (const node of nodes) writeNode(node, dag, view, writer);
}

function writeNode(node: PythonCall, dag: string | undefined, view: PythonView, writer: FactWriter): void {
  const callable = argument(node, 'func', 0);
  const id =
    textOf(argument(node, 'name', 3), view, node.scope) ?? (callable?.kind === 'name' ? callable.name : 'node');
  const place = dag === undefined ? { off: 'not-included' as const } : { parent: dag };
  const unit = writeTask(writer, { id, offset: node.offset, ...place });
  writeCallable(view, writer, unit, callable, node.scope);
  const model = keptModel(node, view);
  if (model !== undefined) writer.trait(unit, 'saves-model', model);
}

/** `fitted_model@pkl`, `06_models.classifier`: the data set that a node gives the catalogue to keep is a model. */
const MODEL = /(?:^|[._])(?:model|classifier|regressor|estimator)(?:@\w+)?$/;

/** Where a node gives a model away. */
function keptModel(node: PythonCall, view: PythonView): number | undefined {
  const outputs = argument(node, 'outputs', 2);
  const names = outputs?.kind === 'list' ? outputs.items : outputs ? [outputs] : [];
  return names.find((name) => MODEL.test(textOf(name, view, node.scope) ?? ''))?.offset;
}

/** Name of the package that holds `pipeline.py`, or of the file. */
function pipelineName(view: PythonView): string {
  const [file = 'pipeline', folder] = view.module.split('.').reverse();
  return (/^(?:pipelines?|nodes)$/.test(file) ? folder : file) ?? file;
}
