/** Links to targets of Makefiles and task runners; `runners.ts` says how they are named. */
import type { Fact } from '../../../facts/types.js';
import { isUnknown } from '../paths.js';
import type { Invocation } from './invocation.js';

/** Link to a target that a file in `directory` defines: identifier `DIRECTORY#NAME`. */
export function targetFacts(call: Invocation, directory: string | undefined, name: string): Fact[] {
  const from = call.directory;
  const path = from === undefined ? undefined : call.context.resolvePath(directory ?? '.', from);
  if (path === undefined || isUnknown(path) || isUnknown(name)) {
    const detail = `${call.tool} ${name}`;
    return [{ fact: 'not-understood', unit: call.unit, reason: 'unresolved-variable', detail, at: call.at }];
  }
  return call.link('runs', 'target', `${path}#${name}`);
}
