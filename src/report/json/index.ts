import type { Assessment } from '../../assessment/types.js';
import { toJson } from '../escape.js';

/** The assessment itself; every other report is a function of it. */
export function json(assessment: Assessment): string {
  return toJson(assessment);
}
