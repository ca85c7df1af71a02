/** What makes an audit fail, and why: each reason is a part of the one line on stderr. */
import type { Assessment } from '../assessment/types.js';
import { occurrencesOf } from '../findings/occurrences.js';
import type { Knowledge } from '../knowledge/types.js';
import { EXPIRED_WAIVER } from '../suppressions/waivers.js';
import { SEVERITIES } from '../vocabulary/index.js';
import { closest, type FailOn, type Gates } from '../workspace/index.js';
import { plural } from '../report/verdict.js';
import { UsageError } from './errors.js';

export interface GateOptions {
  minLevel?: string[];
  require?: string[];
  maxNew?: string;
}

/**
 * What the command line asks for, else what the configuration does.
 * @throws {UsageError} for what is no level, no number or no element of a model that is evaluated
 */
export function gatesOf(options: GateOptions, configured: Gates, knowledge: Knowledge): Gates {
  const levels = { ...configured.minLevel };
  for (const text of options.minLevel ?? []) {
    const [, model = '', level = ''] = /^([^=]+)=(\d{1,2})$/.exec(text) ?? [];
    if (level === '') throw new UsageError(`--min-level takes MODEL=LEVEL, as in google-mlops=1, not "${text}".`);
    levels[model] = Number(level);
  }
  for (const model of Object.keys(levels)) checkLevelModel(model, knowledge);
  const required = options.require?.flatMap((text) => text.split(',')).map((id) => id.trim()) ?? configured.require;
  const elements = knowledge.architectures.flatMap((model) => model.elements.map((e) => e.id));
  for (const id of required) {
    if (elements.includes(id)) continue;
    const near = closest(id, elements);
    const hint = near === undefined ? 'refarch explain kreuzberger-2022 lists some' : `did you mean "${near}"?`;
    throw new UsageError(`no reference architecture has an element "${id}"; ${hint}`);
  }
  const maxNew = options.maxNew === undefined ? configured.maxNew : numberOf(options.maxNew);
  return { minLevel: levels, require: required, ...(maxNew === undefined ? {} : { maxNew }) };
}

function checkLevelModel(model: string, { maturityModels }: Knowledge): void {
  const leveled = maturityModels.filter((m) => m.criteria.some((c) => c.level !== undefined)).map((m) => m.id);
  if (!leveled.includes(model))
    throw new UsageError(`there is no maturity model with levels "${model}"; there are ${leveled.join(', ')}.`);
}

function numberOf(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new UsageError(`--max-new takes a number, not "${text}".`);
}

/** @returns why the audit fails, a part of a sentence each; none when it does not */
export function failures(assessment: Assessment, failOn: FailOn, gates: Gates): string[] {
  const counting = occurrencesOf(assessment).filter(({ finding }) => !finding.suppression);
  const limit = failOn === 'never' ? -1 : SEVERITIES.indexOf(failOn);
  const severe = counting.filter(({ finding }) => SEVERITIES.indexOf(finding.severity) <= limit).length;
  const word = assessment.baseline ? 'new finding' : 'finding';
  return [
    ...(severe > 0 ? [`${plural(severe, word)} at or above ${failOn}`] : []),
    ...levelFailures(assessment, gates),
    ...elementFailures(assessment, gates),
    ...newFailures(counting.filter(({ finding }) => finding.ruleId !== EXPIRED_WAIVER).length, gates),
  ];
}

function levelFailures({ maturity }: Assessment, { minLevel }: Gates): string[] {
  return Object.entries(minLevel).flatMap(([id, wanted]) => {
    const verdict = maturity.find((m) => m.model === id);
    if (!verdict || verdict.kind === 'questionnaire') return [`${id} was not evaluated, level ${wanted} is asked for`];
    if (!verdict.assessable) return [`there is nothing to give a level of ${id} to, level ${wanted} is asked for`];
    return verdict.level < wanted ? [`level ${verdict.level} of ${id}, level ${wanted} is asked for`] : [];
  });
}

function elementFailures({ conformance }: Assessment, { require }: Gates): string[] {
  return require.flatMap((id) => {
    const element = conformance.flatMap((model) => model.elements).find((e) => e.id === id);
    if (!element) return [`${id} was not evaluated`];
    const status = element.status.replaceAll('-', ' ');
    return element.status === 'present' ? [] : [`${id} (${element.name}) is ${status}`];
  });
}

function newFailures(count: number, { maxNew }: Gates): string[] {
  return maxNew !== undefined && count > maxNew ? [`${plural(count, 'new finding')}, ${maxNew} accepted`] : [];
}
