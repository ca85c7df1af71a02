/** `conditional("gate").if_(accuracy > 0.9).then(deploy(model)).else_().fail("…")`: branches inside a workflow. */
import { judge } from '../shared/gates/conditions.js';
import { bodyScopes } from '../shared/python/functions.js';
import { argument, type PythonView } from '../shared/python/view.js';
import type { Pipelines } from '../shared/python/workflows.js';
import type { FactWriter } from '../shared/writer.js';

const CONDITIONAL = /(?:^|\.)conditional\b.*\.(?:if_|elif_)$/;
const LONGEST = 300;

export function writeConditions(view: PythonView, writer: FactWriter, pipelines: Pipelines): void {
  if (pipelines.size === 0) return;
  for (const call of view.calls) {
    if (!CONDITIONAL.test(call.callee)) continue;
    const dag = [...pipelines].find(([name]) => isIn(call.scope, name, view))?.[1].unit;
    const value = argument(call, 'expr', 0);
    if (dag === undefined || !value) continue;
    const text =
      value.kind === 'name'
        ? value.name
        : view.document.text.slice(value.offset, Math.min(call.end - 1, value.offset + LONGEST));
    const { metric, outcome, data } = judge({ text, scope: call.scope, offset: call.offset }, view);
    if (metric || outcome) writer.trait(dag, 'model-gate', value.offset, text);
    else if (data) writer.trait(dag, 'data-gate', value.offset, text);
  }
}

function isIn(scope: string, pipeline: string, view: PythonView): boolean {
  const definition = view.definitions.find(({ name }) => name === pipeline);
  return definition !== undefined && bodyScopes(definition, view, () => false).includes(scope);
}
