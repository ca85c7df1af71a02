/**
 * Machine learning in SQL: models that a database trains and applies, the tasks that run statements on a schedule,
 * stored procedures, assertions. Statements that only move data say nothing here.
 *
 * Sources: https://cloud.google.com/bigquery/docs/bqml-introduction, https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_MODEL.html,
 * https://docs.snowflake.com/en/sql-reference/sql/create-task, https://docs.snowflake.com/en/guides-overview-ml-functions,
 * https://docs.databricks.com/aws/en/dlt/expectations.
 */
import type { Fact } from '../../facts/types.js';
import type { SqlDocument, SqlStatement } from '../../syntax/types.js';
import { featureViewsIn, procedureTarget } from '../shared/sql.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeModel } from './models.js';
import { opensBlock, procedureName, writeProcedure } from './procedures.js';
import { TaskGraph } from './tasks.js';

/** One of these stands in every script that this plugin has something to say about. */
const MARKS =
  /\bMODEL(?:_NAME|_VERSION|_ID)?\b|\b(?:ML|AI)\.[A-Z_]+\s*\(|\bSNOWFLAKE\.(?:ML|CORTEX)\b|\bTASK\b|\bPROCEDURE\b|\bCALL\b|\bASSERT\b|\bEXPECT\b|\bALERT\b|![A-Z_]+\s*\(|\bai_query\b/i;

const plugin: Plugin<'sql'> = {
  id: 'sql',
  title: 'Machine learning in SQL',
  documentation: 'https://cloud.google.com/bigquery/docs/bqml-introduction',
  languages: ['sql'],
  accepts: (_file: FileInfo, text: string) => MARKS.test(text),
  extract(document: SqlDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'structure');
    const tasks = new TaskGraph(writer);
    let procedure: string | undefined;
    for (const statement of document.statements) {
      // `END;` closes the body of a procedure; `END IF` and its like do not.
      if (
        /^END(?:\s+\w+)?$/i.test(statement.code) &&
        !/^END\s+(?:IF|LOOP|WHILE|FOR|CASE|REPEAT)$/i.test(statement.code)
      ) {
        procedure = undefined;
        continue;
      }
      if (tasks.write(statement)) continue;
      const name = procedureName(statement);
      if (name === undefined) writeStatement(statement, procedure ?? context.unit, writer);
      else {
        const unit = writeProcedure(statement, name, writer);
        writeStatement(statement, unit, writer);
        if (opensBlock(statement)) procedure = unit;
      }
    }
    return writer.facts;
  },
};

export default plugin;

function writeStatement(statement: SqlStatement, unit: string, writer: FactWriter): void {
  writeModel(statement, unit, writer);
  // The database keeps names in capitals; who makes a view writes them as they like.
  for (const { name, index } of featureViewsIn(statement.text))
    for (const written of new Set([name, name.toUpperCase()]))
      writer.link(unit, 'reads-from', 'feature-view', written, statement.offset + index);
  const called = /^(?:BEGIN\s+)?(?:CALL|EXEC(?:UTE)?)\s+(?!IMMEDIATE\b)([^\s();]+)/i.exec(statement.code);
  if (called?.[1]) writer.link(unit, 'calls', 'target', procedureTarget(called[1]), statement.offset);
}
