/** Tasks of Airflow: operators, sensors and decorated functions. */
import type { PythonCall, PythonDefinition, PythonExpression } from '../../syntax/types.js';
import { pathOf } from '../shared/python/paths.js';
import { shellText } from '../shared/python/shell.js';
import { writeSqlOfStep } from '../shared/python/sql.js';
import { textOf } from '../shared/python/values.js';
import { callableScope, pipelineOf, writeCallable, writeChoice, writeSignals } from '../shared/python/workflows.js';
import { variableOf } from '../shared/python/steps.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import { writeTask } from '../shared/workflow.js';
import type { FactWriter } from '../shared/writer.js';
import type { Dags } from './dags.js';

const OPERATOR = /(?:Operator|Sensor)(?:Async)?$/;
const TASK_DECORATOR = /^airflow\.(?:\w+\.)*task(?:\.(\w+))?$/;
const CHOOSES = /Branch|ShortCircuit/;

export function writeTasks(view: PythonView, writer: FactWriter, dags: Dags): void {
  const linked = linkedVariables(view);
  const operators = view.calls
    .filter(isOperator)
    .map((call) => ({ call, variable: variableOf(call, view), membership: dags.of(call) }));
  // Airflow gives a task the DAG of the tasks that it is chained with.
  const included = new Set<string>();
  for (const { variable, membership } of operators) {
    const group = variable !== undefined && membership.included ? linked.get(variable) : undefined;
    if (group) for (const name of group) included.add(name);
  }
  for (const { call, variable, membership } of operators) {
    const off =
      membership.included || (variable !== undefined && included.has(variable)) ? undefined : ('not-included' as const);
    const id = textOf(argument(call, 'task_id'), view, call.scope) ?? variable ?? lastOf(call.callee);
    const parent =
      membership.dag ?? (dags.units.length === 1 && !off ? dags.units[0] : undefined) ?? (call.scope || undefined);
    const unit = writeTask(writer, { id, offset: call.offset, ...(parent ? { parent } : {}), ...(off ? { off } : {}) });
    writeOperator(call, view, writer, unit, dags);
  }
  for (const definition of view.definitions) writeDecorated(definition, view, writer, dags);
}

/** An operator of Airflow or of the project: its class says so, and tasks have an id. */
function isOperator(call: PythonCall): boolean {
  const callee = call.callee.replace(/\.partial$/, '');
  if (!OPERATOR.test(callee)) return false;
  return argument(call, 'task_id') !== undefined || /^airflow\./.test(callee);
}

function writeOperator(call: PythonCall, view: PythonView, writer: FactWriter, unit: string, dags: Dags): void {
  const { scope, offset } = call;
  writeSignals(view, writer, call, unit, call.callee.replace(/\.partial$/, ''));
  writeSqlOfStep(view, writer, call, unit);
  const callable = argument(call, ['python_callable', 'python_callable_name', 'poke_fn']);
  writeCallable(view, writer, unit, callable, scope);
  if (CHOOSES.test(lastOf(call.callee.replace(/\.partial$/, ''))))
    writeChoice(view, writer, unit, callableScope(callable, view, scope), offset);
  const bash =
    argument(call, ['bash_command', 'ssh_command']) ??
    (/SSHOperator/.test(call.callee) ? argument(call, 'command') : undefined);
  if (bash) {
    const text = shellText(bash, view, scope);
    if (text && /^[\w./-]+\.sh\s*$/.test(text)) writer.link(unit, 'runs', 'path', text.trim(), bash.offset);
    else if (text)
      writer.embed(
        unit,
        'shell',
        withoutJinja(text),
        { offset: bash.offset },
        pathOf(argument(call, 'cwd'), view, scope),
      );
  }
  const image = argument(call, 'image');
  if (image) {
    writer.image(unit, textOf(image, view, scope), image.offset);
    const words = [argument(call, ['cmds', 'command', 'commands']), argument(call, ['arguments', 'args'])].flatMap(
      (value) => wordsOf(value, view, scope),
    );
    writer.command(unit, words);
  }
  if (/TriggerDagRunOperator/.test(call.callee)) {
    writer.link(
      unit,
      'triggers',
      'pipeline',
      pipelineOf(argument(call, 'trigger_dag_id'), view, scope, dags.pipelines),
      offset,
    );
  }
  for (const key of ['input_nb', 'application', 'py_file'])
    writer.link(unit, 'runs', 'path', pathOf(argument(call, key), view, scope), offset);
}

