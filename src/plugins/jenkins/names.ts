/** Names by which jobs are started. What a server calls a job is seldom in the sources; habits are. */
import type { FileInfo } from '../types.js';

/** What a Jenkinsfile is about, told by its name or its folder: `Jenkinsfile.train`, `train.jenkinsfile`, `train/Jenkinsfile`. */
function subjectOf(path: string): string | undefined {
  const segments = path.split('/');
  const base = (segments.pop() ?? '').replace(/\.(?:groovy|jenkins)$/i, '');
  const rest = base.replace(/jenkinsfile/i, '').replace(/^[._-]+|[._-]+$/g, '');
  if (rest !== '') return rest;
  const folder = segments.pop();
  return folder === undefined || /^(?:\.?jenkins|ci|cicd|ci-cd|pipelines?|build|devops)$/i.test(folder)
    ? undefined
    : folder;
}

/** Name of the pipeline in a report. */
export function nameOf({ path, logicalPath }: FileInfo): string {
  return subjectOf(logicalPath) ?? path.slice(path.lastIndexOf('/') + 1);
}

/** A job is mostly called like its Jenkinsfile's subject; the one Jenkinsfile at the root like the repository. */
export function namesOfJob({ logicalPath, source }: FileInfo): string[] {
  const subject = subjectOf(logicalPath);
  if (subject !== undefined) return [subject];
  return /^(?:[^/]*\/)?jenkinsfile$/i.test(logicalPath) ? [source] : [];
}

/** Branches of a multibranch project: `folder/churn-training/main`. */
const BRANCH = /^(?:main|master|develop|dev|trunk|release|production|prod|staging|\$.*)$/;

/** Names that `build job:` may mean: the whole, and the last part that is no branch. */
export function calledJobs(written: string): string[] {
  const name = written.replace(/^(?:\.{0,2}\/)+/, '');
  const segments = name.split('/').map((segment) => segment.replace(/%2F/gi, '-'));
  while (segments.length > 1 && BRANCH.test(segments.at(-1) ?? '')) segments.pop();
  return [...new Set([name, segments.at(-1) ?? name])].filter(
    (candidate) => candidate !== '' && !candidate.includes('$'),
  );
}
