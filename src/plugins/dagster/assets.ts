/** Software-defined assets: the asset graph of a file, one task an asset. */
import type { PythonCall, PythonDefinition } from '../../syntax/types.js';
import { decoratedWith, linkFunction } from '../shared/python/functions.js';
import { textOf } from '../shared/python/values.js';
import { judgeScope } from '../shared/gates/conditions.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { writeStart, writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';

const ASSET = /^dagster\.(?:\w+\.)*(?:asset|multi_asset|graph_asset|graph_multi_asset)$/;
const CHECK = /^dagster\.(?:\w+\.)*(?:asset_check|multi_asset_check)$/;

/** Names by which jobs in other files select assets. */
export const assetKey = (name: string): string => `asset:${name}`;
export const groupKey = (name: string): string => `asset-group:${name}`;
export const ALL_ASSETS = 'asset:*';

export function writeAssets(view: PythonView, writer: FactWriter): void {
  const assets = view.definitions.filter((d) => decoratedWith(d, ASSET) && !view.isDead(d.offset));
  if (assets.length > 0) {
    const name = lastOf(view.module);
    const [first] = assets;
    const dag = writer.unit(`dag:${name}`, 'dag', first?.offset ?? 0, { name });
    writer.component(dag, first?.offset ?? 0, { type: 'workflow-orchestration', technology: 'dagster', name });
    writer.offer(dag, 'pipeline', ALL_ASSETS, first?.offset ?? 0);
    for (const definition of assets) writeAsset(definition, dag, view, writer);
  }
  for (const definition of view.definitions) writeCheck(definition, view, writer);
}

function writeAsset(definition: PythonDefinition, dag: string, view: PythonView, writer: FactWriter): void {
  const decorator = decoratedWith(definition, ASSET);
  if (!decorator) return;
  const { offset, scope } = decorator;
  const name = textOf(argument(decorator, 'name'), view, scope) ?? lastOf(definition.name);
  const unit = writeTask(writer, {
    id: name,
    offset,
    parent: dag,
    ...(definition.stub ? { off: 'empty' as const } : {}),
  });
  linkFunction(unit, definition, definition.offset, view, writer);
  for (const key of new Set([name, ...outputsOf(decorator)])) writer.offer(unit, 'pipeline', assetKey(key), offset);
  const group = textOf(argument(decorator, 'group_name'), view, scope);
  if (group) writer.offer(unit, 'pipeline', groupKey(group), offset);
  const condition = argument(decorator, ['automation_condition', 'auto_materialize_policy']);
  if (condition?.kind !== 'call') return;
  const cron = textOf(argument(condition.call, 'cron_schedule', 0), view, scope);
  if (condition.call.callee.endsWith('.on_cron')) {
    writeStart(writer, unit, { trait: 'runs-on-schedule', ...(cron ? { detail: cron } : {}) }, condition.offset);
  } else writeStart(writer, unit, { trait: 'runs-on-event', detail: lastOf(condition.call.callee) }, condition.offset);
}

/** Keys of `outs={…}`. */
function outputsOf(decorator: PythonCall): string[] {
  const outs = argument(decorator, 'outs');
  return outs?.kind === 'dict' ? outs.entries.flatMap(({ key }) => (key.kind === 'string' ? [key.value] : [])) : [];
}

/** `@asset_check(blocking=True)` stops what is downstream; otherwise a check only reports. */
function writeCheck(definition: PythonDefinition, view: PythonView, writer: FactWriter): void {
  const decorator = decoratedWith(definition, CHECK);
  if (!decorator || view.isDead(definition.offset)) return;
  const unit = writeTask(writer, {
    id: lastOf(definition.name),
    offset: decorator.offset,
    ...(definition.stub ? { off: 'empty' as const } : {}),
  });
  linkFunction(unit, definition, definition.offset, view, writer);
  const { metric } = judgeScope(definition.scope, view);
  const blocking = argument(decorator, 'blocking');
  writer.trait(unit, metric ? 'evaluates-model' : 'validates-data', decorator.offset);
  if (blocking?.kind === 'boolean' && blocking.value)
    writer.trait(unit, metric ? 'model-gate' : 'data-gate', blocking.offset);
}
