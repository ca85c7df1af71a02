/** `refarch scaffold` */
import { load } from 'js-yaml';
import { createInterface } from 'node:readline/promises';
import { loadKnowledge } from '../knowledge/index.js';
import { VERSION } from '../engine/version.js';
import {
  apply,
  changesOf,
  checkAnswers,
  foresee,
  Interrupted,
  loadScaffoldKnowledge,
  makePlan,
  publishedPorts,
  readManifest,
  rootOf,
  stalePins,
  type Forge,
  type GivenAnswers,
  type Plan,
  type ScaffoldKnowledge,
} from '../scaffold/index.js';
import { forTerminal } from '../report/escape.js';
import { verdictSentence } from '../report/verdict.js';
import { changedFiles, loadConfiguration, openWorkspace, readText } from '../workspace/index.js';
import { openRegular } from '../workspace/open-regular.js';
import { assessPaths, today } from './audit.js';
import { UsageError } from './errors.js';
import { EXIT } from './exit-codes.js';
import { createStyle, reasonOf } from './output.js';
import { changes, planAsDifference, planAsJson, planAsText, type PlanForeseen } from './scaffold-plan.js';

export interface ScaffoldCommandOptions {
  component?: string[];
  all?: boolean;
  target?: string;
  forge?: string;
  answers?: string;
  diff?: boolean;
  json?: boolean;
  explain?: boolean;
  write?: boolean;
  yes?: boolean;
  allowCi?: boolean;
  allowPartial?: boolean;
  checkPins?: boolean;
  config?: string;
  date?: string;
  quiet?: boolean;
}

export async function scaffoldCommand(path: string, options: ScaffoldCommandOptions): Promise<number> {
  const knowledge = loadScaffoldKnowledge();
  if (options.checkPins) return checkPins(knowledge, options);
  const root = rootOf(path);
  const shipped = await loadKnowledge();
  const { assessment } = await assessPaths([root], { ...options, allowIncomplete: true }, shipped);
  const plan = makePlan({
    assessment,
    root,
    ports: await portsOf(root, options.config),
    given: givenBy(options),
    wish: { components: (options.component ?? []).flatMap((names) => names.split(',')), all: options.all ?? false },
    knowledge,
    version: VERSION,
  });
  if (!options.quiet) warnOfPins(knowledge, options);
  const planned = new Map(changes(plan).map(({ path: file, text }) => [file, text]));
  // Differences alone need no second audit.
  const isTold = options.write || options.json || !options.diff;
  const then =
    isTold && planned.size > 0 && (await assessPaths([root], { ...options, allowIncomplete: true, planned }, shipped));
  const foreseen = then && {
    ...foresee(plan, assessment, then.assessment, knowledge),
    verdict: verdictSentence(then.assessment),
  };
  const proposal = { plan, ...(foreseen ? { foreseen } : {}), unnamed: unnamedRuns(plan, options) };
  return options.write ? writePlan(proposal, root, options) : show(proposal, options);
}

/** A plan, and what an audit says once it is written. */
interface Proposal {
  plan: Plan;
  foreseen?: PlanForeseen;
  /** New files that the forge runs, which nobody has asked for by name. */
  unnamed: string[];
}

/** What forges run by its place. */
const RUN_BY_FORGE = /^(?:\.github\/workflows\/.*|\.gitlab-ci\.yml|azure-pipelines\.yml)$/;

/** Files of the piece `ci` that a forge runs as soon as they are pushed: another piece may need it, and somebody has to want it. */
function unnamedRuns(plan: Plan, { component, all, allowCi }: ScaffoldCommandOptions): string[] {
  const ci = plan.selection.chosen.find(({ piece }) => piece.id === 'ci')?.piece;
  const names = (component ?? []).flatMap((given) => given.split(','));
  if (!ci || all || allowCi || names.some((name) => name === ci.id || ci.components.includes(name))) return [];
  return plan.files
    .filter(({ path, action }) => action === 'create' && RUN_BY_FORGE.test(path))
    .map(({ path }) => path);
}

function show({ plan, foreseen, unnamed }: Proposal, options: ScaffoldCommandOptions): number {
  const style = createStyle(true);
  if (options.json) process.stdout.write(planAsJson(plan, foreseen));
  else if (options.diff) process.stdout.write(planAsDifference(plan, style));
  else process.stdout.write(planAsText(plan, style, options.explain ?? false, foreseen) + nextStep(plan, unnamed));
  return EXIT.ok;
}

function nextStep(plan: Plan, unnamed: readonly string[]): string {
  if (changes(plan).length === 0) return '';
  const named =
    unnamed.length > 0
      ? `--write --allow-ci writes them, with ${unnamed.join(', ')}, which your forge runs`
      : '--write writes them';
  return `\nNothing was written. --diff shows the texts, ${named}.\n`;
}

