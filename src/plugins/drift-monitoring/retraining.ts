/**
 * Branches in which drift, or a model that has become worse, starts training again: `if should_retrain(): train()`. Each becomes a
 * unit of its own that calls what the condition asks and feeds back to what it guards. Whether what is asked watches a model
 * and what is guarded trains, the graph knows.
 */
import type { ComponentFact, Fact } from '../../facts/types.js';
import type { PythonBranch, PythonCall } from '../../syntax/types.js';
import { namesIn } from '../shared/gates/comparisons.js';
import { judge } from '../shared/gates/conditions.js';
import { hasWord, wordsOf } from '../shared/gates/words.js';
import { callOf } from '../shared/python/pipeline-functions.js';
import { valueReader } from '../shared/python/values.js';
import { lastOf, type PythonView } from '../shared/python/view.js';
import { factsForSignal } from '../signals.js';
import { DRIFT, QUIET, RETRAINING } from './words.js';

const MOST_BRANCHES = 200;
const MOST_GUARDED = 100;
/** A person sets it: `if args.retrain`. */
const CONFIGURED = /^(?:args?|opts?|options|flags|FLAGS|cfg|conf|config|settings|params|os\.environ|environ)\b/;

/** @param measuring scopes in which distributions are compared */
export function retrainingFacts(view: PythonView, measuring: ReadonlySet<string>): Fact[] {
  const facts: Fact[] = [];
  const told = view.document.branches.filter((branch) => branch.kind === 'if' || branch.kind === 'elif');
  for (const branch of told.slice(0, MOST_BRANCHES)) {
    if (branch.never || view.isDead(branch.offset)) continue;
    const guarded = guardedBy(branch, view);
    if (guarded.length === 0) continue;
    const asked = callsIn(branch, view);
    const speaks = speaksOf(branch, asked);
    const again = guarded.some((call) => hasWord(wordsOf(lastOf(call.callee)), RETRAINING));
    const isMetric =
      again && judge({ text: branch.condition, scope: branch.scope, offset: branch.offset }, view).metric;
    if (speaks || isMetric)
      facts.push(...loopFacts(branch, { asked, guarded, watches: isMetric || measuring.has(branch.scope) }, view));
  }
  return facts;
}

/** The condition speaks of drift or of training again, and not of a switch that a person sets. */
function speaksOf({ condition }: PythonBranch, asked: readonly PythonCall[]): boolean {
  const names = namesIn(condition).filter((name) => !CONFIGURED.test(name));
  const words = wordsOf([...names, ...asked.map(({ callee }) => lastOf(callee))].join(' '));
  return names.length > 0 && (hasWord(words, DRIFT) || hasWord(words, RETRAINING));
}

/** Calls in the condition itself, and those that made the values of its names. */
function callsIn({ condition, names, scope, offset, start }: PythonBranch, view: PythonView): PythonCall[] {
  const made = namesIn(condition).flatMap((name) => callOf({ kind: 'name', name, offset }, view, scope) ?? []);
  const direct = view
    .callsIn(scope)
    .filter((call) => call.offset >= offset && call.offset < start && names.includes(call.callee));
  return [...direct, ...made];
}

/** What is called when the condition says that something is wrong. */
function guardedBy(branch: PythonBranch, view: PythonView): PythonCall[] {
  const all = view.callsIn(branch.scope);
  const inside = (one: PythonBranch): PythonCall[] =>
    all.filter(({ offset }) => offset >= one.start && offset < one.end);
  if (!isQuiet(branch)) return inside(branch).slice(0, MOST_GUARDED);
  // `if not drifted: return`, and then the training.
  const leaves = view.document.exits.some(
    (exit) =>
      exit.kind === 'return' && exit.scope === branch.scope && exit.offset >= branch.start && exit.offset < branch.end,
  );
  const others = view.document.branches.filter(
    (other) =>
      other.kind === 'else' && other.scope === branch.scope && view.branch(other.statement)?.offset === branch.offset,
  );
  const after = leaves ? all.filter(({ offset }) => offset >= branch.end) : others.flatMap(inside);
  return after.slice(0, MOST_GUARDED);
}

const isQuiet = ({ condition }: PythonBranch): boolean =>
  /^\(?\s*not\b|\bis False\b|==\s*(?:False|0)\b/.test(condition) || hasWord(wordsOf(condition), QUIET);

interface Loop {
  asked: readonly PythonCall[];
  guarded: readonly PythonCall[];
  /** The function around the branch watches the model itself. */
  watches: boolean;
}

function loopFacts(
  { scope, offset, condition }: PythonBranch,
  { asked, guarded, watches }: Loop,
  view: PythonView,
): Fact[] {
  const at = view.at(offset);
  const parent = view.unit(scope);
  const unit = `${view.context.unit === '' ? '' : `${view.context.unit}/`}retraining:${at.line}:${at.column}`;
  const link = (name: string, feeds: boolean, place = offset): Fact => ({
    fact: 'link',
    unit,
    link: feeds ? 'feeds-back-to' : 'calls',
    to: { kind: 'python-name', value: name },
    kind: feeds ? 'call' : 'structure',
    at: view.at(place),
  });
  const named = (calls: readonly PythonCall[]): [string, number][] =>
    calls.flatMap((call): [string, number][] => {
      const name = view.pythonName(call.callee, call.scope);
      return name === undefined ? [] : [[name, call.offset]];
    });
  const known = (call: PythonCall): ComponentFact[] =>
    factsForSignal(
      view.context.catalogue,
      { kind: 'call', name: call.callee, value: valueReader(call, view), imports: view.imports },
      unit,
      () => view.at(call.offset),
    ).filter((fact) => fact.fact === 'component');
  const tools = view.callsIn(scope).filter((call) => call.offset < offset);
  return [
    { fact: 'unit', unit, kind: 'step', name: condition, ...(parent ? { parent } : {}), at },
    { fact: 'trait', trait: 'guards-retraining', unit, kind: 'structure', detail: condition, at },
    ...(watches ? [{ fact: 'trait', trait: 'watches-model', unit, kind: 'structure', at } satisfies Fact] : []),
    ...named(asked).map(([name]) => link(name, false)),
    ...named(guarded).map(([name, place]) => link(name, true, place)),
    // A tool that watches models, asked in the same function; a pipeline of a service, started by a call.
    ...tools
      .slice(-MOST_GUARDED)
      .flatMap(known)
      .filter(({ attributes }) => attributes?.watches === 'model'),
    ...guarded
      .flatMap(known)
      .flatMap((fact): Fact[] => (startsAgain(fact) ? [{ ...fact, relation: 'feeds-back-to' }] : [])),
  ];
}

/** A pipeline is started, or a job on compute for training. */
const startsAgain = ({ type, relation }: ComponentFact): boolean =>
  relation === 'triggers' || (type === 'model-training-infrastructure' && relation === 'runs-on');
