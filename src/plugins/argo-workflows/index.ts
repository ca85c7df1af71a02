/** Argo Workflows and the Argo Events that start them. */
import type { DataDocument } from '../../syntax/types.js';
import type { Fact, Trait } from '../../facts/types.js';
import { chartOf } from '../shared/helm.js';
import { apiObjects, kindFacts } from '../shared/objects.js';
import { readerFor } from '../shared/reader.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { eventSourceFacts, sensorFacts } from './events.js';
import { workflowFacts } from './workflow.js';

const WORKFLOWS = new Set(['Workflow', 'WorkflowTemplate', 'ClusterWorkflowTemplate', 'CronWorkflow']);

const plugin: Plugin<'yaml' | 'json'> = {
  id: 'argo-workflows',
  title: 'Argo Workflows and Argo Events',
  documentation: 'https://argo-workflows.readthedocs.io/en/latest/fields/',
  reads:
    'Workflows, workflow templates and cron workflows: their steps and containers; sensors and event sources that start them.',
  technologies: ['argo-workflows', 'argo-events'],
  languages: ['yaml', 'json'],

  accepts(file: FileInfo, text: string): boolean {
    if (!/\.(?:ya?ml|json)$/i.test(file.logicalPath) || !text.includes('argoproj.io/')) return false;
    return /\b(?:\w*Workflow\w*|Sensor|EventSource|EventBus)\b/.test(text);
  },

  extract(document: DataDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'manifest');
    const read = readerFor(chartOf(context.file.path));
    const objects = apiObjects(document, read).filter(({ group }) => group === 'argoproj.io');
    const traits = new Map<string, Trait>();
    for (const object of objects) {
      if (object.kind === 'EventSource')
        for (const [event, trait] of eventSourceFacts(writer, object, read)) traits.set(event, trait);
      if (object.kind === 'EventBus') {
        const unit = writer.unit(`event-bus:${object.name}`, 'resource', object.node.offset, { name: object.name });
        kindFacts(writer, unit, object, read);
      }
    }
    for (const object of objects) {
      if (WORKFLOWS.has(object.kind)) workflowFacts(writer, object, read);
      if (object.kind === 'Sensor') sensorFacts(writer, object, read, traits);
    }
    return writer.facts;
  },
};

export default plugin;
