/** A reference architecture as its readers know it, with what the definitions show laid over it. */
import type { Assessment, ConformanceVerdict, ElementVerdict, LayerRuleStatus } from '../../assessment/types.js';
import type { Component } from '../../graph/types.js';
import { forXml } from '../escape.js';
import type { Verdict } from '../status.js';
import { element, region, step, type ElementView } from './boxes.js';
import { gridDrawing } from './grid.js';
import { legend, missingRelations, type Piece } from './legend.js';
import { label, run, type RelationView } from './lines.js';
import { fit, measure } from '../measure.js';
import { text } from './text.js';
import { FONTS, OVERLAY_STYLE } from './style.js';
import { notTranscribed } from './not-transcribed.js';
import { WIDTH, type Drawing, type DrawingPart, type Route } from './types.js';

export { OVERLAY_STYLE } from './style.js';
export type { Drawing } from './types.js';

export interface OverlayOptions {
  /** Id of the reference architecture. */
  model: string;
  /** How refarch draws the architectures that it knows; other ones are drawn layer by layer. */
  drawings?: readonly Drawing[];
  /** Only this part of a drawing that has several. */
  part?: string;
  /** Show what is missing, and the rest faintly. */
  gaps?: boolean;
  /**
   * A file: with its own style sheet, without links. Otherwise for a page, which has `OVERLAY_STYLE` in its style sheet and the
   * places of `anchors.ts`.
   */
  standalone?: boolean;
  /** Names of technologies for display. */
  technologyName?: (id: string) => string;
}

const EDGE = 1;
const HEADER = 56;
const PART_TITLE = 26;
const PART_GAP = 12;

/** @returns the drawing of a model, or of the shipped model that an own one extends */
function drawingOf(verdict: ConformanceVerdict, drawings: readonly Drawing[]): Drawing | undefined {
  return drawings.find((d) => d.id === verdict.model) ?? drawings.find((d) => d.id === verdict.basedOn);
}

/** @returns ids and titles of the pictures of which the overlay of a model consists, from top to bottom */
export function overlayParts(
  verdict: ConformanceVerdict,
  drawings: readonly Drawing[],
): { id: string; title: string }[] {
  return partsOf(verdict, drawings).map(({ id, title }) => ({ id, title }));
}

/** The parts of the drawing, and what stands in none of them. */
function partsOf(verdict: ConformanceVerdict, drawings: readonly Drawing[]): DrawingPart[] {
  const drawing = drawingOf(verdict, drawings);
  const placed = new Set(drawing?.parts.flatMap((part) => part.elements.map((place) => place.id)));
  const others = verdict.elements.filter((e) => !placed.has(e.id));
  return [
    ...(drawing?.parts ?? []),
    ...(others.length > 0 ? [gridDrawing(verdict, others, drawing === undefined)] : []),
  ];
}

/** @returns what is drawn, or undefined when the assessment does not hold the model, or the model has no such part */
export function selected(
  assessment: Assessment,
  { model, drawings = [], part: wanted }: OverlayOptions,
): { verdict: ConformanceVerdict; parts: DrawingPart[] } | undefined {
  const whole = assessment.conformance.find((c) => c.model === model);
  if (!whole) return undefined;
  const parts = partsOf(whole, drawings).filter((part) => wanted === undefined || part.id === wanted);
  if (wanted !== undefined && parts.length === 0) return undefined;
  return { verdict: wanted === undefined ? whole : only(parts, whole), parts };
}

/** @returns SVG, or undefined when the assessment does not hold the model, or the model has no such part */
export function overlay(assessment: Assessment, options: OverlayOptions): string | undefined {
  const { gaps = false, standalone = false } = options;
  const found = selected(assessment, options);
  if (!found) return undefined;
  const { verdict, parts } = found;
  const views = viewsOf(assessment, verdict, parts, options);
  let height = HEADER;
  let content = header(assessment, verdict, gaps);
  const add = (piece: Piece): void => {
    content += piece.content;
    height += piece.height;
  };
  if (parts.length === 0) add(notTranscribed(verdict, height));
  for (const part of parts) {
    const titled = part.title !== '' && (parts.length > 1 || part.elements.length < verdict.elements.length);
    add(partOf(part, titled, views, height));
  }
  if (parts.length > 0) add(legend(verdict, height));
  if (standalone) add(missingRelations(verdict, views.endName, height));
  return frame(content, Math.ceil(height + 8), `${titleOf(verdict, gaps)}: ${sourcesOf(assessment)}`, standalone);
}

