/** `refarch diagram` */
import type { Assessment } from '../assessment/types.js';
import { diagram, type DiagramFormat, type DiagramView, type ViewOptions } from '../diagram/index.js';
import { loadKnowledge } from '../knowledge/index.js';
import type { Knowledge } from '../knowledge/types.js';
import { nearest } from '../workspace/suggest.js';
import { assessPaths, completeness, type AssessOptions } from './audit.js';
import { UsageError } from './errors.js';
import { technologyNames, write } from './output.js';
import { readAssessment } from './render.js';

export interface DiagramCommandOptions extends AssessOptions {
  format: DiagramFormat;
  view?: DiagramView;
  component?: string;
  model?: string;
  /** Assessment made earlier. */
  from?: string;
  output?: string;
  declared?: boolean;
}

export async function diagramCommand(paths: readonly string[], options: DiagramCommandOptions): Promise<number> {
  const view = viewOf(options);
  if (options.from !== undefined && paths.length > 0)
    throw new UsageError('--from takes the place of the sources; leave one of them out.');
  const knowledge = await loadKnowledge();
  const assessment = await assessed(paths, options, knowledge);
  const what: ViewOptions = { view, declared: options.declared ?? false, technologyName: technologyNames(knowledge) };
  if (view === 'component') what.component = componentOf(options.component ?? '', assessment);
  if (view === 'gaps') what.model = modelOf(options, assessment);
  write(await diagram(assessment, options.format, what), options.output);
  return completeness(assessment, options);
}

/** An option that belongs to one view asks for it. */
function viewOf({ view, component, model }: DiagramCommandOptions): DiagramView {
  if (component !== undefined && (view ?? 'component') !== 'component')
    throw new UsageError(`--component goes with --view component, not with --view ${view ?? ''}.`);
  if (component === undefined && view === 'component')
    throw new UsageError('--view component needs --component with the id of one, as the JSON report lists them.');
  if (model !== undefined && view !== 'gaps') throw new UsageError('--model goes with --view gaps.');
  return view ?? (component === undefined ? 'graph' : 'component');
}

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
