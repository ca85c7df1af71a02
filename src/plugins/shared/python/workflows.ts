/** Helpers of the plugins whose workflows are written in Python. */
import { hasReference } from '../../../facts/value.js';
import type { PythonBranch, PythonCall, PythonExpression } from '../../../syntax/types.js';
import { factsForSignal } from '../../signals.js';
import { judgeScope } from '../gates/conditions.js';
import type { FactWriter } from '../writer.js';
import { importedSymbol, textOf, valueReader } from './values.js';
import { argument, type PythonView } from './view.js';

/** What the catalogue knows about a call that builds a step, as facts of the step's unit. */
export function writeSignals(
  view: PythonView,
  writer: FactWriter,
  call: PythonCall,
  unit: string,
  name = call.callee,
): void {
  const occurrence = { kind: 'call' as const, name, value: valueReader(call, view), imports: view.imports };
  writer.facts.push(...factsForSignal(view.context.catalogue, occurrence, unit, view.at(call.offset)));
}

/** Links a unit to the function, or the class of the object, that a value names: `python_callable=train`. */
export function writeCallable(
  view: PythonView,
  writer: FactWriter,
  unit: string,
  value: PythonExpression | undefined,
  scope: string,
): void {
  const name = value && callableName(value, view, scope);
  if (name) writer.link(unit, 'calls', 'python-name', name, value.offset);
}

/** Dotted name of what a value executes when it is called. */
function callableName(value: PythonExpression, view: PythonView, scope: string): string | undefined {
  if (value.kind === 'call') {
    const inner = /(?:^|\.)partial$/.test(value.call.callee) ? argument(value.call, 'func', 0) : undefined;
    return inner ? callableName(inner, view, scope) : view.pythonName(value.call.callee, scope);
  }
  if (value.kind === 'unknown') return methodOfMade(value.text, view, scope);
  if (value.kind !== 'name') return undefined;
  const direct = view.pythonName(value.name, scope);
  if (direct) return direct;
  const made = view.assignedCalls(value.name, scope).at(-1);
  return made && callableName({ kind: 'call', call: made, offset: made.offset }, view, scope);
}

/** `Trainer("churn").fit`: a method of an object that is made on the spot, whose class is imported or of this file. */
function methodOfMade(text: string, view: PythonView, scope: string): string | undefined {
  const [, made, method] = /^([A-Za-z_]\w{0,100})\([\s\S]*\)\s*\.([A-Za-z_]\w*)$/.exec(text.slice(0, 2000)) ?? [];
  if (made === undefined || method === undefined) return undefined;
  const imported = view.document.imports.find((one) => (one.alias ?? one.name) === made);
  const name = imported?.name === undefined ? made : `${imported.module}.${imported.name}`;
  return view.pythonName(`${name}.${method}`, scope);
}

/** The function of this file that a value names. */
export function callableScope(
  value: PythonExpression | undefined,
  view: PythonView,
  scope: string,
): string | undefined {
  if (value?.kind !== 'name') return undefined;
  const found = view.local(value.name, scope)?.definition;
  return found?.kind === 'function' ? found.scope : undefined;
}

/** A task whose function chooses the way by a metric or by the state of data is a gate. */
export function writeChoice(
  view: PythonView,
  writer: FactWriter,
  unit: string,
  scope: string | undefined,
  offset: number,
): void {
  if (scope === undefined) return;
  const { metric, outcome, data } = judgeScope(scope, view);
  if (metric || outcome) writer.trait(unit, 'model-gate', offset);
  else if (data) writer.trait(unit, 'data-gate', offset);
}

/** A pipeline of this file: its name in the engine and its unit. */
export interface KnownPipeline {
  id: string;
  unit: string;
}

/** Pipelines by the variables and functions of this file that stand for them. */
export type Pipelines = Map<string, KnownPipeline>;

/**
 * Makes a pipeline known to other files by the variable or function that holds it. Where its name is worked out elsewhere
 * (`name=config.pipeline.name`), which may not be found, it gets one after its place.
 */
