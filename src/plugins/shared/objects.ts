/** The API objects of a Kubernetes manifest. */
import { at, get, isScalar, items, string } from '../../syntax/data/tree.js';
import type { Fact } from '../../facts/types.js';
import type { ValueSource } from '../../catalogue/types.js';
import type { DataDocument, DataMap, DataNode } from '../../syntax/types.js';
import type { Read } from './containers.js';
import type { FactWriter } from './writer.js';

export interface KubernetesObject {
  /** API group, 'core' for the unnamed one. */
  group: string;
  kind: string;
  /** Name as written; that of `generateName` without its dash; '' when there is none. */
  name: string;
  /** '' when the manifest does not say. */
  namespace: string;
  node: DataMap;
}

const MOST_OBJECTS = 5000;

/** Every API object of a document, lists unrolled. */
export function apiObjects(document: DataDocument, read: Read): KubernetesObject[] {
  const found: KubernetesObject[] = [];
  const pending: DataNode[] = document.roots.toReversed();
  for (let node = pending.pop(); node !== undefined && found.length < MOST_OBJECTS; node = pending.pop()) {
    const object = apiObject(node, read);
    if (!object) continue;
    const members = items(get(node, 'items'));
    if (!object.kind.endsWith('List') || members.length === 0) found.push(object);
    else for (const member of members.toReversed()) pending.push(member);
  }
  return found;
}

/** The API object that a node is; undefined when it says no version or kind. */
export function apiObject(node: DataNode, read: Read): KubernetesObject | undefined {
  const version = read(get(node, 'apiVersion'));
  const kind = read(get(node, 'kind'));
  if (node.kind !== 'map' || !version || !kind) return undefined;
  const slash = version.lastIndexOf('/');
  const metadata = get(node, 'metadata');
  const name = read(get(metadata, 'name')) ?? string(metadata, 'generateName')?.replace(/-$/, '') ?? '';
  const namespace = read(get(metadata, 'namespace')) ?? '';
  return {
    group: slash === -1 ? 'core' : version.slice(0, slash),
    kind,
    name,
    // The namespace of a Helm release is not known before it is installed.
    namespace: namespace.includes('{{') ? '' : namespace,
    node,
  };
}

/**
 * What the catalogue knows of an object's kind; its values are read by dotted path.
 * @param keep which of its facts hold here
 */
export function kindFacts(
  writer: FactWriter,
  unit: string,
  { group, kind, name, node }: KubernetesObject,
  read: Read,
  keep?: (fact: Fact) => boolean,
): void {
  const find = (key: string | undefined): DataNode | undefined => (key === undefined ? undefined : at(node, key));
  const value = ({ key }: ValueSource): string | undefined => {
    if (key === 'metadata.name') return name === '' ? undefined : name;
    const found = find(key);
    // A map or a list is present, though it has no text.
    return found === undefined || isScalar(found) ? read(found) : '';
  };
  writer.signal('kind', `${group}/${kind}`, unit, node.offset, value, keep, ({ key }) => find(key)?.offset);
}
