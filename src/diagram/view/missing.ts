/** What a reference architecture asks for and definitions do not hold, drawn as it could be. */
import type { ConformanceVerdict, ElementVerdict, WantedRelation } from '../../assessment/types.js';
import type { ComponentType } from '../../vocabulary/index.js';
import type { Item, Link } from './items.js';

/**
 * Absent elements of the model as items, and its absent relations as links: between components that are there, or to what is
 * missing. An element that the source names in passing, or as an instance of another one, is drawn only where a relation needs it.
 * @param items what the picture shows; ends of links are looked for among them first
 */
export function missing(
  verdict: ConformanceVerdict,
  items: readonly Item[],
  links: readonly Link[],
): { items: Item[]; links: Link[] } {
  const absent = verdict.elements.filter((e) => e.status === 'absent' && (e.types ?? []).length > 0);
  const added = new Map<string, Item>();
  const add = (element: ElementVerdict): Item => {
    const key = JSON.stringify(element.types);
    const known = added.get(key);
    if (known) return known;
    const item = itemOf(element, verdict.model);
    added.set(key, item);
    return item;
  };
  for (const element of absent) if (!element.secondary && !element.instanceOf) add(element);
  const degree = new Map<string, number>();
  for (const id of links.flatMap((l) => [l.from, l.to])) degree.set(id, (degree.get(id) ?? 0) + 1);
  const end = (types: readonly ComponentType[]): Item | undefined =>
    there(types, items, degree) ??
    [...added.values()].find((item) => types.includes(item.type)) ??
    absent.filter((element) => types.includes(typeOf(element))).map(add)[0];
  const known = new Set(links.map(lineOf));
  const result: Link[] = [];
  for (const { from, type, to } of wanted(verdict)) {
    const [start, target] = [end(from), end(to)];
    if (!start || !target || start === target) continue;
    const link: Link = { from: start.id, to: target.id, type, status: 'absent' };
    if (known.has(lineOf(link))) continue;
    known.add(lineOf(link));
    result.push(link);
  }
  return { items: [...added.values()], links: result };
}

function wanted({ relations, notJudged = [] }: ConformanceVerdict): WantedRelation[] {
  return [
    ...relations.filter((r) => r.verdict === 'absence'),
    ...notJudged.filter((r) => r.modality === 'required' && r.reason === 'end-absent'),
  ].flatMap((r) => r.wanted ?? []);
}

const lineOf = ({ from, type, to }: Link): string => JSON.stringify([from, type, to]);

const typeOf = (element: ElementVerdict): ComponentType => element.types?.[0] ?? 'infrastructure';

function itemOf(element: ElementVerdict, model: string): Item {
  return {
    // No id of a component begins like this: they begin with its type.
    id: `missing/${model}/${element.id}`,
    type: typeOf(element),
    technology: '',
    name: element.name,
    sources: [],
    status: 'absent',
    element: { model, id: element.id },
  };
}

/** Of the first of the types that is there, the component that most is related to. */
function there(
  types: readonly ComponentType[],
  items: readonly Item[],
  degree: ReadonlyMap<string, number>,
): Item | undefined {
  const weight = (item: Item): number => (item.status === 'present' ? 1e6 : 0) + (degree.get(item.id) ?? 0);
  for (const type of types) {
    const [best] = items.filter((item) => item.type === type).sort((a, b) => weight(b) - weight(a));
    if (best) return best;
  }
  return undefined;
}
