/**
 * Pipelines of Data Factory and Synapse: activities that run notebooks, jobs and pipelines of other engines.
 * Source: https://learn.microsoft.com/azure/data-factory/concepts-pipelines-activities
 */
import { posix } from 'node:path';
import type { BicepExpression } from '../../../syntax/types.js';
import { inside, member, memberAt, type AzureResource, type AzureTemplate } from './template.js';
import { textOf } from './values.js';
import type { ComponentType, RelationType } from '../../../vocabulary/index.js';

const MOST_ACTIVITIES = 300;

interface Runs {
  technology: string;
  type: ComponentType;
  relation: RelationType;
}

/** Activities that run code elsewhere, by type; a pipeline with one of them orchestrates. */
const RUNS: Readonly<Record<string, Runs>> = {
  AzureMLExecutePipeline: { technology: 'azure-ml', type: 'workflow-orchestration', relation: 'triggers' },
  DatabricksNotebook: { technology: 'databricks', type: 'data-pipeline', relation: 'runs-on' },
  DatabricksSparkPython: { technology: 'databricks', type: 'data-pipeline', relation: 'runs-on' },
  DatabricksSparkJar: { technology: 'databricks', type: 'data-pipeline', relation: 'runs-on' },
  DatabricksJob: { technology: 'databricks', type: 'workflow-orchestration', relation: 'triggers' },
  SynapseNotebook: { technology: 'azure-synapse', type: 'data-pipeline', relation: 'runs-on' },
  SparkJob: { technology: 'azure-synapse', type: 'data-pipeline', relation: 'runs-on' },
  AzureFunctionActivity: { technology: 'azure-functions', type: 'infrastructure', relation: 'triggers' },
};

export function activityFacts({ type, unit, body, id }: AzureResource, template: AzureTemplate): void {
  if (/^microsoft\.(?:datafactory\/factories|synapse\/workspaces)\/pipelines$/i.test(type))
    pipelineFacts(unit, id, member(body, 'properties'), template);
}

/** Synapse keeps its pipelines as Data Factory does; activities that only it has tell them apart. */
export function engineOf(properties: BicepExpression | undefined, template: AzureTemplate): string {
  const types = [...inside(member(properties, 'activities'))].map(
    (each) => textOf(member(each, 'type'), template) ?? '',
  );
  return types.some((type) => RUNS[type]?.technology === 'azure-synapse') ? 'azure-synapse' : 'azure-data-factory';
}

/** Whether a pipeline does anything: one whose activities are all switched off does not. */
export function isIdle(properties: BicepExpression | undefined, template: AzureTemplate): boolean {
  const activities = [...inside(member(properties, 'activities'))].filter((each) => member(each, 'typeProperties'));
  return activities.length > 0 && activities.every((each) => textOf(member(each, 'state'), template) === 'Inactive');
}

/** The activities of a pipeline as its tasks, those inside loops and branches too. */
export function pipelineFacts(
  unit: string,
  id: string,
  properties: BicepExpression | undefined,
  template: AzureTemplate,
): void {
  const { writer } = template;
  let orchestrates = false;
  let count = 0;
  for (const each of inside(member(properties, 'activities'))) {
    const activity = textOf(member(each, 'type'), template);
    const name = textOf(member(each, 'name'), template);
    if (each.kind !== 'object' || activity === undefined || name === undefined) continue;
    if (!member(each, 'typeProperties') || count++ >= MOST_ACTIVITIES) continue;
    const isOff = textOf(member(each, 'state'), template) === 'Inactive';
    const task = writer.unit(`task:${id}.${name}`, 'task', each.offset, {
      name,
      parent: unit,
      ...(isOff ? { off: 'disabled' as const } : {}),
    });
    const runs = Object.hasOwn(RUNS, activity) ? RUNS[activity] : undefined;
    if (runs) {
      orchestrates ||= !isOff;
      writer.component(task, each.offset, runs);
    }
    activityLinks(task, member(each, 'typeProperties'), template);
  }
  const [first] = orchestrates ? [member(properties, 'activities')] : [];
  if (first)
    writer.component(unit, first.offset, {
      type: 'workflow-orchestration',
      technology: engineOf(properties, template),
      name: id,
    });
}

function activityLinks(task: string, properties: BicepExpression | undefined, template: AzureTemplate): void {
  const { writer } = template;
  for (const key of ['notebookPath', 'pythonFile', 'file']) {
    const value = member(properties, key);
    const path = textOf(value, template);
    // Notebooks lie in the workspace under a folder of their own: the path below it is that of the repository.
    if (value && path)
      for (const candidate of candidates(path)) writer.link(task, 'runs', 'path', candidate, value.offset);
  }
  for (const key of ['pipeline', 'notebook', 'sparkJob']) {
    const value = memberAt(properties, `${key}.referenceName`);
    const name = textOf(value, template);
    if (value && name) writer.link(task, key === 'pipeline' ? 'triggers' : 'runs', 'pipeline', name, value.offset);
  }
}

/** `/Repos/team/project/notebooks/train` may be `notebooks/train.py` of this source. */
function candidates(path: string): string[] {
  const segments = path
    .replace(/^dbfs:/, '')
    .split('/')
    .filter(Boolean);
  if (segments.length === 0 || segments.some((segment) => segment === '..' || segment.includes('$'))) return [];
  const below = segments.slice(-3);
  return below.map((_, index) => posix.join(...below.slice(index))).slice(0, 2);
}
