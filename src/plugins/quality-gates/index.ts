/**
 * Quality gates in Python code: branches and assertions in which the outcome of an evaluation can stop registration or
 * deployment (`model-gate`), or the outcome of a check of data can stop the run (`data-gate`). A condition that was set to
 * a constant, a branch that only prints and a comparison that keeps the best checkpoint are no gates.
 */
import type { Fact } from '../../facts/types.js';
import type { PythonDocument } from '../../syntax/types.js';
import { wordsOf } from '../shared/gates/words.js';
import { lastOf, viewOf, type PythonView } from '../shared/python/view.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { decidedFacts } from './decided.js';
import { dataTestsOf, mayTestData } from './data-tests.js';
import { judgesOf } from './judges.js';
import { mayTestModel, modelTestsOf } from './model-tests.js';
import { mayAskService, serviceFacts } from './services.js';
import { gatesOf, type Gate } from './statements.js';

/** A gate needs something that compares, asserts or has thresholds; nearly every program does. */
const DECIDES =
  /\b(?:if|assert|assert(?:Greater|Less)\w*|validation_thresholds|exit|requests|urlopen|httpx|aiohttp)\b|invoke|\breturn\b[^\n]*[<>]/;

const plugin: Plugin<'python'> = {
  id: 'quality-gates',
  title: 'Quality gates in code',
  documentation:
    'https://cloud.google.com/architecture/mlops-continuous-delivery-and-automation-pipelines-in-machine-learning',
  reads:
    'Branches and assertions in Python in which the outcome of an evaluation can stop registration or deployment, or that of a check of data the run.',
  technologies: ['great-expectations', 'pandera'],
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => DECIDES.test(text),
  readsTests: (text: string) => mayTestData(text) || mayTestModel(text) || mayAskService(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    if (context.file.role === 'test') return [...dataTestsOf(view), ...modelTestsOf(view), ...serviceFacts(view)];
    const found = gatesOf(view);
    const gates = found.flatMap((one): Fact[] => {
      const { of, scope, offset, condition } = one;
      if (of === 'asked') return askedFacts(one, view);
      const at = { unit: view.unit(scope), kind: 'structure' as const, detail: condition, at: view.at(offset) };
      const gate: Fact = { fact: 'trait', trait: of === 'model' ? 'model-gate' : 'data-gate', ...at };
      if (of === 'model') return [gate];
      const validates: Fact = { fact: 'trait', trait: 'validates-data', ...at };
      return speaksOfDrift(scope, condition) && !trains(view) ? [validates] : [validates, gate];
    });
    return [
      ...gates,
      ...decidedFacts(view),
      ...serviceFacts(view),
      ...judgesOf(view, new Set(found.flatMap(({ of, scope }) => (of === 'asked' ? [] : [scope])))),
    ];
  },
};

export default plugin;

/** Whoever stops because live data has drifted away has watched the model; before a training it would be a check of its data. */
const speaksOfDrift = (scope: string, condition: string): boolean =>
  wordsOf(`${lastOf(scope)} ${condition}`).some((word) => word === 'drift' || word === 'drifted' || word === 'psi');

const trains = ({ calls }: PythonView): boolean =>
  calls.some(({ callee }) => /\.(?:fit|fit_transform|train)$/.test(callee));

/** A unit of its own, so that the functions that are asked are not mixed up with the others that the scope calls. */
function askedFacts({ scope, offset, condition, asks = [] }: Gate, view: PythonView): Fact[] {
  const parent = view.unit(scope);
  const at = view.at(offset);
  const unit = `${view.context.unit === '' ? '' : `${view.context.unit}/`}gate:${at.line}:${at.column}`;
  return [
    { fact: 'unit', unit, kind: 'step', name: condition, ...(parent ? { parent } : {}), at },
    { fact: 'trait', trait: 'guards-delivery', unit, kind: 'structure', detail: condition, at },
    ...asks.map((value): Fact => ({
      fact: 'link',
      unit,
      link: 'calls',
      to: { kind: 'python-name', value },
      kind: 'structure',
      at,
    })),
  ];
}
