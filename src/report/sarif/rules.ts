import type { Assessment } from '../../assessment/types.js';
import type { Severity } from '../../vocabulary/index.js';
import type { ReportContext } from '../index.js';
import { ABSENCE } from '../shown.js';

const MOST_TAGS = 10;

export function level(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'info' ? 'note' : severity;
}

export interface Descriptor {
  id: string;
  [property: string]: unknown;
}

/** What is known of the rules that found something, in the order of their ids. */
export function descriptors({ findings }: Assessment, { rule }: ReportContext): Descriptor[] {
  const first = new Map([...findings].reverse().map((finding) => [finding.ruleId, finding]));
  return [...first.values()]
    .sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1))
    .map(({ ruleId, title, message, remediation, severity, confidence }): Descriptor => {
      const known = rule?.(ruleId);
      const says = known?.title ?? title ?? message;
      const help = [
        known?.rationale ?? '',
        `What to do: ${known?.remediation ?? remediation}`,
        known ? `What it finds: ${known.example}` : '',
        known?.absence ? ABSENCE : '',
        known?.references.length ? `Serves ${known.references.join(', ')}.` : '',
        `refarch explain ${ruleId}`,
      ].filter((part) => part !== '');
      return {
        id: ruleId,
        name: pascal(ruleId),
        shortDescription: { text: says },
        fullDescription: { text: known?.rationale ?? says },
        help: { text: help.join('\n\n') },
        defaultConfiguration: { level: level(known?.severity ?? severity) },
        properties: {
          tags: ['mlops', 'architecture', ...(known?.references ?? [])].slice(0, MOST_TAGS),
          precision: confidence,
          'problem.severity': severity === 'info' ? 'recommendation' : severity,
        },
      };
    });
}

const pascal = (id: string): string =>
  id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
