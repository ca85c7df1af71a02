/** `refarch audit` */
import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Assessment, Attestation } from '../assessment/types.js';
import { audit } from '../engine/audit.js';
import { isModelFile, loadKnowledge } from '../knowledge/index.js';
import type { NamedModel } from '../knowledge/own-models.js';
import type { Knowledge } from '../knowledge/types.js';
import { forTerminal } from '../report/escape.js';
import { plural } from '../report/verdict.js';
import { findWaiverFault } from '../suppressions/waivers.js';
import { findAttestationFault } from '../maturity/attestations.js';
import { splitEdition } from '../maturity/types.js';
import {
  ConfigurationError,
  isDay,
  loadConfiguration,
  openWorkspace,
  type Configuration,
  type ConfigurationOptions,
  type ConfiguredSource,
  type FailOn,
  type RuleSetting,
  type Source,
  type Waiver,
} from '../workspace/index.js';
import { readBaseline, words } from './baseline-file.js';
import { UsageError } from './errors.js';
import { EXIT } from './exit-codes.js';
import { failures, gatesOf, type GateOptions } from './gates.js';
import { checkLinkTemplate, parseOutputs, prefixes, writeReports } from './output.js';
import { createProgress } from './progress.js';
import { ruleHint } from './suggest-rule.js';

/** What the commands that read sources share. */
export interface AssessOptions {
  config?: string;
  /** Directory with the configuration, where that of the sources is not to be trusted. */
  trustedConfig?: string;
  /** Day on which attestations and waivers have to count. */
  date?: string;
  allowIncomplete?: boolean;
  quiet?: boolean;
}

/** `baseline`: a file, or false for none although the configuration names one. */
export interface AssessSettings extends AssessOptions {
  /** Where the configuration is looked for, and what its sources are relative to; by the paths when left out. */
  lookup?: Pick<ConfigurationOptions, 'directory' | 'base' | 'shownAs'>;
  /** The source where neither paths nor the configuration name one. */
  only?: ConfiguredSource;
  failOn?: FailOn;
  model?: string[];
  baseline?: string | false;
  /** What files of the sources would hold, by path. */
  planned?: ReadonlyMap<string, string>;
}

export interface AuditCommandOptions extends AssessSettings, GateOptions {
  format?: string[];
  /** Address of a line of evidence. */
  linkTemplate?: string;
  baseline?: string;
}

export async function auditCommand(paths: readonly string[], options: AuditCommandOptions): Promise<number> {
  const outputs = parseOutputs(options.format);
  checkLinkTemplate(options.linkTemplate);
  const shipped = await loadKnowledge();
  const { assessment, configuration, knowledge, sources } = await assessPaths(paths, options, shipped);
  const gates = gatesOf(options, configuration.gates, knowledge);
  await writeReports(assessment, outputs, knowledge, {
    pathPrefix: prefixes(sources),
    ...(options.linkTemplate === undefined ? {} : { linkTemplate: options.linkTemplate }),
  });
  const lapsed = expiry(assessment);
  if (lapsed !== EXIT.ok) return lapsed;
  const complete = completeness(assessment, options);
  if (complete !== EXIT.ok) return complete;
  const stale = staleBaseline(assessment, options);
  if (stale !== EXIT.ok) return stale;
  const reasons = failures(assessment, options.failOn ?? configuration.failOn, gates);
  if (reasons.length === 0) return EXIT.ok;
  say(`failed: ${reasons.join('; ')}.`, options);
  return EXIT.findings;
}

/** One line on stderr, unless nothing is to be said. */
export function say(sentence: string, { quiet }: AssessOptions): void {
  if (!quiet) process.stderr.write(`refarch: ${forTerminal(sentence)}\n`);
}

/** Entries that are fixed have to be removed, or the same finding could come back unseen. */
function staleBaseline({ baseline }: Assessment, options: AssessOptions): number {
  if (!baseline) return EXIT.ok;
  const { file, fixed, moved } = baseline;
  const [first] = fixed;
  if (moved.length > 0)
    say(
      `${file}: ${plural(moved.length, 'finding')} moved to a renamed component; refarch baseline --prune notes it.`,
      options,
    );
  if (!first) return EXIT.ok;
  const more = fixed.length > 1 ? ` and ${fixed.length - 1} more` : '';
  const place = first.line === undefined ? file : `${file}:${first.line}`;
  say(`${place}: ${words(first)}${more} is fixed; refarch baseline --prune removes it from the baseline.`, options);
  return EXIT.usage;
}

