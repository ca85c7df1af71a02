/**
 * What the formats' own readers make of a picture: how many nodes and edges, and their texts. Each throws where the format
 * is broken. For the DSL of Structurizr there is no reader in JavaScript: the grammar of what refarch writes is checked here,
 * strictly, line by line. CALM's schema is in no package: its rules for nodes and relationships are checked here.
 */
import { JSDOM } from 'jsdom';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { DiagramFormat } from '../../src/diagram/index.js';

export interface Read {
  /** Texts of nodes, in the order of their ids. */
  nodes: string[];
  /** `from -> to`, by ids. */
  edges: string[];
}

type Parser = (text: string) => Promise<Read>;

const byNumber = (a: [string, unknown], b: [string, unknown]): number =>
  Number(a[0].replace(/\D/g, '')) - Number(b[0].replace(/\D/g, ''));

function xml(text: string): Document {
  return new JSDOM(text, { contentType: 'application/xml' }).window.document;
}

async function svg(text: string): Promise<Read> {
  const document = xml(text);
  if (document.documentElement.namespaceURI !== 'http://www.w3.org/2000/svg') throw new Error('no SVG');
  const titles = (selector: string): string[] =>
    [...document.querySelectorAll(`${selector} > title`)].map((title) => title.textContent);
  return Promise.resolve({ nodes: titles('.ra-node'), edges: titles('.ra-line') });
}

interface Dot {
  objects?: { name: string; label?: string; shape?: string; nodes?: unknown }[];
  edges?: { tail: number; head: number; style?: string }[];
}

async function dot(text: string): Promise<Read> {
  const graphviz = await Graphviz.load();
  const { objects = [], edges = [] } = JSON.parse(graphviz.layout(text, 'dot_json', 'dot')) as Dot;
  return {
    nodes: objects
      .filter((o) => /^n\d+$/.test(o.name))
      .map((o): [string, string] => [o.name, o.label ?? ''])
      .sort(byNumber)
      .map(([, label]) => label),
    edges: edges
      .filter((e) => e.style !== 'invis')
      .map((e) => `${objects[e.tail]?.name ?? ''} -> ${objects[e.head]?.name ?? ''}`),
  };
}

interface Flowchart {
  getVertices: () => Map<string, { id: string; text?: string; link?: string; haveCallback?: boolean }>;
  getEdges: () => { start: string; end: string }[];
}

/** Mermaid wants a window as soon as it is loaded. */
async function mermaid(text: string): Promise<Read> {
  const { window } = new JSDOM('');
  Object.assign(globalThis, { window, document: window.document });
  const { default: api } = await import('mermaid');
  if (text.length > 50_000) throw new Error('Mermaid draws no text of this length');
  const type = await api.parse(text);
  if (type.diagramType !== 'flowchart-v2') throw new Error(`a ${type.diagramType}`);
  if (Object.keys(type.config).length > 0) throw new Error('it changes the configuration');
  const { db } = (await api.mermaidAPI.getDiagramFromText(text)) as unknown as { db: Flowchart };
  const vertices = [...db.getVertices().values()].filter((v) => /^n\d+$/.test(v.id));
  if (vertices.some((v) => v.link !== undefined || v.haveCallback)) throw new Error('a node leads somewhere');
  if (db.getEdges().length > 500) throw new Error('Mermaid draws no such number of edges');
  // Its own entities, as it writes them for the browser.
  const decode = (label: string): string =>
    label.replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)));
  return {
    nodes: vertices
      .map((v): [string, string] => [v.id, decode(v.text ?? '')])
      .sort(byNumber)
      .map(([, label]) => label),
    edges: db.getEdges().map((e) => `${e.start} -> ${e.end}`),
  };
}

async function drawio(text: string): Promise<Read> {
  const document = xml(text);
  const path = [...document.querySelectorAll('mxfile > diagram > mxGraphModel > root')];
  if (path.length !== 1) throw new Error('not one page of draw.io');
  const cells = [...document.querySelectorAll('root > mxCell')];
  const ids = cells.map((cell) => cell.id);
  if (new Set(ids).size !== ids.length) throw new Error('an id twice');
  if (ids[0] !== '0' || ids[1] !== '1' || cells[1]?.getAttribute('parent') !== '0')
    throw new Error('no root and layer');
  const vertices = new Map(cells.filter((c) => c.getAttribute('vertex') === '1').map((c) => [c.id, c]));
  const edges = cells.filter((c) => c.getAttribute('edge') === '1');
  if (vertices.size + edges.length + 2 !== cells.length) throw new Error('a cell that is nothing');
  for (const cell of [...vertices.values(), ...edges]) {
    const geometry = cell.querySelector(':scope > mxGeometry[as="geometry"]');
    if (cell.getAttribute('parent') !== '1' || !geometry) throw new Error(`${cell.id} has no place`);
    const numbers = vertices.has(cell.id) ? ['x', 'y', 'width', 'height'] : [];
    for (const name of numbers)
      if (!Number.isFinite(Number.parseFloat(geometry.getAttribute(name) ?? ''))) throw new Error(`${cell.id} ${name}`);
    if (/html=1|link=|image=|placeholders/.test(cell.getAttribute('style') ?? ''))
      throw new Error(`style of ${cell.id}`);
  }
  const end = (edge: Element, name: string): string => {
    const id = edge.getAttribute(name) ?? '';
    if (!vertices.has(id)) throw new Error(`${edge.id} has no ${name}`);
    return id;
  };
  return Promise.resolve({
    nodes: [...vertices]
      .filter(([id]) => /^n\d+$/.test(id))
      .map(([id, cell]): [string, string] => [id, cell.getAttribute('value') ?? ''])
      .sort(byNumber)
      .map(([, value]) => value),
    edges: edges.map((edge) => `${end(edge, 'source')} -> ${end(edge, 'target')}`),
  });
}

