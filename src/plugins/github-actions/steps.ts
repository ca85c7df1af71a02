/** Steps of jobs and of composite actions. */
import type { Fact } from '../../facts/types.js';
import { get, string } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { embeddedScript, effectOfScript, pushes, scriptPart } from '../shared/ci/script.js';
import type { ScriptPart } from '../shared/ci/script.js';
import type { Step } from '../shared/ci/workflow.js';
import { foreignCheckouts, foreignOnly, pushFacts, workingDirectory } from './checkouts.js';
import type { Checkouts } from './checkouts.js';
import { environmentOf, expand, expandScript, isNever } from './expressions.js';
import { gateFacts } from './gates.js';
import { valuesOfSteps } from './outputs.js';
import { variableFacts } from './scope.js';
import type { StepScope } from './scope.js';
import { actionFacts, actionName, effectOfAction } from './uses.js';

/**
 * Reads the steps of a job in order. A checkout of another repository changes what later steps work on: its files are
 * those of `HOST/OWNER/NAME`, and a push deploys it.
 */
export function readSteps(nodes: readonly DataNode[], scope: StepScope): Step[] {
  const foreign = foreignCheckouts(nodes, scope);
  const values = valuesOfSteps(nodes, scope.values);
  return nodes.flatMap((node, at) =>
    node.kind === 'map' ? [readStep(node, { ...scope, values: values[at] ?? scope.values }, foreign)] : [],
  );
}

function readStep(node: DataNode, scope: StepScope, foreign: Checkouts): Step {
  const values = { ...scope.values, env: scope.values.env.with(environmentOf(get(node, 'env'), scope.values)) };
  const inner = { ...scope, values };
  const uses = string(node, 'uses');
  const base = { name: string(node, 'name') ?? string(node, 'id'), offset: node.offset, off: isNever(node) };
  const environment = (unit: string): Fact[] => [
    ...variableFacts(get(node, 'env'), unit, inner),
    ...gateFacts(string(node, 'id') ?? '', node, unit, scope.document),
  ];
  if (uses !== undefined) {
    const action = actionName(uses);
    return {
      ...base,
      effect: effectOfAction(action),
      facts: (unit) => [...environment(unit), ...actionFacts(node, uses, action, unit, inner, foreign)],
    };
  }
  const run = scriptPart(get(node, 'run'), scope.document);
  if (!run) return { ...base, effect: 'none', facts: environment };
  return {
    ...base,
    effect: effectOfScript(run.text),
    facts: (unit) => [...environment(unit), ...runFacts(node, run, unit, inner, foreign)],
  };
}

function runFacts(node: DataNode, run: ScriptPart, unit: string, scope: StepScope, foreign: Checkouts): Fact[] {
  const { document, values } = scope;
  const written = expand(string(node, 'working-directory') ?? scope.directory ?? '.', values);
  const shell = string(node, 'shell') ?? scope.shell ?? 'bash';
  const text = expandScript(run.text, values);
  const part = { ...run, text };
  const directory = workingDirectory(written, scope, foreign);
  const script = embeddedScript(part, document, unit, directory, /^python/.test(shell) ? 'python' : 'shell');
  return [
    { ...script, ephemeral: scope.hosted ?? false, ...foreignOnly(foreign) },
    ...(pushes(text) ? pushFacts(written, text, unit, run.offset, scope, foreign) : []),
  ];
}
