/**
 * Programs that another program is told about: `python submit.py --script src/train.py`. Where the first one starts jobs on a platform,
 * the path is that of the program of the job; whoever runs the first one has the second one run. A program that starts nothing
 * reads the file, tests it or formats it.
 */
import type { LinkFact } from '../facts/types.js';
import type { ComponentType } from '../vocabulary/index.js';
import { endsOfUploaded } from '../facts/uploaded.js';
import { executed, type ControlFlow, type Edge } from './control-flow.js';
import type { PathResolver } from './resolve/paths.js';
import type { Unit } from './units.js';

/** Components on which jobs are started. */
const PLATFORMS: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'model-training-infrastructure',
  'workflow-orchestration',
  'data-pipeline',
]);
const STARTS: ReadonlySet<string> = new Set(['runs-on', 'triggers', 'deploys']);

/** A reference of this kind and what its path resolved to. */
export interface HandedOver {
  unit: Unit;
  link: LinkFact;
  to: readonly Unit[];
}

/** @returns edges to the programs that are started */
export function startHandedOver(given: readonly HandedOver[], flow: ControlFlow, paths: PathResolver): Edge[] {
  return given.flatMap(({ unit, link, to }) => {
    const programs = flow
      .outgoing(unit)
      .filter(({ at, how, relation }) => !relation && how === 'runs' && at?.line === link.at.line);
    if (!programs.some((program) => startsJobs(program.to, flow))) return [];
    const meant = to.length > 0 ? to : byEnd(unit, link.to.value, paths);
    return meant.map((target): Edge => ({ from: unit, to: target, how: 'runs', at: link.at, kind: link.kind }));
  });
}

/** Platforms keep checkouts and uploads below directories of their own: `Workspace/project/jobs/train.ipynb`. */
function byEnd(from: Unit, path: string, paths: PathResolver): Unit[] {
  for (const end of endsOfUploaded(path))
    if (end.includes('/')) {
      const found = paths.file(from, end);
      if (found) return [found];
    }
  return [];
}

const startsJobs = (program: Unit, flow: ControlFlow): boolean =>
  [...executed(flow, program)].some(
    ({ uses, traits }) =>
      traits.some(({ trait }) => trait === 'batch-job') ||
      uses.some(
        ({ type, relation, declared }) =>
          !declared && PLATFORMS.has(type) && relation !== undefined && STARTS.has(relation),
      ),
  );
