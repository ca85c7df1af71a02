/** Which service reads a file, and how its jobs are written. */
import { entries, get, isMap, isSequence, items, list, string, strings, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import type { Trigger } from '../shared/ci/workflow.js';
import type { HostedJob, HostedPipeline } from './index.js';

export interface Service {
  technology: string;
  read(roots: readonly DataNode[]): HostedPipeline | undefined;
}

const SERVICES: readonly (readonly [RegExp, Service])[] = [
  [/(?:^|\/)\.travis\.ya?ml$/, { technology: 'travis-ci', read: travis }],
  [/(?:^|\/)\.drone(?:\.[\w-]+)?\.ya?ml$/, { technology: 'drone', read: drone }],
  [/(?:^|\/)\.woodpecker(?:\/[^/]+)?\.ya?ml$/, { technology: 'woodpecker', read: woodpecker }],
  [/(?:^|\/)\.?appveyor\.ya?ml$/, { technology: 'appveyor', read: appveyor }],
  [/(?:^|\/)\.buildkite\/[^/]*\.ya?ml$/, { technology: 'buildkite', read: buildkite }],
  [/(?:^|\/)\.semaphore\/[^/]*\.ya?ml$/, { technology: 'semaphore-ci', read: semaphore }],
];

/** The service that reads a file of this path. */
export function serviceOf(path: string): Service | undefined {
  return SERVICES.find(([pattern]) => pattern.test(path))?.[1];
}

const push = (offset: number): Trigger[] => [{ trait: 'runs-on-push', detail: 'push', offset }];

const PHASES =
  'before_install install before_script script before_deploy after_success after_deploy after_script'.split(' ');

/** Phases of a job, and `deploy` with its providers. https://docs.travis-ci.com/user/job-lifecycle/ */
function travis([root]: readonly DataNode[]): HostedPipeline | undefined {
  if (!isMap(root)) return undefined;
  const included = [...items(get(root, 'jobs', 'include')), ...items(get(root, 'matrix', 'include'))].filter(isMap);
  const own: DataNode[] = get(root, 'script') || included.length === 0 ? [root] : [];
  const timed = (node: DataNode): Trigger[] =>
    /type\s*(?:=|IN)\s*\(?\s*cron/i.test(string(node, 'if') ?? '')
      ? [{ trait: 'runs-on-schedule', detail: 'cron', offset: node.offset }]
      : [];
  const jobs = [...own, ...included].map((node, index): HostedJob => {
    const lines = PHASES.flatMap((phase) => list(get(node, phase) ?? get(root, phase))).filter(
      (n) => text(n) !== undefined,
    );
    const deploys = list(get(node, 'deploy')).filter(isMap);
    const name = string(node, 'name') ?? string(node, 'stage') ?? 'build';
    return {
      id: `${name}-${index}`,
      name,
      node,
      scripts: [lines, ...deploys.map((deploy) => list(get(deploy, 'script')).filter((n) => text(n) !== undefined))],
      packages: deploys.map((deploy) => {
        return { name: `travis/${string(deploy, 'provider') ?? 'deploy'}`.toLowerCase(), inputs: deploy, node: deploy };
      }),
      environment: node === root ? undefined : get(node, 'env'),
      triggers: timed(node),
    };
  });
  return { jobs, triggers: push(root.offset), environment: get(root, 'env', 'global') };
}

/** Documents of `kind: pipeline` with steps. https://docs.drone.io/pipeline/docker/overview/ */
function drone(roots: readonly DataNode[]): HostedPipeline | undefined {
  const pipelines = roots.filter((root) => string(root, 'kind') === 'pipeline' || get(root, 'pipeline'));
  if (pipelines.length === 0) return undefined;
  const jobs = pipelines.flatMap((root) => {
    const triggers = eventsOf(get(root, 'trigger'), root.offset).filter(({ trait }) => trait !== 'runs-on-push');
    return containerSteps(get(root, 'steps') ?? get(root, 'pipeline'), string(root, 'name')).map((job) => ({
      ...job,
      triggers,
    }));
  });
  return { jobs, triggers: pipelines.flatMap((root) => eventsOf(get(root, 'trigger'), root.offset)).slice(0, 1) };
}

/** https://woodpecker-ci.org/docs/usage/workflow-syntax */
function woodpecker([root]: readonly DataNode[]): HostedPipeline | undefined {
  const steps = get(root, 'steps') ?? get(root, 'pipeline');
  if (!root || !steps) return undefined;
  const when = list(get(root, 'when'));
  const triggers = when.length === 0 ? push(root.offset) : when.flatMap((item) => eventsOf(item, item.offset));
  return { jobs: containerSteps(steps), triggers };
}

/** `event: [push, cron]`, `cron: nightly` */
function eventsOf(node: DataNode | undefined, offset: number): Trigger[] {
  const events = [...strings(node, 'event'), ...strings(node, 'event', 'include')];
  const crons = [...strings(node, 'cron'), ...strings(node, 'cron', 'include')];
  if (events.includes('cron') || crons.length > 0)
    return [{ trait: 'runs-on-schedule', detail: crons[0] ?? 'cron', offset }];
  if (events.length > 0 && events.every((event) => /^(?:custom|manual|promote|rollback)$/.test(event)))
    return [{ trait: 'runs-on-demand', detail: events[0], offset }];
  return push(offset);
}

/** Steps that each run in a container: a list, or a map by name. */
function containerSteps(node: DataNode | undefined, pipeline?: string): HostedJob[] {
  const steps = isSequence(node)
    ? node.items.map((step) => ({ name: string(step, 'name'), step }))
    : entries(node).map(({ key, value }) => ({ name: key, step: value }));
  return steps.flatMap(({ name, step }): HostedJob[] => {
    if (!isMap(step)) return [];
    const image = string(step, 'image');
    const settings = get(step, 'settings');
    const lines = list(get(step, 'commands'));
    return [
      {
        id: `${pipeline ? `${pipeline}/` : ''}${name ?? 'step'}`,
        name,
        node: step,
        scripts: [lines],
        // A step without commands is a plugin.
        packages:
          image !== undefined && lines.length === 0
            ? [{ name: image.replace(/:[^/:]*$/, '').toLowerCase(), inputs: settings ?? step, node: step }]
            : [],
        image: lines.length > 0 ? image : undefined,
        environment: isMap(get(step, 'environment')) ? get(step, 'environment') : undefined,
      },
    ];
  });
}

const APPVEYOR =
  'init install before_build build_script after_build before_test test_script before_deploy deploy_script on_success'.split(
    ' ',
  );

/** https://www.appveyor.com/docs/build-configuration/ */
function appveyor([root]: readonly DataNode[]): HostedPipeline | undefined {
  if (!isMap(root)) return undefined;
  const lines = APPVEYOR.flatMap((phase) =>
    list(get(root, phase)).flatMap((item) => (isMap(item) ? item.entries.map(({ value }) => value) : [item])),
  );
  const image = strings(root, 'image');
  return {
    jobs: [{ id: 'build', node: root, scripts: [lines.filter((line) => text(line) !== undefined)], labels: image }],
    triggers: push(root.offset),
    environment: get(root, 'environment', 'global') ?? get(root, 'environment'),
  };
}

/** https://buildkite.com/docs/pipelines/configure/step-types */
function buildkite([root]: readonly DataNode[]): HostedPipeline | undefined {
  const steps = isSequence(root) ? root : get(root, 'steps');
  if (!root || !isSequence(steps)) return undefined;
  return { jobs: buildkiteSteps(steps, 0), triggers: push(root.offset), environment: get(root, 'env') };
}

function buildkiteSteps(node: DataNode | undefined, depth: number): HostedJob[] {
  return items(node).flatMap((step, index): HostedJob[] => {
    const group = get(step, 'steps');
    if (group && depth < 3) return buildkiteSteps(group, depth + 1);
    if (!isMap(step)) return [];
    const label = string(step, 'label') ?? string(step, 'block') ?? string(step, 'input') ?? string(step, 'key');
    const started = string(step, 'trigger');
    const image = items(get(step, 'plugins')).flatMap((plugin) =>
      entries(plugin).flatMap(({ key, value }) => (/^docker#/.test(key) ? [string(value, 'image') ?? ''] : [])),
    )[0];
    return [
      {
        id: `${label ?? 'step'}-${depth}-${index}`,
        name: label,
        node: step,
        scripts: [[...list(get(step, 'command')), ...list(get(step, 'commands'))].filter((n) => text(n) !== undefined)],
        image,
        labels: entries(get(step, 'agents')).flatMap(({ value }) => text(value) ?? []),
        environment: get(step, 'env'),
        off: string(step, 'skip') !== undefined && !/^(?:false|)$/.test(string(step, 'skip') ?? ''),
        approval: get(step, 'block') !== undefined,
        starts: started === undefined ? [] : [{ kind: 'workflow', value: started }],
      },
    ];
  });
}

/** https://docs.semaphoreci.com/reference/pipeline-yaml */
function semaphore([root]: readonly DataNode[]): HostedPipeline | undefined {
  if (!isMap(root) || !get(root, 'blocks')) return undefined;
  const machine = [string(root, 'agent', 'machine', 'type') ?? ''];
  const jobs = items(get(root, 'blocks')).flatMap((block) =>
    items(get(block, 'task', 'jobs')).map((job, index): HostedJob => {
      const name = string(job, 'name') ?? string(block, 'name') ?? 'job';
      const lines = [...list(get(block, 'task', 'prologue', 'commands')), ...list(get(job, 'commands'))];
      return { id: `${name}-${index}`, name, node: job, scripts: [lines], labels: machine };
    }),
  );
  const promotions = items(get(root, 'promotions')).map((promotion): HostedJob => {
    const file = string(promotion, 'pipeline_file');
    const name = string(promotion, 'name') ?? 'promotion';
    return {
      id: `promotion-${name}`,
      name,
      node: promotion,
      scripts: [],
      approval: get(promotion, 'auto_promote') === undefined,
      starts: file === undefined ? [] : [{ kind: 'path', value: file }],
    };
  });
  return { jobs: [...jobs, ...promotions], triggers: push(root.offset) };
}
