/**
 * Typed resources of the Kubernetes provider (`kubernetes_deployment_v1`) say what a manifest says, in other words: blocks for
 * objects, singular names for lists, snake case. They are turned back into a manifest for the plugin that reads those.
 * https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs
 */
import type { HclBlock, HclExpression } from '../../syntax/types.js';
import type { Declared } from './scope.js';

const API_VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Ingress: 'networking.k8s.io/v1',
  Pod: 'v1',
  Service: 'v1',
  ServiceAccount: 'v1',
  ConfigMap: 'v1',
  Secret: 'v1',
  Namespace: 'v1',
  PersistentVolumeClaim: 'v1',
};
/** Blocks that are items of a list, with the name of the list. */
const LISTS: Readonly<Record<string, string>> = {
  container: 'containers',
  init_container: 'initContainers',
  env: 'env',
  env_from: 'envFrom',
  port: 'ports',
  volume: 'volumes',
  volume_mount: 'volumeMounts',
  image_pull_secrets: 'imagePullSecrets',
  toleration: 'tolerations',
  rule: 'rules',
  path: 'paths',
  volume_claim_template: 'volumeClaimTemplates',
};
/** Arguments and blocks of Terraform itself. */
const META = /^(?:depends_on|count|for_each|provider|lifecycle|timeouts|provisioner|connection|wait_for_\w+)$/;
const MAX_DEPTH = 30;

/** The manifest of a resource; undefined for resources that are none. */
export function manifestOf({ block }: Declared): HclExpression | undefined {
  const [type = ''] = block.labels;
  const name = /^kubernetes_([a-z_]+?)(?:_v\d+(?:(?:alpha|beta)\d+)?)?$/.exec(type)?.[1] ?? '';
  const kind = name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const version = Object.hasOwn(API_VERSIONS, kind) ? API_VERSIONS[kind] : undefined;
  if (version === undefined) return undefined;
  const { offset } = block;
  // A secret without a name says nothing.
  if (kind === 'Secret' && !block.blocks.some((inner) => inner.type === 'metadata')) return undefined;
  // Secrets are named, their values never read.
  const body = objectOf(kind === 'Secret' ? onlyMetadata(block) : block, 0);
  const head = { apiVersion: version, kind };
  const entries = Object.entries(head).map(([key, value]) => ({
    key,
    value: { kind: 'string' as const, value, offset },
  }));
  return { kind: 'object', entries: [...entries, ...body.entries], offset };
}

const onlyMetadata = (block: HclBlock): HclBlock => ({
  ...block,
  attributes: [],
  blocks: block.blocks.filter(({ type }) => type === 'metadata'),
});

type HclObject = Extract<HclExpression, { kind: 'object' }>;

function objectOf(block: HclBlock, depth: number): HclObject {
  const members = [...block.attributes, ...(depth < MAX_DEPTH ? block.blocks : [])].sort((a, b) => a.offset - b.offset);
  const entries: HclObject['entries'] = [];
  for (const member of members) {
    const name = 'type' in member ? member.type : member.name;
    if (META.test(name)) continue;
    if (!('type' in member)) {
      entries.push({ key: camelCase(name), value: member.value });
      continue;
    }
    const value = objectOf(member, depth + 1);
    const list = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined;
    const key = list ?? camelCase(name);
    const known = entries.find((entry) => entry.key === key)?.value;
    if (known?.kind === 'list') known.items.push(value);
    else if (!known)
      entries.push({ key, value: list ? { kind: 'list', items: [value], offset: member.offset } : value });
  }
  return { kind: 'object', entries, offset: block.offset };
}

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
