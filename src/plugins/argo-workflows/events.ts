/**
 * Argo Events: an EventSource offers its events as topics `SOURCE/EVENT`, a Sensor reads topics and submits workflows. What a
 * sensor submits runs on an event, unless the file itself shows that the event is a calendar or a push of code.
 */
import { entries, get, isMap, items } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { readable } from '../../facts/value.js';
import type { Trait } from '../../facts/types.js';
import type { Read } from '../shared/containers.js';
import { apiObject, kindFacts, type KubernetesObject } from '../shared/objects.js';
import type { FactWriter } from '../shared/writer.js';
import { workflowFacts } from './workflow.js';

/** Traits by the type of an event source; any other type is an event. */
const TRAITS: Readonly<Record<string, Trait>> = {
  calendar: 'runs-on-schedule',
  github: 'runs-on-push',
  gitlab: 'runs-on-push',
  bitbucket: 'runs-on-push',
  bitbucketserver: 'runs-on-push',
};
/** Names that tell what kind of event it is, where its source stands in another file. */
const NAMED: readonly [RegExp, Trait][] = [
  [/(?:^|[-_/])(?:git(?:hub|lab|ea)?|bitbucket|push|commit|pull-?request|pr)(?:[-_/]|$)/i, 'runs-on-push'],
  [/(?:^|[-_/])(?:calendar|cron|schedule|daily|weekly|nightly|hourly)(?:[-_/]|$)/i, 'runs-on-schedule'],
];
/** Entries of an EventSource that are no type of events. */
const SETTINGS = new Set(['template', 'service', 'eventBusName', 'replicas']);

/** Trait of an event, by source and event name. */
export type EventTraits = ReadonlyMap<string, Trait>;

export function eventSourceFacts(writer: FactWriter, object: KubernetesObject, read: Read): Map<string, Trait> {
  const traits = new Map<string, Trait>();
  const name = readable(object.name);
  const unit = writer.unit(`event-source:${name}`, 'resource', object.node.offset, { name });
  kindFacts(writer, unit, object, read);
  for (const type of entries(get(object.node, 'spec'))) {
    if (SETTINGS.has(type.key)) continue;
    for (const { key, offset } of entries(type.value)) {
      const trait = TRAITS[type.key] ?? 'runs-on-event';
      traits.set(`${object.name}/${key}`, trait);
      writer.offer(unit, 'topic', `${object.name}/${key}`, offset);
      writer.trait(unit, trait, offset, `${type.key}: ${key}`);
    }
  }
  return traits;
}

export function sensorFacts(writer: FactWriter, object: KubernetesObject, read: Read, known: EventTraits): void {
  const name = readable(object.name);
  const unit = writer.unit(`sensor:${name}`, 'resource', object.node.offset, { name });
  const traits = new Map<Trait, string>();
  const dependencies = items(get(object.node, 'spec', 'dependencies')).map((dependency) => {
    const event = `${read(get(dependency, 'eventSourceName')) ?? ''}/${read(get(dependency, 'eventName')) ?? ''}`;
    const trait = known.get(event) ?? NAMED.find(([pattern]) => pattern.test(event))?.[1] ?? 'runs-on-event';
    if (!traits.has(trait)) traits.set(trait, event);
    return { event, offset: dependency.offset };
  });
  // What only a push of code starts is CI.
  const isCi = traits.size > 0 && [...traits.keys()].every((trait) => trait === 'runs-on-push');
  kindFacts(writer, unit, object, read, (fact) => !isCi || fact.fact === 'offer');
  if (isCi) writer.component(unit, object.node.offset, { type: 'ci-cd', technology: 'argo-events', name: object.name });
  for (const { event, offset } of dependencies) writer.link(unit, 'reads-from', 'topic', event, offset);
  for (const [trait, event] of traits) writer.trait(unit, trait, object.node.offset, event);
  for (const trigger of items(get(object.node, 'spec', 'triggers')))
    triggerFacts(writer, unit, get(trigger, 'template'), read);
}

function triggerFacts(writer: FactWriter, sensor: string, template: DataNode | undefined, read: Read): void {
  for (const key of ['argoWorkflow', 'k8s']) {
    const resource = get(template, key, 'source', 'resource');
    const object = isMap(resource) ? apiObject(resource, read) : undefined;
    if (!object || object.group !== 'argoproj.io' || !object.kind.includes('Workflow')) continue;
    workflowFacts(writer, object, read, sensor);
    const from = get(object.node, 'spec', 'workflowTemplateRef', 'name');
    if (from) writer.link(sensor, 'triggers', 'pipeline', read(from), from.offset);
  }
}
