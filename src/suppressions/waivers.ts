/** Which waivers hold on a day, and for what. */
import type { Finding, Notice, Suppression } from '../assessment/types.js';
import type { Occurrence } from '../findings/occurrences.js';
import { fingerprint } from '../findings/fingerprint.js';
import { yearAfter, type Waiver } from '../workspace/index.js';
import type { InFileWaiver } from './in-file.js';

export const EXPIRED_WAIVER = 'expired-waiver';

/** A waiver wherever it is written. */
interface Known extends Omit<Waiver, 'file' | 'line' | 'column'> {
  kind: 'waiver' | 'in-file';
  file: string;
  line?: number;
}

export interface WaiverInput {
  waivers: readonly Waiver[];
  inFile: readonly InFileWaiver[];
  /** Comments of a tree that nobody has reviewed waive nothing. */
  ignoreInFile?: boolean;
  /** Ids of rules. */
  rules: ReadonlySet<string>;
  /** Day as YYYY-MM-DD; without it none expires, and none holds for too long. */
  today?: string;
}

export interface WaiverOutcome {
  /** By the position of an occurrence. */
  suppressions: Map<number, Suppression>;
  /** About waivers that have expired. */
  findings: Finding[];
  notices: Notice[];
}

/** What is wrong with a waiver of the configuration. */
export interface WaiverFault {
  waiver: Waiver;
  /** One sentence. */
  message: string;
}

/** @returns the first waiver that no report could honour */
export function findWaiverFault(
  waivers: readonly Waiver[],
  rules: ReadonlySet<string>,
  today: string,
  hint: (rule: string) => string,
): WaiverFault | undefined {
  const last = yearAfter(today);
  for (const waiver of waivers) {
    if (!rules.has(waiver.rule)) return { waiver, message: `there is no rule ${hint(waiver.rule)}` };
    if (waiver.expires > last)
      return { waiver, message: `the waiver of ${waiver.rule} holds for more than a year; the last day is ${last}.` };
  }
  return undefined;
}

/** Holds the occurrences of findings to all waivers. */
export function applyWaivers(occurrences: readonly Occurrence[], input: WaiverInput): WaiverOutcome {
  const { today } = input;
  const notices: Notice[] = [];
  const known: Known[] = input.waivers.map((waiver) => ({ ...waiver, kind: 'waiver' }));
  for (const waiver of input.inFile) {
    const fault = inFileFault(waiver, input);
    if (fault === undefined && 'rule' in waiver) known.push({ ...waiver, kind: 'in-file' });
    else notices.push(notice(waiver, `The comment waives nothing: ${fault ?? ''}.`));
  }
  const suppressions = new Map<number, Suppression>();
  const findings: Finding[] = [];
  for (const waiver of known) {
    const about = occurrences.flatMap((occurrence, at) => (isAbout(waiver, occurrence) ? [at] : []));
    if (today !== undefined && waiver.expires < today) {
      findings.push(expiredFinding(waiver));
      continue;
    }
    if (about.length === 0)
      notices.push(notice(waiver, `The waiver of ${waiver.rule} is not used: there is no such finding; remove it.`));
    for (const at of about) if (!suppressions.has(at)) suppressions.set(at, suppressionBy(waiver));
  }
  return { suppressions, findings, notices };
}

function inFileFault(waiver: InFileWaiver, { ignoreInFile, rules, today }: WaiverInput): string | undefined {
  if (ignoreInFile) return 'the settings come from elsewhere, and comments of this tree are not trusted';
  if ('fault' in waiver) return waiver.fault;
  if (!rules.has(waiver.rule)) return `there is no rule ${JSON.stringify(waiver.rule)}`;
  if (today === undefined) return undefined;
  const last = yearAfter(today);
  return waiver.expires > last ? `it holds for more than a year; the last day is ${last}` : undefined;
}

function isAbout(waiver: Known, { finding, component, source, place }: Occurrence): boolean {
  if (waiver.rule !== finding.ruleId) return false;
  if (waiver.source !== undefined && waiver.kind === 'waiver' && waiver.source !== source) return false;
  const ids = finding.relation === undefined ? [component?.id] : (finding.components ?? []);
  if (waiver.component !== undefined && !ids.includes(waiver.component)) return false;
  if (waiver.kind === 'waiver') return true;
  return [...(place ? [place] : []), ...(component?.evidence ?? [])].some(
    (e) => e.source === waiver.source && e.file === waiver.file,
  );
}

function suppressionBy({ kind, reason, owner, expires, file, line }: Known): Suppression {
  return { kind, reason, owner, expires, file, ...(line === undefined ? {} : { line }) };
}

function expiredFinding({ kind, rule, component, source, owner, expires, reason, file, line }: Known): Finding {
  const about = component === undefined ? '' : ` for ${component}`;
  const place = `${file}${line === undefined ? '' : `:${line}`}`;
  return {
    ruleId: EXPIRED_WAIVER,
    severity: 'warning',
    confidence: 'high',
    message: `The waiver of ${rule}${about} by ${owner} expired on ${expires} (${place}): ${reason}`,
    title: 'A waiver has expired.',
    evidence:
      kind === 'in-file' && source !== undefined
        ? [{ source, file, line: line ?? 1, column: 1, kind: 'comment', excerpt: `refarch: waive ${rule}` }]
        : [],
    fingerprint: fingerprint([EXPIRED_WAIVER, rule, component ?? '', source ?? '', file]),
    remediation: 'Do what was put off, or agree on a new day; remove the waiver when its finding is gone.',
  };
}

function notice({ file, line, source }: { file: string; line?: number; source?: string }, message: string): Notice {
  const place = line === undefined ? file : `${file}:${line}`;
  return { source: source ?? '', file: place, reason: 'waiver', message, incomplete: false };
}
