import type { Assessment } from '../../assessment/types.js';
import type { ReportContext } from '../index.js';
import { offWords } from '../shown.js';
import { forMessage, physical } from './places.js';

export interface Notification {
  level: 'error' | 'warning' | 'note';
  message: { text: string };
  descriptor?: { id: string };
  locations?: object[];
}

/** More than these of a kind are counted only. */
const MOST_EACH = 200;

/** What was not read or not understood in these sources: silence about it would read as "nothing wrong there". */
export function notifications(
  assessment: Assessment,
  sources: readonly string[],
  context: ReportContext,
): Notification[] {
  const first = assessment.sources[0]?.id;
  // What is about no source in particular (a waiver, an attestation) is said once.
  const here = (source: string): boolean => sources.includes(source === '' ? (first ?? '') : source);
  const notices = assessment.notices
    .filter((n) => here(n.source))
    .map(({ source, file, reason, message, incomplete }): Notification => ({
      level: incomplete ? 'error' : 'note',
      message: { text: forMessage(file === '' ? message : `${file}: ${message}`) },
      descriptor: { id: `notice/${reason}` },
      ...(file === '' || source === '' ? {} : { locations: [physical({ source, file, line: 1, column: 1 }, context)] }),
    }));
  const blind = assessment.notUnderstood
    .filter((n) => here(n.source))
    .map(({ source, file, line, reason, detail }): Notification => ({
      level: 'note',
      message: { text: forMessage(`Not understood (${reason.replaceAll('-', ' ')}): ${detail}`) },
      descriptor: { id: `not-understood/${reason}` },
      locations: [physical({ source, file, line, column: 1 }, context)],
    }));
  const off = offWords(assessment).map((text): Notification => ({
    level: 'note',
    message: { text: forMessage(text) },
  }));
  return [...off, ...cut(notices, 'notices'), ...cut(blind, 'places that were not understood')];
}

function cut(notifications: readonly Notification[], what: string): Notification[] {
  const more = notifications.length - MOST_EACH;
  if (more <= 0) return [...notifications];
  return [
    ...notifications.slice(0, MOST_EACH),
    { level: 'note', message: { text: `${more} more ${what}; the JSON report lists them.` } },
  ];
}
