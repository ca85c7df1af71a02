/** Definitions that a program reads from a file and hands to a cloud: `create_stack(TemplateBody=open("t.yml").read())`. */
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { pathOf } from '../shared/python/paths.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

/** Calls of boto3 clients and the argument that holds the text of the definition. */
const DEPLOYED_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\.cloudformation\.(?:(?:create|update)_stack(?:_set)?|create_change_set)$/, 'TemplateBody'],
  [/\.stepfunctions\.(?:create|update)_state_machine$/, 'definition'],
];
/** Names that are followed to the call that reads the file. */
const MOST_NAMES = 5;

export function writeDeployedText(call: PythonCall, view: PythonView, writer: FactWriter): void {
  const [, key] = DEPLOYED_TEXT.find(([callee]) => callee.test(call.callee)) ?? [];
  const value = key === undefined ? undefined : argument(call, key);
  if (!value) return;
  writer.link(view.unit(call.scope), 'deploys', 'path', fileOf(value, view, call.scope), value.offset);
}

/** Path of the file whose text an expression is. */
function fileOf(value: PythonExpression, view: PythonView, scope: string): string | undefined {
  let held: PythonExpression | undefined = value;
  for (let step = 0; held?.kind === 'name' && step < MOST_NAMES; step++)
    held = view.assignments(held.name, scope).at(-1)?.value;
  if (held?.kind !== 'call' || !/^read(?:_text)?$/.test(lastOf(held.call.callee))) return undefined;
  const { callee, offset } = held.call;
  const receiver = callee.slice(0, callee.lastIndexOf('.'));
  // `with open(path) as f: f.read()`, `open(path).read()`, `Path(path).read_text()`.
  const opened =
    view.assignedCalls(receiver, scope).findLast((one) => one.offset < offset) ??
    view.callsAt(offset).find((one) => one.callee === receiver);
  return opened && /(?:^|\.)(?:open|Path)$/.test(opened.callee)
    ? pathOf(argument(opened, 'file', 0), view, opened.scope)
    : undefined;
}
