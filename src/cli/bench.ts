/**
 * Measures refarch on given directories: `node dist/cli/bench.js DIR… [--peer]`. Everything is measured in one run on the same
 * trees, each figure as the median of several processes, because figures of different days or machines do not compare.
 *
 * The floor is what an audit cannot fall below: a process of its own that walks the directory and reads the same files, and
 * does nothing with them. Files are in the page cache after the first round, which is not counted; nothing else is.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/refarch.js', import.meta.url));
const SELF = fileURLToPath(import.meta.url);
const PEER = '@specfy/stack-analyser';
const START_ROUNDS = 7;
const ROUNDS = 5;

/**
 * Loaded into the measured process in front of its program: at its end, however that comes, tells what it has used on
 * descriptor 3. Its threads load the probe too and are counted with it.
 */
const PROBE = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; import { isMainThread } from 'node:worker_threads';" +
    "if (isMainThread) process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));",
)}`;

/** Milliseconds, and bytes. */
interface Usage {
  wall: number;
  cpu: number;
  memory: number;
}

/** Codes by which an audit ends that has run to its end: nothing found, findings, incomplete. */
const AUDITED = [0, 1, 3];

/**
 * Runs Node once with the probe.
 * @returns what the process has used, or a sentence on why it did not end well
 */
function measure(words: readonly string[], cwd: string, accepted: readonly number[] = [0]): Usage | string {
  const start = performance.now();
  const child = spawnSync(process.execPath, ['--import', PROBE, ...words], {
    cwd,
    // A cache of an earlier run must not help: each run gets an empty directory for it.
    env: { ...process.env, XDG_CACHE_HOME: cwd, NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 26,
  });
  const wall = performance.now() - start;
  if (child.status === null || !accepted.includes(child.status)) {
    const said = child.stderr.toString().trim().split('\n').at(-1) ?? '';
    return `failed (${child.signal ?? `exit code ${child.status}`}): ${said.slice(0, 200)}`;
  }
  const usage = JSON.parse(String(child.output[3])) as NodeJS.ResourceUsage;
  return { wall, cpu: (usage.userCPUTime + usage.systemCPUTime) / 1000, memory: usage.maxRSS * 1024 };
}

/** Runs `action` in a directory of its own. */
function inTemporaryDirectory<T>(action: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'refarch-bench-'));
  try {
    return action(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

function medians(usages: readonly Usage[]): Usage {
  const of = (field: keyof Usage): number => median(usages.map((usage) => usage[field]));
  return { wall: of('wall'), cpu: of('cpu'), memory: of('memory') };
}

/** Runs the programs in turn, so that what disturbs the machine disturbs all of them alike; the first round is not counted. */
function compare(programs: readonly (() => Usage | string)[], rounds: number): (Usage | string)[] {
  const results = programs.map((): Usage[] => []);
  const failures: (string | undefined)[] = programs.map(() => undefined);
  for (let round = 0; round <= rounds; round++) {
    programs.forEach((program, index) => {
      if (failures[index] !== undefined) return;
      const result = program();
      if (typeof result === 'string') failures[index] = result;
      else if (round > 0) results[index]?.push(result);
    });
  }
  return results.map((usages, index) => failures[index] ?? medians(usages));
}

/** Time from start to end of a process without the probe, in milliseconds. */
function startUp(words: readonly string[]): Usage | string {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, words, { stdio: 'ignore' });
  return status === 0 ? { wall: performance.now() - start, cpu: 0, memory: 0 } : `failed (exit code ${status})`;
}

/** Path of the peer's program, if the package is installed where this one or the working directory looks for packages. */
function findPeer(): { program: string; version: string } | undefined {
  for (const from of [join(process.cwd(), 'package.json'), SELF]) {
    for (const directory of createRequire(from).resolve.paths(PEER) ?? []) {
      const manifest = join(directory, PEER, 'package.json');
      try {
        const { bin, version } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
        const program = typeof bin === 'string' ? bin : Object.values(bin ?? {})[0];
        if (program !== undefined) return { program: join(dirname(manifest), program), version };
      } catch {
        // Not in this place.
      }
    }
  }
  return undefined;
}

interface Manifest {
  version: string;
  bin?: string | Record<string, string>;
}

/** The measured process of the floor: the files of an audit, walked and read as an audit does it. Tells their number and bytes. */
async function floor(directory: string): Promise<void> {
  const { loadConfiguration, openWorkspace, readBudget, readText } = await import('../workspace/index.js');
  const { configuration } = await loadConfiguration({ directory });
  const workspace = openWorkspace([directory], configuration);
  const budget = readBudget(workspace.limits);
  let read = 0;
  for (const file of workspace.files) if (readText(file, workspace.limits, budget).text !== undefined) read++;
  const bytes = workspace.limits.totalBytes - budget.bytes;
  writeSync(1, JSON.stringify({ listed: workspace.files.length, read, bytes }));
}

function size(directory: string): string[] {
  const child = spawnSync(process.execPath, [SELF, '--floor', directory], { encoding: 'utf8' });
  if (child.status !== 0) return ['?', '?', '?'];
  const { listed, read, bytes } = JSON.parse(child.stdout) as Record<'listed' | 'read' | 'bytes', number>;
  return [String(listed), String(read), (bytes / 1e6).toFixed(1)];
}

const milliseconds = (value: number): string => value.toFixed(0);
const megabytes = (value: number): string => (value / 1e6).toFixed(0);
const row = (usage: Usage): string[] => [milliseconds(usage.wall), milliseconds(usage.cpu), megabytes(usage.memory)];

/** Columns under one another; names to the left, figures to the right. */
function table(rows: readonly (readonly string[])[], names = 1): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  const cell = (text: string, column: number): string =>
    column < names ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((cells) => cells.map(cell).join('  ').trimEnd()).join('\n');
}

function benchmarkStartUp(): number {
  const [node, refarch] = compare([() => startUp(['-e', '0']), () => startUp([BIN, '--version'])], START_ROUNDS);
  const cells = (result: Usage | string | undefined): string =>
    typeof result === 'object' ? milliseconds(result.wall) : String(result);
  const rows = [
    ['start-up', 'wall ms'],
    ['node -e 0', cells(node)],
    ['refarch --version', cells(refarch)],
  ];
  console.log(`${table(rows)}\n`);
  return typeof node === 'object' ? node.wall : 0;
}

function benchmarkAudits(directories: readonly string[], nodeStart: number, peer: ReturnType<typeof findPeer>): void {
  const rows = [['tree', 'program', 'wall ms', 'CPU ms', 'peak MB', '× floor', '× floor, net of node']];
  const sizes = [['tree', 'files', 'read', 'MB read']];
  const failures: string[] = [];
  for (const directory of directories) {
    sizes.push([directory, ...size(directory)]);
    const at = resolve(directory);
    const run = (words: string[], accepted?: readonly number[]) => (): Usage | string =>
      inTemporaryDirectory((cwd) => measure(words, cwd, accepted));
    const names = ['floor', 'refarch audit'];
    const programs = [run([SELF, '--floor', at]), run([BIN, 'audit', at, '--format', 'json'], AUDITED)];
    if (peer) {
      names.push(`${PEER} ${peer.version}`);
      programs.push(run([peer.program, at]));
    }
    const results = compare(programs, ROUNDS);
    const base = results[0];
    results.forEach((result, index) => {
      const name = names[index] ?? '';
      if (typeof result === 'string') {
        failures.push(`${directory}: ${name} ${result}`);
        rows.push([directory, name, 'failed', '', '', '', '']);
        return;
      }
      const ratios =
        typeof base === 'object'
          ? [result.wall / base.wall, (result.wall - nodeStart) / Math.max(base.wall - nodeStart, 1)]
          : [];
      rows.push([directory, name, ...row(result), ...ratios.map((ratio) => ratio.toFixed(1))]);
    });
  }
  console.log(`${table(sizes)}\n\n${table(rows, 2)}`);
  for (const failure of failures) console.log(failure);
  if (failures.length > 0) process.exitCode = 1;
}

async function main(words: readonly string[]): Promise<void> {
  if (words[0] === '--floor') return floor(words[1] ?? '.');
  const directories = words.filter((word) => !word.startsWith('--'));
  const unknown = words.find((word) => word.startsWith('--') && word !== '--peer');
  if (directories.length === 0 || unknown !== undefined) {
    console.error('Usage: node dist/cli/bench.js DIR… [--peer]');
    process.exitCode = 2;
    return;
  }
  const peer = words.includes('--peer') ? findPeer() : undefined;
  console.log(
    `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}`,
  );
  console.log(
    `Medians of ${START_ROUNDS} (start-up) and ${ROUNDS} runs, after one that is not counted; page cache warm, no cache of facts.\n`,
  );
  const nodeStart = benchmarkStartUp();
  benchmarkAudits(directories, nodeStart, peer);
  if (words.includes('--peer') && !peer) console.log(`\n${PEER}: not installed (npm install --no-save ${PEER}).`);
}

await main(process.argv.slice(2));
