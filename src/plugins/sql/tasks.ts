/**
 * Tasks of Snowflake: a statement that runs on a schedule, when a stream has new rows, or after other tasks. A task
 * without predecessors is the root of a graph; those of the same script that come after it are its steps.
 * https://docs.snowflake.com/en/sql-reference/sql/create-task
 */
import type { SqlStatement } from '../../syntax/types.js';
import { writeDag, writeStart, writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';

const TASK =
  /^CREATE\s+(?:OR\s+(?:REPLACE|ALTER)\s+)?TASK\s+(?:IF\s+NOT\s+EXISTS\s+)?((?:IDENTIFIER\s*\(\s*'[^']{1,200}'\s*\))|[\w."$&{}<>-]+)/i;
/** No other database has a task with a warehouse. */
const OF_SNOWFLAKE = /\b(?:WAREHOUSE|SCHEDULE|AFTER|USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE|FINALIZE)\b/i;

export class TaskGraph {
  /** Units of the pipelines, by the names of the tasks that belong to them. */
  private readonly dags = new Map<string, string>();

  constructor(private readonly writer: FactWriter) {}

  /** @returns false when the statement creates no task */
  write(statement: SqlStatement): boolean {
    const { text, code, offset } = statement;
    const name = TASK.exec(text)?.[1];
    if (name === undefined || !OF_SNOWFLAKE.test(code)) return false;
    const id = name.replace(/^IDENTIFIER\s*\(\s*'|'\s*\)$|"/gi, '');
    const body = /\bAS\s/i.exec(code);
    const head = code.slice(0, body?.index ?? code.length);
    const before = /\bAFTER ([\w."$&{}<>, -]{1,2000}?)(?= (?:WHEN|WAREHOUSE|SCHEDULE|COMMENT|CONFIG)\b| ?$)/i.exec(
      head.replace(/\s+/g, ' '),
    );
    const dag = before?.[1]
      ?.split(',')
      .map((one) => this.dags.get(key(one)))
      .find((one) => one !== undefined);
    const unit = dag
      ? writeTask(this.writer, { id, offset, parent: dag })
      : writeDag(this.writer, { id, offset, technology: 'snowflake' });
    this.dags.set(key(id), dag ?? unit);
    this.writeStarts(text.slice(0, head.length), code, unit, offset);
    if (body) {
      const start = body.index + body[0].length;
      this.writer.embed(unit, 'sql', text.slice(start), { offset: offset + start });
    }
    return true;
  }

  private writeStarts(head: string, code: string, unit: string, offset: number): void {
    const schedule = /\bSCHEDULE\s*=\s*(?:'([^']{1,100})'|(\$?\w+))/i.exec(head);
    if (schedule) writeStart(this.writer, unit, { trait: 'runs-on-schedule', ...detail(schedule[1]) }, offset);
    if (/\bWHEN\s+SYSTEM\$STREAM_HAS_DATA\b/i.test(code))
      writeStart(this.writer, unit, { trait: 'runs-on-event', detail: 'SYSTEM$STREAM_HAS_DATA' }, offset);
  }
}

const detail = (text: string | undefined): { detail?: string } => (text ? { detail: text } : {});

/** Names are given with and without their schema, and in any case. */
const key = (name: string): string => name.trim().replace(/"/g, '').split('.').at(-1)?.toLowerCase() ?? '';
