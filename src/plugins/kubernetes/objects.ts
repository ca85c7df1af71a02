/** The API objects that this plugin reads. */
import { get, items, string } from '../../syntax/data/tree.js';
import type { DataDocument } from '../../syntax/types.js';
import type { Read } from '../shared/containers.js';
import { apiObject, apiObjects, type KubernetesObject } from '../shared/objects.js';

/** Kinds that other plugins read, and definitions of kinds, which define nothing that runs. */
const ELSEWHERE =
  /^(?:(?:\w+\.)*tekton\.dev\/\w+|argoproj\.io\/(?:Workflow|WorkflowTemplate|ClusterWorkflowTemplate|CronWorkflow|Sensor|EventSource|EventBus|Application|ApplicationSet|AppProject)|apiextensions\.k8s\.io\/CustomResourceDefinition|kustomize\.config\.k8s\.io\/\w+)$/;

/** An object with the way to read its scalars. */
export interface ReadableObject extends KubernetesObject {
  read: Read;
}

const MOST_MEMBERS = 500;
/** Bounds what parameters can make of a text. */
const LONGEST_EXPANDED = 50_000;

/** Objects of all documents, those of OpenShift templates included, without those of other plugins and patches that delete. */
export function objectsOf(document: DataDocument, read: Read): ReadableObject[] {
  return apiObjects(document, read)
    .flatMap((object): ReadableObject[] => (isTemplate(object) ? membersOf(object, read) : [{ ...object, read }]))
    .filter(({ group, kind, node }) => !ELSEWHERE.test(`${group}/${kind}`) && string(node, '$patch') !== 'delete');
}

const isTemplate = ({ group, kind }: KubernetesObject): boolean =>
  kind === 'Template' && (group === 'core' || group === 'template.openshift.io');

/** Objects of a template, with the values that its parameters have by default: `${NAME}`, `${{NAME}}`. */
function membersOf({ node }: KubernetesObject, read: Read): ReadableObject[] {
  const values = new Map<string, string>();
  for (const parameter of items(get(node, 'parameters')).slice(0, MOST_MEMBERS)) {
    const value = read(get(parameter, 'value'));
    if (value !== undefined && value.length < 500) values.set(read(get(parameter, 'name')) ?? '', value);
  }
  const known: Read = (scalar) => {
    const text = read(scalar);
    if (text === undefined || text.length > LONGEST_EXPANDED || !text.includes('${')) return text;
    return text.replace(/\$\{\{?(\w{1,100})\}?\}/g, (whole, name: string) => values.get(name) ?? whole);
  };
  return items(get(node, 'objects'))
    .slice(0, MOST_MEMBERS)
    .flatMap((member) => {
      const object = apiObject(member, known);
      return object ? [{ ...object, read: known }] : [];
    });
}
