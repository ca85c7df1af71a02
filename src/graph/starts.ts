/**
 * Whether what a schedule or an event starts trains: beside the pipeline that trains others may move data, score or watch, each
 * with a schedule of its own.
 */
import type { Cluster } from './clusters.js';
import { executed, type ControlFlow } from './control-flow.js';
import type { FoundRelation } from './found-relations.js';
import { isTrainingName } from './named-training.js';

/**
 * Gives schedulers and event buses the attribute `starts: training | other`. Where no pipeline is seen to train, any may that is named
 * for it or has a step that lies out of sight.
 *
 * @param relations all that were found; what is only declared starts nothing
 */
export function describeStarts(relations: readonly FoundRelation[], flow: ControlFlow): void {
  const inForce = relations.filter(({ defined }) => defined);
  const training = new Set<Cluster>();
  for (const { from, to, type } of inForce)
    if (type === 'orchestrates' && to.type === 'training-pipeline') training.add(from);
  const trains = (pipeline: Cluster): boolean => {
    const starts = inForce.filter(
      ({ from, type }) => from === pipeline && (type === 'triggers' || type === 'orchestrates'),
    );
    // An engine without a name is given pipelines that lie out of sight.
    if (starts.length === 0 && pipeline.name === '') return true;
    if (training.size === 0 && (isTrainingName(pipeline.name) || isOutOfSight(pipeline, flow))) return true;
    return (
      training.has(pipeline) || starts.some(({ to }) => training.has(to) || to.type === 'model-training-infrastructure')
    );
  };
  for (const { from, to, type } of inForce) {
    if (type !== 'triggers' || (from.type !== 'scheduler' && from.type !== 'event-bus')) continue;
    if (from.said?.starts === 'training') continue;
    const starts = to.type !== 'workflow-orchestration' || trains(to) ? 'training' : 'other';
    from.said = { ...from.said, starts };
  }
}

/** A step leads nowhere, or no step is seen. */
function isOutOfSight({ is }: Cluster, flow: ControlFlow): boolean {
  const tasks = is.flatMap(({ unit }) => [...executed(flow, unit)]).filter(({ kind }) => kind === 'task');
  return tasks.length === 0 || tasks.some((task) => flow.outgoing(task).every(({ relation }) => relation));
}
