/**
 * From a model as it is written to a model as it is evaluated: defaults filled in, what it extends taken over, and all that a
 * schema cannot say checked.
 */
import type { ReferenceArchitecture } from './types.js';

type Lists =
  | 'counts'
  | 'layers'
  | 'roles'
  | 'tasks'
  | 'elements'
  | 'relations'
  | 'layerRules'
  | 'principles'
  | 'requirements'
  | 'stages'
  | 'neighbours';
type Written<T> = Partial<T> & { id?: string };

/** What a file holds once the schema accepts it. */
export type WrittenArchitecture = Pick<ReferenceArchitecture, 'id' | 'kind' | 'name'> &
  Partial<Pick<ReferenceArchitecture, 'source' | 'status' | 'notTranscribed' | 'notes' | 'extends'>> & {
    [K in Lists]?: Written<ReferenceArchitecture[K][number]>[];
  } & {
    /** Ids of what it does not take over from the model that it extends. */
    omit?: string[];
  };

/** Something wrong with a model, and the keys and indexes that lead there. */
export interface Fault {
  message: string;
  path: (string | number)[];
}

/** Ends that no element stands for. */
const OUTSIDE = 'external';

/**
 * @param base the model that it extends
 * @returns the whole model, or the first fault of it
 */
export function completeArchitecture(
  written: WrittenArchitecture,
  base?: ReferenceArchitecture,
): { model: ReferenceArchitecture } | { fault: Fault } {
  const own = withDefaults(written, base);
  const fault = duplicate(written) ?? unknownOmission(written, base);
  if (fault) return { fault };
  const model = base ? extended(base, own, new Set(written.omit)) : own;
  const wrong = unknownReference(written, model) ?? unfounded(written, model);
  return wrong ? { fault: wrong } : { model };
}

const LISTS: readonly Lists[] = [
  'counts',
  'layers',
  'roles',
  'tasks',
  'elements',
  'relations',
  'layerRules',
  'principles',
  'requirements',
  'stages',
  'neighbours',
];

function withDefaults(written: WrittenArchitecture, base?: ReferenceArchitecture): ReferenceArchitecture {
  const said = { source: written.name, provenance: 'ours' as const };
  const defaults: Partial<Record<Lists, object>> = {
    layers: { kind: 'layer', roles: [] },
    roles: { similar: [] },
    tasks: { roles: [] },
    elements: { kind: 'component', types: [], principles: [], description: '' },
    relations: { modality: 'required' },
    layerRules: { enforcement: 'rule' },
  };
  const filled = (list: Lists): object[] =>
    (written[list] ?? []).map((item) => {
      const known = base?.[list].find((b) => 'id' in b && b.id === idOf(item)) ?? { ...said, ...defaults[list] };
      const { id } = item as { id?: string };
      return { ...known, ...item, ...(id === undefined && list === 'relations' ? { id: idOf(item) } : {}) };
    });
  const lists = Object.fromEntries(LISTS.map((list) => [list, filled(list)])) as Pick<ReferenceArchitecture, Lists>;
  return {
    id: written.id,
    kind: written.kind,
    name: written.name,
    source: written.source ?? base?.source ?? { title: written.name, url: '' },
    status: written.status ?? base?.status ?? 'complete',
    notTranscribed: written.notTranscribed ?? base?.notTranscribed ?? [],
    notes: written.notes ?? base?.notes ?? [],
    ...(written.extends === undefined ? {} : { extends: written.extends }),
    ...lists,
  };
}

/** A relation without an id is known by its ends. */
function idOf(item: object): string {
  const { id, from, to, what } = item as { id?: string; from?: string; to?: string; what?: string };
  return id ?? what ?? `${from ?? ''}-${to ?? ''}`;
}

function extended(
  base: ReferenceArchitecture,
  own: ReferenceArchitecture,
  omitted: ReadonlySet<string>,
): ReferenceArchitecture {
  const gone = (item: object): boolean => {
    const {
      from,
      to,
      through = [],
      alsoTo = [],
      instanceOf,
      in: within,
      by,
    } = item as Record<string, string> & {
      through?: string[];
      alsoTo?: string[];
    };
    return [idOf(item), from, to, instanceOf, within, by, ...through, ...alsoTo].some((id) => omitted.has(id ?? ''));
  };
  const merged = LISTS.map((list): [Lists, object[]] => {
    const replaced = new Map<string, object>(own[list].map((item) => [idOf(item), item]));
    const kept = base[list]
      .filter((item) => !gone(item))
      .map((item) => {
        const mine = replaced.get(idOf(item));
        replaced.delete(idOf(item));
        return mine ?? item;
      });
    return [list, [...kept, ...replaced.values()]];
  });
  const model: ReferenceArchitecture = { ...own, basedOn: base.basedOn ?? base.id, ...Object.fromEntries(merged) };
  const without = (ids: readonly string[]): string[] => ids.filter((id) => !omitted.has(id));
  return {
    ...model,
    layers: model.layers.map((layer) => ({ ...layer, roles: without(layer.roles) })),
    tasks: model.tasks.map((task) => ({ ...task, roles: without(task.roles) })),
    elements: model.elements.map((element) => ({ ...element, principles: without(element.principles) })),
    layerRules: model.layerRules.map((rule) => ({
      ...rule,
      uses: rule.uses.map(({ from, to }) => ({ from: without(from), to: without(to) })),
    })),
  };
}

