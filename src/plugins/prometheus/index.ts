/**
 * Configuration files of Prometheus, Alertmanager and Grafana, as files or in ConfigMaps, charts and custom resources: what is
 * scraped, which rules alert, and who is told. A webhook that is told about an alert is triggered by monitoring.
 */
import { get, isMap, isScalar, items, list, string } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { hostIn } from '../../facts/addresses.js';
import { publishedPort, SCRAPE_ANNOTATION } from '../../facts/identifiers.js';
import type { Fact } from '../../facts/types.js';
import { readable } from '../../facts/value.js';
import type { Read } from '../shared/containers.js';
import { chartOf } from '../shared/helm.js';
import { readerFor } from '../shared/reader.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

const MOST_TARGETS = 500;
/** Keys that only these formats have at the top, and one more that tells them from others. */
const YAML = /^[ \t-]*(?:scrape_configs|receivers|groups|datasources)[ \t]*:/m;
const KEYS =
  /\b(?:scrape_configs|webhook_configs|webhookConfigs|slack_configs|pagerduty_configs|email_configs|opsgenie_configs|alert|datasources)\b/;
/** A dashboard as Grafana exports it. */
const DASHBOARD = ['"panels"', '"schemaVersion"', '"title"'];

const plugin: Plugin<'yaml' | 'json'> = {
  id: 'prometheus',
  title: 'Prometheus, Alertmanager and Grafana configuration',
  documentation: 'https://prometheus.io/docs/prometheus/latest/configuration/configuration/',
  languages: ['yaml', 'json'],

  accepts(file: FileInfo, text: string): boolean {
    if (/\.json$/i.test(file.logicalPath)) return DASHBOARD.every((key) => text.includes(key));
    if (!/\.ya?ml$/i.test(file.logicalPath)) return false;
    return (YAML.test(text) && KEYS.test(text)) || text.includes('AlertmanagerConfig');
  },

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'config');
    const read = readerFor(chartOf(context.file.path));
    for (const root of document.roots) {
      if (document.language === 'json') dashboard(writer, root);
      else if (get(root, 'apiVersion') === undefined || get(root, 'datasources')) configuration(writer, root, read);
      else if (string(root, 'kind') === 'AlertmanagerConfig') alertmanagerConfig(writer, root, read);
    }
    return writer.facts;
  },
};

function configuration(writer: FactWriter, root: DataNode, read: Read): void {
  const { unit } = writer.context;
  const scraped = get(root, 'scrape_configs');
  if (scraped && items(scraped).length > 0) {
    claim(writer, unit, scraped.offset, 'prometheus');
    targets(writer, unit, items(scraped), read);
    for (const file of list(get(root, 'rule_files')))
      if (isScalar(file) && !file.value.includes('*'))
        writer.link(unit, 'includes', 'path', writer.context.resolvePath(file.value), file.offset);
  }
  const receivers = get(root, 'receivers');
  // The OpenTelemetry collector has a map of that name.
  if (isMap(get(root, 'route')) && items(receivers).some((receiver) => get(receiver, 'name'))) {
    claim(writer, unit, (receivers ?? root).offset, 'alertmanager');
    notified(writer, unit, items(receivers), read);
  }
  rules(writer, unit, items(get(root, 'groups')), read);
  if (items(get(root, 'datasources')).some((source) => get(source, 'type') && get(source, 'url')))
    datasources(writer, unit, items(get(root, 'datasources')), read);
}

function claim(writer: FactWriter, unit: string, offset: number, technology: string): void {
  writer.component(unit, offset, { type: 'monitoring', technology });
}

/** The machine on which the containers run, by the names that they have for it, and a port that one of them publishes there. */
const PUBLISHED =
  /^(?:https?:\/\/)?(?:host\.docker\.internal|gateway\.docker\.internal|host\.containers\.internal|172\.17\.0\.1):(\d{2,5})$/;
/** Service discovery that keeps the pods that ask for it by an annotation. */
const ANNOTATED = /_annotation_prometheus_io_scrape$/;

/** Hosts of `static_configs` and pods by annotations; what service discovery finds otherwise is not written down. */
function targets(writer: FactWriter, unit: string, jobs: readonly DataNode[], read: Read): void {
  let left = MOST_TARGETS;
  for (const job of jobs) {
    const labels = items(get(job, 'relabel_configs')).flatMap((rule) => items(get(rule, 'source_labels')));
    const asked = labels.find((label) => ANNOTATED.test(read(label) ?? ''));
    if (asked) writer.link(unit, 'monitors', 'config', SCRAPE_ANNOTATION, asked.offset);
    for (const group of items(get(job, 'static_configs')))
      for (const target of items(get(group, 'targets'))) {
        const address = read(target) ?? '';
        const published = PUBLISHED.exec(address)?.[1];
        const host = published === undefined ? hostIn(address) : publishedPort(published);
        // Prometheus watches itself by that name.
        if (!host || /^(?:localhost|127\.|0\.0\.0\.0)/.test(host) || left-- <= 0) continue;
        writer.link(unit, 'monitors', 'host', host, target.offset);
      }
  }
}

const WEBHOOKS = ['webhook_configs', 'webhookConfigs'];

function notified(writer: FactWriter, unit: string, receivers: readonly DataNode[], read: Read): void {
  for (const receiver of receivers.slice(0, MOST_TARGETS)) {
    if (!isMap(receiver)) continue;
    const told = receiver.entries.find(({ key, value }) => /_?configs$/i.test(key) && items(value).length > 0);
    if (told) writer.trait(unit, 'alerts', told.offset, readable(read(get(receiver, 'name')) ?? told.key));
    for (const key of WEBHOOKS)
      for (const webhook of items(get(receiver, key))) {
        const url = get(webhook, 'url');
        if (url) writer.link(unit, 'triggers', 'host', hostIn(read(url) ?? ''), url.offset);
      }
  }
}

/** Rule files; recording rules alert nobody. */
function rules(writer: FactWriter, unit: string, groups: readonly DataNode[], read: Read): void {
  const found = groups.flatMap((group) => items(get(group, 'rules'))).filter((rule) => get(rule, 'expr'));
  const [first] = found;
  if (!first) return;
  claim(writer, unit, first.offset, 'prometheus');
  const alert = found.find((rule) => get(rule, 'alert'));
  if (alert) writer.trait(unit, 'alerts', alert.offset, readable(read(get(alert, 'alert')) ?? ''));
}

function datasources(writer: FactWriter, unit: string, sources: readonly DataNode[], read: Read): void {
  const [first] = sources;
  if (first) claim(writer, unit, first.offset, 'grafana');
  for (const source of sources.slice(0, MOST_TARGETS)) {
    const url = get(source, 'url');
    if (url) writer.link(unit, 'reads-from', 'host', hostIn(read(url) ?? ''), url.offset);
  }
}

/** The operator's object for receivers; the catalogue knows its kind. */
function alertmanagerConfig(writer: FactWriter, root: DataNode, read: Read): void {
  const name = readable(read(get(root, 'metadata', 'name')) ?? '');
  notified(writer, `manifest:AlertmanagerConfig/${name}`, items(get(root, 'spec', 'receivers')), read);
}

function dashboard(writer: FactWriter, root: DataNode): void {
  const panels = get(root, 'panels') ?? get(root, 'dashboard', 'panels');
  const version = get(root, 'schemaVersion') ?? get(root, 'dashboard', 'schemaVersion');
  if (panels && version && items(panels).length > 0) claim(writer, writer.context.unit, panels.offset, 'grafana');
}

export default plugin;
