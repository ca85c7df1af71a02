/**
 * State machines that programs chain together, as definitions in the Amazon States Language. Which states a machine has follows
 * from what its definition refers to; their order is not needed.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_stepfunctions_tasks-readme.html
 */
import type { DataEntry, DataMap, DataNode, PythonCall, PythonExpression } from '../../../syntax/types.js';
import { methodOf } from '../../shared/constructs/names.js';
import { property, type Construct, type ConstructProgram } from '../../shared/constructs/program.js';
import { programText } from '../../shared/constructs/text.js';
import { TASK_ACTIONS, TASK_SERVICES } from './tables.js';
import { map, scalar, sequence } from '../nodes.js';
import type { Values } from './values.js';

const TASK = /^aws_cdk\.aws_stepfunctions_tasks\.([A-Z]\w*)$/;
const STATE =
  /^aws_cdk\.aws_stepfunctions\.(Choice|Parallel|Map|DistributedMap|CustomState|Task|Pass|Wait|Succeed|Fail)$/;
/** Methods by which a state names others. */
const CHAINS = new Set(
  'next when otherwise branch iterator itemProcessor addCatch start sequence fromChainable afterwards addRetry'.split(
    ' ',
  ),
);
const MOST_VISITS = 2000;

/** True for a state of a machine: it is no resource of its own. */
export const isState = (name: string): boolean => TASK.test(name) || STATE.test(name);

/** States that an expression refers to, and classes of the project that make some of them. */
export interface States {
  states: Construct[];
  /** Calls of the project's own constructs and functions. */
  elsewhere: PythonCall[];
}

/** Follows names and chains from the definition of a machine. */
export function statesOf(definition: PythonExpression | undefined, scope: string, program: ConstructProgram): States {
  const found: States = { states: [], elsewhere: [] };
  const { view } = program;
  const seen = new Set<Construct | PythonCall | string>();
  const pending: { expression: PythonExpression; scope: string }[] = definition
    ? [{ expression: definition, scope }]
    : [];
  const chained = chainsOf(program);
  const take = (state: Construct): void => {
    if (seen.has(state)) return;
    seen.add(state);
    if (isState(state.name)) found.states.push(state);
    const parts = [state.properties, program.properties(state.call, 2)].flatMap((one) => [...one.values()]);
    for (const part of parts) if (part.kind === 'call') pending.push({ expression: part, scope: state.call.scope });
    for (const call of chained.get(state) ?? []) follow(call);
  };
  const follow = (call: PythonCall): void => {
    if (seen.has(call)) return;
    seen.add(call);
    for (const { value } of call.arguments) pending.push({ expression: value, scope: call.scope });
  };
  for (let visits = 0, next = pending.pop(); next && visits < MOST_VISITS; visits++, next = pending.pop()) {
    const { expression, scope: here } = next;
    if (expression.kind === 'list')
      for (const item of expression.items) pending.push({ expression: item, scope: here });
    if (expression.kind === 'call') {
      const { call } = expression;
      // `a().next(b)`: all calls of the chain begin at one place.
      for (const link of view.callsAt(call.offset)) if (link.end <= call.end) follow(link);
      const definition = view.local(call.callee, here)?.definition;
      if (definition?.kind === 'function' && !seen.has(definition.scope)) {
        seen.add(definition.scope);
        for (const exit of view.document.exits)
          if (exit.kind === 'return' && exit.scope === definition.scope && exit.value)
            pending.push({ expression: exit.value, scope: exit.scope });
      } else if (!program.find(expression, here)) found.elsewhere.push(call);
    }
    const state = program.find(expression, here);
    if (state) take(state);
    const variable = expression.kind === 'name' ? expression.name : view.written(callOf(expression));
    for (let end = variable.length; end > 0; end = variable.lastIndexOf('.', end - 1)) {
      const name = variable.slice(0, end).replace(/^this\./, 'self.');
      if (seen.has(`${here}\n${name}`)) continue;
      seen.add(`${here}\n${name}`);
      for (const { value, scope: there } of view.assignments(name, here))
        pending.push({ expression: value, scope: there });
      for (const call of view.assignedCalls(name, here))
        pending.push({ expression: { kind: 'call', call, offset: call.offset }, scope: call.scope });
    }
  }
  found.states.sort((a, b) => a.call.offset - b.call.offset);
  return found;
}

const NO_CALL: PythonCall = {
  callee: '',
  resolved: false,
  arguments: [],
  scope: '',
  offset: 0,
  end: 0,
  branches: [],
  nested: false,
};
const callOf = (expression: PythonExpression): PythonCall => (expression.kind === 'call' ? expression.call : NO_CALL);

