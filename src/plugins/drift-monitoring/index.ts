/**
 * Monitoring of models that a project writes itself: tests that compare live data with the data of training, and branches
 * that train again when they fail. Tests of distributions: https://docs.scipy.org/doc/scipy/reference/stats.html
 */
import type { Fact } from '../../facts/types.js';
import type { PythonCall, PythonDocument } from '../../syntax/types.js';
import { hasWord, wordsOf } from '../shared/gates/words.js';
import { lastOf, viewOf, type PythonView } from '../shared/python/view.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { retrainingFacts } from './retraining.js';
import { DRIFT, RETRAINING } from './words.js';

/** Tests and distances that compare two distributions, whatever they are used for. */
const COMPARES =
  /^scipy\.(?:stats\.(?:ks_2samp|kstest|chisquare|chi2_contingency|power_divergence|wasserstein_distance|energy_distance|anderson_ksamp|epps_singleton_2samp|cramervonmises_2samp|mannwhitneyu|entropy)|spatial\.distance\.jensenshannon)$/;
/** The project's own: `calculate_psi(expected, actual)`. */
const OWN = new Set(
  'psi population_stability population_stability_index kl_divergence js_divergence jensen_shannon characteristic_stability'.split(
    ' ',
  ),
);
/** What the project's own distances are called for short; a name that only tells in code about drift. */
const SHORT = new Set('js jsd kl ks psi hellinger wasserstein mmd divergence'.split(' '));
/** Metrics of a model, computed from what it said and what came true. */
const METRIC =
  /^(?:sklearn\.metrics|sktime\.performance_metrics(?:\.\w+)*|torchmetrics(?:\.\w+)*)\.\w*(?:score|error|loss|accuracy|auc)\w*$/i;
const MONITORING = new Set('monitor monitors monitoring'.split(' '));
const HINT = /drift|psi\b|retrain|population_stability|monitor/i;

const plugin: Plugin<'python'> = {
  id: 'drift-monitoring',
  title: 'Drift detection in code',
  documentation: 'https://docs.scipy.org/doc/scipy/reference/stats.html',
  reads:
    'Python code that compares the distributions of live data and of training data, and branches that train again when a model or its data has drifted.',
  technologies: [],
  languages: ['python'],
  accepts: (file: FileInfo, text: string) => file.role !== 'test' && (HINT.test(text) || HINT.test(file.logicalPath)),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    const facts: Fact[] = [];
    const measuring = new Set<string>();
    for (const call of view.calls) {
      if (!measuresDrift(call, view) && !measuresLive(call, view)) continue;
      if (measuring.has(call.scope)) continue;
      measuring.add(call.scope);
      facts.push({
        fact: 'trait',
        trait: 'watches-model',
        unit: view.unit(call.scope),
        kind: 'call',
        at: view.at(call.offset),
      });
    }
    return [...facts, ...retrainingFacts(view, measuring)];
  },
};

export default plugin;

/** The call compares distributions, in a function or file whose name says that it is about drift. */
function measuresDrift(call: PythonCall, view: PythonView): boolean {
  const called = wordsOf(lastOf(call.callee));
  if (hasWord(called, OWN)) return true;
  const isOwn = hasWord(called, SHORT) && view.local(call.callee, call.scope) !== undefined;
  if (!isOwn && !COMPARES.test(call.callee)) return false;
  const scopes = view.scopes(call.scope).flatMap((scope) => wordsOf(scope.slice(scope.indexOf(':') + 1)));
  const path = wordsOf(view.context.file.logicalPath.replaceAll(/[-/]/g, '_'));
  return hasWord([...scopes, ...path], DRIFT) && !hasWord(scopes, RETRAINING);
}

/** A metric in a function or file that is named for monitoring and trains nothing: the model is judged by what came true. */
function measuresLive({ callee, scope }: PythonCall, view: PythonView): boolean {
  if (!METRIC.test(callee)) return false;
  const file = view.context.file.logicalPath;
  const names = [
    ...view.scopes(scope).map((one) => one.slice(one.indexOf(':') + 1)),
    file.slice(file.lastIndexOf('/') + 1),
  ];
  const words = names.flatMap((name) => wordsOf(name.replaceAll(/[-.]/g, '_')));
  return hasWord(words, MONITORING) && !view.calls.some((call) => /\.(?:fit|train)$/.test(call.callee));
}
