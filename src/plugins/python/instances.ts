/**
 * Classes of which an instance leaves the code that makes it: as an argument, a result, or an element of something. Whoever gets it may
 * call any of its methods by convention; of other instances all calls are seen.
 */
import { HANDED_INSTANCES } from '../../facts/methods.js';
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

const MAX_DEPTH = 10;

export function writeHandedInstances(view: PythonView, writer: FactWriter): void {
  const made = view.calls.filter(({ callee }) => /^[A-Z]\w{0,99}$/.test(lastOf(callee)));
  if (made.length === 0) return;
  const handed = namesHandedOver(view);
  const written = new Set<string>();
  for (const call of made) {
    const name = lastOf(call.callee);
    if (written.has(name) || isKept(call, view, handed)) continue;
    written.add(name);
    writer.symbol(HANDED_INSTANCES, name, 'handed over', call.offset);
  }
}

/** Held by a variable that goes nowhere, or only asked for a method: `Registry().load()`. */
function isKept(call: PythonCall, view: PythonView, handed: ReadonlySet<string>): boolean {
  if (call.assignedTo !== undefined && !call.nested)
    return /^\w+$/.test(call.assignedTo) && !handed.has(call.assignedTo);
  return view.callsAt(call.offset).some((other) => other.end > call.end);
}

/** Names that stand alone in an argument, a result, an element or another assignment; whatever cannot be read names all its words. */
function namesHandedOver(view: PythonView): Set<string> {
  const names = new Set<string>();
  const note = (value: PythonExpression | undefined, depth = 0): void => {
    if (!value || depth > MAX_DEPTH) return;
    if (value.kind === 'name') names.add(value.name);
    if (value.kind === 'unknown' || value.kind === 'template')
      for (const [word] of (value.kind === 'unknown' ? value.text : value.value).matchAll(/[A-Za-z_]\w*/g))
        names.add(word);
    if (value.kind === 'list') for (const item of value.items) note(item, depth + 1);
    if (value.kind === 'dict') for (const entry of value.entries) note(entry.value, depth + 1);
  };
  for (const call of view.calls) for (const { value } of call.arguments) note(value);
  for (const { value } of view.document.exits) note(value);
  for (const { value } of view.document.assignments) note(value);
  for (const { stages } of view.document.shifts) for (const stage of stages) for (const value of stage) note(value);
  return names;
}
