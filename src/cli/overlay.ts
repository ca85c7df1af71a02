/** `refarch diagram --view overlay` */
import type { Assessment } from '../assessment/types.js';
import { isOverlayFormat, OVERLAY_FORMATS, overlayDiagram } from '../diagram/index.js';
import { overlayParts } from '../diagram/overlay/index.js';
import type { Knowledge } from '../knowledge/types.js';
import { UsageError } from './errors.js';
import { technologyNames } from './output.js';

export interface OverlayCommandOptions {
  format: string;
  /** Id or file; the first architecture of the assessment when left out. */
  model?: string;
  /** Assessment made earlier: then the model is one of several. */
  from?: string;
  part?: string;
  gaps?: boolean;
}

/**
 * @returns the text of a file
 * @throws {UsageError} for a model or a part that is not there, or a format that has no overlays
 */
export async function overlayPicture(
  assessment: Assessment,
  options: OverlayCommandOptions,
  knowledge: Knowledge,
): Promise<string> {
  const { format, model, from, part, gaps = false } = options;
  if (!isOverlayFormat(format))
    throw new UsageError(`--view overlay is drawn as ${OVERLAY_FORMATS.join(', ')}, not as ${format}.`);
  const { conformance } = assessment;
  // A model that the organisation wrote is named by its file, and is then the only one in the assessment.
  const named = model !== undefined && from !== undefined;
  const verdict = named ? conformance.find((c) => c.model === model) : conformance[0];
  if (!verdict) {
    const ids = conformance.map((c) => c.model).join(', ') || 'none';
    throw new UsageError(
      named
        ? `the assessment has no reference architecture "${model}"; it has ${ids}.`
        : model === undefined
          ? 'there is no reference architecture to lay the components over.'
          : `"${model}" is no reference architecture.`,
    );
  }
  const { drawings } = knowledge;
  const what = { model: verdict.model, drawings, gaps, technologyName: technologyNames(knowledge) };
  const picture = await overlayDiagram(assessment, format, part === undefined ? what : { ...what, part });
  if (picture !== undefined) return picture;
  const parts = overlayParts(verdict, drawings).map(({ id }) => id);
  throw new UsageError(
    `the drawing of ${verdict.model} has no part "${part ?? ''}"; it has ${parts.join(', ') || 'none'}.`,
  );
}
