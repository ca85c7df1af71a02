/** What a template of a workflow executes: containers, a script, a resource, a pause. */
import { get, isMap, isScalar, items, list } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { bucketName } from '../../facts/identifiers.js';
import { containerFacts, findAccelerator, findContainers, type Read } from '../shared/containers.js';
import type { FactWriter } from '../shared/writer.js';

/** Keys of a template below which containers stand. */
const CONTAINERS = ['container', 'containerSet', 'initContainers', 'sidecars'];
/** Object storage of artifacts, by the key of an artifact. */
const STORES: Readonly<Record<string, string>> = { s3: 'bucket', gcs: 'bucket', oss: 'bucket', azure: 'container' };

/** Facts of a template that is no DAG and no list of steps. */
export function templateFacts(
  writer: FactWriter,
  unit: string,
  template: DataNode,
  read: Read,
  namespace: string,
): void {
  // Every template that is a container runs as a pod of its own until it ends.
  const pod = ['container', 'containerSet', 'script'].map((key) => get(template, key)).find((node) => node);
  if (pod) writer.trait(unit, 'batch-job', pod.offset, undefined, 'kubernetes');
  for (const key of CONTAINERS)
    for (const container of findContainers(get(template, key)))
      containerFacts(writer, unit, container, read, { namespace, batch: true });
  const script = get(template, 'script');
  if (isMap(script)) {
    // The command of a script is the interpreter; without its words the container is described as any other.
    const container = { ...script, entries: script.entries.filter(({ key }) => key !== 'command' && key !== 'args') };
    containerFacts(writer, unit, container, read, { namespace, tools: true });
    const source = get(script, 'source');
    const language = languageOf(list(get(script, 'command')).map((word) => read(word) ?? ''));
    if (isScalar(source) && language) writer.embed(unit, language, read(source) ?? '', source);
  }
  const manifest = get(template, 'resource', 'manifest');
  if (isScalar(manifest) && read(get(template, 'resource', 'action')) !== 'delete')
    writer.embed(unit, 'yaml', read(manifest) ?? '', manifest);
  const suspend = get(template, 'suspend');
  // Without a duration somebody has to resume it.
  if (suspend && get(suspend, 'duration') === undefined) writer.trait(unit, 'approval', suspend.offset, 'suspend');
  const accelerator = findAccelerator(template);
  if (accelerator) writer.trait(unit, 'requests-accelerator', accelerator.offset, accelerator.name);
  artifactFacts(writer, unit, template, read);
}

function languageOf(command: readonly string[]): 'python' | 'shell' | undefined {
  const program = command[0]?.slice(command[0].lastIndexOf('/') + 1) ?? 'sh';
  if (/^python[\d.]*$/.test(program)) return 'python';
  return /^(?:ba|da|z|a)?sh$/.test(program) ? 'shell' : undefined;
}

function artifactFacts(writer: FactWriter, unit: string, template: DataNode, read: Read): void {
  for (const [side, link] of [
    ['inputs', 'reads-from'],
    ['outputs', 'writes-to'],
  ] as const)
    for (const artifact of items(get(template, side, 'artifacts')))
      for (const [store, key] of Object.entries(STORES)) {
        const bucket = get(artifact, store, key);
        if (bucket) writer.link(unit, link, 'bucket', bucketName(read(bucket) ?? ''), bucket.offset);
      }
}
