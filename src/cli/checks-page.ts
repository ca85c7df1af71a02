/** The page `docs/checks.md`: every rule, what it says, why, and how it is decided. */
import { subjectText } from '../checks/describe.js';
import type { Check } from '../checks/types.js';
import { conditionText } from '../conditions/describe.js';
import type { ReferenceArchitecture } from '../conformance/types.js';
import type { MaturityModel } from '../maturity/types.js';
import { SEVERITIES, type Severity } from '../vocabulary/index.js';

const MEANING: Record<Severity, string> = {
  error: 'A careful reader of the definitions would agree that it is wrong: fit to gate a merge.',
  warning: 'A practice that the models ask for is missing or gone around.',
  info: 'Worth knowing; there may be good reasons, or places that definitions do not show.',
};

/**
 * @param checks all rules
 * @param architectures models whose elements and principles the rules refer to
 * @param maturityModels models whose criteria they refer to
 */
export function checksPage(
  checks: readonly Check[],
  architectures: readonly ReferenceArchitecture[],
  maturityModels: readonly MaturityModel[],
): string {
  const references = describeReferences(architectures, maturityModels);
  const groups = SEVERITIES.map((severity) => ({ severity, rules: checks.filter((c) => c.severity === severity) }));
  return [
    '# Checks',
    `${checks.length} rules. Generated from \`rules/checks/\` by \`npm run docs\`; \`refarch explain ID PATH\` says what a rule found in your sources, or that it selected nothing there.`,
    'A rule speaks where its subject is found in definitions that are in force, and raises one finding, at the places that a developer would change. Severity says how bad it is, confidence how sure: absence is only known as far as definitions were read. Where two rules would report one cause, the one that says more does.',
    ...groups.flatMap(({ severity, rules }) =>
      rules.length === 0
        ? []
        : [
            `## ${title(severity)}`,
            MEANING[severity],
            rules.map((c) => `- [${c.id}](#${c.id}): ${c.message}.`).join('\n'),
          ],
    ),
    ...checks.flatMap((check) => section(check, references)),
  ]
    .join('\n\n')
    .concat('\n');
}

function section(check: Check, references: ReadonlyMap<string, string>): string[] {
  const items = [
    `${severityText(check)}, confidence ${check.confidence}.`,
    `**Why**: ${check.rationale}`,
    `**For example**: ${check.example}`,
    `**What to do**: ${check.remediation}`,
    `**Speaks where** ${escape(subjectText(check))}.`,
    ...(check.expects ? [`**Satisfied by** ${escape(conditionText(check.expects))}.`] : []),
    ...(check.unless
      ? [`**Left to** ${check.unless.map((id) => `[${id}](#${id})`).join(', ')}, where that says it already.`]
      : []),
    ...(check.references.length > 0
      ? [`**Serves** ${check.references.map((id) => references.get(id) ?? id).join('; ')}.`]
      : []),
  ];
  return [`### ${check.id}`, `${check.message}.`, items.map((item) => `- ${item}`).join('\n')];
}

function severityText({ severity, severities = {} }: Check): string {
  const others = [
    ...(severities.shipped ? [`${severities.shipped} for a model that comes with refarch`] : []),
    ...(severities.advisory ? [`${severities.advisory} for what is only advised`] : []),
  ];
  return [`Severity ${severity}`, ...others].join(', ');
}

/** Id, name, model and place in its source, of everything that a rule may refer to. */
function describeReferences(
  architectures: readonly ReferenceArchitecture[],
  maturityModels: readonly MaturityModel[],
): Map<string, string> {
  const parts = [
    ...architectures.flatMap((m) => [...m.elements, ...m.principles].map((part) => ({ part, model: m.name }))),
    ...maturityModels.flatMap((m) => m.criteria.map((part) => ({ part, model: m.name }))),
  ];
  const described = new Map<string, string>();
  for (const { part, model } of parts)
    if (!described.has(part.id))
      described.set(part.id, `${part.id} ${lowerFirst(part.name)} (${escape(model)}, ${escape(part.source)})`);
  return described;
}

const title = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
const escape = (text: string): string => text.replace(/[\\*_<>[\]]/g, (character) => `\\${character}`);
