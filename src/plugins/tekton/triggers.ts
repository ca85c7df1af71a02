/**
 * Tekton Triggers: an EventListener receives requests, a Trigger says which of them count, a TriggerTemplate what they start.
 * Most listen to a Git host, which makes them part of CI; what other senders say, such as an alert, is an event.
 */
import { get, items, scalar, walk } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { readable } from '../../facts/value.js';
import type { Read } from '../shared/containers.js';
import { apiObject, kindFacts, type KubernetesObject } from '../shared/objects.js';
import type { FactWriter } from '../shared/writer.js';
import { runFacts } from './pipelines.js';
import type { ObjectContext } from './tasks.js';

const TECHNOLOGY = 'tekton';
const MOST_VISITS = 2000;
/** Interceptors of Git hosts, their headers, and the fields of the requests that they send. */
const PUSH =
  /\b(?:github|gitlab|bitbucket|gitea|forgejo|gogs)\b|x-(?:git\w+|event-key)|head_commit|\bpull_request\b|\bgit-?(?:url|repo|revision)|clone_url|body\.(?:repository|ref|commits|project|push|after|checkout_sha)\b/i;
/** Senders other than Git hosts. */
const EVENT =
  /\balert\w*|body\.(?:receiver|commonLabels)|drift|\bce-(?:type|source)\b|cloudevent|minio|ObjectCreated|\bs3:/i;

/** Parameters that bindings take out of a request, by the name of the binding. */
export type Bindings = ReadonlyMap<string, DataNode>;
type Context = ObjectContext & { bindings: Bindings };

export function bindingsOf(objects: readonly KubernetesObject[]): Map<string, DataNode> {
  const bindings = objects.filter(({ kind }) => /^(?:Cluster)?TriggerBinding$/.test(kind));
  return new Map(bindings.map(({ name, node }) => [name, node]));
}

export function listenerFacts({ writer, object, read, bindings }: Context): string {
  const { node, namespace } = object;
  const name = readable(object.name);
  const unit = writer.unit(`event-listener:${name}`, 'resource', node.offset, { ...(name ? { name } : {}) });
  kindFacts(writer, unit, object, read);
  if (object.name) {
    writer.offer(unit, 'host', `el-${object.name}`, node.offset);
    if (namespace) writer.offer(unit, 'host', `el-${object.name}.${namespace}`, node.offset);
  }
  for (const trigger of items(get(node, 'spec', 'triggers'))) {
    const reference = get(trigger, 'triggerRef');
    if (reference) writer.link(unit, 'runs', 'pipeline', `tekton:trigger/${read(reference) ?? ''}`, reference.offset);
    else {
      const label = readable(read(get(trigger, 'name')) ?? name);
      const part = writer.unit(`trigger:${label}`, 'resource', trigger.offset, { name: label, parent: unit });
      start(writer, part, trigger, read, bindings);
    }
  }
  return unit;
}

export function triggerFacts({ writer, object, read, bindings }: Context): string {
  const name = readable(object.name);
  const unit = writer.unit(`trigger:${name}`, 'resource', object.node.offset, { ...(name ? { name } : {}) });
  if (object.name) writer.offer(unit, 'pipeline', `tekton:trigger/${object.name}`, object.node.offset);
  start(writer, unit, get(object.node, 'spec'), read, bindings);
  return unit;
}

export function templateFacts({ writer, object, read }: Context): string {
  const name = readable(object.name);
  const unit = writer.unit(`trigger-template:${name}`, 'resource', object.node.offset, { ...(name ? { name } : {}) });
  if (object.name) writer.offer(unit, 'pipeline', `tekton:template/${object.name}`, object.node.offset);
  resourceFacts(writer, unit, get(object.node, 'spec'), read);
  return unit;
}

function resourceFacts(writer: FactWriter, unit: string, spec: DataNode | undefined, read: Read): void {
  for (const key of ['resourcetemplates', 'resourceTemplates'])
    for (const resource of items(get(spec, key))) {
      const object = apiObject(resource, read);
      if (object && /^(?:Pipeline|Task)Run$/.test(object.kind)) runFacts({ writer, object, read }, unit);
    }
}

/** What one trigger listens to and starts. */
function start(writer: FactWriter, unit: string, trigger: DataNode | undefined, read: Read, bindings: Bindings): void {
  if (!trigger) return;
  const texts = [textOf(get(trigger, 'interceptors')), textOf(get(trigger, 'bindings'))];
  for (const binding of items(get(trigger, 'bindings'))) {
    const known = bindings.get(read(get(binding, 'ref')) ?? read(get(binding, 'name')) ?? '');
    if (known) texts.push(textOf(get(known, 'spec')));
  }
  const text = [...texts, read(get(trigger, 'name')) ?? ''].join('\n');
  // Who says nothing of the sender follows the tutorials, which listen to a Git host.
  const isEvent = EVENT.test(text) && !PUSH.test(text);
  writer.trait(unit, isEvent ? 'runs-on-event' : 'runs-on-push', trigger.offset, undefined, TECHNOLOGY);
  writer.component(unit, trigger.offset, { type: isEvent ? 'event-bus' : 'ci-cd', technology: TECHNOLOGY });
  const template = get(trigger, 'template');
  const name = read(get(template, 'ref')) ?? read(get(template, 'name'));
  if (template && name) writer.link(unit, 'runs', 'pipeline', `tekton:template/${name}`, template.offset);
  resourceFacts(writer, unit, get(template, 'spec'), read);
}

/** All keys and scalars below a node. */
function textOf(root: DataNode | undefined): string {
  const parts: string[] = [];
  walk(
    root,
    (node, { entry }) => {
      if (entry) parts.push(entry.key);
      const value = scalar(node);
      if (typeof value === 'string') parts.push(value.slice(0, 1000));
    },
    MOST_VISITS,
  );
  return parts.join('\n');
}
