/** Pipelines and components of Kubeflow Pipelines as YAML or JSON: compiled packages and component files. */
import { entries, get, isMap, isScalar, list, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { writeDag, writeTask } from '../shared/workflow.js';
import type { Word } from '../shared/words.js';
import type { FactWriter } from '../shared/writer.js';

const MOST_TASKS = 2000;

export function writeManifests(document: DataDocument, writer: FactWriter): void {
  for (const root of document.roots) {
    const specification = get(root, 'pipelineSpec') ?? root;
    if (get(specification, 'root', 'dag') && get(specification, 'pipelineInfo')) writePackage(specification, writer);
    else if (get(root, 'implementation')) writeComponent(root, writer);
  }
}

/** A compiled package (IR YAML, `PipelineSpec`). */
function writePackage(root: DataNode, writer: FactWriter): void {
  const id = string(root, 'pipelineInfo', 'name') ?? 'pipeline';
  const dag = writeDag(writer, { id, offset: root.offset, technology: 'kubeflow-pipelines' });
  const file = writer.context.file.logicalPath;
  writer.offer(dag, 'pipeline', file.slice(file.lastIndexOf('/') + 1), root.offset);
  writeTasks(get(root, 'root', 'dag', 'tasks'), root, dag, writer, {
    left: MOST_TASKS,
    depth: 0,
    pods: !isForVertex(root),
  });
}

/** Components of Google Cloud run as jobs of its services; elsewhere a task is a pod. */
function isForVertex(root: DataNode): boolean {
  return entries(get(root, 'deploymentSpec', 'executors')).some(({ value }) => {
    const image = text(get(value, 'container', 'image')) ?? '';
    const accelerator = string(value, 'container', 'resources', 'accelerator', 'type') ?? '';
    return /google-cloud-pipeline-components|vertex-ai|aiplatform/.test(image) || /^(?:NVIDIA|TPU)_/.test(accelerator);
  });
}

function writeTasks(
  tasks: DataNode | undefined,
  root: DataNode,
  parent: string,
  writer: FactWriter,
  budget: { left: number; depth: number; pods: boolean },
): void {
  for (const { key, value, offset } of entries(tasks)) {
    if (budget.left-- <= 0) return;
    const unit = writeTask(writer, { id: key, offset, parent });
    const component = get(root, 'components', string(value, 'componentRef', 'name') ?? '');
    const executor = string(component, 'executorLabel');
    const container =
      executor === undefined ? undefined : get(root, 'deploymentSpec', 'executors', executor, 'container');
    writeContainer(container, unit, writer);
    if (container && budget.pods) writer.trait(unit, 'batch-job', container.offset, undefined, 'kubeflow-pipelines');
    const condition = string(value, 'triggerPolicy', 'condition');
    if (
      condition &&
      /accuracy|auc|f1|precision|recall|rmse|mae|mse|r2|score|loss|metric|evaluat|bless|approv|deploy|threshold/i.test(
        condition,
      )
    ) {
      writer.trait(unit, 'model-gate', offset, condition);
    }
    if (budget.depth < 5)
      writeTasks(get(component, 'dag', 'tasks'), root, parent, writer, { ...budget, depth: budget.depth + 1 });
  }
}

function writeContainer(container: DataNode | undefined, unit: string, writer: FactWriter): void {
  if (!isMap(container)) return;
  const image = get(container, 'image');
  const words: Word[] = ['command', 'args'].flatMap((key) =>
    list(get(container, key)).flatMap((node) => {
      const value = text(node);
      return value === undefined ? [] : [{ text: value, place: isScalar(node) ? node : { offset: node.offset } }];
    }),
  );
  // A component made from a function carries the source of the function in its command.
  const source = words.find((word) => /^\s*(?:import |from |def )/m.test(word.text) && word.text.includes('def '));
  if (image) writer.image(unit, text(image), image.offset, { tools: source !== undefined });
  if (source) writer.embed(unit, 'python', source.text, source.place);
  else
    writer.command(
      unit,
      words.filter((word) => !word.text.includes('{{')),
    );
  const accelerator = get(container, 'resources', 'accelerator');
  if (accelerator) writer.trait(unit, 'requests-accelerator', accelerator.offset, string(accelerator, 'type'));
}

/** A component file: `implementation` holds a container, or a graph of other components. */
function writeComponent(root: DataNode, writer: FactWriter): void {
  const implementation = get(root, 'implementation');
  writeContainer(get(implementation, 'container'), writer.context.unit, writer);
  const tasks = get(implementation, 'graph', 'tasks');
  if (!tasks) return;
  const dag = writeDag(writer, {
    id: string(root, 'name') ?? 'graph',
    offset: root.offset,
    technology: 'kubeflow-pipelines',
  });
  for (const { key, value, offset } of entries(tasks).slice(0, MOST_TASKS)) {
    const unit = writeTask(writer, { id: key, offset, parent: dag });
    writeContainer(get(value, 'componentRef', 'spec', 'implementation', 'container'), unit, writer);
  }
}
