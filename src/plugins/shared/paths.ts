/** Paths that commands and CI definitions write, brought to the source's root. */
import { posix } from 'node:path';
import { isUploadedProgram } from '../../facts/uploaded.js';
import type { ExtractContext, FileInfo } from '../types.js';

/** Folders out of which a platform reads its definitions: the repository's root is where they stand. */
const DEFINITION_FOLDER =
  /^(?:(.*?)\/)?(?:\.github|\.gitea|\.forgejo|\.gitlab|\.azure|\.azure-pipelines|\.azuredevops|\.pipelines|\.cloudbuild|\.circleci)(?:\/|$)/;
const ROOT_FILE = /^(?:(.*)\/)?\.gitlab-ci[^/]*\.ya?ml$/;

/**
 * Directory that becomes the root of a repository, judged by where its CI definition stands: `seed/.github/workflows/x.yml`
 * is made for a repository whose root is `seed`. '.' when nothing speaks for another directory.
 */
export function repositoryRoot(file: FileInfo): string {
  const match = DEFINITION_FOLDER.exec(file.path) ?? ROOT_FILE.exec(file.path);
  return match?.[1] || '.';
}

/** Variables by which CI platforms name the directory of the checkout. */
const CHECKOUT =
  /^(?:\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR|CODEBUILD_SRC_DIR|BUILD_SOURCESDIRECTORY|BUILD_REPOSITORY_LOCALPATH|SYSTEM_DEFAULTWORKINGDIRECTORY|WORKSPACE)\}?|\$\{\{ *github\.workspace *\}\}|\$\((?:Build\.SourcesDirectory|Build\.Repository\.LocalPath|System\.DefaultWorkingDirectory)\))(?=\/|$)/i;
/** Variables of a project by whose names people mean the directory of the checkout: `$BASE_DIR/k8s`, `${env.PROJECT_ROOT}`. */
const PROJECT_DIRECTORY =
  /^\$(?:\{(?:env\.)?)?(?:[A-Z]+_)?(?:ROOT|BASE|PROJECT|REPO|REPOSITORY|CHECKOUT|WORK|WORKING|CURRENT)_?(?:DIR|DIRECTORY|PATH|FOLDER|WD|ROOT)\}?(?=\/|$)/i;
const WORKING_DIRECTORY = /^(?:\$(?:\{(?:env\.)?)?PWD\}?|\$\(pwd\)|`pwd`)(?=\/|$)/;
/** How the shell adapter writes the directory of the running script. */
const SCRIPT_DIRECTORY = '${0%/*}';

export type PathReading = { path: string } | { unresolved: string } | undefined;

/**
 * Reads a path as a command writes it.
 * @param word a word of a command; `$CI_PROJECT_DIR/x` and the like count from the repository's root, `k8s/*.yaml` is `k8s`
 * @param directory working directory relative to the source's root; undefined when it is not known
 * @returns the path relative to the source's root, or the text that hides it; undefined for what is no path of the source
 *   (absolute, a URL, standard input)
 */
export function readPath(word: string, context: ExtractContext, directory: string | undefined): PathReading {
  const text = word.replace(/^(?:file|fileb):\/\//, '').replace(/^@(?=[\w.])/, '');
  if (isUploadedProgram(text)) return { path: text };
  if (directory?.startsWith('/')) {
    // `cd /opt/airflow && python train.py`: the program was put there.
    const put = `${directory}/${text.replace(/^\.\//, '')}`;
    return !text.startsWith('/') && isUploadedProgram(put) ? { path: put } : readPath(word, context, undefined);
  }
  if (text === '' || text === '-' || text.includes('://') || /^[/~<>|&]/.test(text) || text.length > 1000)
    return undefined;
  const { base, rest } = anchor(text, context, directory);
  const relative = withoutGlob(rest);
  if (isUnknown(relative)) return { unresolved: text };
  const isHidden = base === undefined || isUnknown(base);
  // A checkout may lie anywhere (`cd /opt/project && python src/train.py`): a path with a directory is looked for from the root.
  if (isHidden && !/^[^./][^/]*\/./.test(relative)) return { unresolved: text };
  const path = context.resolvePath(relative, isHidden ? '.' : base);
  return path === undefined ? undefined : { path };
}

/** Stands for a working directory that a variable hides; no path below it is resolved. */
export const UNKNOWN_DIRECTORY = '$';

/** Text with a variable or substitution that nobody could put in. Expressions of templates (`{{ .name }}`) are part of paths. */
export function isUnknown(text: string): boolean {
  return /[$`\n]/.test(text.includes('{{') ? text.replace(/(?<!\$)\{\{[^{}]*\}\}/g, '') : text);
}

/** The directory from which a path counts, and the path from there. */
function anchor(
  text: string,
  context: ExtractContext,
  directory: string | undefined,
): { base: string | undefined; rest: string } {
  for (const root of [CHECKOUT, PROJECT_DIRECTORY])
    if (root.test(text)) return { base: repositoryRoot(context.file), rest: text.replace(root, '.') };
  if (text.startsWith(SCRIPT_DIRECTORY)) {
    return { base: posix.dirname(context.file.path), rest: `.${text.slice(SCRIPT_DIRECTORY.length)}` };
  }
  return { base: directory, rest: text.replace(WORKING_DIRECTORY, '.') };
}

/** The part of a path in front of the first segment with a wildcard. */
function withoutGlob(path: string): string {
  const segments = path.split('/');
  const at = segments.findIndex((segment) => segment.includes('*'));
  return at === -1 ? path : segments.slice(0, at).join('/') || '.';
}

/**
 * Directory after a change into `directory`, from `start`; undefined when it cannot be known.
 */
export function changeDirectory(start: string, directory: string, context: ExtractContext): string | undefined {
  if (directory === '' || directory === '.') return start;
  const reading = readPath(directory, context, start);
  return reading && 'path' in reading ? reading.path : undefined;
}
