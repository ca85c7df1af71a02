/** Takes batches of files until none is left, then hands over all results at once. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadKnowledge } from '../knowledge/index.js';
import { plugins } from '../plugins/index.js';
import { readBudget } from '../workspace/index.js';
import { extractBatch } from './batch.js';
import type { WorkerInput, WorkerOutput } from './extraction.js';

const { batches, limits, mentions, next } = workerData as WorkerInput;
const { catalogue, documents } = await loadKnowledge();
const extractor = { catalogue, plugins, documents, mentions };
const budget = readBudget(limits);
const output: WorkerOutput = { batches: [], bytes: 0 };
for (let at = Atomics.add(next, 0, 1); at < batches.length; at = Atomics.add(next, 0, 1))
  output.batches.push([at, await extractBatch(batches[at] ?? [], extractor, limits, budget)]);
output.bytes = limits.totalBytes - budget.bytes;
parentPort?.postMessage(output);
