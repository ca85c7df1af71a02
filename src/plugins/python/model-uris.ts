/**
 * Models of a registry that a function names for others to load: `return f"models:/{name}/{stage}"`. The call that loads gets
 * the name as an argument, often in another file, and does not say that it is a registered one.
 * Source: https://mlflow.org/docs/latest/concepts.html#referencing-artifacts
 */
import type { PythonExpression } from '../../syntax/types.js';
import { lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

/** `models:/m-ID` is a logged model, which stands in no registry. */
const REGISTERED = /^models:\/(?!m-)/;
const NAME = /^models:\/([^/@{}]+)[/@]/;

/** What functions return or keep in variables; a constant of the module that nothing uses would say nothing. */
export function writeModelUris(view: PythonView, writer: FactWriter): void {
  const { assignments, exits } = view.document;
  for (const { target, value, scope, offset } of assignments)
    if (isRegistered(value) && !isLoadedHere(target, scope, view)) write(value.value, scope, offset, view, writer);
  for (const { value, scope, offset } of exits)
    if (isRegistered(value)) write(value.value, scope, offset, view, writer);
}

const isRegistered = (
  value: PythonExpression | undefined,
): value is Extract<PythonExpression, { kind: 'string' | 'template' }> =>
  (value?.kind === 'string' || value?.kind === 'template') && REGISTERED.test(value.value);

/** A call of MLflow in the same function that takes the variable says it better. */
const isLoadedHere = (target: string, scope: string, view: PythonView): boolean =>
  view.calls.some(
    (call) =>
      call.scope === scope &&
      (call.resolved || /^(?:load_model|spark_udf)$/.test(lastOf(call.callee))) &&
      call.arguments.some(({ value }) => value.kind === 'name' && value.name === target),
  );

function write(uri: string, scope: string, offset: number, view: PythonView, writer: FactWriter): void {
  if (!scope.startsWith('def:') || view.isDead(offset)) return;
  const unit = view.unit(scope);
  const type = 'model-registry';
  writer.component(unit, offset, { type, technology: 'mlflow', relation: 'loads-from', confidence: 'medium' });
  writer.link(unit, 'loads-from', 'model', NAME.exec(uri)?.[1], offset);
}
