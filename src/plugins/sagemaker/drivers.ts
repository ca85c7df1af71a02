/** Programs that deploy a pipeline which another module builds, and start it. */
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

/** `pipeline.upsert(role_arn=role)`: only the role tells the method from others of its name. What it deploys may be started. */
export function writeDrivers(view: PythonView, writer: FactWriter): void {
  for (const upsert of view.calls) {
    if (lastOf(upsert.callee) !== 'upsert' || !argument(upsert, 'role_arn')) continue;
    const receiver = view.written(upsert).replace(/\.upsert$/, '');
    for (const start of view.calls)
      if (start.scope === upsert.scope && view.written(start) === `${receiver}.start` && !isKnown(start.callee))
        writer.component(view.unit(start.scope), start.offset, {
          type: 'workflow-orchestration',
          technology: 'sagemaker',
          relation: 'triggers',
        });
  }
}

/** The catalogue knows the class by its name. */
const isKnown = (callee: string): boolean => /^sagemaker\./.test(callee);
