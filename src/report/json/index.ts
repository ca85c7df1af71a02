import type { Assessment } from '../../assessment/types.js';

/** The assessment itself; every other report is a function of it. */
export function json(assessment: Assessment): string {
  return `${JSON.stringify(assessment, null, 2)}\n`;
}
