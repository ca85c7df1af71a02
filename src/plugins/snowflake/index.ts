/**
 * Snowflake from Python: stored procedures that functions become, and graphs of tasks.
 * https://docs.snowflake.com/en/developer-guide/snowpark/python/creating-sprocs,
 * https://docs.snowflake.com/en/developer-guide/snowflake-python-api/snowflake-python-managing-tasks
 */
import type { Fact } from '../../facts/types.js';
import type { PythonDocument } from '../../syntax/types.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeProcedures } from './procedures.js';
import { writeTasks } from './tasks.js';

const plugin: Plugin<'python'> = {
  id: 'snowflake',
  title: 'Snowflake procedures and tasks',
  documentation: 'https://docs.snowflake.com/en/developer-guide/snowpark/python/index',
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => /\bsnowflake\b/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    if (!view.imports.has('snowflake')) return [];
    const writer = new FactWriter(document, context, 'call');
    writeProcedures(view, writer);
    writeTasks(view, writer);
    return writer.facts;
  },
};

export default plugin;