/** What some parts show of a verdict. */
function only(parts: readonly DrawingPart[], verdict: ConformanceVerdict): ConformanceVerdict {
  const elements = new Set(parts.flatMap((part) => part.elements.map((place) => place.id)));
  const relations = new Set(parts.flatMap((part) => part.relations.map((route) => route.id)));
  return {
    ...verdict,
    elements: verdict.elements.filter((e) => elements.has(e.id)),
    relations: verdict.relations.filter((r) => relations.has(r.id ?? '')),
    notJudged: (verdict.notJudged ?? []).filter((r) => relations.has(r.id)),
  };
}

function partOf(part: DrawingPart, titled: boolean, views: Views, top: number): Piece {
  const title = titled
    ? text(fit(part.title, 13, WIDTH - 40), 16, top + 14, { size: 13, look: 'ra-title' }, WIDTH - 32)
    : '';
  const begin = titled ? PART_TITLE : 0;
  return {
    content: `${title}<g transform="translate(0 ${top + begin})">\n${draw(part, views)}</g>\n`,
    height: begin + part.height + PART_GAP,
  };
}

const titleOf = (verdict: ConformanceVerdict, gaps: boolean): string =>
  gaps ? `${verdict.name}: what is missing` : verdict.name;

const sourcesOf = (assessment: Assessment): string => assessment.sources.map((source) => source.id).join(', ');

function header(assessment: Assessment, verdict: ConformanceVerdict, gaps: boolean): string {
  const sources = sourcesOf(assessment);
  const partly = verdict.status === 'partial' ? '; the source is transcribed in part' : '';
  const line = gaps
    ? `What the architecture asks for and the definitions of ${sources} do not show${partly}`
    : `What the definitions of ${sources} show of the architecture${partly}`;
  const sum = verdict.elements.length > 0 ? summary(verdict) : '';
  return (
    text(
      fit(titleOf(verdict, gaps), 16, WIDTH - 60 - measure(sum, 12)),
      16,
      26,
      { look: 'ra-title' },
      WIDTH - 44 - measure(sum, 12),
    ) +
    text(sum, WIDTH - 16, 26, { size: 12, look: 'ra-strong', anchor: 'end' }, measure(sum, 12)) +
    text(fit(line, 11.5, WIDTH - 32), 16, 44, { size: 11.5, look: 'ra-dim' }, WIDTH - 32)
  );
}

/** Of what a reader looks for: no instances, nothing that the source draws besides, nothing that cannot be seen. */
function summary({ elements, relations, notJudged }: ConformanceVerdict): string {
  const main = elements.filter((e) => !e.instanceOf && !e.secondary && e.status !== 'not-observable');
  const present = main.filter((e) => e.status === 'present').length;
  const found = relations.filter((r) => r.verdict === 'convergence').length;
  if (relations.length + (notJudged ?? []).length === 0) return `${present} of ${main.length} elements`;
  const judged = relations.length > 0 ? `${found} of ${relations.length} judged relations` : 'no relation judged';
  return `${present} of ${main.length} elements, ${judged}`;
}

const RULE_VERDICTS: Partial<Record<LayerRuleStatus, Verdict>> = { holds: 'convergence', broken: 'divergence' };

interface Views {
  element: (id: string) => ElementView | undefined;
  relation: (route: Route) => RelationView | undefined;
  endName: (id: string) => string;
}

