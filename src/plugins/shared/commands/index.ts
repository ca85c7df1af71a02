/**
 * What commands say. The shell, Makefile and task-runner plugins hand over what they find; the tables and handlers
 * of this folder know interpreters and generic tools, the catalogue knows technologies.
 */
import type { Fact, Location } from '../../../facts/types.js';
import type { ShellCommand } from '../../../syntax/types.js';
import type { ExtractContext } from '../../types.js';
import { withoutRepetition } from '../effects.js';
import { changeDirectory } from '../paths.js';
import { isTrial } from '../trial.js';
import { cloneAt } from './clones.js';
import { DATABASE_HANDLERS } from './databases.js';
import { DELIVERY_HANDLERS } from './delivery.js';
import { CLOUD_HANDLERS } from './cloud-definitions.js';
import { IMAGE_HANDLERS } from './images.js';
import { INTERPRETER_HANDLERS } from './interpreters.js';
import { Invocation } from './invocation.js';
import type { Script } from './invocation.js';
import { KUBERNETES_HANDLERS } from './kubernetes.js';
import { MACHINE_HANDLERS } from './machines.js';
import { PLATFORM_HANDLERS } from './platforms.js';
import { factsForProgram } from './programs.js';
import { REQUEST_HANDLERS, requestInside, withGate } from './requests.js';
import { factsForRules, hasRules } from './rules.js';
import { RUNNER_HANDLERS } from './runners.js';
import { environmentFacts, factsForCommandSignals } from './signals.js';
import { TEST_HANDLERS } from './tests.js';
import { isPython, startedBy } from './wrappers.js';

/** Facts of the commands of one tool. */
export type Handler = (call: Invocation) => Fact[];

const HANDLERS: ReadonlyMap<string, Handler> = together(
  [
    INTERPRETER_HANDLERS,
    TEST_HANDLERS,
    IMAGE_HANDLERS,
    KUBERNETES_HANDLERS,
    RUNNER_HANDLERS,
    DELIVERY_HANDLERS,
    PLATFORM_HANDLERS,
    MACHINE_HANDLERS,
    DATABASE_HANDLERS,
    CLOUD_HANDLERS,
  ].flatMap((table) => Object.entries(table)),
);

/** A tool may be used for several things: `curl` starts pipelines and asks services. */
function together(handlers: readonly (readonly [string, Handler])[]): Map<string, Handler> {
  const all = new Map<string, Handler>();
  for (const [tool, handler] of handlers) {
    const known = all.get(tool);
    all.set(tool, known ? (call) => [...known(call), ...handler(call)] : handler);
  }
  return all;
}

/**
 * Facts of the commands of one script. Commands that only make sense together (a clone and a push) are read together.
 *
 * @param commands commands in order
 * @param context of the file; `context.directory` is where the script starts
 * @param unit to which the facts belong
 * @param locate from a command's offset to its place
 */
export function factsForCommands(
  commands: readonly ShellCommand[],
  context: ExtractContext,
  unit: string,
  locate: (offset: number) => Location,
): Fact[] {
  const script: Script = {
    commands,
    functions: new Set(commands.flatMap((command) => command.function ?? [])),
    firstLine: locate(0).line,
    clones: new Map(context.directory === '.' ? context.checkouts : []),
    edits: [],
    chartRepositories: new Set(),
  };
  return commands.flatMap((command, index) => {
    const at = locate(command.offset);
    const clone = cloneAt(command.directory, script.clones);
    const directory = clone
      ? [clone.repository, clone.rest].filter(Boolean).join('/')
      : (changeDirectory(context.directory, command.directory, context) ?? outside(command.directory));
    const call = new Invocation(command, index, script, context, unit, at, directory);
    const variables = { ...command.environment, ...(call.tool === 'export' ? assignments(call.words) : {}) };
    const facts = factsForInvocation(call, 0);
    return withoutRepetition([
      ...environmentFacts(context, unit, at, variables),
      ...(command.round === undefined ? facts : facts.map((fact) => inRound(fact, command.round))),
      ...(facts.some(startsProgram) ? mannerFacts(call) : []),
      ...(facts.some(delivers) ? stageFacts(call) : []),
    ]);
  });
}

const inRound = (fact: Fact, round: number | undefined): Fact =>
  fact.fact === 'link' || fact.fact === 'offer' || fact.fact === 'component' ? { ...fact, round } : fact;

/** A directory outside of the checkout, into which programs may have been put. */
const outside = (directory: string): string | undefined =>
  /^\/[\w./-]+$/.test(directory) ? directory.replace(/\/+$/, '') : undefined;

const startsProgram = (fact: Fact): boolean => fact.fact === 'link' && (fact.link === 'runs' || fact.link === 'calls');

const delivers = (fact: Fact): boolean =>
  (fact.fact === 'trait' && fact.trait === 'deploys') || (fact.fact === 'link' && fact.link === 'triggers');

/** Options by which deployment tools are told where to: `--stage prod`, `-t staging` of bundles, `--context` of clusters. */
const STAGE_OPTIONS = [
  '--stage',
  '--env',
  '--environment',
  '--target',
  '-t',
  '--config-env',
  '--context',
  '--kube-context',
  '--namespace',
  '-n',
  '--workspace-name',
  '-w',
];

/** Where a deployment goes, as far as the command names it; whether the name is one of a stage the graph tells. */
const stageFacts = (call: Invocation): Fact[] =>
  call.options(...STAGE_OPTIONS).flatMap((value) => (/^[\w.-]{2,60}$/.test(value) ? call.trait('stage', value) : []));

/** How a program of the repository is started: for a trial, whether it fails or not, or to stay. */
function mannerFacts(call: Invocation): Fact[] {
  const { words, command, context } = call;
  const trial = words.find((word, at) => isTrial(word.replace(/^--?/, ''), words[at + 1]) && word.startsWith('-'));
  return [
    ...(command.ignoresFailure ? call.trait('ignores-failure') : []),
    ...(trial === undefined ? [] : call.trait('reports-only', trial)),
    // What lives on, on a machine that stays, may be a service that is put into operation there.
    ...(command.detached && !context.ephemeral ? call.trait('deploys') : []),
  ];
}

/** Wrappers may start wrappers (`xvfb-run coverage run -m pytest`); a few levels are enough. */
const DEEPEST = 4;

function factsForInvocation(call: Invocation, depth: number): Fact[] {
  if (call.tool === '' || depth > DEEPEST || call.has('--help')) return [];
  const started = requestInside(call) ?? startedBy(call, (tool) => HANDLERS.has(tool) || hasRules(tool));
  if (started) return factsForInvocation(call.as(started), depth + 1);
  const handler = HANDLERS.get(isPython(call.tool) ? 'python' : call.tool);
  const request = Object.hasOwn(REQUEST_HANDLERS, call.tool) ? REQUEST_HANDLERS[call.tool] : undefined;
  const facts = [
    ...(handler?.(call) ?? []),
    ...(request?.(call) ?? []),
    ...factsForRules(call),
    ...factsForCommandSignals(call),
  ];
  const known = handler !== undefined || request !== undefined || hasRules(call.tool) || facts.length > 0;
  return known || call.script.functions.has(call.tool) ? withGate(call, facts) : factsForProgram(call);
}

/** `export A=1 B=2` */
function assignments(words: readonly string[]): Record<string, string> {
  const pairs = words.slice(1).map((word) => /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word));
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? '']] : [])));
}
