/** What makes workloads reachable, and what watches them. */
import { entries, get, items, scalar, string } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { hostIn } from '../../facts/addresses.js';
import type { LinkType } from '../../facts/types.js';
import { qualified } from '../shared/containers.js';
import type { ObjectContext } from './index.js';
import { mostTelling, selector, type Label } from './selectors.js';

/** Services that operators make for a custom resource: what they add to its name. */
const DERIVED_SERVICES: Readonly<Record<string, readonly string[]>> = {
  'serving.kserve.io/InferenceService': ['', '-predictor', '-predictor-default'],
  'serving.kubeflow.org/InferenceService': ['', '-predictor-default'],
  'serving.knative.dev/Service': [''],
  'ray.io/RayCluster': ['-head-svc'],
  'ray.io/RayService': ['-head-svc', '-serve-svc'],
  'postgresql.cnpg.io/Cluster': ['-rw', '-ro', '-r'],
};

/** Custom resources whose name is that of a serving endpoint. */
const ENDPOINTS =
  /^(?:serving\.kserve\.io\/(?:LLM)?InferenceService|serving\.kubeflow\.org\/InferenceService|machinelearning\.seldon\.io\/SeldonDeployment)$/;

/** Labels that operators give the pods of a custom resource, by which monitors select them. */
const DERIVED_LABELS: Readonly<Record<string, readonly string[]>> = {
  'serving.kserve.io/InferenceService': ['serving.kserve.io/inferenceservice'],
  'serving.kubeflow.org/InferenceService': ['serving.kubeflow.org/inferenceservice'],
  'machinelearning.seldon.io/SeldonDeployment': ['seldon-deployment-id', 'seldon-app'],
  'serving.knative.dev/Service': ['serving.knative.dev/service'],
  'ray.io/RayCluster': ['ray.io/cluster'],
};

/** Labels that they give the pods of every custom resource of a kind. https://docs.ray.io/en/latest/cluster/kubernetes/k8s-ecosystem/prometheus-grafana.html */
const RAY_LABELS = [
  'ray.io/node-type=head',
  'ray.io/node-type=worker',
  'ray.io/is-ray-node=yes',
  'app.kubernetes.io/name=kuberay',
  'app.kubernetes.io/created-by=kuberay-operator',
];
const COMMON_LABELS: Readonly<Record<string, readonly string[]>> = {
  'serving.kserve.io/InferenceService': ['component=predictor'],
  'serving.kubeflow.org/InferenceService': ['component=predictor'],
  'machinelearning.seldon.io/SeldonDeployment': ['app.kubernetes.io/managed-by=seldon-core'],
  'ray.io/RayCluster': RAY_LABELS,
  'ray.io/RayService': RAY_LABELS,
};

export function networkingFacts(context: ObjectContext): void {
  const { writer, unit, object } = context;
  const { group, kind, name, namespace, node } = object;
  const id = `${group}/${kind}`;
  for (const suffix of DERIVED_SERVICES[id] ?? []) offerHost(context, `${name}${suffix}`);
  const labels = [
    ...(DERIVED_LABELS[id] ?? []).flatMap((key) => [`${key}=${name}`, key]),
    ...(COMMON_LABELS[id] ?? []),
  ];
  for (const label of labels)
    for (const known of new Set([qualified(namespace, label), label]))
      writer.offer(unit, 'config', `selector:${known}`, node.offset);
  if (ENDPOINTS.test(id)) writer.offer(unit, 'endpoint', name, node.offset);
  if (id === 'core/Service') service(context);
  else if (kind === 'Ingress') ingress(context);
  else if (id === 'route.openshift.io/Route') route(context);
  else if (group === 'monitoring.coreos.com' && /^(?:Service|Pod)Monitor$/.test(kind))
    select(context, get(node, 'spec', 'selector'), 'matchLabels', 'monitors', monitoredNamespace(node, namespace));
  else if (group === 'networking.istio.io' && kind === 'VirtualService') virtualService(context);
}