/** Says on stderr which attestation has expired, if any has: the reports are written, the configuration is to be renewed. */
function expiry({ maturity }: Assessment): number {
  const [first, ...others] = maturity.flatMap(({ criteria }) =>
    criteria.flatMap(({ id, attestation }) => (attestation?.state === 'expired' ? [{ id, ...attestation }] : [])),
  );
  if (!first) return EXIT.ok;
  const { id, by, expires = '', file, line } = first;
  const more = others.length > 0 ? `; ${others.length} more like it` : '';
  process.stderr.write(
    `refarch: ${forTerminal(`${file}${line === undefined ? '' : `:${line}`}: the attestation of ${JSON.stringify(id)} by ${by} expired on ${expires} and is not counted`)}; renew it or remove it${more}.\n`,
  );
  return EXIT.usage;
}

/** Says on stderr what makes the assessment incomplete, if anything does. */
export function completeness(assessment: Assessment, { allowIncomplete, quiet }: AssessOptions): number {
  const [first, ...others] = assessment.notices.filter((n) => n.incomplete);
  if (!first || allowIncomplete) return EXIT.ok;
  const more = others.length > 0 ? `; ${others.length} more like it` : '';
  if (!quiet)
    process.stderr.write(
      `refarch: the assessment is incomplete: ${forTerminal(first.file || first.source)}: ${forTerminal(first.message).replace(/\.$/, '')}${more} (--allow-incomplete accepts that).\n`,
    );
  return EXIT.incomplete;
}

/** What was assessed, and by what. */
export interface Run {
  assessment: Assessment;
  configuration: Configuration;
  /** Models that the organisation wrote itself included. */
  knowledge: Knowledge;
  sources: readonly Source[];
  /** Of the configuration. */
  baselineFile?: string;
}

/**
 * Reads the configuration, opens the sources and assesses them.
 */
export async function assessPaths(paths: readonly string[], options: AssessSettings, shipped: Knowledge): Promise<Run> {
  const loaded = await loadConfiguration(configurationOptions(paths, options));
  const { file, modelPlaces } = loaded;
  const configuration = completed(loaded.configuration, paths, options);
  const outside = options.config !== undefined;
  const named = options.model?.length
    ? fromHere(options.model)
    : configuration.models.map((name, index): NamedModel => {
        const directory = dirname(file ?? '.');
        const at = modelPlaces?.[index];
        const shownAs = options.lookup?.shownAs;
        return {
          name,
          directory,
          ...(outside ? {} : { inside: directory }),
          ...(shownAs && !outside ? { shownAs } : {}),
          ...(at ? { at } : {}),
        };
      });
  const { knowledge, ids: models } = await knownModels(named, shipped);
  const day = today(options.date);
  checkAttestations(configuration.attestations, knowledge);
  checkPolicy(configuration, knowledge, day);
  const rules = knowledge.checks.map(({ id }) => id);
  const baselineFile = options.baseline === false ? undefined : (options.baseline ?? configuration.baseline);
  const baseline = baselineFile === undefined ? undefined : await readBaseline(baselineFile, rules);
  const workspace = openWorkspace(paths, configuration, options.planned);
  const progress = createProgress(options.quiet ?? false);
  const assessment = await audit(workspace, knowledge, {
    ...(models.length > 0 ? { models } : {}),
    attestations: configuration.attestations,
    today: day,
    rules: configuration.rules,
    rulesBySource: new Map(configuration.sources.flatMap(({ id, rules: own }) => (own ? [[id, own]] : []))),
    waivers: configuration.waivers,
    ignoreInFileWaivers: options.trustedConfig !== undefined,
    ...(baseline ? { baseline } : {}),
    onProgress: (done, total) => progress.update(done, total),
  });
  progress.end();
  return {
    assessment,
    configuration,
    knowledge,
    sources: workspace.sources,
    ...(configuration.baseline === undefined ? {} : { baselineFile: configuration.baseline }),
  };
}