async function writePlan(proposal: Proposal, root: string, options: ScaffoldCommandOptions): Promise<number> {
  const { plan, foreseen, unnamed } = proposal;
  const conflicts = plan.files.filter(({ action }) => action === 'conflict');
  if (conflicts.length > 0 && !options.allowPartial) {
    show(proposal, { ...options, diff: false });
    process.stderr.write(
      `refarch: ${conflicts.length === 1 ? 'a file is' : `${conflicts.length} files are`} in the way; nothing was written (--allow-partial writes the others, and what is proposed beside yours).\n`,
    );
    return EXIT.incomplete;
  }
  const todo = changesOf(plan, root, true);
  if (todo.length > 0) {
    if (!options.yes && process.stdin.isTTY && process.stdout.isTTY) {
      show(proposal, { ...options, json: false, diff: false });
      const among = unnamed.length > 0 ? `, among them ${unnamed.join(', ')}, which your forge runs` : '';
      if (!(await confirmed(`Write ${changes(plan).length} files${among}?`))) return EXIT.ok;
    } else if (unnamed.length > 0) {
      show(proposal, { ...options, diff: false });
      throw new UsageError(
        `${unnamed.join(', ')} would be run by your forge and is not named; nothing was written (--allow-ci, or ci among the names of --component, writes it too)`,
      );
    }
    if (!options.quiet) warnOfUncommitted(plan, root);
    const stopped = await interruptible((interrupted) => apply(root, todo, interrupted));
    if (stopped) return EXIT.interrupted;
  }
  if (options.json) process.stdout.write(planAsJson(plan, foreseen));
  else if (!options.quiet)
    process.stdout.write(planAsText(plan, createStyle(true), options.explain ?? false, foreseen) + done(plan));
  return conflicts.length > 0 ? EXIT.incomplete : EXIT.ok;
}

function done(plan: Plan): string {
  const written = changes(plan).length;
  if (written === 0) return '\nEverything is as it would be made; nothing was written.\n';
  return `\n${written === 1 ? 'One file was' : `${written} files were`} written. Read mlops/README.md next.\n`;
}

/** @returns whether the work was interrupted; it has then undone what it did */
export async function interruptible(work: (interrupted: () => boolean) => Promise<void>): Promise<boolean> {
  let interrupted = false;
  const note = (): void => {
    interrupted = true;
  };
  process.on('SIGINT', note).on('SIGTERM', note);
  try {
    await work(() => interrupted);
    return false;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.stderr.write('refarch: interrupted; nothing was changed.\n');
    return true;
  } finally {
    process.off('SIGINT', note).off('SIGTERM', note);
  }
}

async function confirmed(question: string): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$/i.test((await prompt.question(`${question} [y/N] `)).trim());
  } finally {
    prompt.close();
  }
}

const LARGEST_ANSWERS = 100_000;

/** What the command line says is stronger than what the file says. */
function givenBy({ answers, target, forge }: ScaffoldCommandOptions): GivenAnswers {
  return {
    ...(answers === undefined ? {} : readAnswers(answers)),
    // Checked with all other answers.
    ...(target === undefined ? {} : { target }),
    ...(forge === undefined ? {} : { forge: forge as Forge }),
  };
}

function readAnswers(file: string): GivenAnswers {
  const opened = openRegular(file, LARGEST_ANSWERS, true);
  if ('failure' in opened)
    throw new UsageError(`cannot read ${file}: ${reasonOf({ code: opened.code || opened.failure })}.`);
  try {
    return checkAnswers(load(opened.bytes.toString('utf8')), file);
  } catch (error) {
    if (error instanceof Error && error.name === 'YAMLException')
      throw new UsageError(`${file} is no YAML: ${error.message.split('\n')[0]}.`);
    throw error;
  }
}

const COMPOSE = /(?:^|\/)(?:docker-)?(?:compose|stack)[\w.-]*\.ya?ml$/i;

/** Ports that the Compose files of the project publish, without those that the scaffold has made. */
async function portsOf(root: string, config: string | undefined): Promise<Set<number>> {
  const { configuration } = await loadConfiguration({ directory: root, ...(config ? { file: config } : {}) });
  const made = new Set((readManifest(root)?.files ?? []).map(({ path }) => path));
  return new Set(
    openWorkspace([root], configuration)
      .files.filter(({ path }) => COMPOSE.test(path) && !made.has(path))
      .flatMap((file) => publishedPorts(readText(file, configuration.limits).text ?? '')),
  );
}

function warnOfPins(knowledge: ScaffoldKnowledge, { date }: ScaffoldCommandOptions): void {
  const stale = stalePins(knowledge.pins, today(date));
  if (stale.length === 0) return;
  process.stderr.write(
    `refarch: ${stale.length === 1 ? 'a pinned version has' : `${stale.length} pinned versions have`} not been looked at since ${knowledge.pins.date}: ${stale.map(({ id }) => id).join(', ')}. Use a newer refarch, or update them after writing.\n`,
  );
}

/** What is changed could not be had back from git. */
function warnOfUncommitted(plan: Plan, root: string): void {
  const files = changedFiles(
    root,
    changes(plan).flatMap(({ path, before }) => (before === undefined ? [] : [path])),
  );
  if (files.length > 0)
    process.stderr.write(
      `refarch: changes that are not committed are in ${files.map(forTerminal).join(', ')}; git diff no longer tells them from these.\n`,
    );
}

function checkPins(knowledge: ScaffoldKnowledge, { date }: ScaffoldCommandOptions): number {
  const stale = stalePins(knowledge.pins, today(date));
  const total = Object.keys(knowledge.pins.pins).length;
  process.stdout.write(
    stale.length === 0
      ? `All ${total} pinned versions count.\n`
      : `${stale.map(({ id, pin, expired }) => `${id}  ${pin}  to be looked at since ${expired}`).join('\n')}\n`,
  );
  return stale.length === 0 ? EXIT.ok : EXIT.findings;
}
