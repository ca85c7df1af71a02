/** What the picture shows of an assessment: which components, gathered how, with which edges. */
import type { Assessment, ConformanceVerdict } from '../../assessment/types.js';
import type { Component, Relation } from '../../graph/types.js';
import type { ComponentType } from '../../vocabulary/index.js';
import { kindOf } from '../relation-kinds.js';
import type { Diagram, DiagramEdge, DiagramNode } from '../types.js';
import { typeName } from '../words.js';
import { gather, gatherToFit, groupBy, type Detail, type Group } from './gather.js';
import { itemOf, linkOf, type Item, type Link } from './items.js';
import { missing } from './missing.js';

export interface ViewOptions {
  /**
   * `graph` (default): the components and what they do to one another. `component`: one of them with what is related to it.
   * `gaps`: the graph with what a reference architecture asks for beside it.
   */
  view?: 'graph' | 'component' | 'gaps';
  /** Id of the component that `component` is about. */
  component?: string;
  /** Reference architecture of which `gaps` shows what is missing; the first one that has elements when left out. */
  model?: string;
  /** Also show what is only listed, switched off or unused. */
  declared?: boolean;
  /** As much as fits when left out. */
  detail?: Detail;
  /** Names of technologies by id, for display. */
  technologyName?: (id: string) => string;
}

/** Types that say little when nothing uses them. */
const SHOWN_WHEN_RELATED: ReadonlySet<ComponentType> = new Set(['infrastructure', 'security', 'data-store']);

/** Technologies that the title of a node names. */
const MOST_NAMES = 2;

/** @returns nodes and edges in a stable order; a picture of nothing when the component or model is not in the assessment */
export function diagramView(assessment: Assessment, options: ViewOptions = {}): Diagram {
  const { items, links } = select(assessment, options);
  const { detail } = options;
  return diagramOf(assessment, detail ? gather(items, links, detail) : gatherToFit(items, links), links, options);
}

/**
 * Some components one by one, with what is related to them, which is gathered by type.
 * @param ids of components that a view of the same options shows
 */
export function partView(assessment: Assessment, ids: ReadonlySet<string>, options: ViewOptions = {}): Diagram {
  const selected = select(assessment, options);
  const links = selected.links.filter((link) => ids.has(link.from) || ids.has(link.to));
  const shown = new Set([...ids, ...links.flatMap((link) => [link.from, link.to])]);
  const items = selected.items.filter((item) => shown.has(item.id));
  const own = items.filter((item) => ids.has(item.id));
  const around = items.filter((item) => !ids.has(item.id));
  return diagramOf(assessment, [...gather(own, links, 'each'), ...gather(around, links, 'types')], links, options);
}

function diagramOf(
  assessment: Assessment,
  groups: readonly Group[],
  links: readonly Link[],
  options: ViewOptions,
): Diagram {
  const nodeOf = new Map(groups.flatMap(({ id, members }) => members.map((item): [string, string] => [item.id, id])));
  const nodes = sorted(
    groups.map((group) => node(group, options)),
    (n) => n.id,
  ).map((n, index) => ({ ...n, key: `n${index + 1}` }));
  const sourceIds = assessment.sources.map((source) => source.id);
  return { title: titleOf(assessment, options), nodes, edges: edges(links, nodeOf), sourceIds };
}

/** The model whose gaps are shown. */
export function gapModel(assessment: Assessment, id: string | undefined): ConformanceVerdict | undefined {
  return assessment.conformance.find((verdict) =>
    id === undefined ? verdict.elements.length > 0 : verdict.model === id,
  );
}

function titleOf(assessment: Assessment, { view, component, model }: ViewOptions): string {
  const sources = assessment.sources.map((source) => source.id).join(', ');
  if (view === 'component') return `${component ?? ''} and what is related to it, in ${sources}`;
  if (view === 'gaps') {
    const name = gapModel(assessment, model)?.name ?? model ?? '';
    return `Component graph of ${sources}, with what ${name} asks for and was not found`;
  }
  return `Component graph of ${sources}`;
}

