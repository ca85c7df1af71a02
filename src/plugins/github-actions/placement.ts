/**
 * What the place of a file says: GitHub reads workflows only from `.github/workflows` at the root of a repository; Gitea and
 * Forgejo read the same format from folders of their own. https://docs.gitea.com/usage/actions, https://forgejo.org/docs/latest/user/actions/
 */
import type { FileInfo } from '../types.js';

export interface Placement {
  kind: 'workflow' | 'action';
  /** Directory that is, or becomes, the root of the repository. */
  root: string;
  /** Technology that reads it. */
  technology: string;
  /** No platform reads the file where it stands. */
  notLoaded: boolean;
}

const LOADED = /^(?:(.*)\/)?\.(github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/;
/** Folders into which workflows are put to switch them off, or by mistake. */
const NEARBY =
  /^(?:(.*?)\/)?\.?github\/(?:.*\/)?[^/]+\.ya?ml(?:\.(?:disabled|off|bak|inactive))?$|(?:^|\/)[\w.-]*workflows?[\w.-]*\/(?:.*\/)?[^/]+\.ya?ml(?:\.(?:disabled|off|bak|inactive))?$/;
const ACTION = /^(?:(.*)\/)?action\.ya?ml$/;

/** Directories whose content becomes a repository of its own: seed code, templates of projects. Elsewhere GitHub reads nothing. */
const SEED =
  /seed|templat|scaffold|skeleton|boilerplate|starter|blueprint|cookiecutter|\{\{|(?:^|[/_-])repos?(?:itor(?:y|ies))?(?:$|[/_-])/i;

/** Where the file stands; undefined when it is no place for a workflow or an action. */
export function placementOf(file: FileInfo): Placement | undefined {
  const path = file.logicalPath;
  const loaded = LOADED.exec(path);
  if (loaded) {
    const [, root = '.', platform = 'github'] = loaded;
    const notLoaded = root !== '.' && file.role !== 'template' && !SEED.test(root);
    return { kind: 'workflow', root, technology: `${platform}-actions`, notLoaded };
  }
  if (ACTION.test(path))
    return { kind: 'action', root: actionRoot(path), technology: 'github-actions', notLoaded: false };
  const nearby = NEARBY.exec(path);
  return nearby
    ? { kind: 'workflow', root: nearby[1] || '.', technology: 'github-actions', notLoaded: true }
    : undefined;
}

/** Steps of a composite action run in the repository that uses it. */
function actionRoot(path: string): string {
  return /^(?:(.*?)\/)?\.(?:github|gitea|forgejo)\//.exec(path)?.[1] || '.';
}
