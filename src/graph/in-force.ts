/**
 * Decides which units are in force. A definition that is switched off, left out by the root that governs it, or kept for
 * another purpose than production does not define anything; it is at most declared.
 */
import { CALLS_SPACE, CHOSEN_SPACE, COMPLETE, FALSE_VALUES, NOT, SWITCHES } from '../facts/switches.js';
import type { LinkFact, Reason } from '../facts/types.js';
import { references } from '../facts/value.js';
import type { ControlFlow, Edge } from './control-flow.js';
import { directoryOf } from './resolve/paths.js';
import type { Substitute } from './resolve/symbols.js';
import { fileOf, spaceKey, type Unit, type UnitIndex } from './units.js';

/** Marks the units that are not in force by setting `off`. */
export function markInForce(
  index: UnitIndex,
  flow: ControlFlow,
  substitute: Substitute,
  exists: (source: string, path: string) => boolean,
): void {
  for (const unit of index.units) if (isContinued(flow, unit)) takeIntoForce(unit);
  for (const unit of index.units) {
    // A CI definition that the platform does not read, or that only echoes, runs nothing.
    if (unit.kind === 'workflow' && unit.claims.every((c) => c.declared)) unit.off ??= unit.claims[0]?.declared;
    if (unit.kind === 'image') unit.off ??= missingSources(unit, exists);
    if (unit.unreferenced && !isUsedElsewhere(flow, unit)) unit.off ??= 'uncalled';
    if (isMethodNobodyCalls(flow, unit)) unit.off ??= 'uncalled';
    if (unit.links.some((link) => isSwitchedOff(index, substitute, unit, link))) unit.off ??= 'disabled';
  }
  for (const unit of index.units)
    if (unit.parent && isUncalled(flow, unit)) for (const part of [unit, unit.parent]) part.off ??= 'uncalled';
  markLeftOut(index, flow);
  markNeverMade(index, flow);
  for (const file of index.files.values()) if (onlyRunByOff(flow, file)) file.off ??= 'not-included';
  for (const unit of index.units)
    if (unit.kind === 'function' && onlyStepLeftOut(flow, unit)) unit.off ??= 'not-included';
}

/** A CI definition that the platform does not find by its place goes on from one that it finds and that names it. */
const isContinued = (flow: ControlFlow, unit: Unit): boolean =>
  unit.kind === 'workflow' &&
  unit.claims.some(({ declared }) => declared === 'not-loaded') &&
  flow
    .incoming(fileOf(unit))
    .some(
      ({ from, how }) =>
        how === 'includes' &&
        from.claims.some((c) => !c.declared && unit.claims.some(({ technology }) => technology === c.technology)),
    );

function takeIntoForce({ claims }: Unit): void {
  for (const claim of claims) if (claim.declared === 'not-loaded') delete claim.declared;
}

/**
 * A pipeline that exists when its function is called, in a file that nothing calls, runs or imports: whoever wrote it never
 * started it.
 */
function isUncalled(flow: ControlFlow, unit: Unit): boolean {
  const maker = unit.kind === 'dag' && unit.parent?.kind === 'function' ? unit.parent : undefined;
  if (!maker) return false;
  const file = fileOf(unit);
  const used = (part: Unit): boolean =>
    flow.incoming(part).some((edge) => edge.how !== 'contains' && edge.from !== unit && edge.from !== maker);
  return !used(maker) && !used(unit) && !used(file);
}

/** Calls of the methods beside it are followed, and none of those that cannot be has its name: nothing enters it. */
const isMethodNobodyCalls = (flow: ControlFlow, unit: Unit): boolean =>
  unit.kind === 'function' &&
  unit.onDemand &&
  !unit.entry &&
  unit.parent?.kind === 'class' &&
  flow.incoming(unit).length === 0;

