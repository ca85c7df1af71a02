/** `refarch audit` */
import type { Assessment } from '../assessment/types.js';
import { audit } from '../engine/audit.js';
import { loadKnowledge } from '../knowledge/index.js';
import type { Knowledge } from '../knowledge/types.js';
import { forTerminal } from '../report/escape.js';
import { SEVERITIES, type Severity } from '../vocabulary/index.js';
import { loadConfiguration, openWorkspace } from '../workspace/index.js';
import { UsageError } from './errors.js';
import { EXIT } from './exit-codes.js';
import { parseOutputs, writeReports } from './output.js';
import { createProgress } from './progress.js';

/** What the commands that read sources share. */
export interface AssessOptions {
  config?: string;
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
  const { assessment, failOn } = await assessPaths(paths, options, knowledge);
  await writeReports(assessment, outputs, knowledge);
  const complete = completeness(assessment, options);
  return complete !== EXIT.ok ? complete : fails(assessment, failOn) ? EXIT.findings : EXIT.ok;
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

/** Reads the configuration, opens the sources and assesses them. */
export async function assessPaths(
  paths: readonly string[],
  options: AssessOptions & Pick<AuditCommandOptions, 'failOn' | 'model'>,
  knowledge: Knowledge,
): Promise<{ assessment: Assessment; failOn: Severity | 'never' }> {
  const { configuration } = await loadConfiguration({
    directory: paths[0] ?? '.',
    ...(options.config ? { file: options.config } : {}),
  });
  const models = options.model?.length ? options.model : configuration.models;
  checkModels(models, knowledge);
  const workspace = openWorkspace(paths, configuration);
  const progress = createProgress(options.quiet ?? false);
  const assessment = await audit(workspace, knowledge, {
    ...(models.length > 0 ? { models } : {}),
    onProgress: (done, total) => progress.update(done, total),
  });
  progress.end();
  return { assessment, failOn: options.failOn ?? configuration.failOn };
}

function checkModels(models: readonly string[], knowledge: Knowledge): void {
  const known = [...knowledge.architectures, ...knowledge.maturityModels].map((m) => m.id);
  const unknown = models.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new UsageError(`there is no model "${unknown}"; there are ${known.join(', ')}.`);
}

function fails(assessment: Assessment, failOn: Severity | 'never'): boolean {
  if (failOn === 'never') return false;
  const limit = SEVERITIES.indexOf(failOn);
  return assessment.findings.some((f) => SEVERITIES.indexOf(f.severity) <= limit);
}
