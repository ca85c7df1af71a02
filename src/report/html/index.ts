/**
 * The report for people who look for more than a verdict: one file with everything in it. It loads nothing, runs no script but
 * its own (a policy by hash sees to that), works without any, and has the same bytes for the same assessment.
 */
import { createHash } from 'node:crypto';
import type { Assessment } from '../../assessment/types.js';
import type { ReportContext } from '../index.js';
import { script, style } from './assets.js';
import { linePattern } from '../evidence-links.js';
import { clean } from './clean.js';
import { createKit, type Kit, type Limits } from './kit.js';
import { drawPictures, packedPictures, type Pictures } from './pictures.js';
import { shortened } from './shorten.js';
import { markup, page, type Markup } from './templates.js';
import { architectureView } from './view/architecture.js';
import { evidenceView, relationsView } from './view/components.js';
import { maturityView } from './view/maturity.js';
import { methodView } from './view/method.js';
import { overviewView } from './view/overview.js';
import { principlesView } from './view/principles.js';
import { attestationsView, findingsView, involvementView, roadmapView } from './view/work.js';

/** A browser opens more, but no reader wants it, and no mail takes it. */
export const MOST_BYTES = 2_000_000;

/** As much as a page has that says everything wherever somebody may look for it. */
const FULL_BYTES = 400_000;

/** No component, relation or finding takes less in such a page. */
const BYTES_OF_ONE = 120;

/** Tried in this order until the page is small enough; the last one is small whatever the assessment holds. */
const LIMITS: readonly Limits[] = [
  { full: true, text: 1500, rows: 3000, components: 2000, relations: 3000, findings: 2000, places: 25, pictures: true },
  {
    full: false,
    text: 1500,
    rows: 3000,
    components: 2000,
    relations: 3000,
    findings: 2000,
    places: 25,
    pictures: true,
  },
  { full: false, text: 600, rows: 1000, components: 600, relations: 800, findings: 1000, places: 6, pictures: true },
  { full: false, text: 300, rows: 200, components: 250, relations: 250, findings: 300, places: 3, pictures: true },
  { full: false, text: 120, rows: 60, components: 60, relations: 40, findings: 60, places: 1, pictures: false },
  { full: false, text: 60, rows: 10, components: 10, relations: 10, findings: 10, places: 1, pictures: false },
];

/** @returns one self-contained HTML file of at most `MOST_BYTES`; what that leaves out is said in it */
export async function html(assessment: Assessment, context: ReportContext): Promise<string> {
  const render = await page();
  const pictures = await drawPictures(assessment, context);
  let packed: Pictures | undefined;
  let text = '';
  for (const limits of LIMITS) {
    if (limits.full && leastBytes(assessment, pictures) > FULL_BYTES) continue;
    const shown = limits.full ? pictures : (packed ??= packedPictures(pictures));
    text = shortened(render(clean(pageView(assessment, context, shown, limits), limits.text)));
    if (Buffer.byteLength(text) <= (limits.full ? FULL_BYTES : MOST_BYTES)) break;
  }
  return text;
}

/** Of a page that says everything: it need not be made to know that it is too long. */
function leastBytes({ components, relations, findings }: Assessment, { overlays, graph }: Pictures): number {
  const pictures = [...overlays.values(), graph ?? ''].reduce((sum, picture) => sum + picture.toString().length, 0);
  return pictures * 0.8 + (components.length + relations.length + findings.length) * BYTES_OF_ONE;
}

function pageView(assessment: Assessment, context: ReportContext, pictures: Pictures, limits: Limits) {
  const kit = createKit(assessment, context, limits);
  const [css, js] = [style(), script()];
  const sections = {
    overview: overviewView(kit),
    architecture: architectureView(kit, limits.pictures ? pictures.overlays : new Map()),
    graph: limits.pictures ? pictures.graph : undefined,
    relations: relationsView(kit),
    principles: principlesView(kit),
    maturity: maturityView(kit),
    involvement: involvementView(kit),
    roadmap: roadmapView(kit),
    findings: findingsView(kit),
    evidence: evidenceView(kit),
    attestations: attestationsView(kit),
    ...methodView(kit),
  };
  return {
    ...sections,
    linked: assessment.sources.some((s) => s.commit !== undefined && s.repository !== undefined),
    leftOut: kit.leftOut(),
    patterns: limits.full ? undefined : linePatterns(kit),
    sections: [
      ...(sections.architecture.length > 0 ? [{ id: 'architecture', name: 'Architecture', count: 0 }] : []),
      { id: 'components', name: 'Components', count: 0 },
      ...(sections.principles.length > 0 ? [{ id: 'principles', name: 'Principles', count: 0 }] : []),
      ...(sections.maturity.length > 0 ? [{ id: 'maturity', name: 'Maturity', count: 0 }] : []),
      ...(sections.involvement.length > 0 ? [{ id: 'people', name: 'People', count: 0 }] : []),
      { id: 'roadmap', name: 'Roadmap', count: assessment.roadmap?.length ?? 0 },
      { id: 'findings', name: 'Findings', count: assessment.findings.length },
      { id: 'evidence', name: 'Evidence', count: 0 },
      { id: 'attestations', name: 'Attestations', count: 0 },
      { id: 'method', name: 'Method', count: 0 },
    ],
    policy: [
      "default-src 'none'",
      `style-src '${hash(css)}'`,
      `script-src '${hash(js)}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
    style: markup(css),
    script: markup(js),
  };
}

/** By what the places of a source begin with, how its lines are addressed: for the script. JSON in which no tag can end. */
function linePatterns({ assessment, context, several }: Kit): Markup {
  const patterns = assessment.sources.map((source) => [
    several ? `${source.id}/` : '',
    linePattern(source, context.linkTemplate),
  ]);
  return markup(JSON.stringify(patterns.filter(([, pattern]) => pattern)).replaceAll('<', '\\u003c'));
}

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
