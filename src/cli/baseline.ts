/** `refarch baseline`: freezes the findings of today, and removes from a baseline what is fixed. */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { BaselineEntry } from '../assessment/types.js';
import { occurrencesOf } from '../findings/occurrences.js';
import { loadKnowledge } from '../knowledge/index.js';
import { plural } from '../report/verdict.js';
import { forTerminal } from '../report/escape.js';
import { canBeKnown, entryOf } from '../suppressions/baseline.js';
import { assessPaths, completeness, type AssessOptions } from './audit.js';
import { baselineText } from './baseline-file.js';
import { UsageError } from './errors.js';
import { EXIT } from './exit-codes.js';
import { write } from './output.js';

export const BASELINE_FILE = 'refarch-baseline.yaml';

export interface BaselineCommandOptions extends AssessOptions {
  output?: string;
  prune?: boolean;
}

/**
 * A file that exists is only ever made smaller.
 * @throws {UsageError} for a file that exists, without `--prune`, and for one that does not, with it
 */
export async function baselineCommand(paths: readonly string[], options: BaselineCommandOptions): Promise<number> {
  const knowledge = await loadKnowledge();
  const run = await assessPaths(paths, { ...options, baseline: false }, knowledge);
  const file = options.output ?? (run.baselineFile === undefined ? BASELINE_FILE : relative('', run.baselineFile));
  const exists = existsSync(file);
  if (exists && !options.prune)
    throw new UsageError(
      `${file} exists. A baseline only gets smaller: --prune removes what is fixed; delete the file to begin anew.`,
    );
  if (!exists && options.prune) throw new UsageError(`there is no baseline ${file} to prune.`);
  const { assessment } = options.prune ? await assessPaths(paths, { ...options, baseline: file }, knowledge) : run;
  // What could not be read may hold what seems to be fixed.
  const complete = completeness(assessment, options);
  if (complete !== EXIT.ok) return complete;
  const several = assessment.sources.length > 1;
  const entries: BaselineEntry[] = occurrencesOf(assessment)
    .filter(
      (o) => canBeKnown(o) && (options.prune ? o.finding.suppression?.kind === 'baseline' : !o.finding.suppression),
    )
    .map((o) => entryOf(o, several));
  write(await baselineText(entries), file);
  const { baseline } = assessment;
  const said = baseline
    ? `${plural(baseline.fixed.length, 'entry', 'entries')} removed, ${baseline.moved.length} renamed, ${entries.length} left`
    : `${plural(entries.length, 'finding')} written`;
  if (!options.quiet) process.stderr.write(`refarch: ${forTerminal(file)}: ${said}.\n`);
  return EXIT.ok;
}
