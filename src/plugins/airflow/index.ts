/** Apache Airflow: DAGs, operators, TaskFlow functions and schedules. */
import type { Fact } from '../../facts/types.js';
import type { PythonDocument } from '../../syntax/types.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeDags } from './dags.js';
import { writeTasks } from './tasks.js';

const plugin: Plugin<'python'> = {
  id: 'airflow',
  title: 'Apache Airflow DAGs',
  documentation: 'https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html',
  reads:
    'DAG files: tasks of operators and of TaskFlow functions, what each task calls, starts or submits, schedules, and what is switched off.',
  technologies: ['airflow', 'amazon-mwaa', 'google-cloud-composer'],
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => /\bairflow\b/.test(text) || /\b(?:DbtDag|DAG\()/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    if (!view.imports.has('airflow') && !view.imports.has('cosmos')) return [];
    const writer = new FactWriter(document, context, 'call');
    writeTasks(view, writer, writeDags(view, writer));
    return writer.facts;
  },
};

export default plugin;
