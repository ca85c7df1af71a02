/**
 * Who refers to something of another source, where the reference stands in no component: the component whose file it is, or whoever
 * executes the code. A deployment, a service or a resource that is no component of machine learning becomes infrastructure of its source:
 * it is an end of a link between repositories, and without it the link would not be seen.
 */
import type { ComponentFact } from '../../facts/types.js';
import type { ComponentType } from '../../vocabulary/index.js';
import type { Cluster, Clusters, Sighting } from '../clusters.js';
import type { ControlFlow } from '../control-flow.js';
import { notInForce } from '../in-force.js';
import { directoryOf } from '../resolve/paths.js';
import { fileOf, within, type Unit } from '../units.js';

/** What does something to others, the most telling first. */
const ACTS: readonly ComponentType[] = [
  'model-serving',
  'training-pipeline',
  'model-training-infrastructure',
  'workflow-orchestration',
  'data-pipeline',
  'model-validation',
  'data-validation',
  'monitoring',
  'feature-store',
  'ml-metadata-store',
  'development-environment',
  'data-versioning',
  'ci-cd',
  'infrastructure',
  'scheduler',
  'event-bus',
  'policy-engine',
];
const MOST_CALLERS = 300;
/** Units of a source that are components, so that its settings as a whole are for the most telling of them. */
const MOST_PURPOSES = 40;

export class Actors {
  /** Units that are components, by their directory; under `.` all of a source. */
  private readonly byDirectory = new Map<string, Unit[]>();
  private readonly known = new Map<Unit, Cluster | undefined>();
  /** Files that say what a Helm chart is, by directory. */
  private readonly charts = new Map<string, Unit>();
  private readonly objects = new Map<Unit, Cluster | undefined>();

  constructor(
    private readonly owners: ReadonlyMap<Unit, Cluster[]>,
    private readonly clusters: Clusters,
    private readonly flow: ControlFlow,
    files: Iterable<Unit>,
  ) {
    for (const file of files)
      if (/(?:^|\/)Chart\.yaml$/.test(file.path)) this.charts.set(placeKey(file, directoryOf(file.path)), file);
    for (const unit of owners.keys())
      for (const key of [placeKey(unit, directoryOf(unit.path)), placeKey(unit, '.')]) {
        const list = this.byDirectory.get(key);
        if (list) list.push(unit);
        else this.byDirectory.set(key, [unit]);
      }
  }

  /** The component that acts where the unit stands; undefined where nothing in force does. */
  of(unit: Unit): Cluster | undefined {
    if (notInForce(unit)) return undefined;
    if (!this.known.has(unit)) this.known.set(unit, this.find(unit));
    const found = this.known.get(unit);
    return found && this.clusters.representative(found);
  }

  /** What an object of a cluster becomes that is no component: infrastructure, or what keeps secrets. */
  provided(unit: Unit): Cluster | undefined {
    if (!this.objects.has(unit))
      this.objects.set(unit, this.claimed([unit], isSecret(unit) ? 'security' : 'infrastructure'));
    const found = this.objects.get(unit);
    return found && this.clusters.representative(found);
  }

  /** The most telling component of those that units of another source are, with its place; else the first that runs something. */
  strongestOf(units: readonly Unit[]): { cluster: Cluster; at: Sighting } | undefined {
    const best = this.strongest(units);
    const holder = best && units.find((unit) => this.owners.get(unit)?.includes(best));
    const made = best ? undefined : units.find((unit) => unit.kind === 'workload');
    const cluster = best ?? (made && this.provided(made));
    const unit = holder ?? made;
    return cluster && unit && { cluster, at: { unit, at: unit.at, kind: 'manifest' } };
  }

  /** A service among units that is no component, as infrastructure of its source. */
  answering(units: readonly Unit[]): Cluster | undefined {
    const found = this.claimed(units.filter(({ traits }) => traits.some(({ trait }) => trait === 'web-service')));
    return found && this.clusters.representative(found);
  }

  private find(unit: Unit): Cluster | undefined {
    for (let up: Unit | undefined = unit; up; up = up.parent) {
      const own = this.best([up]);
      if (own) return own;
    }
    const callers = this.callersOf(unit);
    return (
      this.best(callers) ??
      this.best([...within(fileOf(unit))]) ??
      this.claimed([unit, ...callers]) ??
      (isSetting(unit.path) ? this.beside(unit) : undefined)
    );
  }

  /** The program or image itself, which becomes infrastructure of its source; for what no component does. */
  program(unit: Unit): Cluster | undefined {
    const file = fileOf(unit);
    const technology = isProgram(file.path)
      ? 'custom-code'
      : isImage(file.path)
        ? 'docker'
        : isTerraform(file.path)
          ? 'terraform'
          : isCompose(file.path) || isService(unit)
            ? 'docker'
            : undefined;
    return technology && !notInForce(unit) ? this.claim(file, technology) : undefined;
  }

