/** Resources that start others: rules and schedules of EventBridge, notifications, event sources, APIs. */
import { pipelineOfArn } from '../../facts/identifiers.js';
import { get, items, list, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import type { Trait } from '../../facts/types.js';
import { sourceOfEvents } from '../shared/events.js';
import { resourceIdentifier, referredResources, type Resource, type Template } from './template.js';

interface Trigger {
  /** Where the target stands. */
  targets(properties: DataNode | undefined): readonly (DataNode | undefined)[];
  trait?: Trait;
  /** How they are started; an alarm alerts whom it tells. */
  link?: 'alerts';
}

const TRIGGERS: Readonly<Record<string, Trigger>> = {
  'AWS::Events::Rule': { targets: (p) => items(get(p, 'Targets')).map((target) => get(target, 'Arn')) },
  'AWS::Scheduler::Schedule': { targets: (p) => [get(p, 'Target', 'Arn')] },
  'AWS::Pipes::Pipe': { targets: (p) => [get(p, 'Target')], trait: 'runs-on-event' },
  'AWS::S3::Bucket': { targets: (p) => [get(p, 'NotificationConfiguration')], trait: 'runs-on-event' },
  'AWS::SNS::Subscription': { targets: (p) => [get(p, 'Endpoint')], trait: 'runs-on-event' },
  'AWS::SNS::Topic': {
    targets: (p) => items(get(p, 'Subscription')).map((s) => get(s, 'Endpoint')),
    trait: 'runs-on-event',
  },
  'AWS::CloudWatch::Alarm': { targets: (p) => [get(p, 'AlarmActions')], link: 'alerts' },
  'AWS::CloudWatch::CompositeAlarm': { targets: (p) => [get(p, 'AlarmActions')], link: 'alerts' },
  'AWS::Lambda::EventSourceMapping': { targets: (p) => [get(p, 'FunctionName')], trait: 'runs-on-event' },
  'AWS::Lambda::Url': { targets: (p) => [get(p, 'TargetFunctionArn')], trait: 'web-service' },
  'AWS::ApiGateway::Method': { targets: (p) => [get(p, 'Integration', 'Uri')], trait: 'web-service' },
  'AWS::ApiGatewayV2::Integration': { targets: (p) => [get(p, 'IntegrationUri')], trait: 'web-service' },
};

/** Sources of events that are a push of code. */
const PUSHES = /^aws\.code(?:commit|connections|starsourceconnection)$/;

export function triggerFacts(template: Template, resource: Resource): void {
  const trigger = TRIGGERS[resource.type];
  if (!trigger) return;
  const { writer, read } = template;
  const occasion = trigger.trait ? { trait: trigger.trait, detail: resource.type } : occasionOf(template, resource);
  const isTime = occasion?.trait === 'runs-on-schedule' || resource.type === 'AWS::Events::Rule';
  if (occasion && isTime) writer.trait(resource.unit, occasion.trait, resource.offset, occasion.detail);
  const starting = startingUnit(template, resource, occasion?.detail ?? '');
  for (const target of trigger.targets(resource.properties)) {
    if (!target) continue;
    const started = referredResources(template, target).filter(
      ({ id, type }) => id !== resource.id && !type.startsWith('AWS::IAM::'),
    );
    for (const { id, unit } of started) {
      writer.link(
        starting,
        trigger.link ?? 'triggers',
        'config',
        resourceIdentifier(writer.context.file.path, id),
        target.offset,
      );
      // A rule or schedule is the trigger itself; anything else hands its occasion on.
      const handsOn = trigger.trait ?? occasion?.trait === 'runs-on-push';
      if (occasion && handsOn) writer.trait(unit, occasion.trait, target.offset, occasion.detail);
    }
    if (started.length === 0)
      writer.link(starting, 'triggers', 'pipeline', pipelineOfArn(read(target) ?? ''), target.offset);
  }
}

/** A rule that waits for a change of another component hands that change on: the component starts the targets. */
function startingUnit({ writer }: Template, { id, unit, offset }: Resource, events: string): string {
  const source = sourceOfEvents(events);
  if (!source) return unit;
  writer.component(unit, offset, { ...source, relation: 'reads-from' });
  const part = writer.unit(`events:${id}`, 'resource', offset, { name: id, parent: unit });
  writer.component(part, offset, source);
  return part;
}

function occasionOf({ read }: Template, { properties }: Resource): { trait: Trait; detail: string } | undefined {
  const schedule = read(get(properties, 'ScheduleExpression'));
  if (schedule !== undefined) return { trait: 'runs-on-schedule', detail: schedule };
  const pattern = get(properties, 'EventPattern');
  if (!pattern) return undefined;
  const words = (key: string): string[] => list(get(pattern, key)).flatMap((node) => text(node) ?? []);
  const sources = words('source');
  const trait = sources.length > 0 && sources.every((source) => PUSHES.test(source)) ? 'runs-on-push' : 'runs-on-event';
  return { trait, detail: [...sources, ...words('detail-type')].join(', ') };
}
