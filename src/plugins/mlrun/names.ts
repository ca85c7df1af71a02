/** What functions of MLRun are called and do, wherever they are defined. */
import type { Trait } from '../../facts/types.js';

/** What functions of the public hub do. */
const HUB: [RegExp, Trait[]][] = [
  [/train|classifier|regress|autogluon|xgb|sklearn/, ['trains-model']],
  [/test_classifier|model_tester|evaluat/, ['evaluates-model']],
  [/batch_inference|batch_predict/, ['loads-model', 'predicts', 'batch-job']],
  [/model_server|serving/, ['web-service', 'loads-model']],
  [/data_clean|validat|describe/, ['reads-data']],
];

/** Name under which a project's function is known to its workflows. */
export const functionKey = (name: string): string => `mlrun-function:${name}`;

/** Kinds of functions that run to their end, as pods: https://docs.mlrun.org/en/latest/concepts/functions-overview.html */
export const BATCH = /^(?:job|mpijob|spark|dask)$/;

/** Kinds of functions that answer with a model; `nuclio:serving` is what the first versions called it. */
export const SERVING = /^(?:serving|nuclio:serving)$/;

/** @param source `hub://auto_trainer`, or what is no function of the hub and does nothing known */
export function hubTraits(source: string): Trait[] {
  const name = /^hub:\/\/(?:[\w-]+\/)?([\w-]+)/.exec(source)?.[1]?.replaceAll('-', '_');
  return name === undefined ? [] : (HUB.find(([pattern]) => pattern.test(name))?.[1] ?? []);
}

/** Functions of the hub that do several things tell them apart by their handler, and projects by the name that they give. */
export function handlerTraits(name: string): Trait[] {
  if (/^(?:evaluat|test)/i.test(name)) return ['evaluates-model'];
  if (/^(?:train|fit)/i.test(name)) return ['trains-model'];
  return /^predict/i.test(name) ? ['predicts'] : [];
}

/** What a function of the hub does under this name or handler. */
export function sourceTraits(source: string, name: string): Trait[] {
  const does = handlerTraits(name);
  return does.length > 0 && source.startsWith('hub://') ? does : hubTraits(source);
}
