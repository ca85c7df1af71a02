/**
 * Quality gates in Python code: branches and assertions in which the outcome of an evaluation can stop registration or
 * deployment (`model-gate`), or the outcome of a check of data can stop the run (`data-gate`). A condition that was set to
 * a constant, a branch that only prints and a comparison that keeps the best checkpoint are no gates.
 */
import type { Fact } from '../../facts/types.js';
import type { PythonDocument } from '../../syntax/types.js';
import { viewOf } from '../shared/python/view.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { judgesOf } from './judges.js';
import { gatesOf } from './statements.js';

/** A gate needs something that compares, asserts or has thresholds; nearly every program does. */
const DECIDES = /\b(?:if|assert|validation_thresholds|exit)\b|\breturn\b[^\n]*[<>]/;

const plugin: Plugin<'python'> = {
  id: 'quality-gates',
  title: 'Quality gates in code',
  documentation:
    'https://cloud.google.com/architecture/mlops-continuous-delivery-and-automation-pipelines-in-machine-learning',
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => DECIDES.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    const found = gatesOf(view);
    const gates = found.flatMap(({ of, scope, offset, condition }): Fact[] => {
      const at = { unit: view.unit(scope), kind: 'structure' as const, detail: condition, at: view.at(offset) };
      const gate: Fact = { fact: 'trait', trait: of === 'model' ? 'model-gate' : 'data-gate', ...at };
      return of === 'model' ? [gate] : [{ fact: 'trait', trait: 'validates-data', ...at }, gate];
    });
    return [...gates, ...judgesOf(view, new Set(found.map((gate) => gate.scope)))];
  },
};

export default plugin;
