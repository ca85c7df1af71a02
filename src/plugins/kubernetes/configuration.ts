/** Configuration and identities that workloads take in. */
import { entries, get, isScalar, scalar } from '../../syntax/data/tree.js';
import { arnName } from '../../facts/identifiers.js';
import { qualified } from '../shared/containers.js';
import type { ObjectContext } from './index.js';

/** Scripts and definitions in the data of a ConfigMap, by file ending. Longer ones are generated. */
const EMBEDDED: Readonly<Record<string, 'python' | 'shell' | 'yaml'>> = {
  py: 'python',
  sh: 'shell',
  yaml: 'yaml',
  yml: 'yaml',
};
const LONGEST_EMBEDDED = 200_000;
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

/** Annotations that give a service account a role of the cloud. */
const ROLE_ANNOTATIONS = ['eks.amazonaws.com/role-arn', 'iam.gke.io/gcp-service-account'];

export function configurationFacts(context: ObjectContext): void {
  const { writer, unit, object, read } = context;
  const { group, kind, name, namespace, node } = object;
  if (group !== 'core' || name === '') return;
  if (kind === 'ConfigMap' || kind === 'Secret') {
    for (const value of new Set([qualified(namespace, name), name])) writer.offer(unit, 'config', value, node.offset);
    // Secrets are named, their values never read.
    if (kind === 'ConfigMap') configMapData(context);
  } else if (kind === 'ServiceAccount') {
    for (const value of new Set([qualified(namespace, name), name]))
      writer.offer(unit, 'service-account', value, node.offset);
    for (const key of ROLE_ANNOTATIONS) {
      const annotation = get(node, 'metadata', 'annotations', key);
      const role = arnName(read(annotation) ?? '').split('@', 1)[0];
      if (annotation && role) writer.link(unit, 'includes', 'role', role, annotation.offset);
    }
  }
}

function configMapData({ writer, unit, object, read }: ObjectContext): void {
  for (const { key, value } of entries(get(object.node, 'data'))) {
    const text = read(value);
    if (text === undefined || !isScalar(value)) continue;
    const language = EMBEDDED[key.slice(key.lastIndexOf('.') + 1).toLowerCase()];
    if (language && key.includes('.')) {
      if (text.length <= LONGEST_EMBEDDED) writer.embed(unit, language, text, value);
    } else if (VARIABLE.test(key) && scalar(value) !== null) writer.environment(unit, key, text, value.offset);
  }
}
