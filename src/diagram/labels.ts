/** What stands in the box of a node, line by line: the same in every picture. */
import { shorten } from './escape.js';
import { meaning, told } from './status.js';
import type { Diagram, DiagramEdge, DiagramNode } from './types.js';
import { relationName, STATUS_SIGNS } from './words.js';

/** `title` is bold and larger than the others. */
export interface Line {
  role: 'title' | 'name' | 'kind' | 'source' | 'status';
  text: string;
}

const NAME_LENGTH = 26;
/** Characters of a line of a title, which takes two lines at most. */
const TITLE_LENGTH = 22;

export const TITLE_SIZE = 12;
export const SMALL_SIZE = 10;

/** @returns printable text, not escaped for any format */
export function nodeLines(node: DiagramNode, { sourceIds }: Pick<Diagram, 'sourceIds'>): Line[] {
  const line = (role: Line['role'], text: string): Line[] => (text === '' ? [] : [{ role, text }]);
  return [
    ...twoLines(node.title).flatMap((text) => line('title', text)),
    ...line('name', shorten(node.name, NAME_LENGTH)),
    ...line('kind', node.kind),
    ...line('source', sourceIds.length > 1 ? sourceText(node.sources) : ''),
    ...line('status', node.status === 'present' ? '' : statusText(node.status)),
  ];
}

/** What an edge says; of what is missing with the icon. */
export function edgeLines({ types, status }: Pick<DiagramEdge, 'types' | 'status'>): string[] {
  return types.map((type) => `${status === 'absent' ? `${STATUS_SIGNS.absent.icon} ` : ''}${relationName(type)}`);
}

/** All that a node is, for people who read it instead of seeing it. */
export function nodeText({ title, name, kind, sources, status }: DiagramNode): string {
  const where = sources.length > 0 ? `in ${sources.join(', ')}` : '';
  return [title, name, kind, where, status === 'present' ? '' : meaning(status)].filter((t) => t !== '').join(' · ');
}

const statusText = (status: DiagramNode['status']): string => `${STATUS_SIGNS[status].icon} ${told(status).word}`;

function twoLines(title: string): string[] {
  if ([...title].length <= NAME_LENGTH) return [shorten(title, NAME_LENGTH)];
  const at = title.lastIndexOf(' ', TITLE_LENGTH);
  const lines = at > 0 ? [title.slice(0, at), title.slice(at + 1)] : [title];
  return lines.map((line) => shorten(line, NAME_LENGTH));
}

function sourceText(sources: readonly string[]): string {
  const [first = '', ...others] = sources;
  return `${shorten(first, NAME_LENGTH)}${others.length > 0 ? ` + ${others.length}` : ''}`;
}
