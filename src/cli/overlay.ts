/** `refarch diagram --view overlay` */
import type { Assessment } from '../assessment/types.js';
import { overlay, overlayParts } from '../diagram/overlay/index.js';
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
 * @returns a picture with its own style sheet
 * @throws {UsageError} for a model or a part that is not there, or another format than SVG
 */
export function overlayPicture(assessment: Assessment, options: OverlayCommandOptions, knowledge: Knowledge): string {
  const { format, model, from, part, gaps = false } = options;
  if (format !== 'svg') throw new UsageError(`--view overlay is drawn as svg, not as ${format}.`);
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
  const what = { model: verdict.model, drawings, gaps, standalone: true, technologyName: technologyNames(knowledge) };
  const picture = overlay(assessment, part === undefined ? what : { ...what, part });
  if (picture !== undefined) return picture;
  const parts = overlayParts(verdict, drawings).map(({ id }) => id);
  throw new UsageError(
    `the drawing of ${verdict.model} has no part "${part ?? ''}"; it has ${parts.join(', ') || 'none'}.`,
  );
}
