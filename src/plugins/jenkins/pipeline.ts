/** From the statements of a pipeline to jobs with steps: a stage is a job. */
import type { Fact } from '../../facts/types.js';
import type { GroovyCall, GroovyDocument, GroovyStatement, GroovyValue } from '../../syntax/types.js';
import type { Job, Step, Trigger } from '../shared/ci/workflow.js';
import { changeDirectory } from '../shared/paths.js';
import { gitRepositoryOf } from '../shared/identifiers.js';
import type { ExtractContext } from '../types.js';
import type { Constants } from './constants.js';
import { gateOf } from './gates.js';
import { stepsOfCall } from './steps.js';
import { argument, bodyOf, callsIn, functionsOf, valuesOf } from './tree.js';
import { triggersOf } from './triggers.js';
import { machineFacts, variableFacts } from './agents.js';

export interface Scope {
  document: GroovyDocument;
  context: ExtractContext;
  constants: Constants;
}

/** Where a step stands. */
export interface Surroundings {
  /** Working directory relative to the source's root; undefined when it is not known. */
  directory: string | undefined;
  /** Repository of which a checkout is in the working directory, where it is another one. */
  foreign?: string | undefined;
  /** `docker.withRegistry('https://…')` */
  registry?: string | undefined;
}

/** Identifier (`workflow`) of a step that a shared library defines. */
export const stepOf = (name: string): string => `jenkins-step:${name}`;

interface OpenJob extends Job {
  steps: Step[];
  more: ((unit: string) => Fact[])[];
}

export interface ReadPipeline {
  jobs: Job[];
  triggers: Trigger[];
  facts(unit: string): Fact[];
}

/** Closures that only say how their steps run; directives of stages that hold steps. */
const SILENT = /^(?:options|tools|parameters|buildDiscarder|properties|libraries|axes|excludes)$/;
/** A pipeline that calls itself again and again is read so often. */
const MOST_CALLS = 200;

export function readPipeline(statements: readonly GroovyStatement[], scope: Scope): ReadPipeline {
  const reader = new PipelineReader(scope, functionsOf([...scope.document.statements, ...statements]));
  reader.read(statements);
  return { jobs: reader.jobs(), triggers: reader.triggers, facts: (unit) => reader.facts(unit) };
}

class PipelineReader {
  readonly triggers: Trigger[] = [];
  private readonly open: OpenJob[] = [];
  private readonly own: ((unit: string) => Fact[])[] = [];
  private readonly calling = new Set<string>();
  private calls = 0;
  private images = new Map<string, string>();

  constructor(
    private readonly scope: Scope,
    private readonly functions: ReadonlyMap<string, GroovyStatement[]>,
  ) {}

  read(statements: readonly GroovyStatement[]): void {
    this.walk(statements, undefined, { directory: '.' });
  }

  /** Stages that hold other stages have no steps of their own. */
  jobs(): Job[] {
    return this.open
      .filter((job) => job.steps.length > 0)
      .map((job) => ({ ...job, facts: (unit) => job.more.flatMap((facts) => facts(unit)) }));
  }

  facts(unit: string): Fact[] {
    return this.own.flatMap((facts) => facts(unit));
  }

  private walk(statements: readonly GroovyStatement[], job: OpenJob | undefined, around: Surroundings): void {
    for (const statement of statements) {
      if (statement.kind === 'function') continue;
      if (statement.kind === 'block' && /^(?:false|0|null)$/.test(statement.condition ?? '')) continue;
      const assigned = statement.kind === 'assignment' ? statement.target : undefined;
      for (const value of valuesOf(statement)) this.value(value, job, around, assigned);
      if (statement.kind !== 'block') continue;
      const gate = gateOf(statement);
      if (gate) this.note(job, (unit) => [this.trait(unit, gate, statement)]);
      this.walk(statement.body, job, around);
    }
  }

  private trait(unit: string, of: 'model' | 'data', { condition, offset }: GroovyStatement & { kind: 'block' }): Fact {
    const at = this.scope.document.locate(offset);
    const detail = condition === undefined ? {} : { detail: condition.slice(0, 200) };
    return {
      fact: 'trait',
      unit,
      trait: of === 'model' ? 'model-gate' : 'data-gate',
      kind: 'structure',
      ...detail,
      at,
    };
  }

  private note(job: OpenJob | undefined, facts: (unit: string) => Fact[]): void {
    (job?.more ?? this.own).push(facts);
  }

  private value(value: GroovyValue, job: OpenJob | undefined, around: Surroundings, assigned?: string): void {
    if (value.kind === 'closure') this.walk(value.body, job, around);
    else if (value.kind === 'call') this.call(value.call, job, around, assigned);
    else for (const call of callsIn(value)) this.call(call, job, around);
  }

