/**
 * `npm run corpus -- --trees DIR --labels FILE --scorer FILE [--organisations DIR --organisation-labels FILE
 * --organisation-scorer FILE] [--results DIR] [--verbose]`
 *
 * Audits every labelled tree (DIR/ID), and every labelled organisation (DIR/ID/SOURCE…) as one audit of several sources,
 * each in a process of its own, and prints the scorers' tables. Labels and scorers are not part of this repository.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EXIT } from './exit-codes.js';

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

function main(): number {
  if (!options.trees && !options.organisations) {
    process.stderr.write(
      'usage: corpus --trees DIR --labels FILE --scorer FILE [--organisations DIR --organisation-labels FILE --organisation-scorer FILE] [--results DIR] [--verbose]\n',
    );
    return EXIT.usage;
  }
  const results = options.results ?? mkdtempSync(join(tmpdir(), 'refarch-corpus-'));
  let failed = false;
  if (options.trees) failed = set(options.trees, options.labels, options.scorer, join(results, 'trees')) || failed;
  if (options.organisations)
    failed =
      set(
        options.organisations,
        options['organisation-labels'],
        options['organisation-scorer'],
        join(results, 'organisations'),
      ) || failed;
  process.stdout.write(`results in ${results}\n`);
  return failed ? EXIT.findings : EXIT.ok;
}

/** Audits one set and prints its table. @returns true when an audit crashed */
function set(directory: string, labelFile: string | undefined, scorer: string | undefined, results: string): boolean {
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
  return crashed.length > 0;
}

function auditLabel(label: Label, directory: string, results: string): Run {
  const root = join(directory, label.id);
  const paths = label.sources ? label.sources.map((source) => join(root, source.id)) : [root];
  const start = performance.now();
  const child = spawnSync(
    process.execPath,
    [REFARCH, 'audit', ...paths, '--format', 'json', '--fail-on', 'never', '--allow-incomplete'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  const ms = Math.round(performance.now() - start);
  if (child.stdout) writeFileSync(join(results, `${label.id}.json`), child.stdout);
  return { id: label.id, ms, exit: child.status, stderr: child.stderr };
}

process.exitCode = main();
