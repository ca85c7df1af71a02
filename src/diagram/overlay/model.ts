/** A reference architecture with what was found, before any format is thought of: groups of elements, and relations between them. */
import type { Assessment, ConformanceVerdict, ElementStatus, RelationVerdict } from '../../assessment/types.js';
import { shorten } from '../escape.js';
import { told } from '../status.js';
import { endNames, foundNames, selected, type OverlayOptions } from './index.js';
import { LIGHT } from './style.js';
import type { DrawingPart } from './types.js';

export interface OverlayNode {
  /** Of the element, or of the zone or step at which a relation ends. */
  id: string;
  /** `n1`, `n2` …: what formats call it. */
  key: string;
  /** None for what has no verdict of its own. */
  status?: ElementStatus;
  /** Name, status and what was found: printable, not escaped for any format. */
  lines: string[];
}

type EdgeVerdict = RelationVerdict | 'not-judged';

export interface OverlayEdge {
  /** Of the model, for where it is drawn. */
  id: string;
  /** Keys of nodes. */
  from: string;
  to: string;
  verdict: EdgeVerdict;
  label: string;
}

export interface OverlayModel {
  title: string;
  /** Layers, columns or zones, and what stands in none under no name. */
  groups: { key: string; id: string; name: string; nodes: OverlayNode[] }[];
  edges: OverlayEdge[];
  parts: DrawingPart[];
}

const LONGEST = 44;
const MOST_FOUND = 3;

/** @returns undefined when the assessment does not hold the model, or the model has no such part */
export function overlayModel(assessment: Assessment, options: OverlayOptions): OverlayModel | undefined {
  const found = selected(assessment, options);
  if (!found) return undefined;
  const { verdict, parts } = found;
  const nameOf = endNames(verdict, parts);
  const relations = relationsOf(verdict, options.gaps ?? false);
  const elements = nodesOf(assessment, verdict, options);
  const known = new Set(elements.map(({ node }) => node.id));
  const layers = verdict.layers ?? [];
  // A zone at which a relation ends stands in itself; a step where the drawing has it, outside of all groups.
  const ends = [...new Set(relations.flatMap((r) => [r.from, r.to]))].filter((id) => !known.has(id));
  const others = ends.map((id) => ({
    node: { id, key: '', lines: [shorten(nameOf(id), LONGEST)] },
    group: layers.some((layer) => layer.id === id) ? id : '',
  }));
  const all = [...elements, ...others].map(({ node, group }, index) => ({
    node: { ...node, key: `n${index + 1}` },
    group: layers.some((layer) => layer.id === group) ? group : '',
  }));
  const keys = new Map(all.map(({ node }) => [node.id, node.key]));
  return {
    title: `${verdict.name}: ${assessment.sources.map((source) => source.id).join(', ')}`,
    groups: [...layers, { id: '', name: '' }]
      .map(({ id, name }, index) => ({
        key: `g${index + 1}`,
        id,
        name: shorten(name, LONGEST),
        nodes: all.filter(({ group }) => group === id).map(({ node }) => node),
      }))
      .filter(({ nodes }) => nodes.length > 0),
    edges: relations.map((r) => ({ ...r, from: keys.get(r.from) ?? '', to: keys.get(r.to) ?? '' })),
    parts,
  };
}

function nodesOf(
  { components }: Assessment,
  verdict: ConformanceVerdict,
  { technologyName = (id) => id }: OverlayOptions,
): { node: OverlayNode; group: string }[] {
  const byId = new Map(components.map((c) => [c.id, c]));
  return verdict.elements.map((element) => {
    const supporting = new Set(element.supporting);
    const deciding = element.components.filter((id) => !supporting.has(id)).flatMap((id) => byId.get(id) ?? []);
    const names = foundNames(deciding, technologyName);
    const more = names.length > MOST_FOUND ? `, +${names.length - MOST_FOUND} more` : '';
    const what = names.length > 0 ? [`${shorten(names.slice(0, MOST_FOUND).join(', '), LONGEST)}${more}`] : [];
    const { icon } = SIGNS[element.status];
    return {
      node: {
        id: element.id,
        key: '',
        status: element.status,
        lines: [shorten(element.name, LONGEST), `${icon} ${told(element.status).word}`, ...what],
      },
      group: element.in ?? '',
    };
  });
}

function relationsOf({ relations, notJudged = [] }: ConformanceVerdict, gaps: boolean): OverlayEdge[] {
  const judged = relations.filter((r) => !gaps || r.verdict !== 'convergence');
  const all = [
    ...judged.map(({ id = '', from, to, verdict }) => ({ id, from, to, verdict })),
    ...(gaps ? [] : notJudged).map(({ id = '', from, to }) => ({ id, from, to, verdict: 'not-judged' as const })),
  ];
  return all
    .filter(({ from, to }) => from !== to)
    .map((edge) => ({
      ...edge,
      label: shorten([edge.id, edge.verdict === 'not-judged' ? '' : told(edge.verdict).word].join(' ').trim(), LONGEST),
    }));
}

/** Before a name: the number by which a source knows an element, such as `C6 `; no id that repeats the name. */
export const numberOf = (id: string): string => (/^[A-Z]+\d+(?:\.\w+)?$/.test(id) ? `${id} ` : '');

/** Looks of elements where there is no style sheet: a sign, a border and its kind. */
export const SIGNS: Readonly<Record<ElementStatus, { icon: string; line: string; ground: string; dashes: string }>> = {
  present: { icon: '●', line: LIGHT.good, ground: LIGHT['good-ground'], dashes: '' },
  declared: { icon: '◐', line: LIGHT.fair, ground: LIGHT['fair-ground'], dashes: '6 3' },
  absent: { icon: '○', line: LIGHT.bad, ground: LIGHT['bad-ground'], dashes: '2 3' },
  'not-observable': { icon: '·', line: LIGHT.dim, ground: LIGHT.zone, dashes: '' },
};

/** Looks of relations. */
export const EDGES: Readonly<Record<EdgeVerdict, { line: string; dashes: string; wide: boolean }>> = {
  convergence: { line: LIGHT.good, dashes: '', wide: false },
  absence: { line: LIGHT.bad, dashes: '2 3', wide: false },
  divergence: { line: LIGHT.against, dashes: '9 3 2 3', wide: true },
  'not-judged': { line: LIGHT.line, dashes: '', wide: false },
};
