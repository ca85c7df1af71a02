/** Bitbucket Pipelines. Format: https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/ */
import type { Fact, Trait } from '../../facts/types.js';
import { entries, get, isMap, items, list, string, strings, text } from '../../syntax/data/tree.js';
import type { DataDocument, DataNode } from '../../syntax/types.js';
import { machineFacts, placeAt, scriptSteps } from '../shared/ci/lines.js';
import type { LineScope } from '../shared/ci/lines.js';
import { packageStep } from '../shared/ci/packages.js';
import { Variables } from '../shared/ci/variables.js';
import { factsForWorkflow } from '../shared/ci/workflow.js';
import type { Job, Step, Trigger } from '../shared/ci/workflow.js';
import { linkFacts, traitFact } from '../shared/effects.js';
import type { Plugin } from '../types.js';

const FILE = /^(?:(.*)\/)?bitbucket-pipelines\.ya?ml$/;

const plugin: Plugin<DataDocument['language']> = {
  id: 'bitbucket-pipelines',
  title: 'Bitbucket Pipelines',
  documentation: 'https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/',
  languages: ['yaml'],
  accepts: ({ logicalPath }) => FILE.test(logicalPath),
  extract(document, context) {
    const root = document.roots[0];
    // The file at the root of what is, or becomes, a repository.
    const directory = FILE.exec(context.file.path)?.[1] ?? '.';
    const scope: LineScope = { document, context, directory, variables: Variables.none };
    const starts = startsOf(get(root, 'pipelines'));
    return factsForWorkflow(
      {
        technology: 'bitbucket-pipelines',
        name: 'Bitbucket Pipelines',
        offset: root?.offset ?? 0,
        confidence: directory === '.' ? 'high' : 'medium',
        aliases: starts.flatMap(({ custom }) => custom ?? []),
        triggers: unique(starts.map(({ trigger }) => trigger)),
        jobs: starts.flatMap((start) => jobsOf(start, root, scope)),
      },
      document,
      context,
    );
  },
};

export default plugin;

/** A pipeline and what starts it. */
interface Start {
  node: DataNode;
  trigger: Trigger;
  /** Name of a pipeline that people or schedules start; schedules are set up in the repository's settings. */
  custom?: string;
}

function startsOf(pipelines: DataNode | undefined): Start[] {
  return entries(pipelines).flatMap(({ key, value, offset }): Start[] => {
    const start = (node: DataNode, trait: Trait, detail: string, at: number, custom?: string): Start => ({
      node,
      trigger: { trait, detail, offset: at },
      ...(custom === undefined ? {} : { custom }),
    });
    if (key === 'default') return [start(value, 'runs-on-push', 'push', offset)];
    if (key === 'custom')
      return entries(value).map((entry) => start(entry.value, 'runs-on-demand', entry.key, entry.offset, entry.key));
    return entries(value).map((entry) => start(entry.value, 'runs-on-push', `${key}: ${entry.key}`, entry.offset));
  });
}

function unique(triggers: readonly Trigger[]): Trigger[] {
  return triggers.filter((trigger, index) => triggers.findIndex((other) => other.trait === trigger.trait) === index);
}

/** Groups of steps hold groups; real files have two levels. */
const DEEPEST = 6;

/** Steps in order: also those that run in parallel or belong to a stage. */
function* stepNodes(node: DataNode | undefined, depth = 0): Generator<DataNode> {
  if (depth > DEEPEST) return;
  for (const item of items(node)) {
    const step = get(item, 'step');
    if (isMap(step)) yield step;
    const group = get(item, 'parallel') ?? get(item, 'stage');
    if (group) yield* stepNodes(get(group, 'steps') ?? group, depth + 1);
  }
}

function jobsOf({ node, trigger, custom }: Start, root: DataNode | undefined, scope: LineScope): Job[] {
  const pipeline = isMap(node) ? (get(node, 'steps') ?? node) : node;
  return [...stepNodes(pipeline)].map((step): Job => {
    const name = string(step, 'name');
    const where = custom ?? trigger.detail ?? '';
    return {
      id: `${where}/${name ?? 'step'}`,
      name: name ?? where,
      offset: step.offset,
      environment: string(step, 'deployment'),
      steps: stepsOf(step, scope),
      facts: (unit) => [
        ...(string(step, 'trigger') === 'manual'
          ? [traitFact(placeAt(get(step, 'trigger'), unit, scope), 'approval', 'trigger: manual')]
          : []),
        ...runnerFacts(step, root, unit, scope),
      ],
    };
  });
}

function runnerFacts(step: DataNode, root: DataNode | undefined, unit: string, scope: LineScope): Fact[] {
  const image = get(step, 'image') ?? get(root, 'image');
  const labels = list(get(step, 'runs-on')).flatMap((label) => text(label) ?? []);
  return [
    ...machineFacts(labels, string(image, 'name') ?? text(image), image ?? step, unit, scope),
    ...strings(step, 'services').flatMap((service) => {
      const named = string(root, 'definitions', 'services', service, 'image');
      const place = { ...placeAt(get(step, 'services'), unit, scope), kind: 'image' as const };
      return named === undefined ? [] : linkFacts(place, 'includes', 'image', named);
    }),
  ];
}

/** Commands of a step run in one shell; pipes stand between them. */
function stepsOf(step: DataNode, scope: LineScope): Step[] {
  return ['script', 'after-script'].flatMap((key) => {
    const steps: Step[] = [];
    let lines: DataNode[] = [];
    for (const item of items(get(step, key))) {
      const pipe = string(item, 'pipe');
      if (pipe === undefined) {
        lines.push(item);
        continue;
      }
      steps.push(
        ...scriptSteps(lines, scope),
        packageStep({ name: pipeName(pipe), inputs: get(item, 'variables'), node: item }, scope),
      );
      lines = [];
    }
    return [...steps, ...scriptSteps(lines, scope)];
  });
}

/** `atlassian/aws-s3-deploy:1.1.0`, `docker://owner/image:tag`. */
function pipeName(pipe: string): string {
  return pipe
    .replace(/^docker:\/\//, '')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();
}
