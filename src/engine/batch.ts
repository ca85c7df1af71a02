/** Reads and extracts a run of files; the same on the main thread and on a worker. */
import type { FileFacts } from '../facts/types.js';
import { prepare } from '../syntax/index.js';
import type { Language } from '../syntax/types.js';
import {
  isGeneratedText,
  logicalPath,
  readText,
  type Limits,
  type Notice,
  type ReadBudget,
  type WorkspaceFile,
} from '../workspace/index.js';
import { inFileWaivers, type InFileWaiver } from '../suppressions/in-file.js';
import { extractFile, readersOf, type Extractor } from './extract.js';

/** What a run of files gave, in their order. */
export interface Batch {
  files: FileFacts[];
  notices: Notice[];
  /** Number of files read, by source. */
  read: Record<string, number>;
  /** Comments that accept findings. */
  waivers: InFileWaiver[];
}

/** Languages that stand inside files of other languages. */
const EMBEDDABLE: readonly Language[] = ['shell', 'python', 'yaml', 'json', 'sql'];
const prepared = new Set<Language>();

export async function extractBatch(
  files: readonly WorkspaceFile[],
  extractor: Extractor,
  limits: Limits,
  budget: ReadBudget,
): Promise<Batch> {
  const batch: Batch = { files: [], notices: [], read: {}, waivers: [] };
  for (const file of files) {
    const { text, notice } = readText(file, limits, budget);
    if (notice) batch.notices.push(notice);
    if (text === undefined) {
      batch.files.push({ source: file.source, path: file.path, role: file.role, facts: [] });
      continue;
    }
    batch.read[file.source] = (batch.read[file.source] ?? 0) + 1;
    const role = isGeneratedText(file.path, text) ? 'generated' : file.role;
    if (role !== 'vendored') batch.waivers.push(...inFileWaivers(text, file.source, file.path));
    const info = { source: file.source, path: file.path, logicalPath: logicalPath(file.path), role };
    const readers = readersOf(extractor, info, text);
    if (readers && !prepared.has(readers.language)) {
      await prepare([readers.language, ...EMBEDDABLE]);
      prepared.add(readers.language);
    }
    batch.files.push(extractFile(extractor, info, text, readers));
  }
  return batch;
}
