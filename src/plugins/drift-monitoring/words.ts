/** Words by which code says that a model or its data is no longer what it was. */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

export const DRIFT = words('drift drifts drifted drifting degraded degradation degrades decay decayed psi');
/** Names of what trains again, and of what decides on it. */
export const RETRAINING = words('retrain retrains retrained retraining');
/** `should_skip_training(drift)`: what holds when nothing has to be done. */
export const QUIET = words('skip skips skipped no without stable healthy ok fine keep');
