/** Workloads: what runs pods, and custom resources that make an operator run them. */
import { entries, get, isMap, isScalar, items, scalar, walk } from '../../syntax/data/tree.js';
import type { DataMap, DataNode } from '../../syntax/types.js';
import { addressesIn } from '../../facts/addresses.js';
import { SCRAPE_ANNOTATION } from '../../facts/identifiers.js';
import { readable } from '../../facts/value.js';
import { containerFacts, findAccelerator, includeConfig, qualified } from '../shared/containers.js';
import type { ObjectContext } from './index.js';
import { selector } from './selectors.js';

const MOST_VISITS = 50_000;

/** Kinds of which KServe makes pods only where a service asks for it: by themselves they run nothing. */
const PATTERNS: ReadonlySet<string> = new Set(['ServingRuntime', 'ClusterServingRuntime', 'LLMInferenceServiceConfig']);

/** Facts of pods, wherever they stand in the object, and of the fields by which ML operators describe them. */
export function workloadFacts(context: ObjectContext, containers: readonly DataMap[]): void {
  const { writer, unit, object, read } = context;
  const { node, namespace } = object;
  const batch = /^(?:Cron)?Job$/.test(object.kind);
  if (!PATTERNS.has(object.kind))
    for (const container of containers) containerFacts(writer, unit, container, read, { namespace, batch });
  const accounts = new Set<string>();
  const offered = new Set<string>();
  let scraped = false;
  walk(
    get(node, 'spec') ?? node,
    (child, { entry, parent }) => {
      if (isPodTemplate(child)) offerLabels(context, get(child, 'metadata'), 'labels', offered);
      if (!entry) return;
      switch (entry.key) {
        case 'serviceAccountName': {
          const name = read(child);
          if (name && !accounts.has(name))
            writer.link(unit, 'includes', 'service-account', qualified(namespace, name), child.offset);
          if (name) accounts.add(name);
          break;
        }
        case 'configMap':
          includeConfig(writer, unit, read(get(child, 'name')), namespace, child.offset);
          break;
        case 'secret':
          includeConfig(writer, unit, read(get(child, 'secretName')), namespace, child.offset);
          break;
        case 'prometheus.io/scrape':
          if (!scraped && isScalar(child) && child.value === 'true') {
            writer.trait(unit, 'emits-metrics', child.offset, entry.key);
            writer.offer(unit, 'config', SCRAPE_ANNOTATION, child.offset);
          }
          scraped = true;
          break;
        case 'storageUri':
        case 'modelUri':
          modelLocation(context, child);
          break;
        case 'canaryTrafficPercent':
          if (scalar(child) !== 0) writer.trait(unit, 'canary', entry.offset, `${entry.key}: ${read(child) ?? ''}`);
          break;
        case 'traffic':
          if (isShare(child) && parent && isMap(parent) && get(parent, 'graph'))
            writer.trait(unit, 'canary', entry.offset, `traffic: ${read(child) ?? ''}`);
          break;
        case 'canary':
          if (object.kind === 'Rollout') writer.trait(unit, 'canary', entry.offset, 'strategy.canary');
          break;
      }
    },
    MOST_VISITS,
  );
  if (object.kind === 'Pod') offerLabels(context, get(node, 'metadata'), 'labels', offered);
  offerLabels(context, get(node, 'spec', 'selector'), 'matchLabels', offered);
  const accelerator = findAccelerator(get(node, 'spec'));
  if (accelerator) writer.trait(unit, 'requests-accelerator', accelerator.offset, accelerator.name);
  schedule(context);
}

/** Share of requests that is neither none nor all. */
const isShare = (node: DataNode): boolean => {
  const value = Number(scalar(node));
  return value > 0 && value < 100;
};

function isPodTemplate(node: DataNode): boolean {
  return isMap(node) && items(get(node, 'spec', 'containers')).length > 0 && get(node, 'metadata') !== undefined;
}

/**
 * Pods are known by their labels; those of `matchLabels` are among them.
 * @param parent map that holds the labels
 */
function offerLabels(context: ObjectContext, parent: DataNode | undefined, key: string, offered: Set<string>): void {
  const place = entries(parent).find((entry) => entry.key === key);
  if (!place) return;
  for (const { label, offset } of selector(context, place.value, place)) {
    for (const value of [qualified(context.object.namespace, label), label]) {
      if (offered.has(value)) continue;
      offered.add(value);
      context.writer.offer(context.unit, 'config', `selector:${value}`, offset);
    }
  }
}

function modelLocation({ writer, unit, read }: ObjectContext, node: DataNode): void {
  const location = read(node);
  if (!location) return;
  for (const { kind, value } of addressesIn(location)) writer.link(unit, 'loads-from', kind, value, node.offset);
}

function schedule({ writer, unit, object, read }: ObjectContext): void {
  if (!/^(?:CronJob|ScheduledSparkApplication)$/.test(object.kind)) return;
  const cron = get(object.node, 'spec', 'schedule');
  // `kubectl create job --from=cronjob/NAME` and its clients start what runs by schedule by this name.
  if (object.name) writer.offer(unit, 'schedule', object.name, object.node.offset);
  if (cron) writer.trait(unit, 'runs-on-schedule', cron.offset, readable(read(cron) ?? ''), 'kubernetes');
}
