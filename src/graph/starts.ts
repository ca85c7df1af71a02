/**
 * Whether what a schedule or an event starts trains: beside the pipeline that trains others may move data, score or watch, each
 * with a schedule of its own.
 */
import type { Cluster } from './clusters.js';
import type { FoundRelation } from './found-relations.js';

/**
 * Gives schedulers and event buses the attribute `starts: training | other`. Where no pipeline is seen to train, any may, but one of
 * which steps are seen where what trains is seen, too, and no pipeline runs it.
 *
 * @param relations all that were found; what is only declared starts nothing
 * @param clusters the components
 */
export function describeStarts(relations: readonly FoundRelation[], clusters: readonly Cluster[]): void {
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
    return (
      training.has(pipeline) || starts.some(({ to }) => training.has(to) || to.type === 'model-training-infrastructure')
    );
  };
  const trainedByHand = training.size === 0 && clusters.some(isTrainedByProgram);
  const hasSeenSteps = (pipeline: Cluster): boolean =>
    inForce.some(({ from, type }) => from === pipeline && type === 'orchestrates');
  for (const { from, to, type } of inForce) {
    if (type !== 'triggers' || (from.type !== 'scheduler' && from.type !== 'event-bus')) continue;
    if (from.said?.starts === 'training') continue;
    const mayTrain = training.size === 0 && !(trainedByHand && hasSeenSteps(to));
    const starts = mayTrain || to.type !== 'workflow-orchestration' || trains(to) ? 'training' : 'other';
    from.said = { ...from.said, starts };
  }
}

/** A program that trains and is in force; a notebook may be where people tried out what runs elsewhere. */
const isTrainedByProgram = ({ type, is }: Cluster): boolean =>
  type === 'training-pipeline' &&
  is.some(({ unit, fact }) => !fact.declared && !unit.off && !unit.path.endsWith('.ipynb'));
