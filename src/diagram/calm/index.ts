/**
 * The component graph as an architecture of FINOS CALM (release 1.2), the Common Architecture Language Model: nodes,
 * relationships and metadata as JSON. It is a model and no picture, so every component is in it, under its own id.
 */
import type { Assessment } from '../../assessment/types.js';
import { UNSHOWABLE } from '../escape.js';
import { meaning } from '../status.js';
import type { DiagramEdge, DiagramNode } from '../types.js';
import { diagramView, type ViewOptions } from '../view/index.js';
import { relationName } from '../words.js';
import type { ComponentType, RelationType } from '../../vocabulary/index.js';

const SCHEMA = 'https://calm.finos.org/release/1.2/meta/calm.json';

/** In the words of CALM; whatever is not here is a service. */
const NODE_TYPES: Partial<Record<ComponentType, string>> = {
  'data-source': 'data-asset',
  'data-store': 'database',
  'feature-store': 'database',
  'ml-metadata-store': 'database',
  'prediction-store': 'database',
  'source-repository': 'system',
  'ci-cd': 'system',
  'model-training-infrastructure': 'system',
  infrastructure: 'system',
};

/** Places of evidence of a node. */
const MOST_PLACES = 3;

/** @returns JSON that holds no character that cannot be shown; the same text for the same assessment */
export function calm(assessment: Assessment, options: ViewOptions): string {
  const { title, nodes, edges } = diagramView(assessment, { ...options, detail: 'each' });
  const components = new Map(assessment.components.map((c) => [c.id, c]));
  const places = (id: string): string[] =>
    (components.get(id)?.evidence ?? []).slice(0, MOST_PLACES).map((e) => `${e.source}:${e.file}:${e.line}`);
  const names = new Map(nodes.map((n) => [n.id, nameOf(n)]));
  const document = {
    $schema: SCHEMA,
    nodes: nodes.map((node) => nodeOf(node, places(node.id))),
    relationships: edges.flatMap((edge) => edge.types.map((type) => relationshipOf(edge, type, names))),
    metadata: {
      title,
      tool: `${assessment.tool.name} ${assessment.tool.version}`,
      sources: assessment.sources.map(({ id, repository, commit }) => ({
        id,
        ...(repository === undefined ? {} : { repository }),
        ...(commit === undefined ? {} : { commit }),
      })),
    },
  };
  return `${escaped(JSON.stringify(document, null, 2))}\n`;
}

/** What cannot be shown, in JSON's own words: the text stays the same to who parses it. */
const escaped = (json: string): string =>
  json.replace(UNSHOWABLE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const nameOf = ({ title, name }: DiagramNode): string => (name === '' ? title : `${title}: ${name}`);

function nodeOf(node: DiagramNode, evidence: readonly string[]): Record<string, unknown> {
  const { id, type, technology, kind, sources, status } = node;
  const description = [kind === '' ? node.title : kind, status === 'present' ? '' : meaning(status)];
  return {
    'unique-id': id,
    'node-type': NODE_TYPES[type] ?? 'service',
    name: nameOf(node),
    description: description.filter((text) => text !== '').join('; '),
    metadata: {
      'component-type': type,
      ...(technology === '' ? {} : { technology }),
      status,
      sources,
      evidence,
    },
  };
}

/** What runs on something is deployed in it; everything else connects two nodes. */
function relationshipOf(
  { from, to, status }: DiagramEdge,
  type: RelationType,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  return {
    'unique-id': `${from} ${type} ${to}${status === 'absent' ? ' (absent)' : ''}`,
    description: `${names.get(from) ?? from} ${relationName(type)} ${names.get(to) ?? to}`,
    'relationship-type':
      type === 'runs-on'
        ? { 'deployed-in': { container: to, nodes: [from] } }
        : { connects: { source: { node: from }, destination: { node: to } } },
    metadata: { type, status },
  };
}
