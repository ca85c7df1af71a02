/** `refarch diff`: what the architecture gained and lost between two directories, two assessments or two commits. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import type { Assessment } from '../assessment/types.js';
import { driftBetween, driftFailures } from '../drift/index.js';
import { DRIFT_KINDS, type DriftKind } from '../drift/types.js';
import { commitNamed, openRepository } from '../git/repository.js';
import { writeSnapshot } from '../git/snapshot.js';
import { loadKnowledge } from '../knowledge/index.js';
import type { Knowledge } from '../knowledge/types.js';
import { DRIFT_FORMATS, driftReport, type DriftFormat } from '../report/drift.js';
import { remoteOf } from '../workspace/git-remote.js';
import { DEFAULT_LIMITS, type ConfigurationOptions } from '../workspace/index.js';
import { assessPaths, completeness, say, type AssessOptions } from './audit.js';
import { UsageError } from './errors.js';
import { EXIT } from './exit-codes.js';
import { createStyle, write } from './output.js';
import { readAssessment } from './render.js';

export interface DiffCommandOptions extends AssessOptions {
  repository: string;
  format?: string[];
  failOnDrift?: string;
  model?: string[];
}

/** A side of the comparison: an assessment made earlier, or a directory with definitions. */
type Side = { assessment: Assessment } | { directory: string; commit?: string; name: string };

export async function diffCommand(base: string, head: string, options: DiffCommandOptions): Promise<number> {
  const kinds = kindsOf(options.failOnDrift);
  const outputs = outputsOf(options.format);
  const temporary = mkdtempSync(join(tmpdir(), 'refarch-diff-'));
  try {
    const before = await openSide(base, 'base', options.repository, temporary);
    const after = await openSide(head, 'head', options.repository, temporary);
    const knowledge = await loadKnowledge();
    // Both sides are read with the same settings: those of the base, which a change cannot alter.
    const settings = 'directory' in before ? before : after;
    const name = nameOf(before, after, options.repository);
    const [from, to] = [
      await assess(before, settings, name, options, knowledge),
      await assess(after, settings, name, options, knowledge),
    ];
    const drift = driftBetween(from, to);
    for (const { format, file } of outputs) write(driftReport(drift, format, createStyle(file === undefined)), file);
    const complete = [from, to].map((a) => completeness(a, options)).find((code) => code !== EXIT.ok);
    if (complete !== undefined) return complete;
    const reasons = driftFailures(drift, kinds);
    if (reasons.length === 0) return EXIT.ok;
    say(
      `failed: ${reasons.slice(0, 5).join('; ')}${reasons.length > 5 ? `; ${reasons.length - 5} more` : ''}.`,
      options,
    );
    return EXIT.findings;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function kindsOf(text: string | undefined): DriftKind[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => {
      const kind = DRIFT_KINDS.find((k) => k === word);
      if (!kind) throw new UsageError(`--fail-on-drift knows ${DRIFT_KINDS.join(', ')}, not "${word}".`);
      return kind;
    });
}

function outputsOf(formats: readonly string[] | undefined): { format: DriftFormat; file?: string }[] {
  const outputs = (formats?.length ? formats : ['terminal']).map((text) => {
    const at = text.indexOf('=');
    const [name, file] = at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
    const format = DRIFT_FORMATS.find((f) => f === name);
    if (!format) throw new UsageError(`there is no format "${name}" of a diff; there are ${DRIFT_FORMATS.join(', ')}.`);
    return { format, ...(file ? { file } : {}) };
  });
  if (outputs.filter((o) => o.file === undefined).length > 1)
    throw new UsageError('only one format can go to stdout; give the others a file.');
  return outputs;
}

/** A file is an assessment, a directory is read as it is, everything else names a commit. */
async function openSide(name: string, side: string, repository: string, temporary: string): Promise<Side> {
  const status = statSync(name, { throwIfNoEntry: false });
  if (status?.isFile()) return { assessment: await readAssessment(name) };
  if (status?.isDirectory()) return { directory: realpathSync(name), name };
  const git = openRepository(repository, join(temporary, `${side}.git`));
  const commit = commitNamed(git, name);
  const directory = join(temporary, side);
  mkdirSync(directory);
  writeSnapshot(git, commit, directory, DEFAULT_LIMITS);
  return { directory: realpathSync(directory), commit, name };
}

/** One id for both sides, whatever their directories are called. */
function nameOf(base: Side, head: Side, repository: string): string {
  const earlier = [base, head].flatMap((s) =>
    'assessment' in s && s.assessment.sources.length === 1 ? (s.assessment.sources[0]?.id ?? []) : [],
  );
  const plain = 'directory' in head && head.commit === undefined ? head.directory : realpathSync(repository);
  return earlier[0] ?? (basename(plain) || 'source');
}

/** The files of a commit lie in a directory that nobody knows: `REF:FILE`, as git names them. */
function shownAs({
  directory,
  commit,
  name,
}: Exclude<Side, { assessment: Assessment }>): Pick<ConfigurationOptions, 'shownAs'> {
  return commit === undefined ? {} : { shownAs: (file) => `${name}:${relative(directory, file)}` };
}

async function assess(
  side: Side,
  settings: Side,
  id: string,
  options: DiffCommandOptions,
  knowledge: Knowledge,
): Promise<Assessment> {
  if ('assessment' in side) return side.assessment;
  const { directory, commit } = side;
  const repository = commit === undefined ? undefined : remoteOf(realpathSync(options.repository));
  const from = 'directory' in settings ? settings : side;
  const { assessment } = await assessPaths(
    [],
    {
      ...options,
      baseline: false,
      lookup: { directory: from.directory, base: directory, ...shownAs(from) },
      only: { id, path: '.', directory, ...(repository === undefined ? {} : { repository }) },
    },
    knowledge,
  );
  return assessment;
}
