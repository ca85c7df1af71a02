/** Pictures of the component graph by format; what draws them is loaded when it is asked for. */
import type { Assessment } from '../assessment/types.js';
import { diagramView, type ViewOptions } from './view/index.js';

export type { ViewOptions };

export const DIAGRAM_VIEWS = ['graph', 'component', 'gaps'] as const;
export type DiagramView = (typeof DIAGRAM_VIEWS)[number];

type Writer = (assessment: Assessment, options: ViewOptions) => string | Promise<string>;

const WRITERS = {
  svg: async (): Promise<Writer> => {
    const [{ fit }, { svg }] = await Promise.all([import('./layout/fit.js'), import('./svg/index.js')]);
    return async (assessment, options) => svg(await fit(assessment, options));
  },
  dot: async (): Promise<Writer> => {
    const { dot } = await import('./dot/index.js');
    return (assessment, options) => dot(diagramView(assessment, options));
  },
  mermaid: async (): Promise<Writer> => (await import('./mermaid/index.js')).mermaid,
  structurizr: async (): Promise<Writer> => (await import('./structurizr/index.js')).structurizr,
  drawio: async (): Promise<Writer> => (await import('./drawio/index.js')).drawio,
  calm: async (): Promise<Writer> => (await import('./calm/index.js')).calm,
};

export type DiagramFormat = keyof typeof WRITERS;
export const DIAGRAM_FORMATS = Object.keys(WRITERS) as DiagramFormat[];

/** @returns the text of a file, the same for the same assessment */
export async function diagram(
  assessment: Assessment,
  format: DiagramFormat,
  options: ViewOptions = {},
): Promise<string> {
  return (await WRITERS[format]())(assessment, options);
}
