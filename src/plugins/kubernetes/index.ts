/**
 * Kubernetes manifests: plain, in Helm templates, and custom resources. Every API object is a unit; what runs pods is a
 * workload. Objects refer to one another by names that are offered as identifiers:
 *
 * - `host`: `NAME.NAMESPACE` and `NAME` of a Service;
 * - `config`: `NAMESPACE/NAME` of a ConfigMap or Secret, and `selector:NAMESPACE/LABEL=VALUE` for the labels of pods, by which
 *   Services and monitors select them;
 * - `service-account`: `NAMESPACE/NAME`;
 * - `workload`: `NAMESPACE/NAME` of what runs pods, by which commands start it again or change its image.
 *
 * Names are offered with and without their namespace, because kustomizations and `kubectl -n` add it later.
 */
import { get, scalar } from '../../syntax/data/tree.js';
import type { DataDocument } from '../../syntax/types.js';
import { readable } from '../../facts/value.js';
import type { Fact, Reason } from '../../facts/types.js';
import { findContainers, qualified, type Read } from '../shared/containers.js';
import { chartOf, conditionLinks, conditions, type Condition } from '../shared/helm.js';
import { kindFacts, type KubernetesObject } from '../shared/objects.js';
import { readerFor } from '../shared/reader.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { configurationFacts } from './configuration.js';
import { gitopsFacts } from './gitops.js';
import { networkingFacts } from './networking.js';
import { objectsOf, type ReadableObject } from './objects.js';
import { openshiftFacts } from './openshift.js';
import { operatorFacts } from './operators.js';
import { workloadFacts } from './workloads.js';

/** What the facts of one object are made from. */
export interface ObjectContext {
  writer: FactWriter;
  unit: string;
  object: KubernetesObject;
  read: Read;
  /** Whole text of the file. */
  text: string;
  /** Directory of the Helm chart that the file is a template of. */
  chart: string | undefined;
}

const plugin: Plugin<'yaml' | 'json'> = {
  id: 'kubernetes',
  title: 'Kubernetes manifests',
  documentation: 'https://kubernetes.io/docs/reference/kubernetes-api/',
  reads:
    'Manifests, plain, in Helm templates and of custom resources: workloads, their containers, and the objects that refer to one another.',
  technologies: ['kubernetes', 'kserve', 'kfserving', 'seldon', 'kubeflow-training-operator', 'katib', 'kuberay'],
  languages: ['yaml', 'json'],

  accepts(file: FileInfo, text: string): boolean {
    if (!/\.(?:ya?ml|json)$/i.test(file.logicalPath)) return false;
    return text.includes('apiVersion') && text.includes('kind');
  },

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    const chart = chartOf(context.file.path);
    const read = readerFor(chart);
    const parts = chart === undefined || !document.templated ? [] : conditions(document.text);
    for (const object of objectsOf(document, read)) objectFacts(writer, object, document.text, chart, parts);
    return writer.facts;
  },
};

function objectFacts(
  writer: FactWriter,
  object: ReadableObject,
  text: string,
  chart: string | undefined,
  parts: readonly Condition[],
): void {
  const { node, kind, group, read } = object;
  const containers = findContainers(node);
  const off = switchedOff(object);
  const name = readable(object.name);
  const isWorkload = containers.length > 0 || WORKLOADS.has(`${group}/${kind}`);
  const unit = writer.unit(`manifest:${kind}/${name}`, isWorkload ? 'workload' : 'resource', node.offset, {
    ...(name ? { name } : {}),
    ...(off ? { off } : {}),
  });
  kindFacts(writer, unit, object, read);
  const context: ObjectContext = { writer, unit, object, read, text, chart };
  if (isWorkload) {
    if (RESTARTED.has(kind)) writer.offer(unit, 'workload', qualified(object.namespace, object.name), node.offset);
    workloadFacts(context, containers);
  }
  networkingFacts(context);
  configurationFacts(context);
  gitopsFacts(context);
  openshiftFacts(context);
  operatorFacts(context);
  if (chart !== undefined) conditionLinks(writer, unit, node.offset, parts, chart);
}

/** Custom resources whose pods an operator makes, so that none stand in the manifest. */
const WORKLOADS = new Set([
  'serving.kserve.io/InferenceService',
  'serving.kserve.io/LLMInferenceService',
  'serving.kubeflow.org/InferenceService',
  'machinelearning.seldon.io/SeldonDeployment',
  'ray.io/RayCluster',
  'ray.io/RayJob',
  'ray.io/RayService',
  'sparkoperator.k8s.io/SparkApplication',
  'sparkoperator.k8s.io/ScheduledSparkApplication',
]);

/** What commands start again or give another image, by its name. */
const RESTARTED = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Rollout',
  'InferenceService',
  'SeldonDeployment',
]);
const SCALED = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'Rollout', 'DeploymentConfig']);
const SUSPENDED = new Set(['CronJob', 'Job', 'RayJob', 'ScheduledSparkApplication', 'Kustomization', 'HelmRelease']);

function switchedOff({ kind, node }: KubernetesObject): Reason | undefined {
  if (SCALED.has(kind) && scalar(node, 'spec', 'replicas') === 0) return 'disabled';
  // Kueue suspends a job until there is room for it.
  const queued = get(node, 'metadata', 'labels', 'kueue.x-k8s.io/queue-name') !== undefined;
  return SUSPENDED.has(kind) && !queued && scalar(node, 'spec', 'suspend') === true ? 'disabled' : undefined;
}

export default plugin;
