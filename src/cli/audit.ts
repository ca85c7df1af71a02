/** `refarch audit` */
import { dirname } from 'node:path';
import type { Assessment, Attestation } from '../assessment/types.js';
import { audit } from '../engine/audit.js';
import { isModelFile, loadKnowledge } from '../knowledge/index.js';
import type { NamedModel } from '../knowledge/own-models.js';
import type { Knowledge } from '../knowledge/types.js';
import { forTerminal } from '../report/escape.js';
import { SEVERITIES, type Severity } from '../vocabulary/index.js';
import { findAttestationFault } from '../maturity/attestations.js';
import { splitEdition } from '../maturity/types.js';
import { ConfigurationError, isDay, loadConfiguration, openWorkspace, type Source } from '../workspace/index.js';
import { UsageError } from './errors.js';
import { EXIT } from './exit-codes.js';
import { parseOutputs, prefixes, writeReports } from './output.js';
import { createProgress } from './progress.js';

/** What the commands that read sources share. */
export interface AssessOptions {
  config?: string;
  /** Day on which attestations have to count. */
  date?: string;
  allowIncomplete?: boolean;
  quiet?: boolean;
}

export interface AuditCommandOptions extends AssessOptions {
  format?: string[];
  failOn?: Severity | 'never';
  model?: string[];
}

export async function auditCommand(paths: readonly string[], options: AuditCommandOptions): Promise<number> {
  const outputs = parseOutputs(options.format);
  const knowledge = await loadKnowledge();
  const { assessment, failOn, knowledge: known, sources } = await assessPaths(paths, options, knowledge);
  await writeReports(assessment, outputs, known, prefixes(sources));
  const lapsed = expiry(assessment);
  if (lapsed !== EXIT.ok) return lapsed;
  const complete = completeness(assessment, options);
  return complete !== EXIT.ok ? complete : fails(assessment, failOn) ? EXIT.findings : EXIT.ok;
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

/**
 * Reads the configuration, opens the sources and assesses them.
 * @returns besides the assessment what is known, models that the organisation wrote itself included
 */
export async function assessPaths(
  paths: readonly string[],
  options: AssessOptions & Pick<AuditCommandOptions, 'failOn' | 'model'>,
  shipped: Knowledge,
): Promise<{ assessment: Assessment; failOn: Severity | 'never'; knowledge: Knowledge; sources: readonly Source[] }> {
  const { configuration, file, modelPlaces } = await loadConfiguration({
    directory: paths[0] ?? '.',
    ...(options.config ? { file: options.config } : {}),
  });
  const named = options.model?.length
    ? fromHere(options.model)
    : configuration.models.map((name, index): NamedModel => {
        const directory = dirname(file ?? '.');
        const at = modelPlaces?.[index];
        return { name, directory, ...(options.config ? {} : { inside: directory }), ...(at ? { at } : {}) };
      });
  const { knowledge, ids: models } = await knownModels(named, shipped);
  checkAttestations(configuration.attestations, knowledge);
  const workspace = openWorkspace(paths, configuration);
  const progress = createProgress(options.quiet ?? false);
  const assessment = await audit(workspace, knowledge, {
    ...(models.length > 0 ? { models } : {}),
    attestations: configuration.attestations,
    ...(configuration.attestations.length > 0 ? { today: today(options.date) } : {}),
    onProgress: (done, total) => progress.update(done, total),
  });
  progress.end();
  return { assessment, failOn: options.failOn ?? configuration.failOn, knowledge, sources: workspace.sources };
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

function fails(assessment: Assessment, failOn: Severity | 'never'): boolean {
  if (failOn === 'never') return false;
  const limit = SEVERITIES.indexOf(failOn);
  return assessment.findings.some((f) => SEVERITIES.indexOf(f.severity) <= limit);
}
