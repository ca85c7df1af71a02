import type { Assessment } from '../assessment/types.js';
import type { Evidence } from '../graph/types.js';

/** What an id stands for, and how to see in an assessment what was found of it. */
export interface Explanation {
  title: string;
  kind: string;
  paragraphs: [label: string, text: string][];
  found?: (assessment: Assessment) => { status: string; evidence: readonly Evidence[] };
}

/** A paragraph where there is something to say. */
export const said = (label: string, text: string | undefined): [string, string][] => (text ? [[label, text]] : []);
