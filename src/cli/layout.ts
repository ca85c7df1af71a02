import { setFlagsFromString } from 'node:v8';

/**
 * Before a picture is laid out: Graphviz runs for a fraction of a second, and V8 would spend a third of the time of the
 * process on optimizing it. What is compiled before, the parsers of an audit, stays as it is.
 */
export function prepareLayout(): void {
  setFlagsFromString('--liftoff-only');
}
