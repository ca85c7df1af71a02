/** YAML of the Azure ML command line: jobs, components, endpoints, deployments, schedules, assets. */
import { at as atPath, entries, get, isMap, isScalar, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { writeDag, writeStart, writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import { assetName, localPath, shellOf } from './expressions.js';

const MOST_JOBS = 2000;
/** Sizes of virtual machines with accelerators: the N series. */
const ACCELERATED = /^Standard_N[CDGV]/i;

export function writeResources(document: DataDocument, writer: FactWriter): void {
  for (const root of document.roots) {
    const schema = schemaOf(root);
    if (!schema) continue;
    if (schema === 'pipelineJob.schema.json' || schema === 'pipelineComponent.schema.json')
      writePipeline(root, schema, writer);
    else writeResource(root, schema, writer);
  }
}

/** File name of the schema; for files without one, what their `type` says. */
function schemaOf(root: DataNode): string | undefined {
  const schema = string(root, '$schema');
  if (isMap(get(root, 'create_monitor')) && get(root, 'trigger')) return 'monitorSchedule.schema.json';
  if (schema?.includes('azureml')) return fileNameOf(schema);
  const type = string(root, 'type');
  if (get(root, 'create_job') && get(root, 'trigger')) return 'schedule.schema.json';
  if (string(root, 'name') && /^(?:key|aml_token|aad_token)$/.test(string(root, 'auth_mode') ?? ''))
    return 'managedOnlineEndpoint.schema.json';
  if (get(root, 'endpoint_name') && get(root, 'model') && get(root, 'instance_type'))
    return 'managedOnlineDeployment.schema.json';
  if (type === 'amlcompute' && get(root, 'size')) return 'amlCompute.schema.json';
  if (type === 'pipeline' && isMap(get(root, 'jobs'))) return 'pipelineJob.schema.json';
  const isJob =
    (type === 'command' && get(root, 'command') && get(root, 'environment')) ??
    (type === 'sweep' && get(root, 'trial'));
  return isJob ? `${type ?? ''}Job.schema.json` : undefined;
}

/** `…/latest/schedule.schema.json`; the older `http://azureml/sdk-2-0/Schedule.json` means the same. */
function fileNameOf(schema: string): string {
  const name = schema.slice(schema.lastIndexOf('/') + 1);
  const older = /\/sdk-2-0\/(\w)(\w*)\.json$/.exec(schema);
  return older ? `${(older[1] ?? '').toLowerCase()}${older[2] ?? ''}.schema.json` : name;
}

function nameOf(root: DataNode, writer: FactWriter): string {
  const file = writer.context.file.logicalPath;
  return (
    string(root, 'name') ??
    string(root, 'display_name') ??
    string(root, 'experiment_name') ??
    file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  );
}

function writePipeline(root: DataNode, schema: string, writer: FactWriter): void {
  const dag = writeDag(writer, { id: nameOf(root, writer), offset: root.offset, technology: 'azure-ml' });
  if (schema !== 'pipelineJob.schema.json')
    writer.signal('schema', schema, dag, root.offset, ({ key }) => (key ? text(atPath(root, key)) : undefined));
  writeCompute(get(root, 'settings', 'default_compute') ?? get(root, 'compute'), dag, writer);
  writeInputs(root, dag, writer);
  for (const { key, value, offset } of entries(get(root, 'jobs')).slice(0, MOST_JOBS)) {
    const unit = writeTask(writer, { id: key, offset, parent: dag });
    writeJob(value, unit, writer);
    if (isEvaluatedOnly(key, root)) writer.trait(unit, 'evaluates-model', offset);
  }
}

/** Steps that look at what a model predicted. */
const EVALUATION = /(?:^|[^a-z])(?:eval\w*|scor\w*|compar\w*|metrics?|test\w*|valid\w*)(?:[^a-z]|$)/i;
const OUTPUT_OF = /^\$\{\{\s*parent\.jobs\.([\w-]+)\.outputs\.[\w-]+\s*\}\}$/;

/** What a step gives out goes to nothing but steps that evaluate: it predicts to try the model out. */
function isEvaluatedOnly(job: string, root: DataNode): boolean {
  const readers = entries(get(root, 'jobs'))
    .slice(0, MOST_JOBS)
    .filter(({ value }) =>
      entries(get(value, 'inputs')).some(({ value: input }) => {
        return OUTPUT_OF.exec(text(input) ?? string(input, 'path') ?? '')?.[1] === job;
      }),
    );
  return readers.length > 0 && readers.every(({ key }) => EVALUATION.test(key));
}

function writeResource(root: DataNode, schema: string, writer: FactWriter): void {
  const kind = schema.replace(/\.schema\.json$/, '');
  const name = nameOf(root, writer);
  const isJob = /Job$/.test(kind);
  const off = get(root, 'is_enabled');
  // A component waits for a pipeline to use it.
  const isComponent = kind.endsWith('Component');
  const unitKind = isJob ? 'job' : isComponent ? 'function' : 'resource';
  const unit = writer.unit(`${isJob ? 'job' : kind}:${name}`, unitKind, root.offset, {
    name,
    ...(isComponent ? { entry: true } : {}),
    ...(isScalar(off) && off.resolved === false ? { off: 'disabled' as const } : {}),
  });
  writer.signal(
    'schema',
    schema,
    unit,
    root.offset,
    ({ key }) => (key ? valueAt(root, key) : undefined),
    undefined,
    ({ key }) => (key ? atPath(root, key)?.offset : undefined),
  );
  writeJob(root, unit, writer);
  if (/Deployment$/.test(kind)) writeDeployment(root, unit, writer);
  if (kind === 'schedule') writeSchedule(root, unit, writer);
  const traffic = entries(get(root, 'traffic')).filter(({ value }) => Number(text(value)) > 0);
  if (traffic.length > 1)
    writer.trait(
      unit,
      'canary',
      traffic[0]?.offset ?? root.offset,
      traffic.map(({ key, value }) => `${key} ${text(value) ?? ''}`).join(', '),
    );
}

/** Text of the node at a dotted path; a map is present though it has no text. */
function valueAt(root: DataNode, key: string): string | undefined {
  const node = atPath(root, key);
  return node && (text(node) ?? '');
}

/** A job, a component, or a step of a pipeline: what it runs, in what, on what. */
function writeJob(node: DataNode, unit: string, writer: FactWriter): void {
  const { context } = writer;
  const own = context.file.logicalPath.split('/').slice(0, -1).join('/') || '.';
  const resolve = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : context.resolvePath(path, own);
  for (const part of [node, get(node, 'trial'), get(node, 'task')]) {
    if (!isMap(part)) continue;
    // Code may be a single file, which then lies where the command starts.
    const code = resolve(localPath(string(part, 'code'))?.replace(/(^|\/)[^/]+\.(?:py|sh|R)$/, '$1.'));
    const command = get(part, 'command');
    if (isScalar(command) && command.resolved !== null)
      writer.embed(unit, 'shell', shellOf(command.value), command, code);
    const script = get(part, 'entry_script') ?? get(part, 'entry', 'file');
    if (script) writer.link(unit, 'runs', 'path', join(code, text(script)), script.offset);
    writeEnvironment(get(part, 'environment'), unit, writer);
  }
  const component = get(node, 'component') ?? (text(get(node, 'trial')) === undefined ? undefined : get(node, 'trial'));
  if (component) writer.link(unit, 'runs', 'path', resolve(localPath(text(component))), component.offset);
  if (isMap(component)) writeJob(component, unit, writer);
  writeCompute(get(node, 'compute'), unit, writer, get(node, 'endpoint_name') !== undefined);
  if (string(node, 'type') === 'automl') writer.trait(unit, 'trains-model', node.offset);
  const size = get(node, 'resources', 'instance_type') ?? get(node, 'instance_type') ?? get(node, 'size');
  if (size && ACCELERATED.test(text(size) ?? '')) writer.trait(unit, 'requests-accelerator', size.offset, text(size));
  writeInputs(node, unit, writer);
}

function join(directory: string | undefined, path: string | undefined): string | undefined {
  return path === undefined || directory === undefined || directory === '.' ? path : `${directory}/${path}`;
}

/** Models among the inputs come out of the registry. */
function writeInputs(node: DataNode, unit: string, writer: FactWriter): void {
  for (const { value } of entries(get(node, 'inputs')).slice(0, 200)) {
    if (!/_model$/.test(string(value, 'type') ?? '')) continue;
    const path = get(value, 'path');
    if (path) writer.link(unit, 'loads-from', 'model', assetName(text(path)), path.offset);
  }
}

function writeEnvironment(environment: DataNode | undefined, unit: string, writer: FactWriter): void {
  const image = get(environment, 'image');
  // The image is only an environment for the command.
  if (image) writer.image(unit, text(image), image.offset, { tools: true });
}

/** `azureml:cpu-cluster` is a cluster, `serverless` is compute that Azure ML keeps; `local` is none. */
function writeCompute(node: DataNode | undefined, unit: string, writer: FactWriter, serves = false): void {
  const compute = text(node);
  if (!node || !compute || compute === 'local' || compute === 'azureml:local' || compute.includes('${{')) return;
  const name = assetName(compute) ?? compute;
  if (name !== 'serverless') writer.link(unit, 'runs-on', 'cluster', name, node.offset);
  if (serves) return;
  writer.component(unit, node.offset, {
    type: 'model-training-infrastructure',
    technology: 'azure-ml',
    name,
    relation: 'runs-on',
  });
}

function writeDeployment(root: DataNode, unit: string, writer: FactWriter): void {
  const own = writer.context.file.logicalPath.split('/').slice(0, -1).join('/') || '.';
  const configuration = get(root, 'code_configuration');
  const script = get(configuration, 'scoring_script');
  const code = localPath(string(configuration, 'code'));
  const directory = code === undefined ? undefined : writer.context.resolvePath(code, own);
  if (script) writer.link(unit, 'runs', 'path', join(directory, text(script)), script.offset);
}

/** A schedule starts the job in `create_job`: a file, an asset, or a job inside it. */
function writeSchedule(root: DataNode, unit: string, writer: FactWriter): void {
  const trigger = get(root, 'trigger');
  const detail = string(trigger, 'expression') ?? string(trigger, 'frequency');
  if (trigger) writeStart(writer, unit, { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) }, trigger.offset);
  const job = get(root, 'create_job');
  const target = isMap(job) ? (get(job, 'job') ?? get(job, 'component')) : job;
  const reference = text(target);
  if (!target || reference === undefined) return;
  const own = writer.context.file.logicalPath.split('/').slice(0, -1).join('/') || '.';
  const path = localPath(reference);
  if (path !== undefined) writer.link(unit, 'triggers', 'path', writer.context.resolvePath(path, own), target.offset);
  else writer.link(unit, 'triggers', 'pipeline', assetName(reference), target.offset);
}
