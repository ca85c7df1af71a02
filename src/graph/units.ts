/**
 * The index of units: every file's facts, gathered under the things that can be run, deployed or switched off as one.
 */
import type {
  ComponentFact,
  Fact,
  FileFacts,
  Identifier,
  LinkFact,
  Location,
  DocumentFact,
  MentionFact,
  NotUnderstoodFact,
  OfferFact,
  ProjectFact,
  RouteFact,
  Reason,
  SymbolFact,
  TraitFact,
  UnitKind,
} from '../facts/types.js';
import type { FileRole } from '../vocabulary/index.js';

export interface Unit {
  source: string;
  path: string;
  role: FileRole;
  /** Id inside the file; '' is the file itself. */
  local: string;
  kind: UnitKind;
  name: string;
  parent?: Unit;
  children: Unit[];
  off?: Reason;
  at: Location;
  /** Called by a framework rather than by code that can be seen (decorated, handler by convention). */
  entry: boolean;
  /** A method that runs only when it is called. */
  onDemand: boolean;
  /** Nothing in its file names it. */
  unreferenced: boolean;
  /** Claims that the unit is a component. */
  claims: ComponentFact[];
  /** Claims that the unit acts on a component. */
  uses: ComponentFact[];
  traits: TraitFact[];
  links: LinkFact[];
  offers: OfferFact[];
}

export interface Offer {
  unit: Unit;
  identifier: Identifier;
  at: Location;
  round: number | undefined;
}

export interface UnitIndex {
  /** In order of source, path and appearance. */
  units: Unit[];
  /** File units by `source:path`. */
  files: Map<string, Unit>;
  offers: Offer[];
  /** Symbol values by source, space and name. */
  symbols: Map<string, Map<string, string>>;
  /** Defaults, for which a symbol of the same name stands in. */
  defaults: Map<string, Map<string, string>>;
  /** Further values, where several callers of one template or action fill in the same input, by source, space and name. */
  others: Map<string, Map<string, string[]>>;
  notUnderstood: { source: string; path: string; fact: NotUnderstoodFact }[];
  documents: { source: string; path: string; fact: DocumentFact }[];
  /** Names that stand in a file, with the file. */
  mentions: { file: Unit; fact: MentionFact }[];
  /** Paths under which programs answer, with the file. */
  routes: { file: Unit; fact: RouteFact }[];
  /** Names that projects give themselves, with the file that says so. */
  projects: { file: Unit; fact: ProjectFact }[];
}

const FILE_START: Location = { line: 1, column: 1, excerpt: '' };

export const fileKey = (source: string, path: string): string => `${source}:${path}`;
export const spaceKey = (source: string, space: string): string => `${source}\n${space}`;

/** Gathers facts under units. Facts of a unit that nothing declared make that unit known as a step of its file. */
export function indexUnits(files: readonly FileFacts[]): UnitIndex {
  const index: UnitIndex = {
    units: [],
    files: new Map(),
    offers: [],
    symbols: new Map(),
    defaults: new Map(),
    others: new Map(),
    notUnderstood: [],
    documents: [],
    mentions: [],
    routes: [],
    projects: [],
  };
  for (const file of files) indexFile(index, file);
  return index;
}

function indexFile(index: UnitIndex, file: FileFacts): void {
  const local = new Map<string, Unit>();
  const create = (id: string, kind: UnitKind, at: Location): Unit => {
    const unit: Unit = {
      source: file.source,
      path: file.path,
      role: file.role,
      local: id,
      kind,
      name: id === '' ? file.path : id.slice(id.indexOf(':') + 1),
      children: [],
      at,
      entry: false,
      onDemand: false,
      unreferenced: false,
      claims: [],
      uses: [],
      traits: [],
      links: [],
      offers: [],
    };
    local.set(id, unit);
    index.units.push(unit);
    return unit;
  };
  const root = create('', 'file', FILE_START);
  index.files.set(fileKey(file.source, file.path), root);
  const unitOf = (id: string, at: Location): Unit => {
    const known = local.get(id);
    if (known) return known;
    const unit = create(id, 'step', at);
    unit.parent = root;
    return unit;
  };

  for (const fact of file.facts) {
    if (fact.fact !== 'unit') continue;
    const unit = local.get(fact.unit) ?? create(fact.unit, fact.kind, fact.at);
    unit.off ??= fact.off;
    if (fact.entry) unit.entry = true;
    if (fact.onDemand) unit.onDemand = true;
    if (fact.unreferenced) unit.unreferenced = true;
    if (fact.name) unit.name = fact.name;
  }
  for (const fact of file.facts) {
    if (fact.fact === 'unit' && fact.unit !== '') {
      const unit = unitOf(fact.unit, fact.at);
      const parent = unitOf(fact.parent ?? '', fact.at);
      if (!unit.parent || unit.parent === root) unit.parent = isAncestor(unit, parent) ? root : parent;
    } else if (fact.fact !== 'unit') addFact(index, file, unitOf, fact);
  }
  for (const unit of local.values()) if (unit !== root) (unit.parent ?? root).children.push(unit);
}

