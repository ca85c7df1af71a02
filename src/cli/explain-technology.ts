/** What a technology stands for: which components its signals show, and by what. */
import type { Knowledge } from '../knowledge/types.js';
import { namedAs } from './explain-list.js';
import { said, type Explanation } from './explanation.js';

/** Names that are given of each kind of signal; the page of technologies holds all. */
const MOST_NAMES = 3;

/** @param id of a technology, or one of its aliases */
export function explainTechnology(id: string, knowledge: Knowledge): Explanation[] {
  const { technologies } = knowledge.catalogue;
  const technology = technologies.get(id) ?? [...technologies.values()].find(({ aliases }) => aliases?.includes(id));
  if (!technology) return [];
  const byMeaning = new Map<string, Map<string, Set<string>>>();
  const marks = new Set<string>();
  for (const { component, relation, trait = [], kind, pattern } of technology.signals) {
    for (const mark of trait) marks.add(mark);
    if (!component && trait.length > 0) continue;
    const meaning = component ? `${component}${relation ? ` (${relation})` : ''}` : 'named only';
    const byKind = byMeaning.get(meaning) ?? new Map<string, Set<string>>();
    byMeaning.set(meaning, byKind.set(kind, (byKind.get(kind) ?? new Set()).add(pattern)));
  }
  return [
    {
      title: technology.name,
      kind: 'technology',
      paragraphs: [
        ...[...byMeaning].map(([meaning, byKind]): [string, string] => [meaning, [...byKind].map(names).join('; ')]),
        ...said('Marks of what uses it', [...marks].join(', ')),
        ...namedAs(technology.id, knowledge),
        ['All of it', `docs/technologies.md#${technology.id}`],
        ['Documentation', technology.documentation],
      ],
      found: (a) => {
        const components = a.components.filter((c) => c.technology === technology.id);
        return {
          status: components.length > 0 ? components.map((c) => `${c.id} ${c.status}`).join(', ') : 'not found',
          evidence: components.flatMap((c) => c.evidence),
        };
      },
    },
  ];
}

function names([kind, patterns]: [string, Set<string>]): string {
  const shown = [...patterns].slice(0, MOST_NAMES);
  const more = patterns.size - shown.length;
  return `${kind} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