/** Another file calls the definition, or imports the program that holds it and may do anything with it. */
function isUsedElsewhere(flow: ControlFlow, unit: Unit): boolean {
  const file = fileOf(unit);
  const isOther = (edge: Edge): boolean => edge.how !== 'contains' && fileOf(edge.from) !== file;
  return (
    unit.entry ||
    flow.incoming(unit).some(isOther) ||
    flow
      .incoming(file)
      .some((edge) => isOther(edge) && (edge.how === 'imports' || /\.(?:py|ipynb)$/.test(edge.from.path)))
  );
}

/** A script that only steps run which are left out is left out with them. */
function onlyRunByOff(flow: ControlFlow, file: Unit): boolean {
  const users = flow
    .incoming(file)
    .filter((edge) => edge.how !== 'contains' && fileOf(edge.from) !== file && edge.from.role !== 'test');
  return users.length > 0 && users.every((edge) => isOff(edge.from)) && users.some((edge) => edge.from.kind === 'task');
}

/** A function that is a step which no pipeline takes in, and that nothing else calls. */
function onlyStepLeftOut(flow: ControlFlow, step: Unit): boolean {
  const users = flow.incoming(step).filter((edge) => edge.how !== 'contains');
  return users.length > 0 && users.every(({ from }) => from.kind === 'task' && from.off === 'not-included');
}

const isOff = (unit: Unit): boolean => {
  for (let up: Unit | undefined = unit; up; up = up.parent) if (up.off) return true;
  return false;
};

/** A switch (`facts/switches.ts`) whose value is false, or is not set in a chart all of whose values are known. */
function isSwitchedOff(index: UnitIndex, substitute: Substitute, unit: Unit, link: LinkFact): boolean {
  const prefix =
    link.link === 'includes' && link.to.kind === 'config' && SWITCHES.find((s) => link.to.value.startsWith(s));
  if (!prefix) return false;
  const value = link.to.value.slice(prefix.length);
  if (references(value).some(({ space, name }) => isOnSomewhere(index, unit.source, space, name))) return false;
  const { text, unresolved } = substitute(unit.source, value.startsWith(NOT) ? value.slice(NOT.length) : value);
  if (unresolved.length === 0) return FALSE_VALUES.has(text.trim()) !== value.startsWith(NOT);
  return references(value).some(({ space }) => index.symbols.get(spaceKey(unit.source, space))?.has(COMPLETE));
}

/** Whether some environment, or some of several calls of a module, sets a variable to what is on or leaves it so. */
function isOnSomewhere(index: UnitIndex, source: string, space: string, name: string): boolean {
  const symbols = (of: string): ReadonlyMap<string, string> | undefined => index.symbols.get(spaceKey(source, of));
  if (symbols(CHOSEN_SPACE)?.has(name) || symbols(CHOSEN_SPACE + space)?.has(name)) return true;
  const calls = symbols(CALLS_SPACE + space)?.size ?? 0;
  const fallback = index.defaults.get(spaceKey(source, space))?.get(name);
  return calls > 1 && fallback !== undefined && !FALSE_VALUES.has(fallback.trim());
}

/** Why the unit is not in force, if it is not: its own reason, or that of what encloses it. */
export function notInForce(unit: Unit): Reason | undefined {
  for (let up: Unit | undefined = unit; up; up = up.parent) if (up.off) return up.off;
  return unit.role === 'production' || unit.role === 'template' ? undefined : 'not-production';
}

/** An image none of whose named sources exists cannot be built. */
function missingSources(unit: Unit, exists: (source: string, path: string) => boolean): Reason | undefined {
  const sources = unit.links.filter(
    (l) => l.link === 'includes' && l.to.kind === 'path' && l.to.value !== '.' && !/[*?$]/.test(l.to.value),
  );
  if (sources.length === 0) return undefined;
  return sources.some((l) => exists(unit.source, l.to.value)) ? undefined : 'missing-target';
}

/**
 * Kustomizations and Terraform modules take files into force by naming them. What a governing root leaves out is off;
 * whatever only that part includes is then off too, so the marking is repeated until nothing changes.
 */
