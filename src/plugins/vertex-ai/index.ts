/**
 * Job specifications of Vertex AI, which `gcloud ai custom-jobs create --config` and `hp-tuning-jobs create --config` are given.
 * Format: https://cloud.google.com/vertex-ai/docs/reference/rest/v1/CustomJobSpec (keys in camel or snake case)
 */
import type { Fact } from '../../facts/types.js';
import { get, isMap, items, list, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const MOST_POOLS = 50;
const POOLS = ['workerPoolSpecs', 'worker_pool_specs'];
/** Where the pools stand: the specification itself, that of a custom job, of a trial, of a training pipeline. */
const HOLDERS = ['jobSpec', 'job_spec', 'trialJobSpec', 'trial_job_spec', 'trainingTaskInputs', 'training_task_inputs'];

const plugin: Plugin<'yaml' | 'json'> = {
  id: 'vertex-ai',
  title: 'Vertex AI job specifications',
  documentation: 'https://cloud.google.com/vertex-ai/docs/training/create-custom-job',
  reads: 'Specifications of custom and tuning jobs: machines, images, commands and modules of their workers.',
  technologies: ['vertex-ai'],
  languages: ['yaml', 'json'],
  accepts: (_: FileInfo, content: string) => /\b(?:workerPoolSpecs|worker_pool_specs)\b/.test(content),
  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    for (const root of document.roots) {
      const pools = poolsOf(root);
      if (pools.length > 0) writeJob(root, pools, writer);
    }
    return writer.facts;
  },
};

export default plugin;

/** One worker pool may stand there without a list around it. */
function poolsOf(root: DataNode): DataNode[] {
  const [found] = [root, ...HOLDERS.map((key) => get(root, key))].flatMap((holder) => either(holder, POOLS) ?? []);
  const pools = found && isMap(found) ? [found] : items(found);
  return pools.filter((pool) => isMap(pool)).slice(0, MOST_POOLS);
}

const either = (node: DataNode | undefined, keys: readonly string[]): DataNode | undefined =>
  keys.map((key) => get(node, key)).find((value) => value !== undefined);

function writeJob(root: DataNode, pools: readonly DataNode[], writer: FactWriter): void {
  const name = string(root, 'displayName') ?? string(root, 'display_name');
  const unit = writer.unit('job', 'workload', root.offset, name ? { name } : {});
  writer.component(unit, root.offset, {
    type: 'model-training-infrastructure',
    technology: 'vertex-ai',
    attributes: { starts: true },
  });
  for (const pool of pools) {
    const machine = either(pool, ['machineSpec', 'machine_spec']);
    const accelerator = either(machine, ['acceleratorType', 'accelerator_type']);
    if (accelerator) writer.trait(unit, 'requests-accelerator', accelerator.offset, text(accelerator));
    writeProgram(either(pool, ['containerSpec', 'container_spec']), unit, writer);
    writeProgram(either(pool, ['pythonPackageSpec', 'python_package_spec']), unit, writer);
  }
}

function writeProgram(spec: DataNode | undefined, unit: string, writer: FactWriter): void {
  const image = either(spec, ['imageUri', 'image_uri', 'executorImageUri', 'executor_image_uri']);
  if (image) writer.image(unit, text(image), image.offset);
  const module = either(spec, ['pythonModule', 'python_module']);
  if (module) writer.link(unit, 'runs', 'python-module', text(module), module.offset);
  const words = [get(spec, 'command'), get(spec, 'args')].flatMap((part) =>
    list(part).flatMap((word) => {
      const written = text(word);
      return written === undefined ? [] : [{ text: written, place: word }];
    }),
  );
  writer.command(unit, words, '.');
  for (const variable of items(get(spec, 'env'))) {
    const name = string(variable, 'name');
    if (name) writer.environment(unit, name, string(variable, 'value'), variable.offset);
  }
}
