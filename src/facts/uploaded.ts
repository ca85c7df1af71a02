/**
 * Programs that run from where somebody put them: `s3://code/jobs/train.py` (Spark on EMR, Dataproc and Synapse, Glue),
 * `/opt/airflow/dags/train.py` (the home of Airflow), `/scripts/train.py` (a directory of an image that is built elsewhere).
 * They come from a source, which has a file of the same end. Directories of the operating system hold none.
 */
const PLACE =
  /^(?:(?:s3|s3a|s3n|gs|abfss?|wasbs?|dbfs|hdfs):\/{1,3}|\/(?:opt\/airflow|usr\/local\/airflow|home\/airflow\/gcs)\/|\/(?!(?:usr(?!\/src\/)|bin|sbin|etc|var(?!\/task\/)|lib\d*|tmp|dev|proc|sys|run|opt\/conda)\/))/i;
/** Where Azure Pipelines puts what an earlier job of the pipeline published. */
const ARTIFACTS =
  /^\$\((?:System\.ArtifactsDirectory|System\.DefaultWorkingDirectory|Pipeline\.Workspace|Agent\.BuildDirectory|Build\.ArtifactStagingDirectory)\)\//i;
const PROGRAM = /\.(?:py|ipynb|sh|R|sql)$/;
const DEFINITION = /\.(?:py|ipynb|sh|ps1|R|sql|json|ya?ml|bicep|tf)$/;
const LONGEST = 1000;
/** Names that say nothing without their directory. */
const COMMON = /^(?:__main__|main|app|run|job|script|setup|manage|index|test|start|entrypoint)\.\w+$/i;

/** Whether a path means a program, or an artifact of a build, that lies outside of the checkout. */
export const isUploadedProgram = (path: string): boolean =>
  path.length <= LONGEST &&
  ((PROGRAM.test(path) && PLACE.test(path)) || (DEFINITION.test(path) && ARTIFACTS.test(path)));

/**
 * Ends of such a path by which a file of a source may be known, the longest first.
 * @returns [] where only a name remains that many files have
 */
export function endsOfUploaded(path: string): string[] {
  // Behind the last part that nobody could put in.
  const known = path
    .replace(ARTIFACTS, '')
    .replace(PLACE, '')
    .replace(/^.*[^\w./-]/s, '');
  const segments = known.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments
    .map((_, at) => segments.slice(at).join('/'))
    .filter((end) => end.includes('/') || !COMMON.test(end))
    .slice(-8);
}