/** Ids are unique in a list, and among what relations may end at. */
function duplicate(written: WrittenArchitecture): Fault | undefined {
  const ends = new Map<string, string>();
  for (const list of LISTS) {
    const seen = new Set<string>();
    const isEnd = list === 'elements' || list === 'layers' || list === 'tasks';
    for (const [index, item] of (written[list] ?? []).entries()) {
      const id = idOf(item);
      const path = [list, index, 'id'];
      if (seen.has(id)) return { message: `the id ${JSON.stringify(id)} is used twice in ${list}.`, path };
      const other = isEnd ? ends.get(id) : undefined;
      if (other) return { message: `the id ${JSON.stringify(id)} is used in ${other} already.`, path };
      seen.add(id);
      if (isEnd) ends.set(id, list);
    }
  }
  return undefined;
}

function unknownOmission({ omit = [] }: WrittenArchitecture, base?: ReferenceArchitecture): Fault | undefined {
  const known = new Set(base ? LISTS.flatMap((list) => base[list].map(idOf)) : []);
  const index = omit.findIndex((id) => !known.has(id));
  if (index < 0) return undefined;
  const message = base
    ? `${JSON.stringify(omit[index])} is nothing in ${base.id} that could be left out.`
    : '"omit" is for models that extend another one.';
  return { message, path: ['omit', index] };
}

function unknownReference(written: WrittenArchitecture, model: ReferenceArchitecture): Fault | undefined {
  const ids = (...lists: Lists[]): Set<string> => new Set(lists.flatMap((list) => model[list].map(idOf)));
  const kinds = {
    element: ids('elements'),
    layer: ids('layers'),
    role: ids('roles'),
    principle: ids('principles'),
    end: new Set([...ids('elements', 'layers', 'tasks'), OUTSIDE]),
  };
  const fields: [Lists, string, keyof typeof kinds][] = [
    ['layers', 'roles', 'role'],
    ['tasks', 'in', 'layer'],
    ['tasks', 'roles', 'role'],
    ['tasks', 'by', 'element'],
    ['elements', 'in', 'layer'],
    ['elements', 'instanceOf', 'element'],
    ['elements', 'principles', 'principle'],
    ['relations', 'from', 'end'],
    ['relations', 'through', 'end'],
    ['relations', 'to', 'end'],
    ['relations', 'alsoTo', 'end'],
    ['requirements', 'in', 'layer'],
  ];
  for (const [list, field, kind] of fields)
    for (const [index, item] of (written[list] ?? []).entries()) {
      const value = (item as Record<string, unknown>)[field];
      for (const [at, id] of (Array.isArray(value) ? value : value === undefined ? [] : [value]).entries()) {
        if (kinds[kind].has(String(id))) continue;
        const what = kind === 'end' ? 'element, layer or task' : kind;
        const path = [list, index, field, ...(Array.isArray(value) ? [at] : [])];
        return { message: `there is no ${what} ${JSON.stringify(id)}.`, path };
      }
    }
  for (const [index, { uses = [] }] of (written.layerRules ?? []).entries())
    for (const [at, use] of uses.entries())
      for (const side of ['from', 'to'] as const) {
        const unknown = use[side].findIndex((id) => !kinds.layer.has(id) && !kinds.element.has(id));
        if (unknown < 0) continue;
        const message = `there is no layer or element ${JSON.stringify(use[side][unknown])}.`;
        return { message, path: ['layerRules', index, 'uses', at, side, unknown] };
      }
  return undefined;
}

/** Every element and relation says how it is recognised, or why it cannot be. */
function unfounded(written: WrittenArchitecture, model: ReferenceArchitecture): Fault | undefined {
  for (const [index, item] of (written.elements ?? []).entries()) {
    const element = model.elements.find(({ id }) => id === item.id);
    if (!element || element.types.length > 0 || element.technologies || element.names || element.notObservable)
      continue;
    return {
      message: `the element ${JSON.stringify(element.id)} says neither "types", "technologies" nor "names", nor why it is "notObservable".`,
      path: ['elements', index],
    };
  }
  for (const [index, item] of (written.relations ?? []).entries()) {
    const relation = model.relations.find(({ id }) => id === idOf(item));
    if (!relation || relation.types || relation.answeredBy || relation.notObservable) continue;
    return {
      message: `the relation ${JSON.stringify(relation.id)} says neither "types" nor "answeredBy", nor why it is "notObservable".`,
      path: ['relations', index],
    };
  }
  return undefined;
}
