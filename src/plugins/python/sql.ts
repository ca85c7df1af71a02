/** Statements of SQL that a program sends to a database, and scripts of SQL that it reads. */
import type { PythonCall } from '../../syntax/types.js';
import { scriptOf, sqlOf, writtenAt } from '../shared/python/sql.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

const EXECUTES =
  /^(?:sql|query|query_and_wait|execute|execute_async|execute_string|run|read_gbq|read_sql|read_sql_query|run_query|execute_query|execute_sql)$/;
/** https://docs.snowflake.com/en/sql-reference/sql/create-task; no other database has a task with a warehouse. */
const TASK =
  /^\s*CREATE\s+(?:OR\s+(?:REPLACE|ALTER)\s+)?TASK\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w.$]+)?[\s\S]{0,600}?\b(?:WAREHOUSE|SCHEDULE|AFTER)\b/i;
/** Calls that read a file. */
const OPENS = /^(?:open|Path|read_text|read_file|(?:read|load|get|run|execute)_(?:sql|query)(?:_file)?)$/;

/** `session.sql("CREATE TASK … AFTER … AS CALL …")` puts a task into a task graph; `client.query("CREATE MODEL …")` trains. */
export function writeStatement(call: PythonCall, view: PythonView, writer: FactWriter): void {
  const name = lastOf(call.callee);
  const unit = view.unit(call.scope);
  if (OPENS.test(name)) writer.link(unit, 'runs', 'path', scriptOf(call, view), call.offset);
  if (!EXECUTES.test(name)) return;
  const value = argument(call, ['query', 'command', 'sql_text', 'sql', 'statement', 'operation'], 0);
  const text = sqlOf(value, view, call.scope);
  if (!value || text === undefined) return;
  const task = view.imports.has('snowflake') ? TASK.exec(text) : null;
  if (task) {
    const name = task[1];
    writer.component(unit, call.offset, {
      type: 'workflow-orchestration',
      technology: 'snowflake',
      relation: 'deploys',
      ...(name && !name.includes('$') ? { name } : {}),
    });
    writer.trait(unit, 'deploys', call.offset);
  }
  writer.embed(unit, 'sql', text, { offset: writtenAt(value, view, call.scope) });
}
