/**
 * Resources that start others: subscriptions of Event Grid, triggers of Data Factory and Synapse, schedules of Azure ML, recurrences
 * of Logic Apps. Source: the template reference of each resource type.
 */
import type { Trait } from '../../../facts/types.js';
import type { BicepExpression } from '../../../syntax/types.js';
import { identifierOf, inside, member, memberAt, type AzureResource, type AzureTemplate } from './template.js';
import { textOf } from './values.js';

export function triggerFacts(resource: AzureResource, template: AzureTemplate): void {
  const type = resource.type.toLowerCase();
  if (type.startsWith('microsoft.eventgrid/') && type.endsWith('eventsubscriptions')) subscription(resource, template);
  else if (/^microsoft\.(?:datafactory\/factories|synapse\/workspaces)\/triggers$/.test(type))
    pipelineTrigger(resource.unit, member(resource.body, 'properties'), resource.offset, template);
  else if (type === 'microsoft.machinelearningservices/workspaces/schedules') schedule(resource, template);
  else if (type === 'microsoft.logic/workflows') logicApp(resource, template);
  else if (type === 'microsoft.app/jobs') job(resource, template);
  else if (type === 'microsoft.web/sites' && /functionapp/i.test(textOf(member(resource.body, 'kind'), template) ?? ''))
    template.writer.trait(resource.unit, 'web-service', resource.offset, 'functionapp');
}

/** What the destination of a subscription names is started by the event. */
function subscription({ unit, body, offset, id }: AzureResource, template: AzureTemplate): void {
  const { writer, path } = template;
  const types = textOf(memberAt(body, 'properties.filter.includedEventTypes'), template);
  writer.trait(unit, 'runs-on-event', offset, types);
  const destination =
    memberAt(body, 'properties.destination') ?? memberAt(body, 'properties.deliveryWithResourceIdentity');
  for (const target of template.referred(destination))
    if (target !== id) writer.link(unit, 'triggers', 'config', identifierOf(path, target), offset);
  for (const each of inside(destination)) {
    if (each.kind !== 'object') continue;
    const url = textOf(member(each, 'endpointUrl'), template);
    const host = /^https?:\/\/([\w.-]+)/.exec(url ?? '')?.[1];
    if (host) writer.link(unit, 'triggers', 'host', host, each.offset);
  }
}

const TRIGGERS: Readonly<Record<string, Trait>> = {
  ScheduleTrigger: 'runs-on-schedule',
  TumblingWindowTrigger: 'runs-on-schedule',
  BlobEventsTrigger: 'runs-on-event',
  CustomEventsTrigger: 'runs-on-event',
};

/** A trigger of Data Factory or Synapse, with the pipelines that it starts. */
export function pipelineTrigger(
  unit: string,
  properties: BicepExpression | undefined,
  offset: number,
  template: AzureTemplate,
): void {
  const { writer } = template;
  const type = textOf(member(properties, 'type'), template) ?? '';
  const trait = Object.hasOwn(TRIGGERS, type) ? TRIGGERS[type] : undefined;
  if (trait) {
    const recurrence = memberAt(properties, 'typeProperties.recurrence');
    writer.trait(unit, trait, offset, textOf(member(recurrence, 'frequency'), template) ?? type);
    writer.component(unit, offset, {
      type: trait === 'runs-on-schedule' ? 'scheduler' : 'event-bus',
      technology: 'azure-data-factory',
    });
  }
  for (const each of inside(properties, 500)) {
    const name = textOf(memberAt(each, 'pipelineReference.referenceName'), template);
    if (each.kind === 'object' && name) writer.link(unit, 'triggers', 'pipeline', name, each.offset);
  }
}

/** https://learn.microsoft.com/azure/templates/microsoft.machinelearningservices/workspaces/schedules */
function schedule({ unit, body, offset }: AzureResource, template: AzureTemplate): void {
  const trigger = memberAt(body, 'properties.trigger');
  const detail = textOf(member(trigger, 'expression'), template) ?? textOf(member(trigger, 'frequency'), template);
  template.writer.trait(unit, 'runs-on-schedule', offset, detail);
  const action = memberAt(body, 'properties.action');
  const isMonitor = textOf(member(action, 'actionType'), template) === 'CreateMonitor';
  template.writer.component(unit, offset, { type: isMonitor ? 'monitoring' : 'scheduler', technology: 'azure-ml' });
}

function logicApp({ unit, body, offset }: AzureResource, template: AzureTemplate): void {
  const triggers = memberAt(body, 'properties.definition.triggers');
  for (const each of triggers?.kind === 'object' ? triggers.entries : []) {
    const type = textOf(member(each.value, 'type'), template);
    if (type === 'Recurrence')
      template.writer.trait(
        unit,
        'runs-on-schedule',
        offset,
        textOf(memberAt(each.value, 'recurrence.frequency'), template),
      );
  }
}

/** https://learn.microsoft.com/azure/container-apps/jobs */
function job({ unit, body, offset }: AzureResource, template: AzureTemplate): void {
  const configuration = memberAt(body, 'properties.configuration');
  const cron = textOf(memberAt(configuration, 'scheduleTriggerConfig.cronExpression'), template);
  if (cron) template.writer.trait(unit, 'runs-on-schedule', offset, cron);
  if (member(configuration, 'eventTriggerConfig')) template.writer.trait(unit, 'runs-on-event', offset);
}
