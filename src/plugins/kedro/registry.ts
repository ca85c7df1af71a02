/** `register_pipelines()`: under which names the pipelines of a project are run. */
import type { PythonExpression } from '../../syntax/types.js';
import { lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';
import { ALL_PIPELINES, DEFAULT_PIPELINE } from './names.js';

const FINDS = /^kedro\.(?:\w+\.)*find_pipelines$/;
const ELEMENT = /^\w+\[(["'])([\w.-]{1,100})\1\]$/;
const MOST_NAMES = 200;

export function writeRegistry(view: PythonView, writer: FactWriter): void {
  const registry = view.definitions.find(({ name }) => lastOf(name) === 'register_pipelines');
  if (!registry || view.isDead(registry.offset)) return;
  const unit = view.unit(registry.scope);
  const names = new Map<string, number>([[DEFAULT_PIPELINE, registry.offset]]);
  const note = (value: PythonExpression | undefined): void => {
    if (value?.kind !== 'dict') return;
    for (const { key } of value.entries) if (key.kind === 'string') names.set(key.value, key.offset);
  };
  for (const exit of view.document.exits) if (exit.scope === registry.scope && exit.kind === 'return') note(exit.value);
  for (const { target, value, scope, offset } of view.document.assignments) {
    if (scope !== registry.scope) continue;
    note(value);
    const element = ELEMENT.exec(target)?.[2];
    if (element !== undefined) names.set(element, offset);
  }
  for (const [name, offset] of [...names].slice(0, MOST_NAMES)) writer.offer(unit, 'pipeline', name, offset);
  for (const call of view.callsIn(registry.scope))
    if (FINDS.test(call.callee)) writer.link(unit, 'runs', 'pipeline', ALL_PIPELINES, call.offset);
}