export function namePipeline(
  view: PythonView,
  writer: FactWriter,
  pipelines: Pipelines,
  variable: string | undefined,
  pipeline: KnownPipeline,
  offset: number,
): void {
  if (!variable || !/^\w+$/.test(variable)) return;
  const isOpen = hasReference(pipeline.id);
  const id = isOpen ? `${view.module}.${variable}` : pipeline.id;
  if (isOpen) writer.offer(pipeline.unit, 'pipeline', id, offset);
  pipelines.set(variable, { ...pipeline, id });
  if (view.context.unit === '') writer.symbol(`python:${view.module}`, variable, id, offset);
}

/** Name of the pipeline that a value means: its name as text, a variable of this file, or one that another file defines. */
export function pipelineOf(
  value: PythonExpression | undefined,
  view: PythonView,
  scope: string,
  pipelines: Pipelines,
): string | undefined {
  if (!value) return undefined;
  if (value.kind === 'call')
    return pipelineOf({ kind: 'name', name: value.call.callee, offset: value.offset }, view, scope, pipelines);
  if (value.kind !== 'name') return textOf(value, view, scope);
  const known = pipelines.get(value.name);
  if (known) return known.id;
  if (!view.pythonName(value.name, scope) || view.local(value.name, scope)) return textOf(value, view, scope);
  return importedSymbol(value.name, view);
}

/** True for a name at the top of a program to which nothing gives a value: no assignment, definition or import. */
export function isUnbound(name: string, view: PythonView): boolean {
  const { imports, assignments, calls } = view.document;
  if (!/^[A-Za-z_]\w*$/.test(name) || view.local(name, '') || view.pythonName(name, '') !== undefined) return false;
  if (imports.some((one) => one.name === '*' || (one.alias ?? one.name ?? one.module) === name)) return false;
  // `a, b = make()` is one target.
  const binds = (target: string | undefined): boolean => target?.split(/\W+/).includes(name) ?? false;
  return !assignments.some(({ target }) => binds(target)) && !calls.some(({ assignedTo }) => binds(assignedTo));
}

/** The members of a list argument; undefined when it is built in a way that cannot be followed. */
export function membersOf(
  value: PythonExpression | undefined,
  view: PythonView,
  scope: string,
  depth = 0,
): PythonExpression[] | undefined {
  if (value?.kind === 'list') {
    const items = value.items.flatMap((item) =>
      item.kind === 'unknown' && item.text.startsWith('*') ? [undefined] : [item],
    );
    return items.some((item) => item === undefined) ? undefined : (items as PythonExpression[]);
  }
  if (value?.kind !== 'name' || depth > 3) return undefined;
  const { name } = value;
  const assignments = view.assignments(name, scope);
  if (assignments.length === 0) return undefined;
  const members: PythonExpression[] = [];
  for (const assignment of assignments) {
    if (assignment.value.kind !== 'list') return undefined;
    members.push(...assignment.value.items);
  }
  for (const call of view.callsIn(assignments[0]?.scope ?? scope)) {
    const method = call.callee.slice(name.length + 1);
    if (!call.callee.startsWith(`${name}.`)) continue;
    const added = argument(call, [], method === 'insert' ? 1 : 0);
    if ((method === 'append' || method === 'insert') && added) members.push(added);
    else if (method === 'extend') {
      const more = membersOf(added?.kind === 'name' && added.name === name ? undefined : added, view, scope, depth + 1);
      if (!more) return undefined;
      members.push(...more);
    }
  }
  return members;
}

/** `with` blocks, `if` branches and the like that enclose a place, outermost first. */
export function enclosing(branches: readonly number[], kind: PythonBranch['kind'], view: PythonView): PythonBranch[] {
  return branches.flatMap((index) => {
    const branch = view.branch(index);
    return branch?.kind === kind ? [branch] : [];
  });
}
