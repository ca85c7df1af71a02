/**
 * The model that all CI platforms are read into, and the facts that it gives. A platform's plugin says what its files mean; what
 * a workflow, a job and a step are to the rest of refarch is decided here once.
 */
import type { Fact, IdentifierKind, Location, Reason, Trait } from '../../../facts/types.js';
import { readable } from '../../../facts/value.js';
import type { Document } from '../../../syntax/types.js';
import type { Confidence } from '../../../vocabulary/index.js';
import type { ExtractContext } from '../../types.js';
import { withoutRepetition } from '../effects.js';

/**
 * What a step does: nothing to the project (prints, checks out, sets up tools), keeps the repository tidy (labels
 * issues), or works on it.
 */
export type StepEffect = 'none' | 'housekeeping' | 'work';

export interface Step {
  name?: string | undefined;
  offset: number;
  /** Switched off (`if: false`), or left out for another reason. */
  off?: boolean | Reason | undefined;
  effect: StepEffect;
  /** Facts of the step, for the unit that it becomes. */
  facts(unit: string): Fact[];
}

export interface Job {
  /** Unique in the workflow, or made so. */
  id: string;
  name?: string | undefined;
  offset: number;
  off?: boolean | Reason | undefined;
  /** Deployment environment. */
  environment?: string | undefined;
  steps: Step[];
  facts?(unit: string): Fact[];
}

export interface Trigger {
  trait: Trait;
  /** Cron line, event name. */
  detail?: string | undefined;
  offset: number;
}

export interface Workflow {
  /** Technology id. */
  technology: string;
  name: string;
  offset: number;
  confidence: Confidence;
  /** Why it is not in force whatever it does. */
  declared?: Reason | undefined;
  /** Other files that it includes hold jobs of it, too. */
  continued?: boolean;
  /** Only a part that others include: a unit, not a component. */
  fragment?: boolean;
  /** Names by which others start it. */
  aliases?: readonly string[];
  offers?: readonly { kind: IdentifierKind; value: string }[];
  /** Names of workflows whose end starts this one, and the names by which others may wait for it. */
  waitsFor?: readonly string[];
  names?: readonly string[];
  triggers: readonly Trigger[];
  jobs: readonly Job[];
  facts?(unit: string): Fact[];
}

type Located = Pick<Document, 'locate'>;

/** Units, component, triggers and steps of a workflow. */
export function factsForWorkflow(workflow: Workflow, document: Located, context: ExtractContext): Fact[] {
  // Embedded definitions (a buildspec inside a template) belong to the unit that holds them.
  const prefix = context.unit === '' ? '' : `${context.unit}/`;
  const unit = `${prefix}workflow`;
  const at = document.locate(workflow.offset);
  const offers = [
    ...(workflow.aliases ?? []).map((value) => ({ kind: 'workflow' as const, value })),
    ...(workflow.waitsFor ?? []).map((value) => ({ kind: 'workflow' as const, value: afterwards(value) })),
    ...(workflow.offers ?? []),
  ];
  return withoutRepetition([
    {
      fact: 'unit',
      unit,
      kind: 'workflow',
      name: workflow.name,
      ...(context.unit ? { parent: context.unit } : {}),
      at,
    },
    ...componentFacts(workflow, unit, document),
    ...offers.map((identifier): Fact => ({ fact: 'offer', unit, identifier, at })),
    ...workflow.triggers.map(({ trait, detail, offset }): Fact => {
      const at = document.locate(offset);
      // A part that others include has no component that would tell the platform.
      const technology = workflow.fragment ? { technology: workflow.technology } : {};
      return { fact: 'trait', unit, trait, kind: 'structure', ...technology, ...(detail ? { detail } : {}), at };
    }),
    ...(workflow.names ?? []).map((name): Fact => {
      const to = { kind: 'workflow' as const, value: afterwards(name) };
      return { fact: 'link', unit, link: 'triggers', to, kind: 'structure', at };
    }),
    ...(workflow.facts?.(unit) ?? []),
    ...withUniqueIds(workflow.jobs).flatMap((job) => jobFacts(job, unit, prefix, document)),
  ]);
}

/** Name of what starts when a workflow has ended. */
const afterwards = (workflow: string): string => `after:${workflow}`;

function componentFacts(workflow: Workflow, unit: string, document: Located): Fact[] {
  if (workflow.fragment) return [];
  const isElsewhere = workflow.continued === true && workflow.jobs.length === 0;
  const declared = workflow.declared ?? (isElsewhere ? undefined : idleReason(workflow.jobs));
  if (declared === undefined && !isElsewhere && onlyHousekeeping(workflow.jobs)) return [];
  const environments = [...new Set(workflow.jobs.flatMap((job) => job.environment ?? []))].sort();
  return [
    {
      fact: 'component',
      unit,
      type: 'ci-cd',
      technology: workflow.technology,
      name: workflow.name,
      ...(declared ? { declared } : {}),
      confidence: workflow.confidence,
      kind: 'structure',
      at: document.locate(workflow.offset),
      ...(environments.length > 0 ? { attributes: { environments: environments.join(', ') } } : {}),
    },
  ];
}

/** Why a workflow does nothing: it has no step, all are switched off, or all only print. */
function idleReason(jobs: readonly Job[]): Reason | undefined {
  const steps = jobs.flatMap((job) => job.steps.map((step) => ({ ...step, off: step.off || job.off })));
  if (steps.length === 0) return 'empty';
  const active = steps.filter((step) => !step.off);
  if (active.length === 0) return 'disabled';
  return active.every((step) => step.effect === 'none') ? 'echo-only' : undefined;
}

/** Labels, greetings and stale issues are no continuous integration. */
function onlyHousekeeping(jobs: readonly Job[]): boolean {
  return jobs.every((job) => job.steps.every((step) => step.effect !== 'work'));
}

function jobFacts(job: Job, workflow: string, prefix: string, document: Located): Fact[] {
  const unit = `${prefix}job:${job.id}`;
  const at = document.locate(job.offset);
  return [
    { fact: 'unit', unit, kind: 'job', name: job.name ?? job.id, parent: workflow, ...off(job.off), at },
    ...(job.environment ? [environmentFact(job.environment, unit, at)] : []),
    ...(job.facts?.(unit) ?? []),
    ...job.steps.flatMap((step, index): Fact[] => {
      const id = `${prefix}step:${job.id}/${index}`;
      const place = document.locate(step.offset);
      const name = step.name ? { name: step.name } : {};
      return [
        { fact: 'unit', unit: id, kind: 'step', ...name, parent: unit, ...off(step.off), at: place },
        ...step.facts(id),
      ];
    }),
  ];
}

function environmentFact(environment: string, unit: string, at: Location): Fact {
  return { fact: 'trait', unit, trait: 'environment', kind: 'structure', detail: readable(environment), at };
}

function off(why: boolean | Reason | undefined): { off?: Reason } {
  return why ? { off: why === true ? 'disabled' : why } : {};
}

function withUniqueIds(jobs: readonly Job[]): Job[] {
  const seen = new Map<string, number>();
  return jobs.map((job) => {
    const count = (seen.get(job.id) ?? 0) + 1;
    seen.set(job.id, count);
    return count === 1 ? job : { ...job, id: `${job.id}~${count}` };
  });
}
