/** Monitors that select the pods which operators make, by the labels that operators give them. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const RAY = `apiVersion: ray.io/v1
kind: RayService
metadata: {name: scorer, namespace: default}
spec: {rayClusterConfig: {headGroupSpec: {template: {spec: {containers: [{name: head, image: acme/ray}]}}}}}
`;
const KSERVE = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {name: churn, namespace: default}
spec: {predictor: {model: {modelFormat: {name: sklearn}, storageUri: s3://models/churn}}}
`;
const monitor = (selector: string, namespace = 'default'): string => `apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: watch, namespace: monitoring}
spec:
  namespaceSelector: {matchNames: [${namespace}]}
  selector: ${selector}
  podMetricsEndpoints: [{port: metrics}]
`;
const watched = async (service: string, selector: string, namespace?: string): Promise<string[]> =>
  (await auditFiles({ 'service.yaml': service, 'monitor.yaml': monitor(selector, namespace) })).relations.filter(
    (relation) => relation.includes('--monitors->'),
  );

describe('A monitor of pods that an operator makes', () => {
  it.each([
    ['the head of Ray', RAY, '{matchLabels: {ray.io/node-type: head}}', 'kuberay scorer'],
    [
      'workers by an expression',
      RAY,
      '{matchExpressions: [{key: ray.io/node-type, operator: In, values: [worker]}]}',
      'kuberay scorer',
    ],
    ['one service of KServe', KSERVE, '{matchLabels: {serving.kserve.io/inferenceservice: churn}}', 'kserve churn'],
    [
      'every service of KServe',
      KSERVE,
      '{matchExpressions: [{key: serving.kserve.io/inferenceservice, operator: Exists}]}',
      'kserve churn',
    ],
  ])('watches %s', async (_, service, selector, name) => {
    expect(await watched(service, selector)).toEqual([`monitoring prometheus --monitors-> model-serving ${name}`]);
  });

  it.each([
    ['another label', RAY, '{matchLabels: {app: web}}', 'default'],
    ['another service', KSERVE, '{matchLabels: {serving.kserve.io/inferenceservice: fraud}}', 'default'],
    [
      'what lacks the label',
      KSERVE,
      '{matchExpressions: [{key: serving.kserve.io/inferenceservice, operator: DoesNotExist}]}',
      'default',
    ],
  ])('does not watch it by %s', async (_, service, selector, namespace) => {
    expect(await watched(service, selector, namespace)).toEqual([]);
  });
});