function offerHost({ writer, unit, object }: ObjectContext, name: string): void {
  if (name === '') return;
  if (object.namespace !== '') writer.offer(unit, 'host', `${name}.${object.namespace}`, object.node.offset);
  writer.offer(unit, 'host', name, object.node.offset);
}

function service(context: ObjectContext): void {
  const { writer, unit, object, read } = context;
  offerHost(context, object.name);
  select(context, get(object.node, 'spec'), 'selector', 'runs', object.namespace);
  const external = get(object.node, 'spec', 'externalName');
  if (external) writer.link(unit, 'runs', 'host', hostIn(read(external) ?? ''), external.offset);
}

/** What an Ingress answers for is what its services answer. */
function ingress({ writer, unit, object, read }: ObjectContext): void {
  for (const rule of items(get(object.node, 'spec', 'rules'))) {
    const host = get(rule, 'host');
    if (host) writer.offer(unit, 'host', hostIn(`https://${read(host) ?? ''}`), host.offset);
    for (const path of items(get(rule, 'http', 'paths'))) {
      const name = get(path, 'backend', 'service', 'name') ?? get(path, 'backend', 'serviceName');
      if (name) writer.link(unit, 'runs', 'host', qualifiedHost(read(name), object.namespace), name.offset);
    }
  }
}

function route({ writer, unit, object, read }: ObjectContext): void {
  const host = get(object.node, 'spec', 'host');
  if (host) writer.offer(unit, 'host', hostIn(`https://${read(host) ?? ''}`), host.offset);
  const name = get(object.node, 'spec', 'to', 'name');
  if (name) writer.link(unit, 'runs', 'host', qualifiedHost(read(name), object.namespace), name.offset);
}

const qualifiedHost = (name: string | undefined, namespace: string): string | undefined =>
  name && namespace ? `${name}.${namespace}` : name;

/** Links to the workloads that a selector means, by the label that tells most. */
function select(
  context: ObjectContext,
  parent: DataNode | undefined,
  key: string,
  link: LinkType,
  namespace: string,
): void {
  const place = entries(parent).find((entry) => entry.key === key);
  const label = place ? mostTelling(selector(context, place.value, place)) : expression(context, parent);
  if (label)
    context.writer.link(context.unit, link, 'config', `selector:${qualified(namespace, label.label)}`, label.offset);
}

/** The first of `matchExpressions` that asks for a value of a label, or for the label as such. */
function expression({ read }: ObjectContext, parent: DataNode | undefined): Label | undefined {
  for (const wanted of items(get(parent, 'matchExpressions'))) {
    const key = read(get(wanted, 'key')) ?? '';
    const operator = string(wanted, 'operator');
    const value = operator === 'In' ? read(items(get(wanted, 'values'))[0]) : undefined;
    if (key !== '' && (value !== undefined || operator === 'Exists'))
      return { label: value === undefined ? key : `${key}=${value}`, offset: wanted.offset };
  }
  return undefined;
}

/** A monitor looks in its own namespace unless it names others. */
function monitoredNamespace(node: DataNode, own: string): string {
  const other = get(node, 'spec', 'namespaceSelector');
  if (other === undefined) return own;
  const names = items(get(other, 'matchNames'));
  return names.length === 1 ? (string(names[0]) ?? '') : '';
}

/** Routes with weights split traffic between versions. */
function virtualService(context: ObjectContext): void {
  const { writer, unit, object, read } = context;
  const hosts = new Set<string>();
  let split: DataNode | undefined;
  for (const http of items(get(object.node, 'spec', 'http'))) {
    const routes = items(get(http, 'route'));
    const weighted = routes.filter((route) => get(route, 'weight') !== undefined && scalar(route, 'weight') !== 0);
    if (weighted.length > 1) split ??= weighted[0];
    for (const route of routes) {
      const host = hostIn(read(get(route, 'destination', 'host')) ?? '');
      if (!host || hosts.has(host)) continue;
      writer.link(unit, 'runs', 'host', host, route.offset);
      hosts.add(host);
    }
  }
  if (split) writer.trait(unit, 'canary', split.offset, 'weighted routes');
}
