/**
 * Files that `az ml model deploy` of the first command line takes: an inference configuration says which script serves the
 * model, a deployment configuration on which compute. Neither has a schema; they are known by their keys.
 * Source: Microsoft, "Azure Machine Learning CLI v1 reference: inference and deployment configuration schema".
 */
import { get, isMap, scalar, string } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import type { FactWriter } from '../shared/writer.js';

/** Keys of an inference configuration beside the script; one of them has to be there. */
const INFERENCE_KEYS = [
  'runtime',
  'condaFile',
  'sourceDirectory',
  'environment',
  'baseImage',
  'extraDockerfileSteps',
  'enableGpu',
];
/** Where a deployment of SDK v1 runs, by its `computeType`. */
const COMPUTE: Readonly<Record<string, string>> = {
  aci: 'azure-container-instances',
  aks: 'azure-kubernetes-service',
  local: 'docker',
};
const DEPLOYMENT_KEYS = ['containerResourceRequirements', 'appInsightsEnabled', 'authEnabled', 'autoScaler', 'port'];

export function writeConfigurations(document: DataDocument, writer: FactWriter): void {
  for (const root of document.roots) {
    writeInference(root, writer);
    writeDeployment(root, writer);
  }
}

function writeInference(root: DataNode, writer: FactWriter): void {
  const script = get(root, 'entryScript');
  const path = string(root, 'entryScript');
  if (!script || path === undefined || !hasOne(root, INFERENCE_KEYS)) return;
  const unit = servingUnit('inference-configuration', root, writer);
  const source = string(root, 'sourceDirectory');
  const own = writer.context.file.logicalPath.split('/').slice(0, -1).join('/') || '.';
  const from = source ? writer.context.resolvePath(source, own) : own;
  writer.link(unit, 'runs', 'path', writer.context.resolvePath(path, from), script.offset);
}

function writeDeployment(root: DataNode, writer: FactWriter): void {
  const compute = new Map(Object.entries(COMPUTE)).get(string(root, 'computeType')?.toLowerCase() ?? '');
  if (compute === undefined || !hasOne(root, DEPLOYMENT_KEYS)) return;
  const unit = servingUnit('deployment-configuration', root, writer, compute);
  const insights = get(root, 'appInsightsEnabled');
  if (insights && scalar(insights) === true)
    writer.component(unit, insights.offset, {
      type: 'monitoring',
      technology: 'azure-application-insights',
      relation: 'logs-to',
    });
}

function servingUnit(id: string, root: DataNode, writer: FactWriter, compute?: string): string {
  const unit = writer.unit(id, 'resource', root.offset);
  const claim = { type: 'model-serving', technology: 'azure-ml' } as const;
  writer.component(unit, root.offset, { ...claim, ...(compute ? { definedBy: compute } : {}) });
  return unit;
}

const hasOne = (root: DataNode, keys: readonly string[]): boolean =>
  isMap(root) && keys.some((key) => get(root, key) !== undefined);
