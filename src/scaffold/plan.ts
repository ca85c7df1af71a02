/** What a run would do with each file; nothing is written. */
import { readIn } from './disk.js';
import { basePath, MANIFEST, manifestText, readBase, unusedBases } from './manifest.js';
import { checkPath } from './paths.js';
import { criteriaOf } from './select.js';
import { levelThen } from './situation.js';
import { blockIn, hashOf, merge, withBlock, withEndsOf, withLineFeeds } from './text.js';
import type { Change } from './disk.js';
import type {
  Answers,
  Manifest,
  ManifestFile,
  Plan,
  PlannedFile,
  RenderedFile,
  ScaffoldKnowledge,
  Selection,
  Situation,
  Target,
} from './types.js';

export interface PlanInput {
  root: string;
  target: Target;
  rendered: readonly RenderedFile[];
  selection: Selection;
  answers: Answers;
  situation: Situation;
  knowledge: ScaffoldKnowledge;
  manifest: Manifest | undefined;
  /** Version of refarch. */
  version: string;
}

/** @throws {ScaffoldError} when a file of the project cannot be read */
export function planFor(input: PlanInput): Plan {
  const { root, target, rendered, selection, answers, situation, knowledge, manifest, version } = input;
  const made = new Map((manifest?.files ?? []).map((file) => [file.path, file]));
  const files = rendered.map((file) => planned(root, file, made.get(file.path)));
  const wanted = new Set(rendered.map(({ path }) => path));
  const obsolete = [...made.values()].filter(({ path }) => !wanted.has(path)).flatMap((file) => noLonger(root, file));
  const ids = new Set(selection.chosen.map(({ piece }) => piece.id));
  const promised = new Set(selection.chosen.flatMap(({ piece }) => criteriaOf(piece, ids)));
  return {
    target,
    answers,
    selection,
    files: [...files, ...obsolete].sort((a, b) => (a.path < b.path ? -1 : 1)),
    manifest: {
      schemaVersion: '1',
      tool: { name: 'refarch', version },
      pins: knowledge.pins.date,
      answers,
      pieces: selection.chosen.map(({ piece }) => ({ id: piece.id, version: piece.version })),
      files: rendered.flatMap((file, at) => entryOf(file, files[at], made.get(file.path))),
    },
    base: new Map(rendered.map(({ text }) => [hashOf(text), text])),
    services: selection.chosen.flatMap(({ piece }) => piece.services),
    level: { now: situation.level.now, then: levelThen(situation.level, promised) },
  };
}

/** A file that was not taken over stays what the manifest said of it; the user's own is none of ours. */
function entryOf(
  file: RenderedFile,
  plannedFile: PlannedFile | undefined,
  before: ManifestFile | undefined,
): ManifestFile[] {
  const { path, pieces, block, text } = file;
  const kept = plannedFile?.action === 'conflict';
  if (kept && !before) return [];
  const sha256 = kept && before ? before.sha256 : hashOf(text);
  return [{ path, sha256, pieces, ...(block ? { block: true as const } : {}) }];
}

function planned(root: string, file: RenderedFile, made: ManifestFile | undefined): PlannedFile {
  checkPath(file.path);
  const before = readIn(root, file.path);
  const { path, executable, block, pieces } = file;
  const sha256 = hashOf(file.text);
  const result = (action: PlannedFile['action'], reason: string, text: string): PlannedFile => ({
    path,
    action,
    text: before === undefined ? text : withEndsOf(before, text),
    ...(before === undefined ? {} : { before }),
    executable,
    block,
    pieces,
    reason,
    sha256,
  });
  if (before === undefined) {
    if (made) return result('deleted', 'you deleted it; it stays deleted', file.text);
    return result('create', '', block ? withBlock('', file.text) : file.text);
  }
  const text = withLineFeeds(before);
  if (block) return plannedBlock(text, file, made, result);
  if (text === file.text) return result('unchanged', '', text);
  if (!made) return result('conflict', 'it is your own', file.text);
  if (hashOf(text) === made.sha256) return result('update', '', file.text);
  const base = readBase(root, made.sha256);
  if (base === file.text) return result('unchanged', 'with your changes', text);
  const merged = base === undefined ? undefined : merge(text, base, file.text);
  if (merged === undefined)
    return result(
      'conflict',
      base === undefined ? 'you changed it, and the text it was made from is gone' : 'you changed the same lines',
      file.text,
    );
  return merged === text
    ? result('unchanged', 'with your changes', text)
    : result('merge', 'with your changes', merged);
}

function plannedBlock(
  text: string,
  file: RenderedFile,
  made: ManifestFile | undefined,
  result: (action: PlannedFile['action'], reason: string, text: string) => PlannedFile,
): PlannedFile {
  const there = blockIn(text);
  if (there === file.text) return result('unchanged', '', text);
  if (there === undefined && made) return result('deleted', 'you deleted the block; it stays deleted', text);
  if (there !== undefined && hashOf(there) !== made?.sha256)
    return result('conflict', 'you changed the block', withBlock(text, file.text));
  return result('update', 'a marked block', withBlock(text, file.text));
}

function noLonger(root: string, { path, pieces, block, sha256 }: ManifestFile): PlannedFile[] {
  const before = readIn(root, path);
  if (before === undefined) return [];
  const reason = 'nothing needs it any longer; remove it when you do not either';
  return [
    {
      path,
      action: 'obsolete',
      text: before,
      before,
      executable: false,
      block: block ?? false,
      pieces,
      reason,
      sha256,
    },
  ];
}

/** Suffix of what is proposed beside a file that is not touched. */
export const PROPOSAL = '.refarch-new';

/**
 * The changes that write the plan, its manifest and the texts for later merges. Nothing for a plan that changes nothing.
 * @param proposals write what is proposed for conflicts beside the files
 */
export function changesOf(plan: Plan, root: string, proposals: boolean): Change[] {
  const changes = plan.files.flatMap(({ path, action, text, executable }): Change[] => {
    if (action === 'create' || action === 'update' || action === 'merge') return [{ path, text, executable }];
    return action === 'conflict' && proposals ? [{ path: `${path}${PROPOSAL}`, text, executable }] : [];
  });
  const bases = new Set(plan.manifest.files.map(({ sha256 }) => sha256));
  const base = [...bases].sort().flatMap((sha256): Change[] => {
    const text = plan.base.get(sha256);
    return text === undefined ? [] : [{ path: basePath(sha256), text }];
  });
  // After the manifest: until it is written, the texts are those that it names.
  const unused = unusedBases(root, plan.manifest).map((path): Change => ({ path, text: undefined }));
  return [...changes, ...base, { path: MANIFEST, text: manifestText(plan.manifest) }, ...unused].filter(
    ({ path, text }) => readIn(root, path) !== text,
  );
}
