/**
 * What the code that training, a data pipeline or an orchestrator executes does beside the components that it makes: cleaning or
 * preparing data, known by the names of functions, and evaluation by slices of the data.
 */
import type { Cluster } from './clusters.js';
import { executed, type ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import { inWords, say } from './surroundings.js';
import { fileOf, type Unit } from './units.js';

const EXECUTE = new Set(['training-pipeline', 'data-pipeline', 'workflow-orchestration', 'ci-cd']);

/** Names of functions, word by word. */
const PREPARES =
  /(?:^|_)(?:clean(?:s|ed|ing)?|cleanse|pre_?process(?:ing|es)?|prepare(?:_\w+)?_data(?:set)?|data_prep\w*|prep_data|impute\w*|dedup\w*|wrangle|ingest(?:ion)?|etl)(?=_|$)/i;

/** Gives components `preparesData` and `evaluatesSlices`, with the code that shows it. */
export function describeDataCode(flow: ControlFlow, clusters: readonly Cluster[]): void {
  for (const cluster of clusters) {
    if (!EXECUTE.has(cluster.type)) continue;
    const parts = cluster.is
      .filter(({ unit, fact }) => !fact.declared && !notInForce(unit))
      .flatMap(({ unit }) => [...executed(flow, unit)])
      .filter((part) => !part.off && fileOf(part).role !== 'test');
    const prepares = cluster.type === 'ci-cd' ? undefined : parts.find(preparesData);
    if (prepares)
      say(cluster, {
        values: { preparesData: true },
        places: [{ unit: prepares, at: prepares.at, kind: 'structure' }],
      });
    for (const unit of parts) {
      const slices = unit.traits.find(({ trait }) => trait === 'evaluates-slices');
      if (!slices) continue;
      say(cluster, { values: { evaluatesSlices: true }, places: [{ unit, at: slices.at, kind: slices.kind }] });
      break;
    }
  }
}

const preparesData = ({ kind, name }: Unit): boolean =>
  (kind === 'function' || kind === 'class' || kind === 'task') && PREPARES.test(inWords(name));
