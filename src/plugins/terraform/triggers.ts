/**
 * Resources that only connect two others: a rule with its target, a topic with a subscriber, a repository with a webhook.
 * The resource that starts (`from`) gets the connecting one as its part, and the connecting one triggers what it starts.
 * Source: the provider's reference of each resource type.
 */
import { pipelineOfArn } from '../../facts/identifiers.js';
import type { Trait } from '../../facts/types.js';
import type { HclExpression } from '../../syntax/types.js';
import { sourceOfEvents } from '../shared/events.js';
import { allBlocks, blocksOf, expressionAt } from './attributes.js';
import { addressesIn, textOf } from './expressions.js';
import { attribute, identifierOf, type Declared, type Scope } from './scope.js';

interface Trigger {
  /** Path of the argument that names the resource which starts; left out when that is the resource itself. */
  from?: string;
  /** Arguments that name what is started; of nested blocks by their last name. */
  to: readonly string[];
  /** What it means for the started resource; left out where the starting one tells (a rule with a schedule or a pattern). */
  trait?: Trait;
  /** How it is started: an alarm alerts whom it tells, a channel is a part of that. */
  link?: 'alerts' | 'includes';
  /** Types of which what is named is started; other resources are only used. */
  only?: RegExp;
}

const CALLED_BY_LOGIC_APPS =
  /^azurerm_(?:container_app|logic_app_workflow|(?:linux_|windows_)?function_app|data_factory|machine_learning|automation)/;

const TRIGGERS: Readonly<Record<string, Trigger>> = {
  aws_cloudwatch_event_target: { from: 'rule', to: ['arn'] },
  aws_scheduler_schedule: { to: ['arn'], trait: 'runs-on-schedule' },
  aws_pipes_pipe: { from: 'source', to: ['target'], trait: 'runs-on-event' },
  aws_sns_topic_subscription: { from: 'topic_arn', to: ['endpoint'], trait: 'runs-on-event' },
  aws_s3_bucket_notification: {
    from: 'bucket',
    to: ['lambda_function_arn', 'queue_arn', 'topic_arn'],
    trait: 'runs-on-event',
  },
  aws_lambda_event_source_mapping: { from: 'event_source_arn', to: ['function_name'], trait: 'runs-on-event' },
  aws_lambda_function_url: { to: ['function_name'], trait: 'web-service' },
  aws_api_gateway_integration: { from: 'rest_api_id', to: ['uri'], trait: 'web-service' },
  aws_apigatewayv2_integration: { from: 'api_id', to: ['integration_uri'], trait: 'web-service' },
  aws_codepipeline_webhook: { to: ['target_pipeline'], trait: 'runs-on-push' },
  aws_codebuild_webhook: { to: ['project_name'], trait: 'runs-on-push' },
  aws_cloudwatch_metric_alarm: { to: ['alarm_actions'], link: 'alerts' },
  aws_cloudwatch_composite_alarm: { to: ['alarm_actions'], link: 'alerts' },
  aws_glue_trigger: { to: ['job_name', 'crawler_name'] },
  google_cloud_scheduler_job: { to: ['uri', 'topic_name'], trait: 'runs-on-schedule' },
  google_eventarc_trigger: {
    from: 'transport.pubsub.topic',
    to: ['service', 'workflow', 'cloud_function'],
    trait: 'runs-on-event',
  },
  // A definition in YAML calls the interfaces of other services: https://cloud.google.com/workflows/docs/connectors-samples
  google_workflows_workflow: {
    to: ['source_contents', 'user_env_vars'],
    only: /^google_(?:cloud_run|cloudfunctions|workflows|vertex_ai|dataflow|dataproc|cloudbuild)/,
  },
  google_monitoring_alert_policy: { to: ['notification_channels'], link: 'alerts' },
  google_monitoring_notification_channel: { to: ['labels'], link: 'includes' },
  google_pubsub_subscription: { from: 'topic', to: ['push_endpoint'], trait: 'runs-on-event' },
  google_storage_notification: { from: 'bucket', to: ['topic'], trait: 'runs-on-event' },
  azurerm_eventgrid_event_subscription: {
    from: 'scope',
    to: ['function_id', 'url', 'queue_name', 'eventhub_endpoint_id', 'service_bus_queue_endpoint_id'],
    trait: 'runs-on-event',
  },
  azurerm_data_factory_trigger_schedule: { to: ['pipeline_name'], trait: 'runs-on-schedule' },
  azurerm_data_factory_trigger_blob_event: { from: 'storage_account_id', to: ['name'], trait: 'runs-on-event' },
  azurerm_logic_app_trigger_recurrence: { to: ['logic_app_id'], trait: 'runs-on-schedule' },
  // The definition of an action names what it calls: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language
  azurerm_logic_app_action_http: { from: 'logic_app_id', to: ['uri'], only: CALLED_BY_LOGIC_APPS },
  azurerm_logic_app_action_custom: { from: 'logic_app_id', to: ['body'], only: CALLED_BY_LOGIC_APPS },
  azurerm_monitor_metric_alert: { to: ['action_group_id'], link: 'alerts' },
  azurerm_monitor_activity_log_alert: { to: ['action_group_id'], link: 'alerts' },
  azurerm_monitor_scheduled_query_rules_alert: { to: ['action_group'], link: 'alerts' },
  azurerm_monitor_scheduled_query_rules_alert_v2: { to: ['action_groups'], link: 'alerts' },
  // Ids and addresses of receivers: workflows, functions, runbooks, webhooks.
  azurerm_monitor_action_group: {
    to: ['resource_id', 'function_app_resource_id', 'automation_account_id', 'webhook_resource_id', 'service_uri'],
    link: 'includes',
  },
};

