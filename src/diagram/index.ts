/** Pictures of the component graph by format; what draws them is loaded when it is asked for. */
import type { Assessment } from '../assessment/types.js';
import type { DiagramOptions } from './dot/index.js';

export type { DiagramOptions };

export const DIAGRAM_FORMATS = ['svg', 'dot'] as const;
export type DiagramFormat = (typeof DIAGRAM_FORMATS)[number];

/** @returns the text of a file: SVG with the lanes as bands, or DOT with the lanes as clusters */
export async function diagram(
  assessment: Assessment,
  format: DiagramFormat,
  options: Omit<DiagramOptions, 'lanes'> = {},
): Promise<string> {
  const { dot } = await import('./dot/index.js');
  if (format === 'dot') return dot(assessment, options);
  const { svg } = await import('./svg/index.js');
  const title = `Component graph of ${assessment.sources.map((source) => source.id).join(', ')}`;
  return svg(dot(assessment, { ...options, lanes: 'bands' }), title);
}
