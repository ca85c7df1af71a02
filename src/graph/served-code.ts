/**
 * Whether the code that answers with a model lies in the definitions: a server, a scoring script, a function. Where an endpoint only
 * names a model, its platform brings that code.
 */
import type { Trait } from '../facts/types.js';
import type { Claim, Cluster, Sighting } from './clusters.js';
import { executed, type ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import { say } from './surroundings.js';
import { fileOf, within, type Unit, type UnitIndex } from './units.js';

const ANSWERS: ReadonlySet<Trait> = new Set<Trait>(['web-service', 'loads-model', 'predicts']);
/** Also as a template of one: `predict.py.tmpl`. */
const PROGRAM = /\.(?:py|ipynb|[cm]?[jt]sx?|r|go|java|scala)(?:\.(?:tmpl|tpl|template|j2|jinja2?))?$/i;
/** How a program says that it is a server. */
const OWN: ReadonlySet<string> = new Set(['decorator', 'base-class']);

/** Gives model services the attributes `program` and `application`, with the places of the code. */
export function describeServedCode(index: UnitIndex, clusters: readonly Cluster[], flow: ControlFlow): void {
  const fronts = [...index.files.values()].flatMap(frontOf);
  for (const cluster of clusters) {
    if (cluster.type !== 'model-serving') continue;
    const claims = cluster.is.filter(({ unit, fact }) => !fact.declared && !notInForce(unit));
    const places = claims.flatMap((claim) => codeOf(claim, flow));
    if (places.length > 0) say(cluster, { values: { program: true }, places });
    const before = fronts.filter(({ unit }) => unit.source === cluster.source);
    if (before.length > 0) say(cluster, { values: { application: true }, places: before });
  }
}

/** A program of an application: it answers requests of its own and asks a model that is deployed elsewhere. */
function frontOf(file: Unit): Sighting[] {
  if (file.role === 'test' || !PROGRAM.test(file.path)) return [];
  const units = [...within(file)].filter((unit) => !notInForce(unit));
  const traits = units.flatMap((unit) => unit.traits);
  const has = (wanted: Trait): boolean => traits.some(({ trait }) => trait === wanted);
  const answers = traits.find(({ trait }) => trait === 'web-service');
  const namesEndpoint = units.some(({ links }) => links.some(({ to }) => to.kind === 'endpoint'));
  const asks = has('asks-service') || (has('predicts') && namesEndpoint);
  if (!answers || !asks || has('loads-model')) return [];
  return [{ unit: file, at: answers.at, kind: answers.kind }];
}

/** Where the code answers: the program that the claim is made of, or one that the definition runs. */
function codeOf({ unit, fact }: Claim, flow: ControlFlow): Sighting[] {
  const file = fileOf(unit);
  if (PROGRAM.test(file.path) && (fact.derived || OWN.has(fact.kind))) return [{ unit, at: fact.at, kind: fact.kind }];
  const programs = [...executed(flow, unit)].filter(
    (part) => fileOf(part) !== file && PROGRAM.test(part.path) && part.role !== 'test' && !notInForce(part),
  );
  return programs.flatMap((part) =>
    part.traits.filter(({ trait }) => ANSWERS.has(trait)).map(({ at, kind }) => ({ unit: part, at, kind })),
  );
}