function viewsOf(
  assessment: Assessment,
  verdict: ConformanceVerdict,
  parts: readonly DrawingPart[],
  { gaps = false, standalone = false, technologyName = (id: string): string => id }: OverlayOptions,
): Views {
  const components = new Map(assessment.components.map((c) => [c.id, c]));
  const elements = new Map(verdict.elements.map((e) => [e.id, e]));
  const endName = endNames(verdict, parts);
  const rules = new Map(
    (verdict.layerRules ?? []).map((r): [string, Verdict] => [r.id, RULE_VERDICTS[r.status] ?? 'not-judged']),
  );
  const relations = new Map([...(verdict.notJudged ?? []), ...verdict.relations].map((r) => [r.id ?? '', r]));
  return {
    endName,
    element: (id) => {
      const found = elements.get(id);
      return found && elementView(found, components, verdict.model, { gaps, standalone, technologyName });
    },
    relation: (route) => {
      const rule = rules.get(route.id);
      if (rule) return { model: verdict.model, verdict: rule, ends: '', muted: gaps, links: false };
      const relation = relations.get(route.id);
      if (relation?.from !== route.from || relation.to !== route.to) return undefined;
      const judged: Verdict = 'verdict' in relation ? relation.verdict : 'not-judged';
      return {
        model: verdict.model,
        relation,
        verdict: judged,
        ends: `${endName(relation.from)} → ${endName(relation.to)}`,
        muted: gaps && judged !== 'absence' && judged !== 'divergence',
        links: !standalone,
      };
    },
  };
}

/** @returns what an end of a relation is called: an element, a layer or a step of the drawing */
export function endNames(verdict: ConformanceVerdict, parts: readonly DrawingPart[]): (id: string) => string {
  const names = new Map<string, string>([
    ...parts.flatMap((part) => part.steps.map((s): [string, string] => [s.id, s.text])),
    ...(verdict.layers ?? []).map((layer): [string, string] => [layer.id, layer.name]),
    ...verdict.elements.map((e): [string, string] => [e.id, e.name]),
  ]);
  return (id) => names.get(id) ?? (id === 'external' ? 'outside' : id);
}

function elementView(
  verdict: ElementVerdict,
  components: ReadonlyMap<string, Component>,
  model: string,
  { gaps, standalone, technologyName }: { gaps: boolean; standalone: boolean; technologyName: (id: string) => string },
): ElementView {
  const supporting = new Set(verdict.supporting);
  const deciding = verdict.components.filter((id) => !supporting.has(id)).flatMap((id) => components.get(id) ?? []);
  const found = foundNames(deciding, technologyName);
  const all = deciding.map((c) => [technologyName(c.technology), c.name].filter(Boolean).join(' '));
  const shown = [...new Set(all)].slice(0, 20);
  const more = new Set(all).size - shown.length;
  return {
    model,
    verdict,
    found,
    all: verdict.because ?? `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    ...(gaps ? { emphasis: verdict.status === 'absent' ? 'missing' : 'muted' } : {}),
    links: !standalone,
  };
}

export const foundNames = (deciding: readonly Component[], technologyName: (id: string) => string): string[] =>
  [...new Set(deciding.map((c) => technologyName(c.technology)))].filter((name) => name !== '');

/** Lines lie under boxes, what is not judged under what is, and numbers above all. */
function draw(part: DrawingPart, { element: elementOf, relation, endName }: Views): string {
  const routes = part.relations.flatMap((route) => {
    const view = relation(route);
    return view ? [{ route, view }] : [];
  });
  const faint = routes.filter(({ view }) => view.verdict === 'not-judged' || view.muted);
  const judged = routes.filter((r) => !faint.includes(r));
  const boxes = part.elements.flatMap((place) => {
    const view = elementOf(place.id);
    if (!view) return [];
    const inside = part.elements.filter((other) => other.inside === place.id && !place.again && elementOf(other.id));
    const top = inside.length > 0 ? Math.min(...inside.map((other) => other.at[1])) - 3 : undefined;
    return [element(place, view, top)];
  });
  return [
    ...part.regions.map((r) => region(r, endName(r.id))),
    ...[...faint, ...judged].map(({ route, view }) => run(route, view)),
    ...part.steps.map(step),
    ...boxes,
    ...judged.map(({ route, view }) => label(route, view)),
  ].join('');
}

function frame(content: string, height: number, title: string, standalone: boolean): string {
  const style = standalone ? `<style>\n${OVERLAY_STYLE}\n</style>\n` : '';
  const role = standalone ? 'img' : 'group';
  return `<svg xmlns="http://www.w3.org/2000/svg" class="ra-overlay" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="${role}" font-family="${FONTS}">
<title>${forXml(title)}</title>
${style}<rect class="ra-card" x="0.5" y="0.5" width="${WIDTH - EDGE}" height="${height - EDGE}" rx="10"/>
${content}</svg>
`;
}
