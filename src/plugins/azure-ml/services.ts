/**
 * What Python code deploys as a service: which script answers, which model it loads, on what it runs and where its telemetry
 * goes. All that is done by the service, not by the program that deploys it.
 * Sources: Microsoft, "Deploy models with Azure Machine Learning (v1)" and "Deploy a model to an online endpoint" (v2).
 */
import type { PythonCall } from '../../syntax/types.js';
import { joinPaths, pathOf } from '../shared/python/paths.js';
import { lastMadeBy } from '../shared/python/steps.js';
import { textOf } from '../shared/python/values.js';
import { argument, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';
import { assetName } from './expressions.js';

/** SDK v1: an inference configuration names the script, a deployment configuration the compute. */
const INFERENCE = /^azureml\.core\.(?:\w+\.)*InferenceConfig$/;
const CONFIGURATION = /^azureml\.core\.(?:\w+\.)*(Aci|Aks|Local)Webservice\.deploy_configuration$/;
/** SDK v2. */
const DEPLOYMENT = /^azure\.ai\.ml\.entities\.(?:\w+\.)*(?:ManagedOnline|KubernetesOnline|Batch|ModelBatch)Deployment$/;

const COMPUTES: Readonly<Record<string, string>> = {
  Aci: 'azure-container-instances',
  Aks: 'azure-kubernetes-service',
};

export function writeServices(view: PythonView, writer: FactWriter): void {
  const services = new Map<string, string>();
  for (const call of view.calls) {
    const compute = CONFIGURATION.exec(call.callee)?.[1];
    const isInference = INFERENCE.test(call.callee);
    if (!isInference && !compute && !DEPLOYMENT.test(call.callee)) continue;
    const unit = services.get(call.scope) ?? writeService(call, view, writer);
    services.set(call.scope, unit);
    if (isInference) writeScript(call, ['entry_script'], 'source_directory', unit, view, writer);
    else if (compute) writeConfiguration(call, compute, unit, view, writer);
    else writeDeployment(call, unit, view, writer);
  }
  if (view.imports.has('azure.ai.ml')) writeTraffic(view, writer);
}

/** `endpoint.traffic = {"blue": 90, "green": 10}` sends a part of the requests to the new deployment. */
function writeTraffic(view: PythonView, writer: FactWriter): void {
  for (const { target, value, scope, offset } of view.document.assignments) {
    if (!target.endsWith('.traffic') || value.kind !== 'dict' || view.isDead(offset)) continue;
    const shares = value.entries.filter((entry) => entry.value.kind === 'number' && entry.value.value > 0);
    if (shares.length > 1) writer.trait(view.unit(scope), 'canary', offset);
  }
}

/** The service that a function deploys; the platform starts it, not the code around it. */
function writeService(call: PythonCall, view: PythonView, writer: FactWriter): string {
  const parent = view.unit(call.scope);
  const unit = writer.unit(`service:${parent}`, 'service', call.offset, {
    name: 'service',
    ...(parent ? { parent } : {}),
  });
  writer.component(unit, call.offset, { type: 'model-serving', technology: 'azure-ml' });
  return unit;
}

function writeScript(
  call: PythonCall,
  keys: readonly string[],
  directoryKey: string,
  unit: string,
  view: PythonView,
  writer: FactWriter,
): void {
  const script = argument(call, keys);
  if (!script) return;
  const directory = pathOf(argument(call, directoryKey), view, call.scope);
  const path = pathOf(script, view, call.scope);
  writer.link(unit, 'runs', 'path', joinPaths(directory, path), script.offset);
}

function writeConfiguration(
  call: PythonCall,
  compute: string,
  unit: string,
  view: PythonView,
  writer: FactWriter,
): void {
  const technology = COMPUTES[compute];
  if (technology) writer.component(unit, call.offset, { type: 'infrastructure', technology, relation: 'runs-on' });
  writeTelemetry(call, 'enable_app_insights', unit, view, writer);
  const collects = argument(call, 'collect_model_data');
  if (collects?.kind === 'boolean' && collects.value)
    writer.component(unit, collects.offset, { type: 'monitoring', technology: 'azure-ml', relation: 'logs-to' });
}

function writeTelemetry(call: PythonCall, key: string, unit: string, view: PythonView, writer: FactWriter): void {
  const value = argument(call, key);
  if (!value || textOf(value, view, call.scope) !== 'true') return;
  writer.component(unit, value.offset, {
    type: 'monitoring',
    technology: 'azure-application-insights',
    relation: 'logs-to',
  });
}

function writeDeployment(call: PythonCall, unit: string, view: PythonView, writer: FactWriter): void {
  writeTelemetry(call, 'app_insights_enabled', unit, view, writer);
  const collects = argument(call, 'data_collector');
  if (collects && collects.kind !== 'none')
    writer.component(unit, collects.offset, { type: 'monitoring', technology: 'azure-ml', relation: 'logs-to' });
  const code = lastMadeBy(argument(call, 'code_configuration'), view, call.scope);
  if (code) writeScript(code, ['scoring_script'], 'code', unit, view, writer);
  else writeScript(call, ['scoring_script'], 'code_path', unit, view, writer);
  const model = argument(call, 'model');
  const name = assetName(textOf(model, view, call.scope));
  if (!model || name === undefined) return;
  writer.link(unit, 'loads-from', 'model', name, model.offset);
  writer.component(unit, model.offset, { type: 'model-registry', technology: 'azure-ml', relation: 'loads-from' });
}
