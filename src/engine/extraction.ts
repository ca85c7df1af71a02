/**
 * Extracts all files, on several threads where there is enough to do. Threads take runs of files from a shared counter; the
 * results are put together in the order of the files, so that the number of threads never shows.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { readBudget, type Workspace, type WorkspaceFile } from '../workspace/index.js';
import { extractBatch, type Batch } from './batch.js';
import type { Extractor } from './extract.js';

/** A worker costs about as much to start as this many files to extract. */
const FILES_WORTH_A_WORKER = 500;
const MOST_WORKERS = 3;
const BATCH_SIZE = 16;

const WORKER = new URL('./extraction-worker.js', import.meta.url);

/** What a worker is given. */
export interface WorkerInput {
  batches: WorkspaceFile[][];
  limits: Workspace['limits'];
  mentions: boolean;
  /** Index of the next batch that nobody has taken. */
  next: Int32Array;
}
/** What a worker says when no batch is left. */
export interface WorkerOutput {
  batches: [index: number, batch: Batch][];
  bytes: number;
}

export type Progress = (done: number, total: number) => void;

export async function extractAll(workspace: Workspace, extractor: Extractor, onProgress?: Progress): Promise<Batch[]> {
  const batches = split(workspace.files);
  const workers = workersFor(workspace.files);
  if (workers === 0) return sequentially(batches, workspace, extractor, onProgress);
  const next = new Int32Array(new SharedArrayBuffer(4));
  const input: WorkerInput = { batches, limits: workspace.limits, mentions: extractor.mentions, next };
  const others = Array.from({ length: workers }, () => outputOf(new Worker(WORKER, { workerData: input })));
  const budget = readBudget(workspace.limits);
  const results = new Map<number, Batch>();
  for (let at = Atomics.add(next, 0, 1); at < batches.length; at = Atomics.add(next, 0, 1)) {
    results.set(at, await extractBatch(batches[at] ?? [], extractor, workspace.limits, budget));
    onProgress?.(at * BATCH_SIZE, workspace.files.length);
  }
  let bytes = workspace.limits.totalBytes - budget.bytes;
  for (const output of await Promise.all(others)) {
    bytes += output.bytes;
    for (const [index, batch] of output.batches) results.set(index, batch);
  }
  // Which files lie over the limit must not depend on which thread was faster.
  if (bytes > workspace.limits.totalBytes || results.size < batches.length)
    return sequentially(batches, workspace, extractor, onProgress);
  return batches.map((_, index) => results.get(index)).filter((batch) => batch !== undefined);
}

async function sequentially(
  batches: WorkspaceFile[][],
  workspace: Workspace,
  extractor: Extractor,
  onProgress?: Progress,
): Promise<Batch[]> {
  const budget = readBudget(workspace.limits);
  const results: Batch[] = [];
  for (const batch of batches) {
    results.push(await extractBatch(batch, extractor, workspace.limits, budget));
    onProgress?.(results.length * BATCH_SIZE, workspace.files.length);
  }
  return results;
}

function workersFor(files: readonly WorkspaceFile[]): number {
  // Running from the sources there is no compiled worker to load.
  if (!WORKER.pathname.includes('/dist/')) return 0;
  const worth = Math.floor(files.filter((file) => file.readable).length / FILES_WORTH_A_WORKER);
  return Math.min(worth, MOST_WORKERS, availableParallelism() - 1);
}

function split(files: readonly WorkspaceFile[]): WorkspaceFile[][] {
  const batches: WorkspaceFile[][] = [];
  for (let at = 0; at < files.length; at += BATCH_SIZE) batches.push(files.slice(at, at + BATCH_SIZE));
  return batches;
}

/** A worker that dies has taken batches with it; those are then extracted again on this thread. */
function outputOf(worker: Worker): Promise<WorkerOutput> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.once('error', () => resolve({ batches: [], bytes: 0 }));
    worker.once('exit', () => resolve({ batches: [], bytes: 0 }));
  });
}
