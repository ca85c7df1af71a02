/** `conf/ENVIRONMENT/catalog*.yml` and `mlflow.yml` (https://kedro-mlflow.readthedocs.io): where a project keeps data, runs and models. */
import { entries, get, isMap, string } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { bucketOf } from '../shared/identifiers.js';
import type { FactWriter } from '../shared/writer.js';
import { CONFIGURATION_NAME } from './names.js';

export const CONFIGURATION =
  /(?:^|\/)conf\/(?:[^/]+\/)+(?:catalog[^/]*|mlflow)\.ya?ml$|(?:^|\/)conf\/[^/]+\/catalog\/[^/]+\.ya?ml$/i;

const MLFLOW_SETTINGS = ['server', 'tracking', 'mlflow_tracking_uri', 'experiment', 'run'];
/** Data sets of kedro-mlflow that write to a run. */
const TRACKED = /(?:^|\.)Mlflow(?:Metrics?|Model(?:Tracking|Logger|Saver)|Artifact)\w*$/i;
const REGISTRY = /(?:^|\.)MlflowModelRegistry\w*$/i;
/** Kedro's own tracking of experiments (until 0.19). */
const OWN_TRACKING = /^tracking\.\w+Data[sS]et$/;
const MOST_ENTRIES = 2000;

export function writeConfiguration(document: DataDocument, writer: FactWriter): void {
  const isMlflow = /mlflow\.ya?ml$/i.test(writer.context.file.logicalPath);
  for (const root of document.roots) {
    if (!isMap(root)) continue;
    if (isMlflow) writeMlflow(root, writer);
    else for (const { key, value } of entries(root).slice(0, MOST_ENTRIES)) writeDataSet(key, value, writer);
    writer.offer(writer.context.unit, 'config', CONFIGURATION_NAME, root.offset);
  }
}

function writeMlflow(root: DataNode, writer: FactWriter): void {
  if (!MLFLOW_SETTINGS.some((key) => get(root, key))) return;
  const { unit } = writer.context;
  writer.component(unit, root.offset, { type: 'ml-metadata-store', technology: 'mlflow', relation: 'logs-to' });
  const address = string(root, 'server', 'mlflow_tracking_uri') ?? string(root, 'mlflow_tracking_uri');
  if (address && /^https?:/.test(address)) writer.link(unit, 'logs-to', 'host', address, root.offset);
  const experiment = string(root, 'tracking', 'experiment', 'name') ?? string(root, 'experiment', 'name');
  writer.link(unit, 'logs-to', 'experiment', experiment, root.offset);
}

function writeDataSet(key: string, node: DataNode, writer: FactWriter): void {
  const type = string(node, 'type');
  // Keys that begin with `_` are anchors for others.
  if (type === undefined || key.startsWith('_')) return;
  const { unit } = writer.context;
  const tracked = { type: 'ml-metadata-store', relation: 'logs-to' } as const;
  if (TRACKED.test(type)) writer.component(unit, node.offset, { ...tracked, technology: 'mlflow' });
  else if (OWN_TRACKING.test(type)) writer.component(unit, node.offset, { ...tracked, technology: 'kedro' });
  const name = string(node, 'save_args', 'registered_model_name');
  if (name) {
    writer.component(unit, node.offset, { type: 'model-registry', technology: 'mlflow', relation: 'registers-in' });
    writer.offer(unit, 'model', name, node.offset);
  } else if (REGISTRY.test(type)) {
    writer.component(unit, node.offset, { type: 'model-registry', technology: 'mlflow', relation: 'loads-from' });
    writer.link(unit, 'loads-from', 'model', string(node, 'model_name'), node.offset);
  }
  const path = string(node, 'filepath') ?? string(node, 'path');
  if (path && /^(?:s3|s3a|gs|gcs|abfss?|wasbs?):\/\//.test(path))
    writer.link(unit, 'reads-from', 'bucket', bucketOf(path), node.offset);
}
