/** What all workflow engines have in common: pipelines with tasks, schedules, and names by which others start them. */
import { readable } from '../../facts/value.js';
import type { EvidenceKind, Reason, Trait } from '../../facts/types.js';
import type { FactWriter } from './writer.js';

export interface DagOptions {
  /** Name in the engine; may hold references. */
  id: string;
  offset: number;
  technology: string;
  /** How it was found, where that is not the writer's way. */
  evidence?: EvidenceKind;
  off?: Reason;
  /** Enclosing unit; the file when left out. */
  parent?: string;
}

/**
 * A pipeline of a workflow engine: a unit that is workflow orchestration and is known by its name.
 * @returns the unit
 */
export function writeDag(writer: FactWriter, { id, offset, technology, evidence, off, parent }: DagOptions): string {
  const name = readable(id);
  const unit = writer.unit(`dag:${name}`, 'dag', offset, {
    name,
    ...(off ? { off } : {}),
    ...(parent ? { parent } : {}),
  });
  writer.component(unit, offset, {
    type: 'workflow-orchestration',
    technology,
    name: id,
    ...(evidence ? { kind: evidence } : {}),
  });
  writer.offer(unit, 'pipeline', id, offset);
  return unit;
}

/**
 * A step of a pipeline.
 * @param task `parent` is the unit of its pipeline, or of the function that builds it for a pipeline elsewhere
 * @returns the unit
 */
export function writeTask(
  writer: FactWriter,
  task: { id: string; offset: number; parent?: string; off?: Reason },
): string {
  const name = readable(task.id);
  return writer.unit(`task:${name}`, 'task', task.offset, {
    name,
    ...(task.parent ? { parent: task.parent } : {}),
    ...(task.off ? { off: task.off } : {}),
  });
}

/** How a schedule starts a pipeline. */
export interface Start {
  trait: Extract<Trait, 'runs-on-schedule' | 'runs-on-event' | 'runs-on-demand'>;
  detail?: string;
}

/** @param technology the engine, where the unit is no pipeline of it but what deploys one */
export function writeStart(
  writer: FactWriter,
  unit: string,
  start: Start | undefined,
  offset: number,
  technology?: string,
): void {
  if (start) writer.trait(unit, start.trait, offset, start.detail && readable(start.detail), technology);
}
