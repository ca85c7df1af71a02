/**
 * The component graph as a C4 model in the DSL of Structurizr: one software system, its containers grouped by lane, with
 * a view and styles. It is a model and no picture, so every component is in it.
 */
import type { Assessment } from '../../assessment/types.js';
import { SHADES } from '../colours.js';
import { LANES, laneOf } from '../lanes.js';
import { RELATION_KINDS, type RelationKind } from '../relation-kinds.js';
import { meaning } from '../status.js';
import type { Diagram, DiagramEdge, DiagramNode } from '../types.js';
import { diagramView, type ViewOptions } from '../view/index.js';
import { relationName } from '../words.js';
import { quoted } from './escape.js';

const [MISSING] = SHADES.missing;
const [TEXT] = SHADES.text;
/** What Structurizr draws as a cylinder. */
const STORE = 'store';

/** @returns a workspace; the same text for the same assessment */
export function structurizr(assessment: Assessment, options: ViewOptions): string {
  const diagram = diagramView(assessment, { ...options, detail: 'each' });
  const name = diagram.sourceIds.join(', ');
  return `workspace ${quoted(diagram.title)} ${quoted(`Written by refarch ${assessment.tool.version}`)} {
    model {
        system = softwareSystem ${quoted(name, 'No source')} {
${groups(diagram)}        }
${relations(diagram)}    }
    views {
        container system "components" ${quoted(diagram.title)} {
            include *
            autoLayout tb
        }
        styles {
${styles(diagram)}        }
    }
}
`;
}

function groups({ nodes, sourceIds }: Diagram): string {
  const names = uniqueNames(nodes);
  return LANES.map(({ title }, index) => {
    const own = nodes.filter((n) => laneOf(n.type) === index);
    const lines = own.map((node) => `                ${container(node, names.get(node.id) ?? '', sourceIds)}\n`);
    return lines.length === 0 ? '' : `            group ${quoted(title)} {\n${lines.join('')}            }\n`;
  }).join('');
}

function container(node: DiagramNode, name: string, sourceIds: readonly string[]): string {
  const where = sourceIds.length > 1 && node.sources.length > 0 ? `in ${node.sources.join(', ')}` : '';
  const status = node.status === 'present' ? '' : meaning(node.status);
  const description = [node.kind, where, status].filter((text) => text !== '').join('; ');
  const technology = node.status === 'absent' ? '' : node.title;
  const tags = [
    node.type,
    node.status,
    ...(node.type.endsWith(STORE) || node.type === 'model-registry' ? [STORE] : []),
  ];
  return `${node.key} = container ${quoted(name)} ${quoted(description)} ${quoted(technology)} ${quoted(tags.join(','))}`;
}

/** Two containers of one system must not have one name. */
function uniqueNames(nodes: readonly DiagramNode[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    nodes.map(({ id, key, title, name, kind }) => {
      const wanted = [name === '' ? title : `${title}: ${name}`, `${title} (${kind})`].map((text) => quoted(text, key));
      const free = wanted.find((text) => !taken.has(text)) ?? quoted(`${title} ${name} ${key}`);
      taken.add(free);
      return [id, free.slice(1, -1)];
    }),
  );
}

function relations({ nodes, edges }: Diagram): string {
  const keys = new Map(nodes.map((n) => [n.id, n.key]));
  const line = ({ from, to, types, kind, status }: DiagramEdge): string =>
    `        ${keys.get(from) ?? ''} -> ${keys.get(to) ?? ''} ${quoted(types.map(relationName).join(', '))} "" ${quoted(`${kind},${status}`)}\n`;
  return edges.map(line).join('');
}

/** Only of what is in the model. */
function styles({ nodes, edges }: Diagram): string {
  const block = (what: 'element' | 'relationship', tag: string, ...lines: string[]): string =>
    `            ${what} ${quoted(tag)} {\n${lines.map((line) => `                ${line}\n`).join('')}            }\n`;
  const [types, kinds] = [new Set(nodes.map((n) => n.type)), new Set(edges.map((e) => e.kind))];
  const statuses = new Set([...nodes, ...edges].map((item) => item.status));
  const ofTypes = LANES.flatMap(({ types: inLane, fill, line }) =>
    inLane
      .filter((type) => types.has(type))
      .map((type) => block('element', type, `background ${fill}`, `stroke ${line}`, `color ${TEXT}`)),
  );
  const ofKinds = (Object.keys(RELATION_KINDS) as RelationKind[])
    .filter((kind) => kinds.has(kind))
    .map((kind) => block('relationship', kind, `color ${RELATION_KINDS[kind].line}`, 'style solid'));
  return [
    block('element', 'Container', 'shape RoundedBox'),
    ...ofTypes,
    block('element', STORE, 'shape Cylinder'),
    ...ofKinds,
    ...(statuses.has('declared')
      ? [block('element', 'declared', 'border dashed'), block('relationship', 'declared', 'style dashed')]
      : []),
    ...(statuses.has('absent')
      ? [
          block('element', 'absent', 'border dotted', `stroke ${MISSING}`),
          block('relationship', 'absent', 'style dotted', `color ${MISSING}`),
        ]
      : []),
  ].join('');
}