/** Types that connecting resources name as what starts; they take up their parts from other files too. */
const STARTS =
  /^(?:aws_(?:cloudwatch_event_rule|sns_topic|sqs_queue|s3_bucket|kinesis_stream|dynamodb_table|api_gateway_rest_api|apigatewayv2_api)|google_(?:pubsub_topic|storage_bucket)|azurerm_(?:storage_account|eventgrid_topic|eventgrid_system_topic|logic_app_workflow))$/;

/** Identifier under which the connecting resources of a resource are found. */
const partsOf = (scope: Scope, address: string): string => `${identifierOf(scope.directory, address)}/parts`;

/** The resource in this file that a connecting resource is a part of. */
export function ownerOf(declared: Declared, scope: Scope): Declared | undefined {
  const address = fromAddress(declared);
  return address === undefined || address === declared.address ? undefined : scope.blocks.get(address);
}

function fromAddress({ block }: Declared): string | undefined {
  const from = triggerOf(block.labels[0])?.from;
  return from === undefined ? undefined : addressesIn(expressionAt(block, from))[0];
}

function triggerOf(type = ''): Trigger | undefined {
  return Object.hasOwn(TRIGGERS, type) ? TRIGGERS[type] : undefined;
}

export function triggerFacts(declared: Declared, scope: Scope): void {
  const { block, address, unit } = declared;
  const { writer, directory } = scope;
  const [type = ''] = block.labels;
  if (STARTS.test(type)) writer.link(unit, 'runs', 'terraform', partsOf(scope, address), block.offset);
  const occasion = occasionOf(declared, scope);
  if (occasion && occasion.own) writer.trait(unit, occasion.trait, block.offset, occasion.detail);
  const trigger = triggerOf(type);
  if (!trigger) return;
  const from = fromAddress(declared);
  const owner = ownerOf(declared, scope);
  if (from !== undefined && !owner) writer.offer(unit, 'terraform', partsOf(scope, from), block.offset);
  const means = owner && !trigger.trait ? occasionOf(owner, scope) : occasion;
  const source = owner && sourceOfEvents(means?.detail ?? '');
  if (source) {
    // The rule hands on what changes in another component, which so starts the target.
    writer.component(owner.unit, owner.block.offset, { ...source, relation: 'reads-from' });
    writer.component(unit, block.offset, source);
  }
  for (const target of targetsOf(declared, trigger)) {
    // What is started is often made by a program, and known by its name only.
    writer.link(
      unit,
      trigger.link ?? 'triggers',
      'pipeline',
      pipelineOfArn(textOf(target, scope) ?? ''),
      target.offset,
    );
    for (const started of addressesIn(target)) {
      if (started === from || started === address || /^aws_iam_/.test(started)) continue;
      if (trigger.only && !trigger.only.test(started)) continue;
      writer.link(unit, trigger.link ?? 'triggers', 'terraform', identifierOf(directory, started), target.offset);
      const known = scope.blocks.get(started);
      if (known && means && !source) writer.trait(known.unit, means.trait, target.offset, means.detail);
    }
  }
}

function targetsOf({ block }: Declared, trigger: Trigger): HclExpression[] {
  return allBlocks(block).flatMap((inner) => trigger.to.flatMap((name) => attribute(inner, name) ?? []));
}

/** Occasions of workflows of Logic Apps whose recurrence stands in the same file, by address. */
const RECURRENCES = new WeakMap<Scope['blocks'], ReadonlyMap<string, string>>();

function recurrencesIn(scope: Scope): ReadonlyMap<string, string> {
  const known = RECURRENCES.get(scope.blocks);
  if (known) return known;
  const found = new Map<string, string>();
  for (const { block } of scope.blocks.values()) {
    if (block.labels[0] !== 'azurerm_logic_app_trigger_recurrence') continue;
    const workflow = addressesIn(expressionAt(block, 'logic_app_id'))[0];
    const frequency = textOf(expressionAt(block, 'frequency'), scope);
    if (workflow !== undefined && frequency) found.set(workflow, frequency);
  }
  RECURRENCES.set(scope.blocks, found);
  return found;
}

/** Sources of events that are a push of code. */
const PUSHES = /"aws\.code(?:commit|connections|starsourceconnection)"/;

/** When a resource starts something: by time, by an event, by a push. */
function occasionOf(
  { block, address }: Declared,
  scope: Scope,
): { trait: Trait; detail: string; own: boolean } | undefined {
  const [type = ''] = block.labels;
  const recurrence = type === 'azurerm_logic_app_workflow' && recurrencesIn(scope).get(address);
  if (recurrence) return { trait: 'runs-on-schedule', detail: recurrence, own: false };
  const time = ['schedule_expression', 'schedule', 'frequency']
    .map((key) => textOf(expressionAt(block, key), scope))
    .find((text) => text);
  if (/event_rule|schedule|trigger/.test(type) && time) return { trait: 'runs-on-schedule', detail: time, own: true };
  if (/^google_cloudfunctions2?_function$/.test(type) && blocksOf(block, 'event_trigger').length > 0) {
    const detail = textOf(expressionAt(block, 'event_trigger.event_type'), scope) ?? type;
    return { trait: 'runs-on-event', detail, own: true };
  }
  const pattern = expressionAt(block, 'event_pattern');
  if (pattern) {
    const text = textOf(pattern, scope) ?? '';
    return {
      trait: PUSHES.test(text) ? 'runs-on-push' : 'runs-on-event',
      detail: text.replace(/\s+/g, ' '),
      own: true,
    };
  }
  const trait = triggerOf(type)?.trait;
  return trait && { trait, detail: type, own: false };
}