function markLeftOut(index: UnitIndex, flow: ControlFlow): void {
  const governors = new Map<string, Unit>();
  for (const key of index.symbols.keys()) {
    const [source = '', space = ''] = key.split('\n');
    if (!space.startsWith('kustomize:') || !index.symbols.get(key)?.has('__governs__')) continue;
    const directory = space.slice('kustomize:'.length);
    for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
      const file = index.files.get(`${source}:${directory === '.' ? '' : `${directory}/`}${name}`);
      if (file) governors.set(`${source}:${directory}`, file);
    }
  }
  const governed = [...index.files.values()].filter(
    (file) => isGoverned(index, governors, file) || isCalledModule(index, flow, file),
  );
  for (let changed = true; changed;) {
    changed = false;
    for (const file of governed) {
      if (file.off || isTakenIn(flow, file)) continue;
      file.off = 'not-included';
      changed = true;
    }
  }
}

/** Files that nothing but module calls takes into force. */
function isCalledModule(index: UnitIndex, flow: ControlFlow, file: Unit): boolean {
  const [, ending] = /\.(tf|tofu|bicep)$/.exec(file.path) ?? [];
  if (!ending || isRoot(index, file)) return false;
  return flow.incoming(file).some((edge) => edge.how === 'includes' && edge.from.kind === 'module');
}

/** Roots of Terraform configure providers or keep state; those of Bicep say at what scope they are deployed. */
const isRoot = (index: UnitIndex, { source, path }: Unit): boolean =>
  [`terraform:${directoryOf(path)}`, `azure:${path}`].some((space) =>
    index.symbols.get(spaceKey(source, space))?.has('__root__'),
  );

/** Spaces in which plugins say that a definition picks files out of a directory. */
const PICKING = ['kustomize:', 'databricks:'];

function isGoverned(index: UnitIndex, governors: ReadonlyMap<string, Unit>, file: Unit): boolean {
  const directory = directoryOf(file.path);
  if (/\.(?:tf|tofu|bicep)$/.test(file.path)) return /(^|\/)modules\//.test(file.path) && !isRoot(index, file);
  if (!/\.ya?ml(?:\.tmpl)?$/i.test(file.path) && !/Kustomization$/.test(file.path)) return false;
  const own = governors.get(`${file.source}:${directory}`);
  if (own && own !== file) return file.children.length > 0;
  // A kustomization or bundle elsewhere picks files out of this directory: those that it leaves are not in force.
  if (!own && PICKING.some((by) => index.symbols.get(spaceKey(file.source, by + directory))?.has('__governed_by__')))
    return file.children.length > 0;
  if (own !== file) return false;
  // A kustomization below another one is a part that the upper one, or an application, has to name.
  for (let up = directory; up !== '.';) {
    up = directoryOf(up);
    const above = governors.get(`${file.source}:${up}`);
    if (above) return true;
  }
  return false;
}

/**
 * Classes that define infrastructure are made by an application. Where that application makes some classes of a source, those
 * that nothing in force makes are not in force.
 */
function markNeverMade(index: UnitIndex, flow: ControlFlow): void {
  const classes = index.units.filter((unit) => unit.kind === 'class' && definesResources(unit));
  const isMade = (unit: Unit): boolean =>
    flow.incoming(unit).some(({ from, how }) => how !== 'contains' && from.role !== 'test' && !isOff(from));
  const applications = new Set(classes.filter(isMade).map(({ source }) => source));
  for (let changed = true; changed;) {
    changed = false;
    for (const unit of classes) {
      if (unit.off || !applications.has(unit.source) || isMade(unit)) continue;
      unit.off = 'uncalled';
      changed = true;
    }
  }
}

const definesResources = (unit: Unit): boolean =>
  unit.children.some(
    ({ kind, children }) => kind === 'resource' || children.some((inner) => inner.kind === 'resource'),
  );

/** Some definition in force includes, deploys or runs the file, or a sibling of the same Terraform module. */
function isTakenIn(flow: ControlFlow, file: Unit): boolean {
  return flow.incoming(file).some((edge) => {
    if (edge.how === 'contains' || fileOf(edge.from) === file) return false;
    return !isOff(edge.from);
  });
}
