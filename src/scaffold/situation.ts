/** What the audit found, in the words of the scaffold. */
import type { Assessment } from '../assessment/types.js';
import type { Forge, Manifest, Situation } from './types.js';

const ARCHITECTURE = 'kreuzberger-2022';
const LEVELS = 'google-mlops';

const FORGE_OF: readonly [RegExp, Forge][] = [
  [/^(?:github|github-actions)$/, 'github'],
  [/^(?:gitlab|gitlab-ci)$/, 'gitlab'],
  [/^azure-(?:pipelines|repos)$/, 'azure-devops'],
];
const HOSTS: readonly [RegExp, Forge][] = [
  [/^github\./, 'github'],
  [/^gitlab\./, 'gitlab'],
  [/^(?:dev\.azure\.com|ssh\.dev\.azure\.com)/, 'azure-devops'],
];

/**
 * @param manifest of an earlier run; what it made does not count as there, or the next run would take it away again
 * @param ports that definitions publish
 */
export function situationOf(
  assessment: Assessment,
  manifest: Manifest | undefined,
  ports: ReadonlySet<number>,
): Situation {
  const made = new Set((manifest?.files ?? []).filter(({ block }) => !block).map(({ path }) => path));
  const others = assessment.components.filter(
    ({ status, attributes, evidence }) =>
      status === 'defined' && attributes.role !== 'tool' && evidence.some(({ file }) => !made.has(file)),
  );
  const elements = assessment.conformance.find(({ model }) => model === ARCHITECTURE)?.elements ?? [];
  const theirs = new Set(others.map(({ id }) => id));
  // What only files made before show (a service that gives metrics is no monitoring yet) is still to be filled.
  const isMissing = ({ status, components }: (typeof elements)[number]): boolean =>
    status === 'absent' ||
    status === 'declared' ||
    (status === 'present' && made.size > 0 && !components.some((id) => theirs.has(id)));
  const [source] = assessment.sources;
  const technologies = others
    .filter(({ type }) => type === 'ci-cd' || type === 'source-repository')
    .sort((a, b) => (a.type < b.type ? -1 : 1))
    .map(({ technology }) => technology);
  return {
    present: new Set(others.flatMap(({ type, technology }) => [type, `${type} ${technology}`])),
    missing: new Map(elements.filter(isMissing).map(({ id, name }) => [id, name])),
    steps: (assessment.roadmap ?? []).map(({ id }) => id),
    findings: new Set(assessment.findings.map(({ ruleId }) => ruleId)),
    forge:
      technologies.map((technology) => match(FORGE_OF, technology)).find((forge) => forge !== undefined) ??
      match(HOSTS, source?.repository ?? ''),
    technologies: others.map(({ technology }) => technology),
    name: source?.repository?.split('/').at(-1) ?? source?.id ?? '',
    ports,
    level: levelOf(assessment),
  };
}

function match<T>(table: readonly [RegExp, T][], text: string): T | undefined {
  return table.find(([pattern]) => pattern.test(text))?.[1];
}

/** Level of Google's model, and what of its core criteria is met. */
export function levelOf({ maturity }: Assessment): Situation['level'] {
  const verdict = maturity.find(({ model }) => model === LEVELS);
  if (!verdict || verdict.kind === 'questionnaire') return { now: 0, core: [] };
  return {
    now: verdict.level,
    core: verdict.criteria
      .filter(({ core, level, forPeople }) => core && (level ?? 0) > 0 && !forPeople)
      .map(({ id, level, status }) => ({ id, level: level ?? 0, met: status === 'met' || status === 'attested' })),
  };
}

/** The highest level, with all below it, whose core criteria are met or promised. */
export function levelThen({ now, core }: Situation['level'], promised: ReadonlySet<string>): number {
  let level = now;
  const highest = Math.max(now, ...core.map((criterion) => criterion.level));
  for (let next = now + 1; next <= highest; next += 1) {
    const asked = core.filter((criterion) => criterion.level === next);
    if (!asked.every(({ id, met }) => met || promised.has(id))) break;
    level = next;
  }
  return level;
}

/** Ports that a Compose file publishes: `8000:80`, `"127.0.0.1:8000:80"`, `published: 8000`. */
export function publishedPorts(text: string): number[] {
  return [...text.matchAll(/(?<![\w.])(\d{3,5}):\d{2,5}(?!\d)|\bpublished:[ \t]{0,9}["']?(\d{2,5})/g)].map((found) =>
    Number(found[1] ?? found[2]),
  );
}
