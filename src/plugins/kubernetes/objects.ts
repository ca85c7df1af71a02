/** The API objects that this plugin reads. */
import { string } from '../../syntax/data/tree.js';
import type { DataDocument } from '../../syntax/types.js';
import type { Read } from '../shared/containers.js';
import { apiObjects, type KubernetesObject } from '../shared/objects.js';

/** Kinds that other plugins read, and definitions of kinds, which define nothing that runs. */
const ELSEWHERE =
  /^(?:(?:\w+\.)*tekton\.dev\/\w+|argoproj\.io\/(?:Workflow|WorkflowTemplate|ClusterWorkflowTemplate|CronWorkflow|Sensor|EventSource|EventBus|Application|ApplicationSet|AppProject)|apiextensions\.k8s\.io\/CustomResourceDefinition|kustomize\.config\.k8s\.io\/\w+)$/;

/** Objects of all documents without those of other plugins, and without patches that delete an object. */
export function objectsOf(document: DataDocument, read: Read): KubernetesObject[] {
  return apiObjects(document, read).filter(
    ({ group, kind, node }) => !ELSEWHERE.test(`${group}/${kind}`) && string(node, '$patch') !== 'delete',
  );
}
