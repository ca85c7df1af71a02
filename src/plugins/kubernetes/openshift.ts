/** Objects that OpenShift adds: builds of images, and the application that runs data science pipelines. */
import { get, items } from '../../syntax/data/tree.js';
import { remotePath } from '../../facts/addresses.js';
import type { ObjectContext } from './index.js';

const PUSH = /^(?:GitHub|GitLab|Bitbucket|Generic)$/;

/** Facts of a BuildConfig, https://docs.redhat.com/en/documentation/openshift_container_platform/4.17/html/builds_using_buildconfig */
export function openshiftFacts({ writer, unit, object, read }: ObjectContext): void {
  if (`${object.group}/${object.kind}` !== 'build.openshift.io/BuildConfig') return;
  const spec = get(object.node, 'spec');
  const output = get(spec, 'output', 'to');
  const image = read(get(output, 'name'));
  if (output && image) {
    // A tag of an image stream is reached in the namespace of the stream.
    const namespace = read(get(output, 'namespace')) ?? object.namespace;
    for (const name of new Set([image, namespace ? `${namespace}/${image}` : image]))
      writer.offer(unit, 'image', name, output.offset);
  }
  const uri = get(spec, 'source', 'git', 'uri');
  const remote = remotePath(read(uri) ?? '');
  const directory = read(get(spec, 'source', 'contextDir'))?.replace(/^\/+/, '') ?? '';
  const docker = get(spec, 'strategy', 'dockerStrategy') ?? get(spec, 'strategy', 'sourceStrategy');
  const file = read(get(docker, 'dockerfilePath')) ?? 'Dockerfile';
  const path = writer.context.resolvePath(file, writer.context.resolvePath(directory || '.', '.') ?? '.');
  const place = uri ?? docker;
  if (place && path && get(spec, 'strategy', 'dockerStrategy'))
    writer.link(unit, 'builds', 'path', remote ? `${remote.repository}/${path}` : path, place.offset);
  else if (uri && remote) writer.link(unit, 'builds', 'git-repository', remote.repository, uri.offset);
  for (const trigger of items(get(spec, 'triggers')))
    if (PUSH.test(read(get(trigger, 'type')) ?? '')) writer.trait(unit, 'runs-on-push', trigger.offset);
}
