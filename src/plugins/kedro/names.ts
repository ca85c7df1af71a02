/** Names by which the parts of a Kedro project find each other. */

/** All pipelines of the project, as `find_pipelines()` finds them. */
export const ALL_PIPELINES = 'kedro:*';
/** What `kedro run` runs when no pipeline is named. */
export const DEFAULT_PIPELINE = '__default__';
/** Files of `conf/` that are loaded whenever a pipeline of the project runs. */
export const CONFIGURATION_NAME = 'kedro/conf';