  /** Settings belong to what is defined beside them, or else above them; those of a whole repository to what it is for. */
  private beside(unit: Unit): Cluster | undefined {
    // Values of Terraform are those of one module.
    if (isTerraform(unit.path))
      return this.strongest(this.definedIn(unit, directoryOf(unit.path)).filter(({ path }) => isTerraform(path)));
    for (let at = directoryOf(unit.path); ; at = directoryOf(at)) {
      const here = this.definedIn(unit, at);
      // What a large source is for does not tell what one of its settings is for.
      const found = at === '.' && here.length > MOST_PURPOSES ? undefined : this.strongest(here);
      if (found || at === '.') return found;
      const chart = this.charts.get(placeKey(unit, at));
      if (chart) return this.claimed([chart]);
    }
  }

  private definedIn(unit: Unit, directory: string): Unit[] {
    return this.byDirectory.get(placeKey(unit, directory)) ?? [];
  }

  /** Units of the same source that execute the unit or what encloses it, the nearest first. */
  private callersOf(unit: Unit): Unit[] {
    const seen = new Set<Unit>();
    const queue: Unit[] = [];
    for (let up: Unit | undefined = unit; up; up = up.parent) queue.push(up);
    for (let next = 0; next < queue.length && queue.length < MOST_CALLERS; next++) {
      const at = queue[next];
      if (!at || seen.has(at)) continue;
      seen.add(at);
      for (const { from, relation } of this.flow.incoming(at))
        if (!relation && from.source === unit.source && !notInForce(from)) {
          queue.push(from);
          if (from.parent) queue.push(from.parent);
        }
    }
    return queue;
  }

  /** What the first of the units is that is a component. */
  private best(units: readonly Unit[]): Cluster | undefined {
    for (const unit of units) {
      const found = this.strongest([unit]);
      if (found) return found;
    }
    return undefined;
  }

  /** The most telling of all that the units are. */
  private strongest(units: readonly Unit[]): Cluster | undefined {
    let found: Cluster | undefined;
    for (const cluster of units.flatMap((unit) => this.owners.get(unit) ?? []))
      if (ACTS.includes(cluster.type) && (!found || ACTS.indexOf(cluster.type) < ACTS.indexOf(found.type)))
        found = cluster;
    return found;
  }

  /** Makes what runs, serves or provides infrastructure of its source. */
  private claimed(units: readonly Unit[], type: ComponentType = 'infrastructure'): Cluster | undefined {
    for (const unit of units) {
      const technology = notInForce(unit) ? undefined : technologyOf(unit);
      if (technology) return this.claim(unit, technology, type);
    }
    return undefined;
  }

  private claim(unit: Unit, technology: string, type: ComponentType = 'infrastructure'): Cluster | undefined {
    const fact: ComponentFact = {
      fact: 'component',
      unit: unit.local,
      type,
      technology,
      ...(unit.kind === 'file' ? {} : { name: unit.name }),
      confidence: 'medium',
      kind: unit.kind === 'file' ? 'structure' : 'manifest',
      at: unit.at,
    };
    unit.claims.push(fact);
    this.clusters.add(unit, fact);
    return this.clusters.of(unit, fact);
  }
}

const placeKey = ({ source }: Unit, directory: string): string => `${source}\n${directory}`;
const isSecret = ({ local }: Unit): boolean => /(?:^|\/)manifest:(?:Sealed|External)?Secret\//.test(local);
const isSetting = (path: string): boolean =>
  /\.(?:ya?ml|json|env|toml|ini|conf|cfg|properties|tf|tfvars)$|(?:^|\/)(?:\.dvc\/config|setup\.py|[\w-]*requirements[\w.-]*\.(?:txt|in))$/.test(
    path,
  );

/**
 * An application that asks models, a script that fetches or deploys what others make, one that makes tables, what tells a proxy what to hand on, or
 * the settings of an application of Spring.
 */
const isProgram = (path: string): boolean =>
  /\.(?:py|[jt]sx?|mjs|vue|svelte|go|java|scala|kt|cs|r|sql|sh)$|\.conf(?:\.\w{1,20})?$|(?:^|\/)application[\w-]*\.(?:ya?ml|properties)$/i.test(
    path,
  );

const isTerraform = (path: string): boolean => /\.tf(?:vars)?$/.test(path);
const isCompose = (path: string): boolean => /(?:^|\/)[\w.-]*(?:compose|stack)[\w.-]*\.ya?ml$/i.test(path);
/** A service of Compose, whatever the file is called. */
const isService = ({ local }: Unit): boolean => local.startsWith('service:');
const isImage = (path: string): boolean => /(?:^|\/)[\w.-]*(?:Docker|Container)file[\w.-]*$/.test(path);

/** By what a unit is run or made that is no component of its own. */
function technologyOf({ kind, path, local, traits }: Unit): string | undefined {
  if (kind === 'workload') return local.startsWith('service:') ? 'docker' : 'kubernetes';
  if (kind === 'resource' && local.startsWith('manifest:')) return 'kubernetes';
  if (local === '' && path.endsWith('Chart.yaml')) return 'helm';
  if ((kind === 'resource' || kind === 'module') && /\.tf(?:\.json)?$/.test(path)) return 'terraform';
  if (kind === 'resource' && local.startsWith('resource:') && /\.(?:ya?ml|json|template|[jt]s|py)$/.test(path))
    return 'aws-cloudformation';
  return traits.find(({ trait, technology }) => trait === 'web-service' && technology)?.technology;
}