function select(assessment: Assessment, options: ViewOptions): { items: Item[]; links: Link[] } {
  if (options.view === 'component') return neighbourhood(assessment, options.component ?? '');
  const verdict = options.view === 'gaps' ? gapModel(assessment, options.model) : undefined;
  // An element that is only declared is no gap, and not there either: its components show why.
  const why = new Set(verdict?.elements.filter((e) => e.status === 'declared').flatMap((e) => e.components));
  const wanted = (item: Component | Relation): boolean => (options.declared ?? false) || item.status === 'defined';
  const shown = new Map(
    assessment.components
      .filter((c) => (wanted(c) || why.has(c.id)) && c.attributes.role !== 'tool')
      .map((c) => [c.id, c]),
  );
  const relations = assessment.relations.filter(
    (r) => wanted(r) && r.from !== r.to && shown.has(r.from) && shown.has(r.to),
  );
  const related = new Set(relations.flatMap((r) => [r.from, r.to]));
  const items = [...shown.values()].filter((c) => related.has(c.id) || !SHOWN_WHEN_RELATED.has(c.type)).map(itemOf);
  const links = relations.map(linkOf);
  if (!verdict) return { items, links };
  const gaps = missing(verdict, items, links);
  return { items: [...items, ...gaps.items], links: [...links, ...gaps.links] };
}

/** The component with its relations, in force or not; its neighbours without theirs. */
function neighbourhood(assessment: Assessment, id: string): { items: Item[]; links: Link[] } {
  const relations = assessment.relations.filter((r) => r.from !== r.to && (r.from === id || r.to === id));
  const shown = new Set([id, ...relations.flatMap((r) => [r.from, r.to])]);
  return { items: assessment.components.filter((c) => shown.has(c.id)).map(itemOf), links: relations.map(linkOf) };
}

function node({ id, members }: Group, { view, component, technologyName }: ViewOptions): Omit<DiagramNode, 'key'> {
  const first = members[0];
  if (!first) throw new Error('a node stands for at least one component');
  const technologies = [...new Set(members.map((item) => item.technology))].sort();
  const times = members.length > 1 ? ` × ${members.length}` : '';
  const kind = typeName(first.type);
  const title = first.status === 'absent' ? first.name : technologyNames(technologies, technologyName);
  return {
    id,
    type: first.type,
    technology: technologies.length === 1 ? (technologies[0] ?? '') : '',
    title: technologies.length > 1 ? title : `${title}${times}`,
    name: members.length > 1 || first.status === 'absent' ? '' : first.name,
    kind: technologies.length > 1 ? `${kind}${times}` : title.toLowerCase() === kind.toLowerCase() ? '' : kind,
    sources: [...new Set(members.flatMap((item) => item.sources))].sort(),
    status: first.status,
    members: first.status === 'absent' ? [] : members.map((item) => item.id),
    ...(first.element ? { element: first.element } : {}),
    ...(view === 'component' && members.some((item) => item.id === component) ? { focus: true } : {}),
  };
}

/** Of many technologies the first ones are named. */
function technologyNames(ids: readonly string[], nameOf: ViewOptions['technologyName']): string {
  const names = ids.slice(0, MOST_NAMES).map((id) => nameOf?.(id) ?? id);
  return ids.length > MOST_NAMES ? `${names[0] ?? ''} and ${ids.length - 1} others` : names.join(', ');
}

/** One edge for all relations from one node to another that are there, and one for those that are missing. */
function edges(links: readonly Link[], nodeOf: ReadonlyMap<string, string>): DiagramEdge[] {
  const known = links.flatMap((link) => {
    const [from, to] = [nodeOf.get(link.from), nodeOf.get(link.to)];
    return from === undefined || to === undefined || from === to ? [] : [{ from, to, link }];
  });
  const key = ({ from, to, link }: (typeof known)[number]): string =>
    JSON.stringify([from, to, link.status === 'absent' ? 1 : 0]);
  const merged = groupBy(known, key).flatMap((all): DiagramEdge[] => {
    const first = all[0];
    if (!first) return [];
    const types = [...new Set(all.map(({ link }) => link.type))].sort();
    const status = all.some(({ link }) => link.status === 'present') ? 'present' : first.link.status;
    const relations = all.map(({ link: { from, type, to } }) => ({ from, type, to }));
    return [
      {
        from: first.from,
        to: first.to,
        types,
        kind: kindOf(types),
        status,
        relations: status === 'absent' ? [] : relations,
      },
    ];
  });
  return sorted(merged, (e) => JSON.stringify([e.from, e.to, e.status === 'absent' ? 1 : 0]));
}

function sorted<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
