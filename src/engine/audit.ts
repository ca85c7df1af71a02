/** The whole way of the data: sources to assessment. */
import type { Assessment } from '../assessment/types.js';
import { evaluateChecks } from '../checks/index.js';
import { evaluateConformance } from '../conformance/index.js';
import type { FileFacts } from '../facts/types.js';
import { buildGraph } from '../graph/build.js';
import type { ArchitectureGraph } from '../graph/types.js';
import { evaluateMaturity } from '../maturity/index.js';
import { plugins } from '../plugins/index.js';
import { prepare } from '../syntax/index.js';
import type { Language } from '../syntax/types.js';
import { logicalPath, readBudget, readText, type Workspace, type WorkspaceFile } from '../workspace/index.js';
import { extractFile, wantedLanguage, type Extractor } from './extract.js';
import type { Knowledge } from '../knowledge/types.js';
import { VERSION } from './version.js';

export interface AuditOptions {
  /** Ids of the models to evaluate; all shipped ones when left out. */
  models?: readonly string[];
  /** Called now and then while files are read. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Assesses an opened workspace.
 * @param workspace sources with their files, as `openWorkspace` gives them; its notices become part of the assessment
 */
export async function audit(workspace: Workspace, knowledge: Knowledge, options: AuditOptions = {}): Promise<Assessment> {
  const extractor: Extractor = { catalogue: knowledge.catalogue, plugins };
  const { files, read, notices } = await extractAll(workspace, extractor, options.onProgress);
  const paths = pathSet(workspace.files);
  const graph = buildGraph({ files, derivations: knowledge.derivations, exists: (source, path) => paths.has(`${source}:${path}`) });
  return assess(graph, workspace, knowledge, options, read, notices);
}

function assess(
  graph: ArchitectureGraph,
  workspace: Workspace,
  knowledge: Knowledge,
  options: AuditOptions,
  read: ReadonlyMap<string, number>,
  notices: Workspace['notices'],
): Assessment {
  const wanted = (id: string): boolean => !options.models || options.models.includes(id);
  const conformance = knowledge.architectures.filter((m) => wanted(m.id)).map((model) => evaluateConformance(model, graph));
  const maturity = knowledge.maturityModels.filter((m) => wanted(m.id)).map((model) => evaluateMaturity(model, graph));
  return {
    schemaVersion: '1',
    tool: { name: 'refarch', version: VERSION },
    sources: workspace.sources.map((source) => ({
      id: source.id,
      path: source.path,
      ...(source.commit ? { commit: source.commit } : {}),
      files: { read: read.get(source.id) ?? 0, skipped: notices.filter((n) => n.source === source.id).length },
    })),
    components: [...graph.components],
    relations: [...graph.relations],
    conformance,
    maturity,
    findings: evaluateChecks(knowledge.checks, graph),
    notUnderstood: [...graph.notUnderstood],
    notices: [...notices],
  };
}

interface Extraction {
  files: FileFacts[];
  /** Number of files read, by source. */
  read: Map<string, number>;
  notices: Workspace['notices'];
}

/** Languages that stand inside files of other languages. */
const EMBEDDABLE: readonly Language[] = ['shell', 'python', 'yaml', 'json'];

async function extractAll(workspace: Workspace, extractor: Extractor, onProgress?: AuditOptions['onProgress']): Promise<Extraction> {
  const result: Extraction = { files: [], read: new Map(), notices: [...workspace.notices] };
  const budget = readBudget(workspace.limits);
  let done = 0;
  const prepared = new Set<Language>();
  for (const file of workspace.files) {
    onProgress?.(++done, workspace.files.length);
    const info = { source: file.source, path: file.path, logicalPath: logicalPath(file.path), role: file.role };
    const { text, notice } = readText(file, workspace.limits, budget);
    if (notice) result.notices.push(notice);
    if (text === undefined) {
      result.files.push({ source: file.source, path: file.path, role: file.role, facts: [] });
      continue;
    }
    result.read.set(file.source, (result.read.get(file.source) ?? 0) + 1);
    const language = wantedLanguage(extractor, info, text);
    if (language && !prepared.has(language)) {
      await prepare([language, ...EMBEDDABLE]);
      prepared.add(language);
    }
    result.files.push(extractFile(extractor, info, text));
  }
  return result;
}

function pathSet(files: readonly WorkspaceFile[]): Set<string> {
  const paths = new Set<string>();
  for (const file of files) {
    paths.add(`${file.source}:${file.path}`);
    for (let at = file.path.lastIndexOf('/'); at > 0; at = file.path.lastIndexOf('/', at - 1)) {
      const directory = `${file.source}:${file.path.slice(0, at)}`;
      if (paths.has(directory)) break;
      paths.add(directory);
    }
  }
  return paths;
}