/** Calls by which each state names others: `choice.when(condition, next)`. */
function chainsOf(program: ConstructProgram): Map<Construct, PythonCall[]> {
  const chains = new Map<Construct, PythonCall[]>();
  for (const call of program.view.calls) {
    if (!CHAINS.has(methodOf(call.callee))) continue;
    const state =
      program.find({ kind: 'call', call, offset: call.offset }, call.scope) ??
      program.findName(program.view.written(call), call.scope);
    if (state) chains.set(state, [...(chains.get(state) ?? []), call]);
  }
  return chains;
}

/** Definition of a machine with these states. */
export function definitionOf(states: readonly Construct[], values: Values, offset: number): DataMap {
  const chains = chainsOf(values.program);
  const entries: DataEntry[] = states.map((state) => ({
    key: state.id,
    value: stateNode(state, values, chains.get(state) ?? []),
    offset: state.call.offset,
  }));
  return map(offset, {
    StartAt: scalar(states[0]?.id ?? '', offset),
    States: { kind: 'map', entries, offset },
  });
}

function stateNode(state: Construct, values: Values, chains: readonly PythonCall[]): DataNode {
  const { call, properties, name } = state;
  const { offset, scope } = call;
  const [, task] = TASK.exec(name) ?? [];
  if (task !== undefined) return taskNode(task, state, values);
  const type = methodOf(name);
  if (type === 'CustomState') return values.node(property(properties, 'stateJson'), scope, true) ?? map(offset, {});
  if (type === 'Task') return oldTask(state, values);
  if (type !== 'Choice') return map(offset, { Type: scalar(type, offset) });
  const conditions = chains
    .filter((one) => methodOf(one.callee) === 'when')
    .flatMap((one) => variablesIn(one.arguments[0]?.value, values))
    .map((variable) => map(offset, { Variable: variable }));
  return map(offset, { Type: scalar('Choice', offset), Choices: sequence(offset, conditions) });
}

/** Paths that a condition compares: `Condition.and(Condition.numberGreaterThan('$.accuracy', 0.9))`. */
function variablesIn(condition: PythonExpression | undefined, values: Values, depth = 0): DataNode[] {
  if (condition?.kind !== 'call' || depth > 5) return [];
  return condition.call.arguments.flatMap(({ value }) => {
    if (value.kind === 'call') return variablesIn(value, values, depth + 1);
    const text = programText(value, values.program.view, condition.call.scope);
    return text?.startsWith('$') ? [scalar(text, value.offset)] : [];
  });
}

function taskNode(task: string, { call, properties }: Construct, values: Values): DataNode {
  const { offset, scope } = call;
  const node = (name: string): DataNode | undefined => values.node(property(properties, name), scope);
  if (/^(?:LambdaInvoke|RunLambdaTask|InvokeFunction)$/.test(task)) {
    const target = node('lambdaFunction') ?? values.node(call.arguments[0]?.value, scope);
    return map(offset, {
      Type: scalar('Task', offset),
      Resource: scalar('arn:aws:states:::lambda:invoke', offset),
      Parameters: map(offset, { FunctionName: target }),
    });
  }
  const members = [...properties].map(([key, value]) => ({
    key: { kind: 'string' as const, value: key, offset: value.offset },
    value,
  }));
  const parameters = values.node({ kind: 'dict', entries: members, offset }, scope);
  const [prefix, service] = TASK_SERVICES.find(([start]) => task.startsWith(start)) ?? [];
  const called =
    task === 'CallAwsService'
      ? `aws-sdk:${programText(property(properties, 'service'), values.program.view, scope) ?? ''}:${programText(property(properties, 'action'), values.program.view, scope) ?? ''}`
      : prefix === undefined || service === undefined
        ? undefined
        : `${service}:${TASK_ACTIONS[task] ?? lowerFirst(task.slice(prefix.length))}`;
  return map(offset, {
    Type: scalar('Task', offset),
    Resource: called === undefined ? undefined : scalar(`arn:aws:states:::${called}`, offset),
    Parameters: task === 'CallAwsService' ? node('parameters') : parameters,
  });
}

/** Version 1: `new sfn.Task(this, 'Train', { task: new tasks.InvokeFunction(fn) })`. */
function oldTask({ call, properties }: Construct, values: Values): DataNode {
  const task = property(properties, 'task');
  const name = task?.kind === 'call' ? methodOf(task.call.callee) : '';
  if (task?.kind !== 'call') return map(call.offset, { Type: scalar('Task', call.offset) });
  const inner = { name, call: task.call, id: '', properties: values.program.properties(task.call, 1) };
  return taskNode(
    name.replace(/Task$/, '').replace(/^Sagemaker(Train|Transform)$/, 'SageMakerCreate$1ingJob'),
    inner,
    values,
  );
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
