/**
 * SARIF 2.1.0 (OASIS), for code scanning. One run a source, each with its own category, for one upload must not close the
 * alerts of another; what GitHub would refuse is left out and said. Fingerprints hold no line numbers.
 */
import { gzipSync } from 'node:zlib';
import type { Assessment } from '../../assessment/types.js';
import { toJson, wellFormed } from '../escape.js';
import type { ReportContext } from '../index.js';
import { suppressionWords, shownOccurrences, type Shown } from '../shown.js';
import { notifications, type Notification } from './notifications.js';
import { forMessage, location, physical } from './places.js';
import { descriptors, level } from './rules.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** GitHub's limits: runs of a file, results of a run that are kept, bytes after compression, locations of a result. */
const MOST_RUNS = 20;
const MOST_RESULTS = 5000;
const MOST_BYTES = 10_000_000;
const MOST_RELATED = 10;

export function sarif(assessment: Assessment, context: ReportContext): string {
  for (let most = MOST_RESULTS; ; most = Math.floor(most / 2)) {
    const text = toJson(log(assessment, context, most));
    // Text compresses to a fraction; what is small anyway need not be tried.
    if (text.length < MOST_BYTES || most < 1 || gzipSync(text).length < MOST_BYTES) return text;
  }
}

function log(assessment: Assessment, context: ReportContext, most: number): object {
  const shown = shownOccurrences(assessment, context);
  const rules = descriptors(assessment, context);
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: groups(assessment).map(({ id, sources }) => {
      const results = shown.filter((o) => sources.includes(o.source));
      const left = results.length - most;
      const notes: Notification[] = notifications(assessment, sources, context);
      if (left > 0)
        notes.push({
          level: 'warning',
          message: { text: `${left} results, the least severe, are left out: a run may hold ${most}.` },
        });
      return {
        tool: { driver: { name: 'refarch', semanticVersion: assessment.tool.version, rules } },
        automationDetails: { id: `refarch/${id}/` },
        invocations: [
          {
            executionSuccessful: !assessment.notices.some((n) => n.incomplete && sources.includes(n.source)),
            toolExecutionNotifications: notes,
          },
        ],
        ...provenance(assessment, sources),
        columnKind: 'utf16CodeUnits',
        results: results.slice(0, most).map((o) => result(o, index, assessment, context)),
      };
    }),
  };
}

/** A run a source; those that would be too many share the last one. */
function groups({ sources }: Assessment): { id: string; sources: string[] }[] {
  const ids = sources.map(({ id }) => id);
  const alone = ids.length > MOST_RUNS ? ids.slice(0, MOST_RUNS - 1) : ids;
  const rest = ids.slice(alone.length);
  return [
    ...alone.map((id) => ({ id: category(id), sources: [id] })),
    ...(rest.length > 0 ? [{ id: 'other sources', sources: rest }] : []),
  ];
}

/** A category is a path; a name that comes from outside stays one part of it. */
const category = (id: string): string => encodeURIComponent(wellFormed(id)).replaceAll('%20', ' ');

function provenance(assessment: Assessment, ids: readonly string[]): object {
  const known = assessment.sources.flatMap(({ id, repository, commit }) =>
    ids.includes(id) && repository !== undefined
      ? [{ repositoryUri: `https://${encodeURI(wellFormed(repository))}`, ...(commit ? { revisionId: commit } : {}) }]
      : [],
  );
  return known.length > 0 ? { versionControlProvenance: known } : {};
}

function result(
  shown: Shown,
  index: ReadonlyMap<string, number>,
  assessment: Assessment,
  context: ReportContext,
): object {
  const { finding, component, place, fingerprint } = shown;
  const { ruleId, suppression } = finding;
  const related = finding.evidence
    .filter((e) => e !== place && e.source === shown.source)
    .slice(0, MOST_RELATED)
    .map((e, at) => ({ id: at + 1, ...physical(e, context), message: { text: forMessage(e.excerpt) } }));
  return {
    ruleId,
    ruleIndex: index.get(ruleId) ?? -1,
    level: level(finding.severity),
    message: { text: forMessage(`${shown.message} ${finding.remediation}`) },
    locations: [location(shown, context)],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    // GitHub matches alerts by this name alone; refarch's own says how it was made.
    partialFingerprints: { 'refarch/v1': fingerprint, primaryLocationLineHash: `${fingerprint}:1` },
    ...(assessment.baseline ? { baselineState: suppression?.kind === 'baseline' ? 'unchanged' : 'new' } : {}),
    suppressions: suppression
      ? [
          {
            kind: suppression.kind === 'in-file' ? 'inSource' : 'external',
            status: 'accepted',
            justification: suppressionWords(suppression),
          },
        ]
      : [],
    properties: {
      confidence: finding.confidence,
      ...(component
        ? { component: component.id, componentType: component.type, technology: component.technology }
        : {}),
    },
  };
}
