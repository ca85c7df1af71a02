/** What the place of a file says: GitHub reads workflows only from `.github/workflows` at the root of a repository. */
import type { FileInfo } from '../types.js';

export interface Placement {
  kind: 'workflow' | 'action';
  /** Directory that is, or becomes, the root of the repository. */
  root: string;
  /** GitHub does not read the file where it stands. */
  notLoaded: boolean;
}

const LOADED = /^(?:(.*)\/)?\.github\/workflows\/[^/]+\.ya?ml$/;
/** Folders into which workflows are put to switch them off, or by mistake. */
const NEARBY =
  /^(?:(.*?)\/)?\.?github\/(?:.*\/)?[^/]+\.ya?ml(?:\.(?:disabled|off|bak|inactive))?$|(?:^|\/)[\w.-]*workflows?[\w.-]*\/(?:.*\/)?[^/]+\.ya?ml(?:\.(?:disabled|off|bak|inactive))?$/;
const ACTION = /^(?:(.*)\/)?action\.ya?ml$/;

/** Where the file stands; undefined when it is no place for a workflow or an action. */
export function placementOf(file: FileInfo): Placement | undefined {
  const path = file.logicalPath;
  const loaded = LOADED.exec(path);
  if (loaded) return { kind: 'workflow', root: loaded[1] ?? '.', notLoaded: false };
  if (ACTION.test(path)) return { kind: 'action', root: actionRoot(path), notLoaded: false };
  const nearby = NEARBY.exec(path);
  return nearby ? { kind: 'workflow', root: nearby[1] || '.', notLoaded: true } : undefined;
}

/** Steps of a composite action run in the repository that uses it. */
function actionRoot(path: string): string {
  return /^(?:(.*?)\/)?\.github\//.exec(path)?.[1] || '.';
}
