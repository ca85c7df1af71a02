/** Formats by name; each is loaded when it is asked for. */
import type { Assessment } from '../assessment/types.js';
import type { Style } from './terminal/layout.js';

export interface ReportContext {
  style: Style;
  technologyName?: (id: string) => string;
  advice?: (id: string) => string | undefined;
}

export type Reporter = (assessment: Assessment, context: ReportContext) => string;

const REPORTERS: Record<string, () => Promise<Reporter>> = {
  terminal: async () => (await import('./terminal/index.js')).terminal,
  json: async () => (await import('./json/index.js')).json,
  markdown: async () => (await import('./markdown/index.js')).markdown,
};

export const FORMATS = Object.keys(REPORTERS);

/** @returns the reporter of a format, or undefined when there is none of that name */
export async function reporter(format: string): Promise<Reporter | undefined> {
  return Object.hasOwn(REPORTERS, format) ? REPORTERS[format]?.() : undefined;
}
