/** Statements of SQL that a program sends to Snowflake and that define what runs there. */
import type { PythonCall } from '../../syntax/types.js';
import { textOf } from '../shared/python/values.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

const EXECUTES = /^(?:sql|execute|execute_async|execute_string)$/;
/** https://docs.snowflake.com/en/sql-reference/sql/create-task; no other database has a task with a warehouse. */
const TASK = /^\s*CREATE\s+(?:OR\s+(?:REPLACE|ALTER)\s+)?TASK\b[\s\S]{0,600}?\b(?:WAREHOUSE|SCHEDULE|AFTER)\b/i;

/** `session.sql("CREATE TASK … AFTER … AS CALL …")` puts a task into a task graph. */
export function writeStatement(call: PythonCall, view: PythonView, writer: FactWriter): void {
  if (!EXECUTES.test(lastOf(call.callee)) || !view.imports.has('snowflake')) return;
  const value = argument(call, ['query', 'command', 'sql_text'], 0);
  if (!value || !TASK.test(textOf(value, view, call.scope) ?? '')) return;
  const unit = view.unit(call.scope);
  writer.component(unit, call.offset, { type: 'workflow-orchestration', technology: 'snowflake', relation: 'deploys' });
  writer.trait(unit, 'deploys', call.offset);
}