const STRING = '"([^"\\\\{}\\n]*)"';
const COLOUR = '#[0-9a-f]{6}';
/** Lines that a block may hold, and which of them open a block of their own. */
const GRAMMAR: Record<string, readonly (readonly [line: string, opens?: string])[]> = {
  file: [[`workspace ${STRING} ${STRING} \\{`, 'workspace']],
  workspace: [
    ['model \\{', 'model'],
    ['views \\{', 'views'],
  ],
  model: [[`system = softwareSystem ${STRING} \\{`, 'system'], [`(n\\d+) -> (n\\d+) ${STRING} "" ${STRING}`]],
  system: [[`group ${STRING} \\{`, 'group']],
  group: [[`(n\\d+) = container ${STRING} ${STRING} ${STRING} ${STRING}`]],
  views: [
    [`container system "components" ${STRING} \\{`, 'view'],
    ['styles \\{', 'styles'],
  ],
  view: [['include \\*'], ['autoLayout (?:tb|lr)']],
  styles: [
    [`element ${STRING} \\{`, 'element'],
    [`relationship ${STRING} \\{`, 'relationship'],
  ],
  element: [['shape (?:RoundedBox|Cylinder)'], ['border (?:dashed|dotted)'], [`(?:background|stroke|color) ${COLOUR}`]],
  relationship: [['style (?:solid|dashed|dotted)'], [`color ${COLOUR}`]],
};

async function structurizr(text: string): Promise<Read> {
  const open = ['file'];
  const containers = new Map<string, string>();
  const edges: string[] = [];
  for (const raw of text.trimEnd().split('\n')) {
    const line = raw.trim();
    if (line === '}') {
      if (open.length < 2) throw new Error('a brace too many');
      open.pop();
      continue;
    }
    const rule = (GRAMMAR[open.at(-1) ?? ''] ?? []).find(([pattern]) => new RegExp(`^${pattern}$`).test(line));
    if (!rule) throw new Error(`not in ${open.at(-1) ?? ''}: ${raw}`);
    const [, id = '', second = ''] = new RegExp(`^${rule[0]}$`).exec(line) ?? [];
    if (open.at(-1) === 'group') {
      if (containers.has(id) || [...containers.values()].includes(second) || second === '')
        throw new Error(`twice: ${line}`);
      containers.set(id, second);
    } else if (open.at(-1) === 'model' && line.includes(' -> ')) edges.push(`${id} -> ${second}`);
    if (rule[1]) open.push(rule[1]);
  }
  if (open.length !== 1) throw new Error('a brace too few');
  for (const end of edges.flatMap((edge) => edge.split(' -> ')))
    if (!containers.has(end)) throw new Error(`no container ${end}`);
  return Promise.resolve({ nodes: [...containers].sort(byNumber).map(([, name]) => name), edges });
}

interface Calm {
  $schema: string;
  nodes: Record<string, unknown>[];
  relationships: {
    'unique-id': string;
    'relationship-type': {
      connects?: { source: { node: string }; destination: { node: string } };
      'deployed-in'?: { container: string; nodes: string[] };
    };
  }[];
  metadata: object;
}

async function calm(text: string): Promise<Read> {
  const { $schema, nodes, relationships, metadata } = JSON.parse(text) as Calm;
  if ($schema !== 'https://calm.finos.org/release/1.2/meta/calm.json' || typeof metadata !== 'object')
    throw new Error('no architecture of CALM');
  for (const node of nodes)
    for (const field of ['unique-id', 'node-type', 'name', 'description'])
      if (typeof node[field] !== 'string' || node[field] === '') throw new Error(`a node without ${field}`);
  const ids = new Set(nodes.map((node) => node['unique-id']));
  if (ids.size !== nodes.length) throw new Error('an id twice');
  if (new Set(relationships.map((r) => r['unique-id'])).size !== relationships.length) throw new Error('an id twice');
  const edges = relationships.map(({ 'relationship-type': type }) => {
    if (Object.keys(type).length !== 1) throw new Error('not one type');
    const [from, to] = type.connects
      ? [type.connects.source.node, type.connects.destination.node]
      : [type['deployed-in']?.nodes[0], type['deployed-in']?.container];
    if (from === undefined || to === undefined || !ids.has(from) || !ids.has(to)) throw new Error('an end is no node');
    return `${from} -> ${to}`;
  });
  return Promise.resolve({ nodes: nodes.map((node) => String(node.name)), edges });
}

export const PARSERS: Record<DiagramFormat, Parser> = { svg, dot, mermaid, drawio, structurizr, calm };
