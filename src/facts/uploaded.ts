/**
 * Programs that a platform runs from where somebody put them: `s3://code/jobs/train.py` (Spark on EMR, Dataproc and
 * Synapse, Glue), `/opt/airflow/dags/train.py` (the home of Airflow). They come from a source, which has a file of
 * the same end.
 */
const PLACE =
  /^(?:(?:s3|s3a|s3n|gs|abfss?|wasbs?|dbfs|hdfs):\/{1,3}|\/(?:opt\/airflow|usr\/local\/airflow|home\/airflow\/gcs)\/)/i;
const PROGRAM = /\.(?:py|ipynb|sh|R|sql)$/;
const LONGEST = 1000;
/** Names that say nothing without their directory. */
const COMMON = /^(?:__main__|main|app|run|job|script|setup|manage|index|test|start|entrypoint)\.\w+$/i;

/** Whether a path means a program that lies outside of the checkout. */
export const isUploadedProgram = (path: string): boolean =>
  path.length <= LONGEST && PROGRAM.test(path) && PLACE.test(path);

/**
 * Ends of such a path by which a file of a source may be known, the longest first.
 * @returns [] where only a name remains that many files have
 */
export function endsOfUploaded(path: string): string[] {
  // Behind the last part that nobody could put in.
  const known = path.replace(PLACE, '').replace(/^.*[^\w./-]/s, '');
  const segments = known.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments
    .map((_, at) => segments.slice(at).join('/'))
    .filter((end) => end.includes('/') || !COMMON.test(end))
    .slice(-8);
}
