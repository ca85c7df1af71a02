/**
 * Pipeline definitions as the service takes them: JSON in a file, or written in a definition of infrastructure. A step's arguments
 * are those of the API call that it makes, so the catalogue is asked for the call of the Python client that does the same.
 * https://github.com/aws-sagemaker-mlops/sagemaker-model-building-pipeline-definition-JSON-schema
 */
import { at, entries, get, isMap, isScalar, items, list, string, text, walk } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { projectPath } from '../shared/containers.js';
import { gateOf } from '../shared/gates/named.js';
import { isOwnProgram, type Word } from '../shared/words.js';
import { writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';

const MOST_STEPS = 300;
/** What the kinds of steps call. A check against a baseline is a construct of pipelines alone. */
const CALLS: Readonly<Record<string, string>> = {
  Training: 'boto3.client.sagemaker.create_training_job',
  Tuning: 'boto3.client.sagemaker.create_hyper_parameter_tuning_job',
  AutoML: 'boto3.client.sagemaker.create_auto_ml_job_v2',
  Transform: 'boto3.client.sagemaker.create_transform_job',
  Model: 'boto3.client.sagemaker.create_model',
  RegisterModel: 'boto3.client.sagemaker.create_model_package',
  EndpointConfig: 'boto3.client.sagemaker.create_endpoint_config',
  Endpoint: 'boto3.client.sagemaker.create_endpoint',
};
const CHECK = /^(?:Quality|Clarify)Check$/;
/** Where the kinds of jobs name their container. */
const CONTAINERS = ['AppSpecification', 'AlgorithmSpecification'];

const KIND =
  /^(?:Training|Tuning|AutoML|Processing|Transform|(?:Register)?Model|Endpoint(?:Config)?|Condition|(?:Quality|Clarify)Check|Lambda|Callback|EMR|Fail)$/;

/** True for a definition: a version, and steps of kinds that the service knows. */
export function isDefinition(root: DataNode | undefined): boolean {
  return string(root, 'Version') !== undefined && items(get(root, 'Steps')).some(isStep);
}

const isStep = (step: DataNode): boolean =>
  string(step, 'Name') !== undefined && KIND.test(string(step, 'Type') ?? '') && isMap(get(step, 'Arguments'));

export function definitionFacts(writer: FactWriter, root: DataNode): void {
  const { unit } = writer.context;
  if (unit === '') writer.signal('cloudformation', 'AWS::SageMaker::Pipeline', unit, root.offset);
  const pending = [...items(get(root, 'Steps'))];
  for (let index = 0; index < pending.length && index < MOST_STEPS; index++) {
    const step = pending[index];
    if (!step || !isStep(step)) continue;
    stepFacts(writer, step);
    for (const branch of ['IfSteps', 'ElseSteps']) pending.push(...items(get(step, 'Arguments', branch)));
  }
}

function stepFacts(writer: FactWriter, step: DataNode): void {
  const kind = string(step, 'Type') ?? '';
  const task = writeTask(writer, { id: string(step, 'Name') ?? kind, offset: step.offset });
  const given = get(step, 'Arguments');
  if (Object.hasOwn(CALLS, kind))
    writer.signal('call', CALLS[kind] ?? '', task, step.offset, ({ key }) =>
      key === undefined ? undefined : text(at(given, key)),
    );
  if (kind === 'Condition') conditionFacts(writer, task, step, given);
  if (CHECK.test(kind)) checkFacts(writer, task, step);
  for (const key of CONTAINERS) containerFacts(writer, task, get(given, key));
  for (const { key, value, offset } of entries(get(given, 'Environment')))
    writer.environment(task, key, text(value), offset);
}

/** Both kinds of jobs name the image differently, and the program alike. */
function containerFacts(writer: FactWriter, task: string, container: DataNode | undefined): void {
  const words: Word[] = ['ContainerEntrypoint', 'ContainerArguments'].flatMap((key) =>
    list(get(container, key)).flatMap((node) => {
      const word = text(node);
      return word === undefined
        ? []
        : [{ text: projectPath(word), place: isScalar(node) ? node : { offset: node.offset } }];
    }),
  );
  const image = get(container, 'ImageUri') ?? get(container, 'TrainingImage');
  if (image) writer.image(task, text(image), image.offset, { tools: isOwnProgram(words) });
  // The image decides where its command starts; from the root of the source a path is found by its ending.
  writer.command(task, words, '.');
}

/** A condition on what an earlier step reported, of which something depends. */
function conditionFacts(writer: FactWriter, task: string, step: DataNode, given: DataNode | undefined): void {
  if (!['IfSteps', 'ElseSteps'].some((key) => items(get(given, key)).length > 0)) return;
  const names: string[] = [];
  let reported = false;
  walk(
    get(given, 'Conditions'),
    (node, { entry }) => {
      if (entry?.key === 'Std:JsonGet') reported = true;
      if (entry && /^(?:Path|Get)$/.test(entry.key)) names.push(text(node) ?? '');
    },
    2000,
  );
  const gate = gateOf(names.join(' ')) ?? (reported ? 'model-gate' : undefined);
  if (gate) writer.trait(task, gate, step.offset, names.join(', '));
}

/** Checks against a baseline fail the run on a violation unless they are told not to. */
function checkFacts(writer: FactWriter, task: string, step: DataNode): void {
  const subject = string(step, 'CheckType') ?? '';
  const data = subject.startsWith('DATA');
  writer.trait(task, data ? 'validates-data' : 'evaluates-model', step.offset, subject);
  if (text(get(step, 'SkipCheck')) !== 'true')
    writer.trait(task, data ? 'data-gate' : 'model-gate', step.offset, subject);
}