/** @throws {UsageError} when two options name a configuration, or the trusted directory is none */
function configurationOptions(
  paths: readonly string[],
  { config, trustedConfig, lookup }: AssessSettings,
): ConfigurationOptions {
  if (trustedConfig === undefined)
    return { directory: paths[0] ?? '.', ...lookup, ...(config ? { file: config } : {}) };
  if (config !== undefined) throw new UsageError('give either --config or --trusted-config, not both.');
  if (!statSync(trustedConfig, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--trusted-config: there is no directory "${trustedConfig}".`);
  // What it says of sources is about the tree that is audited.
  return { directory: trustedConfig, base: '.' };
}

/** With the only source, where no other is named; and without the trusted directory, where it lies in what is audited. */
function completed(configuration: Configuration, paths: readonly string[], options: AssessSettings): Configuration {
  const { only, trustedConfig } = options;
  const sources = only && configuration.sources.length === 0 ? [only] : configuration.sources;
  if (trustedConfig === undefined) return { ...configuration, sources };
  const inside = (paths.length > 0 ? paths : ['.']).flatMap((path) => {
    const way = relative(resolve(path), resolve(trustedConfig)).split(sep);
    return way[0] === '..' || way[0] === '' ? [] : [`/${way.join('/').replace(/[*?\\!#[\] ]/g, '\\$&')}/`];
  });
  return { ...configuration, sources, exclude: [...configuration.exclude, ...inside] };
}

/** @throws {ConfigurationError} with the place of the first rule or waiver that cannot be used */
function checkPolicy({ rules, sources, waivers }: Configuration, { checks }: Knowledge, day: string): void {
  const ids = checks.map(({ id }) => id);
  const fail = ({ file, line, column }: RuleSetting | Waiver, message: string): never => {
    const position = line === undefined || column === undefined ? undefined : { line, column };
    throw new ConfigurationError(file, message, position);
  };
  for (const [id, setting] of [rules, ...sources.flatMap((source) => source.rules ?? [])].flatMap((own) => [...own]))
    if (!ids.includes(id)) fail(setting, `rules: there is no rule ${ruleHint(id, ids)}`);
  const fault = findWaiverFault(waivers, new Set(ids), day, (id) => ruleHint(id, ids));
  if (fault) fail(fault.waiver, `waivers: ${fault.message}`);
}

/** What is known together with the models that the command line names. */
export const knowledgeWith = async (models: readonly string[], shipped: Knowledge): Promise<Knowledge> =>
  (await knownModels(fromHere(models), shipped)).knowledge;

const fromHere = (models: readonly string[]): NamedModel[] => models.map((name) => ({ name, directory: '.' }));

/** @throws {UsageError} for an id that no model has */
async function knownModels(
  named: readonly NamedModel[],
  shipped: Knowledge,
): Promise<{ knowledge: Knowledge; ids: string[] }> {
  const ids = named.map(({ name }) => name);
  checkModels(
    named.filter(({ name }) => !isModelFile(name)),
    shipped,
  );
  if (!ids.some(isModelFile)) return { knowledge: shipped, ids };
  return (await import('../knowledge/own-models.js')).withOwnModels(shipped, named);
}

function checkModels(models: readonly NamedModel[], knowledge: Knowledge): void {
  const known = [...knowledge.architectures, ...knowledge.maturityModels].map((m) => m.id);
  for (const { name, at } of models) {
    const [id, edition] = splitEdition(name);
    const wrong = (message: string): Error =>
      at ? new ConfigurationError(at.file, message, at.position) : new UsageError(message);
    if (!known.includes(id)) throw wrong(`there is no model "${id}"; there are ${known.join(', ')}.`);
    if (edition === undefined) continue;
    const editions = knowledge.maturityModels.find((m) => m.id === id)?.editions?.map((e) => e.id) ?? [];
    if (!editions.includes(edition))
      throw wrong(
        editions.length === 0
          ? `the model "${id}" has no editions.`
          : `there is no edition "${edition}" of "${id}"; there are ${editions.join(', ')}.`,
      );
  }
}

/** @throws {ConfigurationError} with the place of the first attestation that cannot be used */
function checkAttestations(attestations: readonly Attestation[], knowledge: Knowledge): void {
  const fault = findAttestationFault(attestations, knowledge.maturityModels);
  if (!fault) return;
  const { file, line, column } = fault.attestation;
  const position = line === undefined || column === undefined ? undefined : { line, column };
  throw new ConfigurationError(file, `attestations: ${fault.message}`, position);
}

/** The day on which attestations have to count: named, else that of `SOURCE_DATE_EPOCH`, else today. */
export function today(date: string | undefined): string {
  if (date !== undefined) {
    if (isDay(date)) return date;
    throw new UsageError(`--date takes a day as YYYY-MM-DD, not "${date}".`);
  }
  const epoch = process.env.SOURCE_DATE_EPOCH ?? '';
  const time = /^\d{1,12}$/.test(epoch) ? Number(epoch) * 1000 : Date.now();
  return new Date(time).toISOString().slice(0, 10);
}
