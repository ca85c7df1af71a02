/** Programs that run a pipeline of the project: `KedroSession.create(…)`, then `session.run(pipeline_name="training")`. */
import { textOf } from '../shared/python/values.js';
import { argument, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';
import { DEFAULT_PIPELINE } from './names.js';

const RUN = /KedroSession\.(?:\w+\.)*run$|^(?:\w+\.)*session\.run$/;

export function writeSessions(view: PythonView, writer: FactWriter): void {
  if (!view.imports.has('kedro.framework.session') && !view.imports.has('kedro.framework.session.session')) return;
  for (const call of view.calls) {
    if (!RUN.test(call.callee)) continue;
    const name = textOf(argument(call, 'pipeline_name', 0), view, call.scope) ?? DEFAULT_PIPELINE;
    writer.link(view.unit(call.scope), 'runs', 'pipeline', name, call.offset);
  }
}
