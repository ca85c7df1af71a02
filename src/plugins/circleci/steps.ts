/** Steps of jobs, commands and orbs. Sources: https://circleci.com/docs/configuration-reference/#steps and /reusing-config/ */
import { entries, get, isMap, items, scalar, string, text } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { partSteps, variableFacts, variablesOf } from '../shared/ci/lines.js';
import { packageStep } from '../shared/ci/packages.js';
import { scriptPart } from '../shared/ci/script.js';
import { replaceKnown } from '../shared/ci/variables.js';
import type { Variables } from '../shared/ci/variables.js';
import type { Step } from '../shared/ci/workflow.js';
import { changeDirectory } from '../shared/paths.js';
import type { Scope } from './jobs.js';

/** Commands that call commands. */
const DEEPEST = 8;
/** Steps of one file, commands put in. */
const MOST_STEPS = 3000;

const PARAMETER = /<<\s*((?:pipeline\.)?parameters\.[\w-]+)\s*>>/g;

/** Orbs by the names that the configuration gives them: `slack: circleci/slack@4.1`. */
export function orbsOf(root: DataNode): Map<string, string> {
  return new Map(
    entries(get(root, 'orbs')).flatMap(({ key, value }): [string, string][] => {
      const orb = text(value)?.replace(/@.*$/, '').toLowerCase();
      return orb === undefined ? [] : [[key, orb]];
    }),
  );
}

export function expandParameters(value: string, { parameters }: Scope): string {
  return value.includes('<<') ? replaceKnown(value, PARAMETER, (name) => parameters.get(name)) : value;
}

/** Parameters of a job or command: what the caller hands over, else the default. */
export function parametersOf(definitions: DataNode | undefined, given: DataNode | undefined, outer: Scope): Variables {
  return outer.parameters.with(
    entries(definitions).flatMap(({ key, value }): [string, string][] => {
      const written = string(given, key) ?? string(value, 'default');
      return written === undefined ? [] : [[`parameters.${key}`, expandParameters(written, outer)]];
    }),
  );
}

/**
 * @param checkout the job's `working_directory`: that of the checkout, from which relative directories count
 */
export function readSteps(nodes: readonly DataNode[], scope: Scope, checkout?: string, depth = 0): Step[] {
  if (depth > DEEPEST) return [];
  const steps: Step[] = [];
  for (const node of nodes) {
    if (steps.length > MOST_STEPS) break;
    steps.push(...readStep(node, scope, checkout, depth));
  }
  return steps;
}

function readStep(node: DataNode, scope: Scope, checkout: string | undefined, depth: number): Step[] {
  const name = text(node);
  const [entry] = entries(node);
  if (name !== undefined) return called(name, undefined, node, scope, checkout, depth);
  if (!entry) return [];
  if (entry.key === 'run') return runSteps(entry.value, scope, checkout);
  if (entry.key === 'when' || entry.key === 'unless') {
    const condition = scalar(entry.value, 'condition');
    const never = entry.key === 'when' ? condition === false : condition === true;
    const inner = readSteps(items(get(entry.value, 'steps')), scope, checkout, depth + 1);
    return never ? inner.map((step) => ({ ...step, off: true })) : inner;
  }
  return called(entry.key, entry.value, node, scope, checkout, depth);
}

/** A command of the configuration, of an orb, or one that CircleCI has built in. */
function called(
  name: string,
  given: DataNode | undefined,
  node: DataNode,
  scope: Scope,
  checkout: string | undefined,
  depth: number,
): Step[] {
  const command = get(scope.root, 'commands', name);
  if (command) {
    const parameters = parametersOf(get(command, 'parameters'), given, scope);
    return readSteps(items(get(command, 'steps')), { ...scope, parameters }, checkout, depth + 1);
  }
  const step = orbStep(name, given, node, scope);
  // `checkout`, `save_cache`, `store_artifacts` … do nothing to the project.
  return step ? [step] : [{ name, offset: node.offset, effect: 'none', facts: () => [] }];
}

/** `slack/notify` of the orb `circleci/slack`. */
export function orbStep(name: string, given: DataNode | undefined, node: DataNode, scope: Scope): Step | undefined {
  const slash = name.indexOf('/');
  const orb = slash > 0 ? scope.orbs.get(name.slice(0, slash)) : undefined;
  if (orb === undefined) return undefined;
  const full = `${orb}/${name.slice(slash + 1)}`.toLowerCase().replaceAll('_', '-');
  return packageStep({ name: full, inputs: expandedInputs(given, scope), node }, scope);
}

/** Values with parameters put in. */
function expandedInputs(given: DataNode | undefined, scope: Scope): DataNode | undefined {
  if (!isMap(given)) return undefined;
  return {
    ...given,
    entries: given.entries.map((entry) =>
      entry.value.kind === 'scalar'
        ? { ...entry, value: { ...entry.value, value: expandParameters(entry.value.value, scope) } }
        : entry,
    ),
  };
}

function runSteps(run: DataNode, outer: Scope, checkout: string | undefined): Step[] {
  const command = isMap(run) ? get(run, 'command') : run;
  const part = scriptPart(command, outer.document);
  if (!part) return [];
  const variables = variablesOf(get(run, 'environment'), outer.variables);
  const written = string(run, 'working_directory');
  const directory =
    written === undefined ? outer.directory : directoryOf(expandParameters(written, outer), outer, checkout);
  const scope = { ...outer, variables, directory };
  // A here-document is written `\<<EOF`, because `<<` begins a parameter.
  const text = expandParameters(part.text, outer).replaceAll('\\<<', '<<');
  const steps = partSteps([{ ...part, text }], scope, string(run, 'name'));
  return steps.map((step) => ({
    ...step,
    facts: (unit) => [...variableFacts(get(run, 'environment'), unit, scope), ...step.facts(unit)],
  }));
}

/** `~/project/ml` is `ml`: the checkout is `~/project`, or what the job's `working_directory` says. */
function directoryOf(written: string, scope: Scope, checkout = '~/project'): string | undefined {
  const stripped = (path: string): string =>
    path.replace(/^(?:~|\$HOME|\/home\/circleci|\/root)\//, '~/').replace(/\/+$/, '');
  const [path, home] = [stripped(written), stripped(checkout)];
  const inside = [home, '~/project', '~/repo'].find((base) => path === base || path.startsWith(`${base}/`));
  const relative = inside === undefined ? path : path.slice(inside.length + 1) || '.';
  return /^[~/]/.test(relative) || scope.directory === undefined
    ? undefined
    : changeDirectory(scope.directory, relative, scope.context);
}
