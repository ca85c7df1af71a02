/** Pictures of the component graph by format; what draws them is loaded when it is asked for. */
import type { Assessment } from '../assessment/types.js';
import type { OverlayOptions } from './overlay/index.js';
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

/** Formats of an overlay; the others are models of components, in which an architecture that was not found has no place. */
export const OVERLAY_FORMATS = ['svg', 'mermaid', 'dot', 'drawio'] as const satisfies readonly DiagramFormat[];
export type OverlayFormat = (typeof OVERLAY_FORMATS)[number];
export const isOverlayFormat = (format: string): format is OverlayFormat =>
  OVERLAY_FORMATS.some((known) => known === format);

/** @returns the text of a file, or undefined when the assessment does not hold the model, or the model has no such part */
export async function overlayDiagram(
  assessment: Assessment,
  format: OverlayFormat,
  options: OverlayOptions,
): Promise<string | undefined> {
  if (format === 'svg')
    return (await import('./overlay/index.js')).overlay(assessment, { ...options, standalone: true });
  const model = (await import('./overlay/model.js')).overlayModel(assessment, options);
  if (!model) return undefined;
  const writers = {
    mermaid: async () => (await import('./overlay/formats/mermaid.js')).overlayMermaid,
    dot: async () => (await import('./overlay/formats/dot.js')).overlayDot,
    drawio: async () => (await import('./overlay/formats/drawio.js')).overlayDrawio,
  };
  return (await writers[format]())(model);
}

/** @returns the text of a file, the same for the same assessment */
export async function diagram(
  assessment: Assessment,
  format: DiagramFormat,
  options: ViewOptions = {},
): Promise<string> {
  return (await WRITERS[format]())(assessment, options);
}