/** True when `unit` stands above `of`: guards against a cycle of parents. */
function isAncestor(unit: Unit, of: Unit): boolean {
  for (let up: Unit | undefined = of; up; up = up.parent) if (up === unit) return true;
  return false;
}

function addFact(
  index: UnitIndex,
  file: FileFacts,
  unitOf: (id: string, at: Location) => Unit,
  fact: Exclude<Fact, { fact: 'unit' }>,
): void {
  switch (fact.fact) {
    case 'component': {
      const unit = unitOf(fact.unit, fact.at);
      (fact.relation ? unit.uses : unit.claims).push(fact);
      break;
    }
    case 'link':
      unitOf(fact.unit, fact.at).links.push(fact);
      break;
    case 'trait':
      unitOf(fact.unit, fact.at).traits.push(fact);
      break;
    case 'offer': {
      const unit = unitOf(fact.unit, fact.at);
      unit.offers.push(fact);
      index.offers.push({ unit, identifier: fact.identifier, at: fact.at, round: fact.round });
      break;
    }
    case 'symbol': {
      const key = spaceKey(file.source, fact.space);
      const symbols = fact.weak ? index.defaults : index.symbols;
      const space = symbols.get(key) ?? new Map<string, string>();
      symbols.set(key, space);
      if (!space.has(fact.name)) space.set(fact.name, fact.value);
      else if (!fact.weak && isInput(fact) && space.get(fact.name) !== fact.value) addOther(index, key, fact);
      break;
    }
    case 'not-understood':
      index.notUnderstood.push({ source: file.source, path: file.path, fact });
      break;
    case 'document':
      index.documents.push({ source: file.source, path: file.path, fact });
      break;
    case 'mention':
      index.mentions.push({ file: unitOf('', fact.at), fact });
      break;
    case 'route':
      index.routes.push({ file: unitOf('', fact.at), fact });
      break;
    case 'project':
      index.projects.push({ file: unitOf('', fact.at), fact });
      break;
    case 'embedded':
      break; // expanded by extraction
  }
}

/** Callers of one template that are told apart. */
const MOST_CALLERS = 20;

/** Inputs of templates, composite actions and callable workflows, and of Terraform modules in other repositories. */
const isInput = ({ space, name }: SymbolFact): boolean =>
  space.startsWith('ci:') ? /^(?:inputs|parameters)\./.test(name) : /^terraform:[\w.-]+\.[a-z]{2,}\//.test(space);

function addOther(index: UnitIndex, key: string, { name, value }: SymbolFact): void {
  const names = index.others.get(key) ?? new Map<string, string[]>();
  index.others.set(key, names);
  const values = names.get(name) ?? [];
  names.set(name, values);
  if (values.length < MOST_CALLERS && !values.includes(value)) values.push(value);
}

/** The unit and everything inside it. */
export function* within(unit: Unit): Generator<Unit> {
  yield unit;
  for (const child of unit.children) yield* within(child);
}

/** The file unit that encloses a unit. */
export function fileOf(unit: Unit): Unit {
  let top = unit;
  while (top.parent) top = top.parent;
  return top;
}

/** The last unit of a file that begins before a line. */
export function unitAt(file: Unit, line: number): Unit {
  let best = file;
  for (const unit of within(file)) if (unit.at.line <= line && unit.at.line >= best.at.line) best = unit;
  return best;
}