  private call(call: GroovyCall, job: OpenJob | undefined, around: Surroundings, assigned?: string): void {
    const name = call.name.replace(/^(?:script|steps|this|pipeline)\./, '');
    const { text } = this.scope.constants;
    if (SILENT.test(name)) {
      if (name === 'properties')
        this.triggers.push(...triggersOf([{ kind: 'call', call, offset: call.offset }], this.scope));
      return;
    }
    if (name === 'stage' || (name === 'node' && !job)) return this.stage(call, name, job, around);
    const body = bodyOf(call);
    switch (name) {
      case 'triggers':
        this.triggers.push(...triggersOf(body ?? [], this.scope));
        return;
      case 'agent':
        this.note(job, (unit) => machineFacts(call, unit, this.scope));
        return;
      case 'environment':
      case 'withEnv':
        this.note(job, (unit) => variableFacts(call, unit, this.scope));
        if (name === 'withEnv') this.arguments(call, job, around);
        return;
      case 'when':
        if (job && neverHolds(body ?? [])) job.off = true;
        if (job) job.more.push((unit) => timerFacts(call, unit, this.scope));
        return;
      case 'parallel':
        return this.parallel(call, job, around);
      case 'dir':
        return this.inside(call, job, {
          ...around,
          directory: this.directory(text(argument(call, 'path', true)), around),
        });
      case 'docker.withRegistry':
        return this.inside(call, job, { ...around, registry: text(call.arguments[0]?.value) });
      case 'git':
      case 'checkout':
        return this.checkout(call, around);
      default:
        break;
    }
    const known = this.functions.get(name);
    if (known) {
      if (this.calling.has(name) || ++this.calls > MOST_CALLS) return;
      this.calling.add(name);
      this.walk(known, job, { ...around });
      this.calling.delete(name);
      return this.arguments(call, job, around);
    }
    const steps = stepsOfCall(call, name, around, this.scope, this.images, assigned);
    if (steps.length > 0) (job ?? this.outside(call)).steps.push(...steps);
    if (name !== 'input') this.arguments(call, job, around);
  }

  private arguments(call: GroovyCall, job: OpenJob | undefined, around: Surroundings): void {
    if (call.receiver) this.call(call.receiver, job, around);
    for (const { value } of call.arguments) this.value(value, job, around);
  }

  private inside(call: GroovyCall, job: OpenJob | undefined, around: Surroundings): void {
    for (const { value } of call.arguments) if (value.kind === 'closure') this.walk(value.body, job, { ...around });
  }

  private stage(call: GroovyCall, name: string, outer: OpenJob | undefined, around: Surroundings): void {
    const label = this.scope.constants.text(argument(call, 'name', true));
    const title = name === 'node' || label === undefined ? name : label;
    const job = this.newJob(title, call.offset, outer);
    if (name === 'node') job.more.push((unit) => machineFacts(call, unit, this.scope));
    const body = bodyOf(call);
    // `stage 'Build'` without a body names what follows.
    if (body) this.walk(body, job, { ...around });
  }

  private newJob(title: string, offset: number, outer?: OpenJob): OpenJob {
    const id =
      title
        .trim()
        .replace(/[^\w.${}-]+/g, '-')
        .slice(0, 80) || 'stage';
    const job: OpenJob = { id, name: title.slice(0, 120), offset, off: outer?.off, steps: [], more: [] };
    if (outer) job.more.push((unit) => outer.more.flatMap((facts) => facts(unit)));
    this.open.push(job);
    return job;
  }

  /** Steps outside of all stages: of a script without stages, of `post`. */
  private outside(call: GroovyCall): OpenJob {
    return this.open.find(({ id }) => id === 'pipeline') ?? this.newJob('pipeline', call.offset);
  }

  private parallel(call: GroovyCall, job: OpenJob | undefined, around: Surroundings): void {
    for (const { name, value } of call.arguments) {
      if (value.kind !== 'closure') this.value(value, job, around);
      else if (name === undefined) this.walk(value.body, job, { ...around });
      else this.walk(value.body, this.newJob(name, value.offset, job), { ...around });
    }
  }

  private directory(written: string | undefined, { directory }: Surroundings): string | undefined {
    if (written === undefined || directory === undefined) return undefined;
    return changeDirectory(directory, written, this.scope.context);
  }

  /** What follows works on the files of the repository that is checked out, perhaps this one, perhaps another. */
  private checkout(call: GroovyCall, around: Surroundings): void {
    const repository = this.repositoryOf(call);
    if (repository !== undefined) around.foreign = around.directory = repository;
  }

  /** `git url: 'https://…'`, `git 'https://…'`, `checkout scmGit(userRemoteConfigs: [[url: '…']])`. */
  private repositoryOf(call: GroovyCall): string | undefined {
    const direct = this.scope.constants.text(argument(call, 'url', true));
    if (direct !== undefined) return gitRepositoryOf(direct);
    const stack: GroovyValue[] = call.arguments.map(({ value }) => value);
    for (let value = stack.pop(); value; value = stack.pop()) {
      if (value.kind === 'list') stack.push(...value.items);
      else if (value.kind === 'call') stack.push(...value.call.arguments.map((entry) => entry.value));
      else if (value.kind === 'map')
        for (const entry of value.entries) {
          const url = entry.name === 'url' ? this.scope.constants.text(entry.value) : undefined;
          if (url !== undefined) return gitRepositoryOf(url);
          stack.push(entry.value);
        }
    }
    return undefined;
  }
}

/** `when { expression { false } }`, `when { expression { return false } }`. */
function neverHolds(body: readonly GroovyStatement[]): boolean {
  const isFalse = (value: GroovyValue | undefined): boolean => value?.kind === 'boolean' && !value.value;
  return body.some((statement) => {
    if (statement.kind !== 'call' || statement.call.name !== 'expression') return false;
    const last = bodyOf(statement.call)?.at(-1);
    return (last?.kind === 'value' || last?.kind === 'exit') && isFalse(last.value);
  });
}

/** A stage that only runs when a timer started the pipeline. */
function timerFacts(call: GroovyCall, unit: string, { document, constants }: Scope): Fact[] {
  return (bodyOf(call) ?? []).flatMap((statement): Fact[] => {
    if (statement.kind !== 'call' || statement.call.name !== 'triggeredBy') return [];
    if (!/timer/i.test(constants.text(statement.call.arguments[0]?.value) ?? '')) return [];
    const at = document.locate(statement.offset);
    return [{ fact: 'trait', unit, trait: 'runs-on-schedule', kind: 'structure', detail: 'TimerTrigger', at }];
  });
}
