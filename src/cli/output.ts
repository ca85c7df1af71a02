/** Where reports go, and how they look there. */
import { createColors } from 'picocolors';
import { realpathSync, writeFileSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import type { Assessment } from '../assessment/types.js';
import type { Check } from '../checks/types.js';
import type { Knowledge } from '../knowledge/types.js';
import { FORMATS, reporter, type ReportContext, type RuleText } from '../report/index.js';
import { webAddress } from '../report/evidence-links.js';
import type { Style } from '../report/terminal/layout.js';
import type { Source } from '../workspace/index.js';
import { UsageError } from './errors.js';
import { prepareLayout } from './layout.js';
import { explainIn } from './explanations.js';

export interface Output {
  format: string;
  /** File to write; stdout when left out. */
  file?: string;
}

/**
 * @param formats `FORMAT` or `FORMAT=FILE`, as given on the command line
 * @throws {UsageError} for a format that does not exist, or two for stdout
 */
export function parseOutputs(formats: readonly string[] | undefined): Output[] {
  const outputs = (formats?.length ? formats : ['terminal']).map((text): Output => {
    const [format = '', ...rest] = text.split('=');
    if (!FORMATS.includes(format))
      throw new UsageError(`there is no format "${format}"; there are ${FORMATS.join(', ')}.`);
    const file = rest.join('=');
    if (rest.length > 0 && file === '') throw new UsageError(`"${text}" names no file after "=".`);
    return file === '' ? { format } : { format, file };
  });
  if (outputs.filter((o) => !o.file).length > 1)
    throw new UsageError(
      'only one format can go to stdout; give the others a file, as in --format json=assessment.json.',
    );
  return outputs;
}

/** What a report is told by the command line. */
export type ReportOptions = Pick<ReportContext, 'pathPrefix' | 'linkTemplate'>;

/** @throws {UsageError} for an address that leads to no line of no file */
export function checkLinkTemplate(template: string | undefined): void {
  if (template === undefined) return;
  const address = webAddress(template.replace(/[{}]/g, ''));
  if (address === undefined || !template.includes('{path}'))
    throw new UsageError(
      `--link-template takes an http or https address with {path}, for example https://{host}/{repository}/blob/{commit}/{path}#L{line}, not "${template}".`,
    );
}

/** Writes each report. */
export async function writeReports(
  assessment: Assessment,
  outputs: readonly Output[],
  knowledge: Knowledge,
  options: ReportOptions = {},
): Promise<void> {
  if (outputs.some(({ format }) => format === 'html')) prepareLayout();
  for (const { format, file } of outputs) {
    const report = await reporter(format);
    const context = { ...contextFor(knowledge, file === undefined), ...options };
    if (report) write(await report(assessment, context), file);
  }
}

/**
 * Where sources lie below the working directory: builds run at the root of the checkout, and code scanning, annotations and
 * merge requests name files from there. Nothing for sources elsewhere.
 */
export function prefixes(sources: readonly Source[], from = realpathSync(process.cwd())): (source: string) => string {
  const known = new Map(
    sources.map(({ id, directory }) => {
      const way = relative(from, directory).split(sep).join('/');
      return [id, way === '' || way.startsWith('..') || isAbsolute(way) ? '' : `${way}/`];
    }),
  );
  return (source) => known.get(source) ?? '';
}

/**
 * To a file, or to stdout without one.
 * @throws {UsageError} when the file cannot be written
 */
export function write(text: string, file?: string): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${reasonOf(error)}.`);
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
};

/** Why a file could not be read or written, without repeating its name. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return REASONS[code] ?? (code || (error instanceof Error ? error.message : String(error)));
}

/** What reports are told beside the assessment. */
export function contextFor(knowledge: Knowledge, toStdout: boolean): ReportContext {
  const changes = new Map(knowledge.maturityModels.flatMap((m) => m.criteria.map((c) => [c.id, c.change] as const)));
  const rules = new Map(knowledge.checks.map((check) => [check.id, ruleText(check)]));
  const models = [...knowledge.architectures, ...knowledge.maturityModels];
  return {
    style: createStyle(toStdout),
    technologyName: technologyNames(knowledge),
    drawings: knowledge.drawings,
    advice: (id) => changes.get(id),
    explain: (id, model) => explainIn(model, id, knowledge),
    source: (id) => {
      const model = models.find((m) => m.id === id);
      return model && { ...model.source, ...('decides' in model ? { decides: model.decides } : {}) };
    },
    rule: (id) => rules.get(id),
  };
}

function ruleText({ severity, message, rationale, remediation, example, references, expects }: Check): RuleText {
  const title = `${message}.`;
  return { severity, title, rationale, remediation, example, references, absence: expects !== undefined };
}

/** Names for display; what the catalogue does not name (`web-service`, `code`) is said as its id says it. */
export function technologyNames({ catalogue }: Knowledge): (id: string) => string {
  return (id) => catalogue.technologies.get(id)?.name ?? id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
}

/** Colour only on a terminal (or with FORCE_COLOR), never with NO_COLOR. */
export function createStyle(toStdout: boolean): Style {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const color = NO_COLOR
    ? false
    : FORCE_COLOR
      ? FORCE_COLOR !== '0'
      : toStdout && process.stdout.isTTY && process.env.TERM !== 'dumb';
  const c = createColors(color);
  const columns = toStdout && process.stdout.isTTY ? process.stdout.columns : 0;
  return {
    width: Math.min(120, Math.max(60, columns || 100)),
    bold: c.bold,
    dim: c.dim,
    good: c.green,
    fair: c.yellow,
    bad: c.red,
    accent: c.cyan,
  };
}
