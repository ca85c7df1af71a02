/**
 * State machines in the Amazon States Language: every state is a task. Service integrations are calls of the AWS API, which the
 * catalogue knows.
 */
import { at, entries, get, isMap, items, string, text, walk } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { gateOf } from '../shared/gates/named.js';
import { integratedCall, invokesFunction } from '../shared/service-integrations.js';
import type { FactWriter } from '../shared/writer.js';
import { referredNames } from './intrinsics.js';
import { resourceIdentifier } from './template.js';

const MOST_STATES = 300;
const STATE = /^(?:Task|Choice|Parallel|Map|Pass|Wait|Succeed|Fail)$/;
const PLACEHOLDER = /^\$\{([A-Za-z0-9]+)(?:\.[A-Za-z]+)?\}$/;
/** True for the definition of a state machine. */
export function isStateMachine(node: DataNode | undefined): boolean {
  const first = string(node, 'StartAt');
  const states = get(node, 'States');
  return (
    first !== undefined && isMap(states) && entries(states).some(({ value }) => STATE.test(string(value, 'Type') ?? ''))
  );
}

/**
 * Facts of the states of a definition.
 * @param unit unit of the state machine
 * @param resources logical names of the template in which it stands; placeholders may name them
 */
export function stateMachineFacts(
  writer: FactWriter,
  unit: string,
  definition: DataNode,
  resources?: ReadonlySet<string>,
): void {
  let count = 0;
  const pending: { node: DataNode; parent: string }[] = [{ node: definition, parent: unit }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const { key, value, offset } of entries(get(next.node, 'States'))) {
      if (count++ >= MOST_STATES) return;
      const task = writer.unit(
        `task:${unit === '' ? '' : `${unit.slice(unit.indexOf(':') + 1)}.`}${key}`,
        'task',
        offset,
        { name: key, parent: next.parent },
      );
      if (string(value, 'Type') === 'Choice') choiceFacts(writer, task, value);
      taskFacts(writer, task, value, resources);
      const inner = [...items(get(value, 'Branches')), get(value, 'Iterator'), get(value, 'ItemProcessor')];
      for (const node of inner) if (node) pending.push({ node, parent: task });
    }
  }
}

function taskFacts(
  writer: FactWriter,
  unit: string,
  state: DataNode,
  resources: ReadonlySet<string> | undefined,
): void {
  const resource = get(state, 'Resource');
  if (!resource) return;
  const parameters = get(state, 'Parameters') ?? get(state, 'Arguments');
  const called = integratedCall(text(resource) ?? '');
  if (called !== undefined) {
    writer.signal('call', called, unit, resource.offset, ({ key }) =>
      key === undefined ? undefined : (text(at(parameters, key)) ?? string(parameters, `${key}.$`)),
    );
    return;
  }
  const target = invokesFunction(text(resource) ?? '') ? get(parameters, 'FunctionName') : resource;
  if (!target) return;
  const named = [...referredNames(target), PLACEHOLDER.exec(text(target) ?? '')?.[1]];
  for (const name of named)
    if (name && (resources?.has(name) ?? true))
      writer.link(unit, 'runs', 'config', resourceIdentifier(writer.context.file.path, name), target.offset);
  const name = text(target);
  if (name && !name.includes('$')) writer.link(unit, 'runs', 'function', name, target.offset);
}

/** A choice on what an earlier state found out. */
function choiceFacts(writer: FactWriter, unit: string, state: DataNode): void {
  const names: string[] = [];
  walk(
    get(state, 'Choices'),
    (node, { entry }) => {
      if (entry && /^(?:Variable|Condition)$/.test(entry.key)) names.push(text(node) ?? '');
    },
    2000,
  );
  const gate = gateOf(names.join(' '));
  if (gate) writer.trait(unit, gate, state.offset, names.join(', '));
}
