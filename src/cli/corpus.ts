/**
 * `npm run corpus -- --trees DIR --labels FILE --scorer FILE [--organisations DIR --organisation-labels FILE
 * --organisation-scorer FILE] [--results DIR] [--verbose] [--formats] [--baselines]`
 * `npm run corpus -- --scaffold DIR [--pieces]`
 *
 * Audits every labelled tree (DIR/ID), and every labelled organisation (DIR/ID/SOURCE…) as one audit of several sources,
 * each in a process of its own, and prints the scorers' tables. With `--formats` all reports, and the configuration that
 * `refarch init` writes, are held to the schemas of their formats; with `--baselines` every tree is frozen and robbed of its components
 * one by one (`corpus-baseline.ts`). With `--scaffold` alone, what is missing in every directory below DIR is made on every target, with
 * `--pieces` each missing piece by itself too (`corpus-scaffold.ts`). Labels and scorers are not part of this repository.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FORMATS } from '../report/index.js';
import { EXIT } from './exit-codes.js';
import { loadKnowledge } from '../knowledge/index.js';
import { tryBaseline } from './corpus-baseline.js';
import { scaffoldTrees } from './corpus-scaffold.js';
import { CONFIGURATION, faultsOf, VALIDATED_FORMATS } from './valid-formats.js';

const REFARCH = fileURLToPath(new URL('../../bin/refarch.js', import.meta.url));
const SLOW_MS = 2000;

const { values: options } = parseArgs({
  options: {
    trees: { type: 'string' },
    labels: { type: 'string' },
    scorer: { type: 'string' },
    organisations: { type: 'string' },
    'organisation-labels': { type: 'string' },
    'organisation-scorer': { type: 'string' },
    results: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    formats: { type: 'boolean', default: false },
    baselines: { type: 'boolean', default: false },
    scaffold: { type: 'string' },
    pieces: { type: 'boolean', default: false },
  },
});

interface Label {
  id: string;
  sources?: { id: string }[];
}

interface Run {
  id: string;
  ms: number;
  exit: number | null;
  stderr: string;
}

async function main(): Promise<number> {
  if (options.scaffold) return (await scaffoldTrees(options.scaffold, options.pieces)) ? EXIT.ok : EXIT.findings;
  if (!options.trees && !options.organisations) {
    process.stderr.write(
      'usage: corpus --scaffold DIR [--pieces]\n       corpus --trees DIR --labels FILE --scorer FILE [--organisations DIR --organisation-labels FILE --organisation-scorer FILE] [--results DIR] [--verbose] [--formats] [--baselines]\n',
    );
    return EXIT.usage;
  }
  const results = options.results ?? mkdtempSync(join(tmpdir(), 'refarch-corpus-'));
  let failed = false;
  if (options.trees)
    failed = (await set(options.trees, options.labels, options.scorer, join(results, 'trees'))) || failed;
  if (options.organisations)
    failed =
      (await set(
        options.organisations,
        options['organisation-labels'],
        options['organisation-scorer'],
        join(results, 'organisations'),
      )) || failed;
  process.stdout.write(`results in ${results}\n`);
  return failed ? EXIT.findings : EXIT.ok;
}

/** Audits one set and prints its table. @returns true when an audit crashed */
async function set(
  directory: string,
  labelFile: string | undefined,
  scorer: string | undefined,
  results: string,
): Promise<boolean> {
  if (!labelFile || !existsSync(labelFile)) throw new Error(`no labels at ${labelFile ?? '(option not given)'}`);
  mkdirSync(results, { recursive: true });
  const labels = JSON.parse(readFileSync(labelFile, 'utf8')) as Label[];
  const runs = labels.map((label) => auditLabel(label, directory, results));
  const crashed = runs.filter((run) => run.exit === null || run.exit >= EXIT.usage);
  const slow = runs.filter((run) => run.ms > SLOW_MS);
  const slowest = runs.reduce((a, b) => (b.ms > a.ms ? b : a));
  process.stdout.write(
    `${runs.length - crashed.length} of ${runs.length} audited, ${slow.length} over ${SLOW_MS / 1000} s, slowest ${slowest.id} ${slowest.ms} ms\n`,
  );
  for (const run of crashed)
    process.stdout.write(`  ${run.id}: exit ${String(run.exit)} ${run.stderr.split('\n', 1)[0] ?? ''}\n`);
  if (scorer) {
    const verbose = options.verbose ? ['--verbose'] : [];
    const score = spawnSync(process.execPath, [scorer, '--labels', labelFile, '--results', results, ...verbose], {
      encoding: 'utf8',
    });
    process.stdout.write(score.stdout + score.stderr);
  }
  const invalid = options.formats && (await countValid(labels, results)) > 0;
  const inexact = options.baselines && (await countExact(labels, directory)) > 0;
  return crashed.length > 0 || invalid || inexact;
}

/** Prints how exact the baseline is. @returns for how many trees it is not */
async function countExact(labels: readonly Label[], directory: string): Promise<number> {
  const { checks } = await loadKnowledge();
  const runs = labels.map(({ id }) => ({ id, ...tryBaseline(join(directory, id), REFARCH, checks) }));
  const wrong = runs.filter(({ same, faults }) => !same || faults.length > 0);
  const removed = runs.reduce((sum, run) => sum + run.removed, 0);
  process.stdout.write(
    `baseline: ${runs.filter((run) => run.same).length} of ${runs.length} with nothing new on the same tree; ${removed} files taken away, ${runs.reduce((sum, run) => sum + run.faults.length, 0)} faults\n`,
  );
  for (const { id, faults } of wrong) for (const fault of faults) process.stdout.write(`  ${id}: ${fault}\n`);
  return wrong.length;
}

/** Prints for each format how many reports are valid. @returns how many are not */
async function countValid(labels: readonly Label[], results: string): Promise<number> {
  let invalid = 0;
  for (const format of [...VALIDATED_FORMATS, CONFIGURATION]) {
    const faulty: string[] = [];
    for (const { id } of labels) {
      const text = readFileSync(reportFile(results, id, format), 'utf8');
      const [first] = await faultsOf(format, text);
      if (first !== undefined) faulty.push(`  ${id}: ${first}`);
    }
    process.stdout.write(`${format}: ${labels.length - faulty.length} of ${labels.length} valid\n`);
    for (const fault of faulty) process.stdout.write(`${fault}\n`);
    invalid += faulty.length;
  }
  return invalid;
}

const reportFile = (results: string, id: string, format: string): string =>
  join(results, format === 'json' ? `${id}.json` : `${id}.${format}`);

function auditLabel(label: Label, directory: string, results: string): Run {
  const root = join(directory, label.id);
  const paths = label.sources ? label.sources.map((source) => join(root, source.id)) : [root];
  const others = options.formats
    ? FORMATS.filter((f) => f !== 'json').flatMap((f) => ['--format', `${f}=${reportFile(results, label.id, f)}`])
    : [];
  const start = performance.now();
  const child = spawnSync(
    process.execPath,
    [REFARCH, 'audit', ...paths, '--format', 'json', ...others, '--fail-on', 'never', '--allow-incomplete'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  const ms = Math.round(performance.now() - start);
  if (child.stdout) writeFileSync(join(results, `${label.id}.json`), child.stdout);
  if (options.formats) {
    const init = spawnSync(process.execPath, [REFARCH, 'init', root, '--stdout', '--quiet'], {
      encoding: 'utf8',
    });
    writeFileSync(reportFile(results, label.id, CONFIGURATION), init.stdout);
  }
  return { id: label.id, ms, exit: child.status, stderr: child.stderr };
}

process.exitCode = await main();
