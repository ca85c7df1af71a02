/**
 * Workflows: the DAG is a unit, every task or step of it another one inside. Templates are described where a task uses them.
 * A template of a WorkflowTemplate is offered as the pipeline `WORKFLOW/TEMPLATE`, which is what a `templateRef` links to.
 */
import { entries, get, isMap, items, scalar } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { readable } from '../../facts/value.js';
import { qualified, type Read } from '../shared/containers.js';
import { gateOf } from '../shared/gates/named.js';
import { kindFacts, type KubernetesObject } from '../shared/objects.js';
import type { FactWriter } from '../shared/writer.js';
import { openInputs, spaceOf, valuesOf, withValues, type Values } from './parameters.js';
import { templateFacts } from './templates.js';

const MOST_TASKS = 500;
const OUTCOME = /\{\{=?[^{}]{0,20}\b((?:tasks|steps)[.[][^{}]{1,300}\boutputs\b[^{}]{0,300})\}\}/g;

/**
 * Facts of a Workflow, WorkflowTemplate, ClusterWorkflowTemplate or CronWorkflow.
 * @param parent unit that holds the workflow, such as the sensor that submits it
 * @returns the unit of the DAG
 */
export function workflowFacts(writer: FactWriter, object: KubernetesObject, read: Read, parent?: string): string {
  return new WorkflowReader(writer, object, read).facts(parent);
}

class WorkflowReader {
  private readonly templates = new Map<string, DataNode>();
  private readonly visited = new Set<string>();
  private readonly offered = new Set<string>();
  private readonly spec: DataNode | undefined;
  private readonly isTemplate: boolean;
  private tasks = 0;

  constructor(
    private readonly writer: FactWriter,
    private readonly object: KubernetesObject,
    private readonly read: Read,
  ) {
    this.spec = object.kind === 'CronWorkflow' ? get(object.node, 'spec', 'workflowSpec') : get(object.node, 'spec');
    this.isTemplate = object.kind.endsWith('WorkflowTemplate');
    for (const template of items(get(this.spec, 'templates'))) {
      const name = read(get(template, 'name'));
      if (name && !this.templates.has(name)) this.templates.set(name, template);
    }
  }

  facts(parent: string | undefined): string {
    const { writer, object, read, spec } = this;
    const { node, kind, namespace } = object;
    const name = readable(object.name);
    const unit = writer.unit(name ? `dag:${name}` : 'dag', 'dag', node.offset, {
      ...(name ? { name } : {}),
      ...(parent ? { parent } : {}),
      ...(scalar(node, 'spec', 'suspend') === true && kind === 'CronWorkflow' ? { off: 'disabled' as const } : {}),
    });
    const compiled = compiledPipeline(node, read);
    kindFacts(writer, unit, object, read, (fact) => compiled === undefined || fact.fact !== 'component');
    if (compiled !== undefined)
      writer.component(unit, node.offset, {
        type: 'workflow-orchestration',
        technology: 'kubeflow-pipelines',
        name: compiled || object.name,
      });
    writer.offer(unit, 'pipeline', object.name, node.offset);
    if (kind === 'CronWorkflow')
      for (const cron of [get(node, 'spec', 'schedule'), ...items(get(node, 'spec', 'schedules'))])
        if (cron) writer.trait(unit, 'runs-on-schedule', cron.offset, read(cron));
    const account = get(spec, 'serviceAccountName');
    if (account)
      writer.link(unit, 'includes', 'service-account', qualified(namespace, read(account) ?? ''), account.offset);
    const from = get(spec, 'workflowTemplateRef', 'name');
    if (from) writer.link(unit, 'runs', 'pipeline', read(from), from.offset);
    this.entries(unit);
    return unit;
  }

  /** Starts at the entry points; templates that they do not reach are not in the workflow. */
  private entries(dag: string): void {
    const { read, spec } = this;
    const given = get(spec, 'arguments', 'parameters');
    // The entry point receives the arguments of the workflow as its inputs.
    const values = new Map([
      ...valuesOf('workflow.parameters', given, read),
      ...valuesOf('inputs.parameters', given, read),
    ]);
    const entry = read(get(spec, 'entrypoint'));
    const hooks = entries(get(spec, 'hooks')).map(({ value }) => read(get(value, 'template')));
    const starts = [entry, read(get(spec, 'onExit')), ...hooks].filter((name) => name !== undefined);
    for (const name of starts) this.start(name, dag, values, name === entry);
    // A library of templates has no entry point: other workflows pick from it what they need.
    const used = entry === undefined ? this.usedInside() : this.visited;
    for (const [name, template] of this.templates) {
      if (used.has(name) || this.visited.has(name)) continue;
      if (entry === undefined) this.start(name, dag, values, false);
      else if (get(spec, 'workflowTemplateRef') === undefined)
        this.writer.unit(`task:${name}`, 'task', template.offset, { name, parent: dag, off: 'not-included' });
    }
  }

  private usedInside(): Set<string> {
    const names = [...this.templates.values()].flatMap((template) =>
      tasksOf(template).map((task) => this.read(get(task, 'template'))),
    );
    return new Set(names.filter((name) => name !== undefined));
  }

  private start(name: string, dag: string, values: Values, isEntry: boolean): void {
    const template = this.templates.get(name);
    if (!template || this.visited.has(name)) return;
    const composed = tasksOf(template).length > 0;
    if (composed && isEntry) {
      this.offer(dag, name, template.offset);
      this.compose(name, template, dag, values);
    } else {
      const unit = this.writer.unit(`task:${name}`, 'task', template.offset, { name, parent: dag });
      this.describe(name, template, unit, values);
    }
  }

  private offer(unit: string, template: string, offset: number): void {
    if (!this.isTemplate || this.offered.has(template) || this.object.name === '') return;
    this.offered.add(template);
    this.writer.offer(unit, 'pipeline', `${this.object.name}/${template}`, offset);
  }

  /** Tasks of a DAG or steps template, each template once: templates may call themselves. */
  private compose(name: string, template: DataNode, parent: string, values: Values): void {
    this.visited.add(name);
    for (const task of tasksOf(template)) if (this.tasks++ < MOST_TASKS) this.task(task, parent, values);
  }

  private describe(name: string, template: DataNode, unit: string, values: Values): void {
    this.offer(unit, name, template.offset);
    const isOffered = this.isTemplate && this.object.name !== '';
    const own = new Map([
      ...(isOffered ? openInputs(spaceOf(this.object.name, name), template, this.read) : []),
      ...valuesOf('inputs.parameters', get(template, 'inputs', 'parameters'), withValues(this.read, values)),
      ...values,
    ]);
    if (tasksOf(template).length > 0) {
      if (!this.visited.has(name)) this.compose(name, template, unit, own);
    } else {
      this.visited.add(name);
      templateFacts(this.writer, unit, template, withValues(this.read, own), this.object.namespace);
    }
  }

  private task(task: DataNode, parent: string, outer: Values): void {
    const { writer } = this;
    const read = withValues(this.read, outer);
    const name = read(get(task, 'name')) ?? '';
    const unit = writer.unit(`task:${name}`, 'task', task.offset, { ...(name ? { name } : {}), parent });
    const when = get(task, 'when');
    if (when) this.gate(unit, read(when) ?? '', when.offset);
    const reference = get(task, 'templateRef');
    if (reference) this.refer(unit, task, reference, read);
    const kept = [...outer].filter(([key]) => key.startsWith('workflow.'));
    const values = new Map([...kept, ...valuesOf('inputs.parameters', get(task, 'arguments', 'parameters'), read)]);
    const inline = get(task, 'inline');
    if (isMap(inline)) templateFacts(writer, unit, inline, withValues(this.read, values), this.object.namespace);
    const used = read(get(task, 'template'));
    const template = used === undefined ? undefined : this.templates.get(used);
    if (used !== undefined && template) this.describe(used, template, unit, values);
  }

  /** A template of another file, with the parameters that it is given. */
  private refer(unit: string, task: DataNode, reference: DataNode, read: Read): void {
    const [workflow = '', template = ''] = ['name', 'template'].map((key) => read(get(reference, key)));
    this.writer.link(unit, 'runs', 'pipeline', `${workflow}/${template}`, reference.offset);
    for (const [name, value] of valuesOf('', get(task, 'arguments', 'parameters'), read))
      if (!value.includes('{{')) this.writer.symbol(spaceOf(workflow, template), name.slice(1), value, task.offset);
  }

  /** A condition on what an earlier task found out. */
  private gate(unit: string, condition: string, offset: number): void {
    const outcomes = [...condition.slice(0, 2000).matchAll(OUTCOME)]
      .map((match) => (match[1] ?? '').replace(/\boutputs\b|\bparameters\b|\bresult\b|\b(?:tasks|steps)\b/g, ' '))
      // Whether a result was cached says nothing of the result.
      .filter((names) => !/\bcached?\b/i.test(names));
    const gate = outcomes.length > 0 ? gateOf(outcomes.join(' ')) : undefined;
    if (gate) this.writer.trait(unit, gate, offset, condition);
  }
}

const SDK = 'pipelines.kubeflow.org/kfp_sdk_version';

/**
 * Name of the pipeline of Kubeflow Pipelines (SDK v1) that a workflow was compiled from, '' where it is not told.
 * @returns undefined for workflows that people wrote
 */
function compiledPipeline(node: DataNode, read: Read): string | undefined {
  if (!get(node, 'metadata', 'annotations', SDK) && !get(node, 'metadata', 'labels', SDK)) return undefined;
  const specification = read(get(node, 'metadata', 'annotations', 'pipelines.kubeflow.org/pipeline_spec')) ?? '';
  return /"name": ?"([^"]{1,200})"[^{}[\]]*\}?$/.exec(specification)?.[1] ?? '';
}

/** Tasks of `dag`, steps of `steps` (a list of lists that run in parallel). */
function tasksOf(template: DataNode): DataNode[] {
  const steps = items(get(template, 'steps')).flatMap((step) => (isMap(step) ? [step] : items(step)));
  return [...items(get(template, 'dag', 'tasks')), ...steps];
}
