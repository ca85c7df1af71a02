/** Functions of Python that a program registers in the database as stored procedures or as functions of SQL; statements and tasks call them by name. */
import type { PythonCall, PythonExpression } from '../../syntax/types.js';
import { linkFunction } from '../shared/python/functions.js';
import { textOf } from '../shared/python/values.js';
import { writeCallable } from '../shared/python/workflows.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { pathOf } from '../shared/python/paths.js';
import { procedureTarget } from '../shared/sql.js';
import type { FactWriter } from '../shared/writer.js';

/** https://docs.snowflake.com/en/developer-guide/snowpark/python/creating-udfs: vectorized and table functions, too. */
const DECORATOR = /^snowflake\.snowpark\.functions\.(?:sproc|udf|pandas_udf|udtf|pandas_udtf)$/;
const REGISTERS =
  /(?:^|\.)(?:sproc|udf|udtf)\.register$|^snowflake\.snowpark\.functions\.(?:sproc|udf|pandas_udf|udtf|pandas_udtf)$/;
const REGISTERS_FILE = /(?:^|\.)(?:sproc|udf|udtf)\.register_from_file$/;

export function writeProcedures(view: PythonView, writer: FactWriter): void {
  for (const call of view.calls) {
    const file = REGISTERS_FILE.test(call.callee);
    if (!file && !REGISTERS.test(call.callee)) continue;
    const func = argument(call, ['func', 'handler'], file ? 1 : 0);
    if (!func) continue;
    const unit = writeProcedure(call, func.kind === 'name' ? lastOf(func.name) : undefined, view, writer);
    if (file) writer.link(unit, 'runs', 'path', pathOf(argument(call, 'file_path', 0), view, call.scope), call.offset);
    else writeCallable(view, writer, unit, func, call.scope);
  }
  for (const definition of view.definitions) {
    const decorator = definition.decorators.find((one) => DECORATOR.test(one.callee));
    if (!decorator || view.isDead(definition.offset)) continue;
    const unit = writeProcedure(decorator, lastOf(definition.name), view, writer);
    linkFunction(unit, definition, definition.offset, view, writer);
    writer.link(unit, 'imports', 'python-module', view.module, definition.offset);
  }
}

/** What is permanent stays in the database: the program that registers it puts it there, and others call it. */
function writeProcedure(call: PythonCall, fallback: string | undefined, view: PythonView, writer: FactWriter): string {
  const name = textOf(setting(call, 'name', view), view, call.scope) ?? fallback ?? 'procedure';
  const unit = writer.unit(`procedure:${name}`, 'target', call.offset, { name });
  writer.offer(unit, 'target', procedureTarget(name), call.offset);
  const permanent = setting(call, 'is_permanent', view);
  if (permanent.kind === 'boolean' && permanent.value) {
    writer.trait(unit, 'database-function', call.offset, undefined, 'snowflake');
    writer.link(view.unit(call.scope), 'deploys', 'target', procedureTarget(name), call.offset);
  }
  return unit;
}

/** An argument, also one of a dictionary that is unpacked into the call: `register(f, **settings)`. */
function setting(call: PythonCall, key: string, view: PythonView): PythonExpression {
  const given = argument(call, key);
  if (given) return given;
  for (const { keyword, value } of call.arguments) {
    if (keyword !== '**') continue;
    const held = value.kind === 'name' ? view.assignments(value.name, call.scope).at(-1)?.value : value;
    const entry =
      held?.kind === 'dict'
        ? held.entries.find((one) => one.key.kind === 'string' && one.key.value === key)
        : undefined;
    if (entry) return entry.value;
  }
  return { kind: 'none', offset: call.offset };
}