/** `{{ … }}` is filled in when the task runs; for a shell it is a variable. */
function withoutJinja(text: string): string {
  return text.replace(/\{\{[^{}]{0,500}\}\}/g, '$TEMPLATE').replace(/\{%[^{}]{0,500}%\}/g, '');
}

function wordsOf(
  value: PythonExpression | undefined,
  view: PythonView,
  scope: string,
): { text: string; place: { offset: number } }[] {
  if (!value) return [];
  const items = value.kind === 'list' ? value.items : [value];
  return items.slice(0, 100).flatMap((item) => {
    const text = shellText(item, view, scope);
    return text === undefined ? [] : [{ text: withoutJinja(text), place: { offset: item.offset } }];
  });
}

/** `@task` functions are tasks where the body of a DAG calls them. */
function writeDecorated(definition: PythonDefinition, view: PythonView, writer: FactWriter, dags: Dags): void {
  const decorator = definition.decorators.find((one) => TASK_DECORATOR.test(one.callee));
  if (!decorator || view.isDead(definition.offset)) return;
  const kind = TASK_DECORATOR.exec(decorator.callee)?.[1] ?? '';
  const membership = view
    .callsOf(definition)
    .map((call) => dags.of(call))
    .find((one) => one.included);
  // A file without a DAG is a library; the file that imports the function calls it.
  if (!membership && dags.units.length === 0) return;
  const id = textOf(argument(decorator, 'task_id'), view, decorator.scope) ?? lastOf(definition.name);
  const off = membership ? undefined : ('not-included' as const);
  const parent = membership?.dag ?? dags.units[0];
  const unit = writeTask(writer, {
    id,
    offset: decorator.offset,
    ...(parent ? { parent } : {}),
    ...(off ? { off } : {}),
  });
  writer.link(unit, 'calls', 'python-name', `${view.module}.${definition.name}`, definition.offset);
  const image = argument(decorator, 'image');
  if (image) writer.image(unit, textOf(image, view, decorator.scope), image.offset);
  if (kind === 'branch' || kind === 'short_circuit' || /_branch$|^branch_/.test(kind))
    writeChoice(view, writer, unit, definition.scope, decorator.offset);
}

/** Variables that are chained with one another: `a >> [b, c]`, `chain(a, b)`, `a.set_downstream(b)`. */
function linkedVariables(view: PythonView): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  const join = (names: readonly string[]): void => {
    let group = new Set(names);
    for (const name of names) {
      const other = groups.get(name);
      if (!other || other === group) continue;
      const [large, small] = other.size > group.size ? [other, group] : [group, other];
      for (const member of small) {
        large.add(member);
        groups.set(member, large);
      }
      group = large;
    }
    for (const name of names) groups.set(name, group);
  };
  const names = (values: readonly PythonExpression[]): string[] =>
    values.flatMap((value) =>
      value.kind === 'name' ? [value.name] : value.kind === 'list' ? names(value.items.slice(0, 200)) : [],
    );
  for (const shift of view.document.shifts) join(shift.stages.flatMap(names));
  for (const call of view.calls) {
    const method = lastOf(call.callee);
    if (/^(?:chain|cross_downstream|chain_linear)$/.test(method)) join(names(call.arguments.map((a) => a.value)));
  }
  return groups;
}
