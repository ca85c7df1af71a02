/** Pachyderm: pipeline specifications, which run a container whenever data is committed to a repository. */
import type { Fact } from '../../facts/types.js';
import { entries, get, isMap, isScalar, items, list, string, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { writeStart, writeTask } from '../shared/workflow.js';
import type { Word } from '../shared/words.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const MOST_PIPELINES = 500;
const DEEPEST_INPUT = 8;
const COMBINES = /^(?:cross|join|group|union)$/;

const plugin: Plugin<'yaml' | 'json'> = {
  id: 'pachyderm',
  title: 'Pachyderm pipeline specifications',
  documentation: 'https://docs.pachyderm.com/latest/build-dags/pipeline-spec/',
  languages: ['yaml', 'json'],
  accepts: (file: FileInfo, content: string) =>
    /\.(?:ya?ml|json)$/i.test(file.logicalPath) &&
    /\btransform["']?\s*:/.test(content) &&
    /\b(?:pfs|atom|cron)["']?\s*:/.test(content),
  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    for (const root of document.roots)
      for (const node of (isMap(root) ? [root] : items(root)).slice(0, MOST_PIPELINES)) writePipeline(node, writer);
    return writer.facts;
  },
};

export default plugin;

function writePipeline(node: DataNode, writer: FactWriter): void {
  const name = string(node, 'pipeline', 'name');
  const transform = get(node, 'transform');
  const inputs = inputsOf(get(node, 'input'), 0);
  if (name === undefined || !isMap(transform) || inputs.length === 0) return;
  const unit = writer.unit(`dag:${name}`, 'dag', node.offset, { name });
  writer.component(unit, node.offset, { type: 'workflow-orchestration', technology: 'pachyderm' });
  writer.component(unit, node.offset, { type: 'data-versioning', technology: 'pachyderm', relation: 'writes-to' });
  writer.offer(unit, 'pipeline', name, node.offset);
  for (const input of inputs) writeInput(input, unit, writer);
  writeTransform(transform, name, unit, writer);
  const accelerator = get(node, 'resource_limits', 'gpu') ?? get(node, 'resourceLimits', 'gpu');
  if (accelerator) writer.trait(unit, 'requests-accelerator', accelerator.offset, string(accelerator, 'type'));
}

/** The container that the pipeline runs. */
function writeTransform(transform: DataNode, name: string, pipeline: string, writer: FactWriter): void {
  const task = writeTask(writer, { id: name, offset: transform.offset, parent: pipeline });
  writer.trait(task, 'batch-job', transform.offset, undefined, 'pachyderm');
  const image = get(transform, 'image');
  if (image) writer.image(task, text(image), image.offset);
  const words: Word[] = list(get(transform, 'cmd')).flatMap((word) => {
    const value = text(word);
    return value === undefined ? [] : [{ text: value, place: isScalar(word) ? word : { offset: word.offset } }];
  });
  // A shell without arguments reads its script from the standard input.
  const script = list(get(transform, 'stdin')).flatMap((line) => text(line) ?? []);
  if (script.length > 0) writer.embed(task, 'shell', script.join('\n'), { offset: transform.offset }, '.');
  // Where the image keeps the program is not said here.
  else writer.command(task, words, '.');
}

/** One input, or those that are crossed, joined, grouped or united. */
function inputsOf(input: DataNode | undefined, depth: number): DataNode[] {
  if (!isMap(input) || depth >= DEEPEST_INPUT) return [];
  if (repositoryOf(input) !== undefined || string(input, 'cron', 'spec') !== undefined) return [input];
  return entries(input).flatMap(({ key, value }) =>
    COMBINES.test(key) ? items(value).flatMap((part) => inputsOf(part, depth + 1)) : [],
  );
}

/** Before version 1.8 a repository was read as an `atom`. */
const repositoryOf = (input: DataNode): string | undefined =>
  string(input, 'pfs', 'repo') ?? string(input, 'atom', 'repo');

function writeInput(input: DataNode, unit: string, writer: FactWriter): void {
  const schedule = string(input, 'cron', 'spec');
  if (schedule !== undefined) writeStart(writer, unit, { trait: 'runs-on-schedule', detail: schedule }, input.offset);
  const repository = repositoryOf(input);
  if (repository === undefined) return;
  writer.component(unit, input.offset, { type: 'data-versioning', technology: 'pachyderm', relation: 'reads-from' });
  // The output of a pipeline is a repository of its name: its commits start what reads it.
  writeStart(writer, unit, { trait: 'runs-on-event', detail: repository }, input.offset);
}
