/** `refarch init`: looks at what is there and writes a configuration in which every setting is explained. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Assessment } from '../assessment/types.js';
import { occurrencesOf } from '../findings/occurrences.js';
import { loadKnowledge } from '../knowledge/index.js';
import { mainElements } from '../report/conformance.js';
import { forTerminal } from '../report/escape.js';
import { wrap } from '../report/terminal/layout.js';
import { plural, typeWords } from '../report/verdict.js';
import { CONFIGURATION_FILES } from '../workspace/index.js';
import { assessPaths, say, type AssessOptions } from './audit.js';
import { UsageError } from './errors.js';
import { EXIT } from './exit-codes.js';
import { technologyNames, write } from './output.js';

const WIDTH = 100;
/** More directories than these are hardly the repositories of one organisation. */
const MOST_SOURCES = 50;

/** @throws {UsageError} where there is a configuration already */
export async function initCommand(path: string, options: AssessOptions & { stdout?: boolean }): Promise<number> {
  const there = CONFIGURATION_FILES.find((name) => existsSync(join(path, name)));
  if (there !== undefined && !options.stdout)
    throw new UsageError(`${join(path, there)} exists; refarch init writes a configuration only where there is none.`);
  const sources = repositoriesBelow(path);
  const paths = sources.length > 1 ? sources.map((name) => join(path, name)) : [path];
  const knowledge = await loadKnowledge();
  const { assessment } = await assessPaths(
    paths,
    { ...options, baseline: false, lookup: { directory: path } },
    knowledge,
  );
  const text = configuration(assessment, sources.length > 1 ? sources : [], technologyNames(knowledge));
  const file = join(path, 'refarch.yaml');
  write(text, options.stdout ? undefined : file);
  if (options.stdout) return EXIT.ok;
  const findings = occurrencesOf(assessment).filter(({ finding }) => !finding.suppression).length;
  const next = findings > 0 ? `; refarch baseline freezes the ${plural(findings, 'finding')} of today` : '';
  say(`${file} written${next}.`, options);
  return EXIT.ok;
}

/** Directories with a repository of their own, where there are several: they are sources. */
function repositoriesBelow(path: string): string[] {
  if (existsSync(join(path, '.git')) || !statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(path, entry.name, '.git')))
    .map((entry) => entry.name)
    .filter((name) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))
    .sort()
    .slice(0, MOST_SOURCES);
}

function configuration(
  assessment: Assessment,
  sources: readonly string[],
  nameOf: (technology: string) => string,
): string {
  const levels = assessment.maturity.flatMap((m) => (m.kind !== 'questionnaire' && m.assessable ? [m] : []));
  const google = levels.find((m) => m.model === 'google-mlops');
  const elements = assessment.conformance.find((m) => m.model === 'kreuzberger-2022');
  const present = elements ? mainElements(elements).filter((e) => e.status === 'present') : [];
  const severe = assessment.findings.some((f) => f.severity === 'error');
  const parts = [
    ['# yaml-language-server: $schema=./node_modules/refarch/schemas/configuration.schema.json', ''],
    comment('What refarch found when this file was written:'),
    ...found(assessment, nameOf).map((line) => comment(`- ${line}`, '  ')),
    [
      '',
      ...comment(
        'Settings that come with refarch: recommended (errors fail), strict (warnings fail too), google-1 (the definitions have to support level 1 of Google’s model).',
      ),
    ],
    ['extends: refarch:recommended', ''],
    ...(sources.length > 0
      ? [
          comment('Repositories that are assessed together. Each may have exclude and roles of its own.'),
          ['sources:', ...sources.map((name) => `  - { id: ${name}, path: ${name} }`), ''],
        ]
      : [
          comment('Directories that are assessed together, when there are several.'),
          ['# sources:', '#   - { id: model, path: model }', '#   - { id: platform, path: platform }', ''],
        ]),
    comment('Not looked at, in the syntax of .gitignore; and what files are for, where their names mislead.'),
    ['# exclude: [legacy/]', '# roles:', '#   - { pattern: examples/fraud/, role: production }', ''],
    comment('What has to stay as it is. The level is what the definitions support today; raise it when it rises.'),
    ...(google && google.level > 0
      ? [['gates:', `  minLevel: { google-mlops: ${google.level} }`]]
      : [['# gates:', '#   minLevel: { google-mlops: 1 }']]),
    [`${google && google.level > 0 ? '  # ' : '#   '}require: [${present.map((e) => e.id).join(', ') || 'C6'}]`, ''],
    comment(
      `Findings of today that do not fail the audit: write the file with "refarch baseline", then name it here.${severe ? ' There are errors, so the first audit fails without it.' : ''}`,
    ),
    ['# baseline: refarch-baseline.yaml', ''],
    comment('What rules weigh here; off needs a reason, which every report shows.'),
    ['# rules:', '#   single-environment: { severity: off, reason: Staging lies in another account. }', ''],
    comment('Findings that somebody accepts for a time, at most a year.'),
    [
      '# waivers:',
      '#   - rule: serving-without-monitoring',
      '#     reason: Replaced by the shared platform in May.',
      '#     owner: platform team',
      '#     expires: YYYY-MM-DD',
      '',
    ],
    comment('What only people can answer: "refarch attest" writes the questions.'),
    ['# attestations: []'],
  ];
  return `${parts.flat().join('\n')}\n`;
}

/** A line a type of component: by which technologies it is there. */
function found({ components }: Assessment, nameOf: (technology: string) => string): string[] {
  const inForce = components.filter((c) => c.status === 'defined' && c.attributes.role !== 'tool');
  const types = [...new Set(inForce.map((c) => c.type))].sort();
  if (types.length === 0) return ['nothing that it reads'];
  return types.map((type) => {
    const names = new Set(inForce.filter((c) => c.type === type).map((c) => nameOf(c.technology)));
    return `${typeWords(type)}: ${[...names].sort().join(', ')}`;
  });
}

const comment = (text: string, indent = ''): string[] =>
  wrap(forTerminal(text), WIDTH - 2, indent)
    .split('\n')
    .map((line) => `# ${line}`.trimEnd());
