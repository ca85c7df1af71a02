/** What a configuration says of findings: severities, rules that are off, waivers, and what an audit has to reach. */
import { readFileSync, readdirSync } from 'node:fs';
import { load } from 'js-yaml';
import { ConfigurationError } from './errors.js';
import { isDay } from './day.js';
import type { FailOn, Gates, RuleSetting, Waiver } from './types.js';

type Locate = (path: readonly (string | number)[]) => { line: number; column: number } | undefined;

export type WrittenRules = Record<string, Pick<RuleSetting, 'severity' | 'reason'>>;

/** As written; the schema has been held to it. */
export interface WrittenPolicy {
  extends?: string | string[];
  rules?: WrittenRules;
  waivers?: Omit<Waiver, 'file' | 'line' | 'column'>[];
  gates?: Partial<Gates>;
  failOn?: FailOn;
  models?: string[];
}

export interface Policy {
  rules: ReadonlyMap<string, RuleSetting>;
  waivers: Waiver[];
  gates: Gates;
  failOn?: FailOn;
  models?: string[];
}

const PRESETS = new URL('../../rules/presets/', import.meta.url);

/** Ids by which `extends` names a preset. */
export function presetIds(): string[] {
  return readdirSync(PRESETS)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `refarch:${file.replace(/\.yaml$/, '')}`)
    .sort();
}

/** What a preset says; it is shipped, and a test holds all of them to the schema. */
export function readPreset(id: string): WrittenPolicy {
  return load(readFileSync(new URL(`${id.replace('refarch:', '')}.yaml`, PRESETS), 'utf8')) as WrittenPolicy;
}

/**
 * @param at where in the file the object with the rules stands
 * @throws {ConfigurationError} for a rule that is off without a reason
 */
export function rulesOf(
  written: WrittenRules | undefined,
  at: readonly (string | number)[],
  shown: string,
  locate: Locate,
): Map<string, RuleSetting> {
  return new Map(
    Object.entries(written ?? {}).map(([id, setting]) => {
      const position = locate([...at, 'rules', id]);
      if (setting.severity === 'off' && setting.reason === undefined)
        throw new ConfigurationError(
          shown,
          `the rule ${JSON.stringify(id)} is switched off without a reason.`,
          position,
        );
      return [id, { ...setting, file: shown, ...position }];
    }),
  );
}

/**
 * Presets in their order, then what the file says itself.
 * @throws {ConfigurationError} for a preset that does not exist, a rule that is off without a reason, a day that is none
 */
export function policyOf(written: WrittenPolicy, shown: string, locate: Locate): Policy {
  const fail = (path: (string | number)[], message: string): never => {
    throw new ConfigurationError(shown, message, locate(path));
  };
  const ids = typeof written.extends === 'string' ? [written.extends] : (written.extends ?? []);
  const known = ids.length > 0 ? presetIds() : [];
  const layers = ids.map((id, at) => {
    if (known.includes(id)) return readPreset(id);
    const path = typeof written.extends === 'string' ? ['extends'] : ['extends', at];
    return fail(path, `there is no preset ${JSON.stringify(id)}; there are ${known.join(', ')}.`);
  });
  const rules = new Map<string, RuleSetting>();
  for (const { rules: preset = {} } of layers)
    for (const [id, setting] of Object.entries(preset)) rules.set(id, { ...setting, file: shown });
  for (const [id, setting] of rulesOf(written.rules, [], shown, locate)) rules.set(id, setting);
  const all = [...layers, written];
  const last = <K extends 'failOn' | 'models'>(key: K): WrittenPolicy[K] =>
    all.findLast((l) => l[key] !== undefined)?.[key];
  const [failOn, models, maxNew] = [last('failOn'), last('models'), all.findLast((l) => l.gates?.maxNew !== undefined)];
  return {
    rules,
    waivers: (written.waivers ?? []).map((waiver, at): Waiver => {
      if (!isDay(waiver.expires))
        fail(['waivers', at, 'expires'], `waivers[${at}].expires: there is no day ${waiver.expires}.`);
      return { ...waiver, file: shown, ...locate(['waivers', at]) };
    }),
    gates: {
      minLevel: Object.assign({}, ...all.map((l) => l.gates?.minLevel ?? {})) as Gates['minLevel'],
      require: [...new Set(all.flatMap((l) => l.gates?.require ?? []))],
      ...(maxNew?.gates?.maxNew === undefined ? {} : { maxNew: maxNew.gates.maxNew }),
    },
    ...(failOn === undefined ? {} : { failOn }),
    ...(models === undefined ? {} : { models }),
  };
}
