/** The whole way of the data: sources to assessment. */
import type { Assessment, Attestation } from '../assessment/types.js';
import { evaluateChecks, sentence } from '../checks/index.js';
import { evaluateConformance } from '../conformance/index.js';
import { buildGraph } from '../graph/build.js';
import type { ArchitectureGraph } from '../graph/types.js';
import { attestationNotices, attestationsOf } from '../maturity/attestations.js';
import { evaluateMaturity } from '../maturity/index.js';
import { splitEdition } from '../maturity/types.js';
import { plugins } from '../plugins/index.js';
import type { Baseline } from '../suppressions/baseline.js';
import { suppress } from '../suppressions/index.js';
import {
  changedFiles,
  type RuleSetting,
  type Source,
  type Waiver,
  type Workspace,
  type WorkspaceFile,
} from '../workspace/index.js';
import type { Batch } from './batch.js';
import { extractAll } from './extraction.js';
import type { Extractor } from './extract.js';
import type { Knowledge } from '../knowledge/types.js';
import { buildRoadmap } from '../roadmap/index.js';
import { VERSION } from './version.js';

export interface AuditOptions {
  /** Ids of the models to evaluate, with `@edition` where another than the first is meant; all when left out. */
  models?: readonly string[];
  /** What people state; `findAttestationFault` has found nothing wrong with it. */
  attestations?: readonly Attestation[];
  /** The day, as YYYY-MM-DD, on which attestations and waivers have to count; without it none expires. */
  today?: string;
  /** What rules weigh here, by id. */
  rules?: ReadonlyMap<string, RuleSetting>;
  /** What they weigh in one source, by its id; before `rules`. */
  rulesBySource?: ReadonlyMap<string, ReadonlyMap<string, RuleSetting>>;
  /** `findWaiverFault` has found nothing wrong with them. */
  waivers?: readonly Waiver[];
  /** Whether comments of the sources waive nothing, because nobody trusts them. */
  ignoreInFileWaivers?: boolean;
  /** Findings that are known. */
  baseline?: Baseline;
  /** Called now and then while files are read. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Assesses an opened workspace.
 * @param workspace sources with their files, as `openWorkspace` gives them; its notices become part of the assessment
 */
export async function audit(
  workspace: Workspace,
  knowledge: Knowledge,
  options: AuditOptions = {},
): Promise<Assessment> {
  const mentions = workspace.sources.length > 1;
  const extractor: Extractor = { catalogue: knowledge.catalogue, plugins, documents: knowledge.documents, mentions };
  const batches = await extractAll(workspace, extractor, options.onProgress);
  const paths = pathSet(workspace.files);
  const files = batches.flatMap((batch) => batch.files);
  const graph = buildGraph({
    files,
    derivations: knowledge.derivations,
    repositories: new Map(workspace.sources.flatMap(({ id, repository }) => (repository ? [[id, repository]] : []))),
    exists: (source, path) => paths.has(`${source}:${path}`),
  });
  const notices = [...workspace.notices, ...batches.flatMap((batch) => batch.notices)];
  const assessment = assess(graph, workspace, knowledge, options, readCounts(batches), notices);
  return suppress(assessment, {
    waivers: options.waivers ?? [],
    inFile: batches.flatMap((batch) => batch.waivers),
    ignoreInFile: options.ignoreInFileWaivers ?? false,
    ...(options.baseline ? { baseline: options.baseline } : {}),
    rules: new Set(knowledge.checks.map(({ id }) => id)),
    ...(options.today === undefined ? {} : { today: options.today }),
    settingIn: settingIn(options),
    sentence: (title, components) => sentence(title, components, technologyNames(knowledge)),
  });
}

/** A rule that is off everywhere but in some sources is evaluated, and its findings elsewhere do not count. */
function settingIn({ rules, rulesBySource }: AuditOptions): (source: string, rule: string) => RuleSetting | undefined {
  return (source, rule) => {
    const everywhere = rules?.get(rule);
    return rulesBySource?.get(source)?.get(rule) ?? (everywhere?.severity === 'off' ? everywhere : undefined);
  };
}

/** What holds for the evaluation of all sources together. */
function evaluated({ rules = new Map(), rulesBySource = new Map() }: AuditOptions): ReadonlyMap<string, RuleSetting> {
  const on = new Set(
    [...rulesBySource.values()].flatMap((own) => [...own].flatMap(([id, s]) => (s.severity === 'off' ? [] : [id]))),
  );
  return new Map([...rules].filter(([id, setting]) => setting.severity !== 'off' || !on.has(id)));
}

const technologyNames =
  ({ catalogue }: Knowledge) =>
  (technology: string): string =>
    catalogue.technologies.get(technology)?.name ?? technology.replaceAll('-', ' ');

function assess(
  graph: ArchitectureGraph,
  workspace: Workspace,
  knowledge: Knowledge,
  options: AuditOptions,
  read: ReadonlyMap<string, number>,
  notices: Workspace['notices'],
): Assessment {
  const chosen = options.models && new Map(options.models.map((text) => splitEdition(text)));
  const wanted = (id: string): boolean => !chosen || chosen.has(id);
  const conformance = knowledge.architectures
    .filter((m) => wanted(m.id))
    .map((model) => evaluateConformance(model, graph));
  const { attestations = [], today } = options;
  const maturity = knowledge.maturityModels
    .filter(({ id }) => wanted(id))
    .map((model) => {
      const edition = chosen?.get(model.id);
      return evaluateMaturity(model, graph, {
        ...(edition === undefined ? {} : { edition }),
        attestations: attestationsOf(model, attestations, today),
      });
    });
  const { findings, checks } = evaluateChecks(
    knowledge.checks,
    graph,
    technologyNames(knowledge),
    conformance,
    evaluated(options),
  );
  return {
    schemaVersion: '1',
    tool: { name: 'refarch', version: VERSION },
    sources: workspace.sources.map((source) => ({
      id: source.id,
      path: source.path,
      ...(source.commit ? { commit: source.commit } : {}),
      ...(source.committed ? { committed: source.committed } : {}),
      ...(source.repository ? { repository: source.repository } : {}),
      ...uncommittedOf(source, graph),
      files: { read: read.get(source.id) ?? 0, skipped: notices.filter((n) => n.source === source.id).length },
    })),
    components: [...graph.components, ...graph.tools].sort((a, b) => (a.id < b.id ? -1 : 1)),
    relations: [...graph.relations],
    conformance,
    maturity,
    findings,
    checks,
    roadmap: buildRoadmap(knowledge.roadmap, { conformance, maturity, findings }, graph),
    notUnderstood: [...graph.notUnderstood],
    notices: [...notices, ...maturity.flatMap(attestationNotices)],
  };
}

/** Number of files read, by source. */
function readCounts(batches: readonly Batch[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { read } of batches)
    for (const [source, count] of Object.entries(read)) counts.set(source, (counts.get(source) ?? 0) + count);
  return counts;
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

/** Files of evidence that are not as in the commit: a link to the commit would show something else. */
function uncommittedOf(source: Source, graph: ArchitectureGraph): { uncommitted?: string[] } {
  if (source.commit === undefined) return {};
  const evidence = [...graph.components, ...graph.tools, ...graph.relations].flatMap((item) => item.evidence);
  const files = new Set(evidence.flatMap((e) => (e.source === source.id ? [e.file] : [])));
  const uncommitted = changedFiles(source.directory, [...files].sort());
  return uncommitted.length > 0 ? { uncommitted } : {};
}
