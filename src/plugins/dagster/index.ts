/** Dagster: assets, ops, jobs, schedules and sensors. */
import type { Fact } from '../../facts/types.js';
import type { PythonDocument } from '../../syntax/types.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { writeAssets } from './assets.js';
import { writeJobs } from './jobs.js';
import { writeStarts } from './starts.js';

const plugin: Plugin<'python'> = {
  id: 'dagster',
  title: 'Dagster assets, jobs, schedules and sensors',
  documentation: 'https://docs.dagster.io/guides/build/assets',
  reads: 'Assets, ops, jobs, schedules and sensors, and what they call.',
  technologies: ['dagster'],
  languages: ['python'],
  accepts: (_file: FileInfo, text: string) => /\bdagster\b/.test(text),
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    if (!view.imports.has('dagster')) return [];
    const writer = new FactWriter(document, context, 'decorator');
    writeAssets(view, writer);
    writeStarts(view, writer, writeJobs(view, writer));
    return writer.facts;
  },
};

export default plugin;
