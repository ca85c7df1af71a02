/** `refarch diagram` */
import type { Assessment } from '../assessment/types.js';
import { diagram, type DiagramFormat, type DiagramView, type ViewOptions } from '../diagram/index.js';
import { loadKnowledge } from '../knowledge/index.js';
import type { Knowledge } from '../knowledge/types.js';
import { nearest } from '../workspace/suggest.js';
import { assessPaths, completeness, type AssessOptions } from './audit.js';
import { UsageError } from './errors.js';
import { prepareLayout } from './layout.js';
import { technologyNames, write } from './output.js';
import { overlayPicture } from './overlay.js';
import { readAssessment } from './render.js';

export interface DiagramCommandOptions extends AssessOptions {
  format: DiagramFormat;
  view?: DiagramView | 'overlay';
  component?: string;
  model?: string;
  /** Assessment made earlier. */
  from?: string;
  /** Of a drawing that has several. */
  part?: string;
  /** Only what is missing, of an overlay. */
  gaps?: boolean;
  output?: string;
  declared?: boolean;
}

export async function diagramCommand(paths: readonly string[], options: DiagramCommandOptions): Promise<number> {
  const view = viewOf(options);
  if (options.from !== undefined && paths.length > 0)
    throw new UsageError('--from takes the place of the sources; leave one of them out.');
  const knowledge = await loadKnowledge();
  const assessment = await assessed(paths, options, knowledge);
  if (view === 'overlay') {
    write(await overlayPicture(assessment, options, knowledge), options.output);
    return completeness(assessment, options);
  }
  prepareLayout();
  const what: ViewOptions = { view, declared: options.declared ?? false, technologyName: technologyNames(knowledge) };
  if (view === 'component') what.component = componentOf(options.component ?? '', assessment);
  if (view === 'gaps') what.model = modelOf(options, assessment);
  write(await diagram(assessment, options.format, what), options.output);
  return completeness(assessment, options);
}

/** An option that belongs to one view asks for it; a model without a view is shown with everything in it. */
function viewOf(options: DiagramCommandOptions): DiagramView | 'overlay' {
  const { view, component, model } = options;
  const asked = view ?? (component !== undefined ? 'component' : asksForOverlay(options) ? 'overlay' : 'graph');
  if (component !== undefined && asked !== 'component')
    throw new UsageError(`--component goes with --view component, not with --view ${asked}.`);
  if (component === undefined && asked === 'component')
    throw new UsageError('--view component needs --component with the id of one, as the JSON report lists them.');
  if (model !== undefined && asked !== 'gaps' && asked !== 'overlay')
    throw new UsageError(`--model goes with --view overlay or gaps, not with --view ${asked}.`);
  for (const option of ['part', 'gaps'] as const)
    if (options[option] !== undefined && asked !== 'overlay')
      throw new UsageError(`--${option} goes with --view overlay, not with --view ${asked}.`);
  return asked;
}

const asksForOverlay = ({ model, part, gaps }: DiagramCommandOptions): boolean =>
  model !== undefined || part !== undefined || gaps !== undefined;

async function assessed(
  paths: readonly string[],
  options: DiagramCommandOptions,
  knowledge: Knowledge,
): Promise<Assessment> {
  if (options.from !== undefined) return readAssessment(options.from);
  const { model, ...others } = options;
  return (await assessPaths(paths, { ...others, ...(model === undefined ? {} : { model: [model] }) }, knowledge))
    .assessment;
}

function componentOf(id: string, assessment: Assessment): string {
  const ids = assessment.components.map((c) => c.id);
  if (ids.includes(id)) return id;
  const near = nearest(id, ids);
  throw new UsageError(
    `there is no component "${id}"${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '; the JSON report lists the ids of all.'}`,
  );
}

/** A model that the organisation wrote is named by its file, and is then the only one in the assessment. */
function modelOf({ model, from }: DiagramCommandOptions, { conformance }: Assessment): string {
  const drawn = conformance.filter((verdict) => verdict.elements.length > 0).map((verdict) => verdict.model);
  const [first] = drawn;
  if (model === undefined || from === undefined) {
    if (first !== undefined) return first;
    throw new UsageError(
      model === undefined
        ? 'there is no reference architecture with elements to compare with.'
        : `"${model}" is no reference architecture with elements.`,
    );
  }
  if (drawn.includes(model)) return model;
  throw new UsageError(
    `the assessment has no reference architecture "${model}"; it has ${drawn.join(', ') || 'none'}.`,
  );
}
