/** What sources name and refarch does not evaluate: practices, phases, tools. Never with a verdict, always with how it is known. */
import type { Knowledge, SourceItem, SourceList } from '../knowledge/types.js';
import { listing, plural } from '../report/verdict.js';
import { said, type Explanation } from './explanation.js';

export function explainList(id: string, { lists }: Knowledge): Explanation[] {
  return lists.flatMap((list) => [
    ...(list.id === id ? [ofList(list)] : []),
    ...list.items.filter((item) => item.id === id).map((item) => ofItem(item, list)),
    ...(list.items.some((item) => item.id === id) ? [] : ofNumber(id, list)),
  ]);
}

/** Ids of all lists and items. */
export const listIds = ({ lists }: Knowledge): { id: string }[] => lists.flatMap((list) => [list, ...list.items]);

/** What a source names for an element: a paragraph a way in which that is known. */
export function namedFor(element: string, model: string, { lists }: Knowledge): Explanation['paragraphs'] {
  const items = lists.flatMap((list) =>
    list.id.startsWith(model) ? list.items.filter((item) => item.of?.includes(element)) : [],
  );
  return bySource(items).map(([source, named]) => [`Named in the ${source}`, listing(named.map(inBrackets))]);
}

/** By which sources a technology is named, and for what: a paragraph a list. */
export function namedAs(technology: string, { lists }: Knowledge): Explanation['paragraphs'] {
  return lists.flatMap((list) => {
    const items = list.items.filter((item) => item.technologies?.includes(technology));
    const places = [...new Set(items.map((item) => `${item.source}, ${item.provenance}`))].map((place) => {
      const elements = items.flatMap((item) => (`${item.source}, ${item.provenance}` === place ? (item.of ?? []) : []));
      return `${elements.length > 0 ? `for ${listing([...new Set(elements)])} ` : ''}(${place})`;
    });
    return said('Named by', places.length > 0 ? `${list.id} ${places.join('; ')}` : undefined);
  });
}

const inBrackets = ({ name, says }: SourceItem): string => (says ? `${name} (${says})` : name);

function bySource(items: readonly SourceItem[]): [string, SourceItem[]][] {
  const groups = new Map<string, SourceItem[]>();
  for (const item of items) {
    const where =
      item.provenance === 'sourced' ? `source, ${item.source}` : `words of ${item.source}, ${item.provenance}`;
    groups.set(where, [...(groups.get(where) ?? []), item]);
  }
  return [...groups];
}

function ofList({ name, what, source, notes = [], groups = [], items }: SourceList): Explanation {
  const counted = groups.filter((group) => group.count !== undefined);
  return {
    title: name,
    kind: `list of a source, ${plural(items.length, what)}`,
    paragraphs: [
      ['Source', sourceText(source)],
      ...said('Holds', items.map(({ id, name: item }) => `${id} ${item}`).join('; ')),
      ...said('The source counts', listing(counted.map((g) => `${g.count ?? 0} ${g.name}`))),
      ...notes.map((note): [string, string] => ['Note', note]),
    ],
  };
}

function ofItem(item: SourceItem, list: SourceList): Explanation {
  const { id, name, says, near, of, technologies, source, provenance } = item;
  const group = list.groups?.find((g) => g.id === item.group)?.name;
  return {
    title: `${id} ${name}`,
    kind: `${list.what} of ${list.name}${group ? `, ${group}` : ''}`,
    paragraphs: [
      ...said('What it is', says),
      ...said('Named for', of && listing(of)),
      ...said('Recognised as', technologies && listing(technologies)),
      ...said('Near to it, by our reading', near && listing(near)),
      ['Verdict', 'none: refarch shows it for orientation'],
      ['Source', `${sourceText(list.source)}, ${source} (${provenance})`],
    ],
  };
}

/** An id that the source counts and that is not listed. */
function ofNumber(id: string, list: SourceList): Explanation[] {
  const [, prefix = '', number = ''] = /^([A-Z]+)-(\d\d)$/.exec(id) ?? [];
  const group = list.groups?.find((g) => g.id === prefix);
  if (!group?.count || Number(number) < 1 || Number(number) > group.count) return [];
  return [
    {
      title: id,
      kind: `${list.what} of ${list.name}, ${group.name}`,
      paragraphs: [
        ['What it is', 'counted by the source; its words are not transcribed'],
        ['Source', sourceText(list.source)],
      ],
    },
  ];
}

const sourceText = ({ title, authors, year, url }: SourceList['source']): string =>
  [title, authors, year, url].filter((part) => part !== undefined && part !== '').join(', ');
