/** Names, ports and choices: given by the user, kept from the last run, or worked out from the audit. Each is validated. */
import { ScaffoldError } from './errors.js';
import { targetNamed, targetOf } from './targets.js';
import { FORGES, type Answers, type Situation, type Target } from './types.js';

/** Answers as a file or the command line gives them. */
export type GivenAnswers = Partial<Omit<Answers, 'ports'>> & { ports?: Partial<Answers['ports']> };

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const BRANCH = /^[A-Za-z0-9](?:[\w.]|[/-](?=\w))*$/;
const KEYS = ['name', 'model', 'target', 'forge', 'branch', 'ports', 'settings'];
const PORTS: Answers['ports'] = { mlflow: 5000, serving: 8000, prometheus: 9090 };
const LONGEST_NAME = 40;
const LONGEST_SETTING = 200;

/**
 * @param value parsed YAML
 * @throws {ScaffoldError} for an answer that nothing asks for, or of the wrong type
 */
export function checkAnswers(value: unknown, file: string): GivenAnswers {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ScaffoldError(`${file}: the answers must be a map with ${KEYS.join(', ')}.`);
  const answers = new Map(Object.entries(value));
  for (const [key, answer] of answers) {
    if (!KEYS.includes(key))
      throw new ScaffoldError(`${file}: unknown answer ${JSON.stringify(key)}; there are ${KEYS.join(', ')}.`);
    if (key === 'ports') checkPorts(answer, file);
    else if (key === 'settings') checkSettings(answer, file);
    else if (typeof answer !== 'string') throw new ScaffoldError(`${file}: ${key} must be text.`);
  }
  return Object.fromEntries(answers) as GivenAnswers;
}

function checkPorts(value: unknown, file: string): void {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
  if (!entries) throw new ScaffoldError(`${file}: ports must be a map with ${Object.keys(PORTS).join(', ')}.`);
  for (const [key, port] of entries) {
    if (!Object.hasOwn(PORTS, key))
      throw new ScaffoldError(
        `${file}: unknown port ${JSON.stringify(key)}; there are ${Object.keys(PORTS).join(', ')}.`,
      );
    if (!Number.isInteger(port) || port < 1024 || port > 65_535)
      throw new ScaffoldError(`${file}: ports.${key} must be a number from 1024 to 65535.`);
  }
}

function checkSettings(value: unknown, file: string): void {
  const values = typeof value === 'object' && value !== null ? Object.values(value) : [undefined];
  if (Array.isArray(value) || values.some((setting) => typeof setting !== 'string'))
    throw new ScaffoldError(`${file}: settings must be a map of text.`);
}

/**
 * @param given what the user says now
 * @param kept what was answered when the files were made
 * @param targets that there are
 * @throws {ScaffoldError} for a name that cannot stand in files, images and addresses
 */
export function answersFor(
  situation: Situation,
  given: GivenAnswers,
  kept: Answers | undefined,
  targets: readonly Target[],
): Answers {
  const id = given.target ?? kept?.target ?? (targetOf(situation.technologies, targets) ?? targets[0])?.id ?? '';
  const settings = settingsFor(targetNamed(id, targets), given.settings ?? {}, kept?.settings ?? {});
  const name = given.name ?? kept?.name ?? nameFrom(situation.name);
  const answers: Answers = {
    name,
    model: given.model ?? kept?.model ?? name,
    target: id,
    forge: given.forge ?? kept?.forge ?? situation.forge ?? 'github',
    branch: given.branch ?? kept?.branch ?? 'main',
    ports: portsFor(situation.ports, given.ports ?? {}, kept?.ports ?? {}),
    ...(settings ? { settings } : {}),
  };
  for (const key of ['name', 'model'] as const)
    if (!NAME.test(answers[key]) || answers[key].length > LONGEST_NAME)
      throw new ScaffoldError(
        `${key} must be at most ${LONGEST_NAME} small letters, digits and single hyphens, beginning with a letter, not ${JSON.stringify(answers[key])}.`,
      );
  if (!BRANCH.test(answers.branch) || answers.branch.length > 100 || answers.branch.includes('..'))
    throw new ScaffoldError(`${JSON.stringify(answers.branch)} cannot be the name of a branch.`);
  if (!FORGES.includes(answers.forge))
    throw new ScaffoldError(`forge must be one of ${FORGES.join(', ')}, not ${JSON.stringify(answers.forge)}.`);
  return answers;
}

/** What the target needs to know besides; the answers of another target are none of its. */
function settingsFor(
  { title, settings: known }: Target,
  given: Record<string, string>,
  kept: Record<string, string>,
): Record<string, string> | undefined {
  for (const key of Object.keys(given))
    if (!known || !Object.hasOwn(known, key))
      throw new ScaffoldError(
        `${title} has no setting ${JSON.stringify(key)}; there are ${Object.keys(known ?? {}).join(', ') || 'none'}.`,
      );
  if (!known) return undefined;
  const settings = new Map(
    Object.entries(known).map(([key, setting]) => [key, given[key] ?? kept[key] ?? setting.default]),
  );
  for (const [key, value] of settings)
    if (value.length > LONGEST_SETTING || !new RegExp(`^(?:${known[key]?.pattern ?? ''})$`).test(value))
      throw new ScaffoldError(`settings.${key} cannot be ${JSON.stringify(value)}: ${known[key]?.title ?? ''}.`);
  return Object.fromEntries(settings);
}

/** The nearest name that is allowed: `My_Project 2` is `my-project-2`. */
function nameFrom(text: string): string {
  const name = text
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST_NAME)
    .replace(/-+$/, '');
  return NAME.test(name) ? name : 'ml';
}

/** The usual port of each service, or the next one that nothing publishes. */
function portsFor(
  used: ReadonlySet<number>,
  given: Partial<Answers['ports']>,
  kept: Partial<Answers['ports']>,
): Answers['ports'] {
  const taken = new Set([...used, ...Object.values(given), ...Object.values(kept)]);
  const free = (port: number): number => {
    let candidate = port;
    while (taken.has(candidate)) candidate += 1;
    taken.add(candidate);
    return candidate;
  };
  const choose = (key: keyof Answers['ports']): number => given[key] ?? kept[key] ?? free(PORTS[key]);
  return { mlflow: choose('mlflow'), serving: choose('serving'), prometheus: choose('prometheus') };
}
