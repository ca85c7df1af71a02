/**
 * Tests of a delivery: what the workflow that deploys a model service asks that service afterwards, and whether a wrong answer
 * stops the workflow. They say something of the service that was deployed, where tests that import code say something of the code.
 */
import type { Trait } from '../facts/types.js';
import type { Cluster, Sighting } from './clusters.js';
import type { ControlFlow, Edge } from './control-flow.js';
import type { FoundRelation } from './found-relations.js';
import { testRunsOf } from './practices.js';
import { say } from './surroundings.js';
import type { Unit, UnitIndex } from './units.js';

/**
 * How a service is tested after its deployment: a wrong answer to a request for a prediction stops the delivery (`gate`), only a
 * service that does not answer at all does (`life`), or nothing does (`print`).
 */
const KINDS = ['gate', 'life', 'print'] as const;
type Kind = (typeof KINDS)[number];

/** Line in the workflow, then in what it starts there, and so on: the order in which things happen. */
type Place = readonly number[];
interface Turn {
  place: Place;
  /** Where the workflow's own file starts what leads there. */
  via?: Sighting;
  /** What is started there may fail without stopping anything: `python smoke.py || true`. */
  ignored?: boolean;
}
interface Request {
  kind: Kind;
  place: Place;
  sightings: Sighting[];
}

/** Gives model services the attribute `smokeTest`. */
export function describeDeliveryTests(
  relations: readonly FoundRelation[],
  clusters: readonly Cluster[],
  index: UnitIndex,
  flow: ControlFlow,
): void {
  const asked = [...index.files.values()].filter(
    (file) => file.role === 'test' && has(file, 'asks-service', 'probes-service'),
  );
  const found = new Map<Cluster, Request[]>();
  for (const deployer of clusters) {
    if (deployer.type !== 'ci-cd' && deployer.type !== 'workflow-orchestration') continue;
    const deployed = relations.filter(
      ({ from, to, type, defined }) =>
        from === deployer && to.type === 'model-serving' && type === 'deploys' && defined,
    );
    if (deployed.length === 0) continue;
    for (const { unit: workflow, fact } of deployer.is) {
      if (fact.declared || workflow.off) continue;
      const requests = [...turnsIn(workflow, flow, 'last')].flatMap(([unit, turn]) =>
        // Of a failure that is ignored a sign of life is left no more than of an answer its print.
        requestsOf(unit, turn, asked).flatMap((request) =>
          !turn.ignored ? request : request.kind === 'life' ? [] : { ...request, kind: 'print' as const },
        ),
      );
      if (requests.length === 0) continue;
      const first = turnsIn(workflow, flow, 'first');
      for (const { to, sightings } of deployed) {
        const seen = sightings.flatMap(({ unit, at }) => placeAt(first.get(unit)?.place, at.line));
        // Of a deployment in several steps not each shows what it deploys.
        const [start] = seen.length > 0 ? [...seen, ...deployments(first)].sort(inOrder) : [];
        const after = start ? requests.filter(({ place }) => inOrder(start, place) < 0) : [];
        if (after.length > 0) found.set(to, [...(found.get(to) ?? []), ...after]);
      }
    }
  }
  for (const [serving, requests] of found) {
    const kind = KINDS.find((one) => requests.some((request) => request.kind === one));
    const places = requests.filter((request) => request.kind === kind).flatMap(({ sightings }) => sightings);
    if (kind) say(serving, { values: { smokeTest: kind }, places });
  }
}

const deployments = (turns: ReadonlyMap<Unit, Turn>): Place[] =>
  [...turns].flatMap(([{ traits }, { place }]) =>
    traits.flatMap(({ trait, at }) => (trait === 'deploys' ? [[...place, at.line]] : [])),
  );

/** What a unit asks of services, itself or by the tests that it runs. */
function requestsOf(unit: Unit, { place, via }: Turn, asked: readonly Unit[]): Request[] {
  const started = via ? [via] : [];
  const runs = testRunsOf(unit).flatMap(({ trait, takes }): Request[] =>
    asked
      .filter((file) => file.source === unit.source && takes(file))
      .map((file) => ({
        // A detail says that a failure is ignored.
        kind: trait.detail === undefined ? kindOf(file) : 'print',
        place: [...place, trait.at.line],
        sightings: [...started, { unit, at: trait.at, kind: trait.kind }, ...sightingsOf(file)],
      })),
  );
  const own = sightingsOf(unit);
  const [shown] = own;
  return shown
    ? [...runs, { kind: kindOf(unit), place: [...place, shown.at.line], sightings: [...started, ...own] }]
    : runs;
}

function kindOf(unit: Unit): Kind {
  const lines = new Set(unit.traits.filter(({ trait }) => trait === 'service-gate').map(({ at }) => at.line));
  const stops = (wanted: Trait): boolean => unit.traits.some(({ trait, at }) => trait === wanted && lines.has(at.line));
  return stops('asks-service') ? 'gate' : stops('probes-service') ? 'life' : 'print';
}

/** A sign of life that stops nothing is none. */
function sightingsOf(unit: Unit): Sighting[] {
  const kind = kindOf(unit);
  const wanted: Trait = kind === 'life' ? 'probes-service' : 'asks-service';
  return unit.traits.filter(({ trait }) => trait === wanted).map(({ at, kind: how }) => ({ unit, at, kind: how }));
}

const has = ({ traits }: Unit, ...wanted: Trait[]): boolean => traits.some(({ trait }) => wanted.includes(trait));

/** When in the course of a workflow the units have their first or their last turn that it executes. */
function turnsIn(workflow: Unit, flow: ControlFlow, which: 'first' | 'last'): Map<Unit, Turn> {
  const turns = new Map<Unit, Turn>();
  const stack: { unit: Unit; turn: Turn; how: Edge['how'] }[] = [{ unit: workflow, turn: { place: [] }, how: 'runs' }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { unit, turn, how } = next;
    if (turns.has(unit) || turn.place.length > DEEPEST) continue;
    turns.set(unit, turn);
    const edges = flow
      .outgoing(unit)
      .filter(({ relation, to }) => !relation && !to.off && !(to.kind === 'main' && how === 'imports'))
      .sort((a, b) => lineOf(a) - lineOf(b));
    // What is put on the stack last is taken first.
    for (const edge of which === 'first' ? edges.reverse() : edges)
      stack.push({ unit: edge.to, turn: following(turn, edge), how: edge.how });
  }
  return turns;
}

/** Files and functions that start one another. */
const DEEPEST = 20;

const lineOf = ({ at, to }: Edge): number => (at ?? to.at).line;

/** Parts of a file are told apart by their own lines. */
function following(turn: Turn, { from, at, kind = 'structure' }: Edge): Turn {
  if (!at) return turn;
  const ignored =
    turn.ignored ?? from.traits.some(({ trait, at: place }) => trait === 'ignores-failure' && place.line === at.line);
  return {
    place: [...turn.place, at.line],
    via: turn.via ?? { unit: from, at, kind },
    ...(ignored ? { ignored } : {}),
  };
}

const placeAt = (place: Place | undefined, line: number): Place[] => (place ? [[...place, line]] : []);

function inOrder(a: Place, b: Place): number {
  const at = a.findIndex((line, index) => line !== b[index]);
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? Infinity);
}
