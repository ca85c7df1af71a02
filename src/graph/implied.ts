/** Relations that follow from other relations. Each keeps the evidence of those that it follows from. */
import type { Location } from '../facts/types.js';
import { hasReference } from '../facts/value.js';
import type { ComponentType, RelationType } from '../vocabulary/index.js';
import type { Claim, Cluster, Sighting } from './clusters.js';
import { fedBack, fedBackByReading } from './fed-back.js';
import { notInForce } from './in-force.js';
import type { FoundRelation } from './found-relations.js';
import { fileOf, within, type Unit } from './units.js';

/** @returns the relations with what they imply, the given ones first */
export function withImplied(found: readonly FoundRelation[], clusters: readonly Cluster[]): FoundRelation[] {
  const relations = withoutSelfStarts(found)
    .filter((relation) => !isOneCluster(relation))
    .map((relation) => loadedFromRegistry(relation, clusters));
  return [
    ...relations,
    ...doneOnInfrastructure(relations),
    ...deployedByPromotion(relations),
    ...deployedByStarting(relations),
    ...deployedByScoring(relations),
    ...onTheClusterOfItsDeployer(relations),
    ...monitoredEndpoints(clusters),
    ...deployedFromRegistry(clusters),
    ...compiledAndUploaded(relations),
    ...validatedInTheSameWorkflow(relations),
    ...fedBack(relations),
    ...fedBackByReading(relations),
  ];
}

/**
 * A program that defines a pipeline, or the notebook that does, mostly compiles and submits it too. That is not done by the
 * training, which the pipeline starts.
 */
function withoutSelfStarts(found: readonly FoundRelation[]): FoundRelation[] {
  const engines = new Map<Cluster, Set<string>>();
  for (const { from, to, type } of found)
    if (type === 'orchestrates' && from.type === 'workflow-orchestration')
      engines.set(to, (engines.get(to) ?? new Set()).add(from.technology));
  return found.filter(
    ({ from, to, type }) =>
      !(STARTS.has(type) && to.type === 'workflow-orchestration' && engines.get(from)?.has(to.technology)),
  );
}

/** A cluster of Spark is compute for training where it is handed training; it does not run on what it is for other data. */
const isOneCluster = ({ from, to, type }: FoundRelation): boolean =>
  type === 'runs-on' &&
  from.type === 'model-training-infrastructure' &&
  to.type === 'data-pipeline' &&
  from.is.every(({ fact }) => fact.derived);

const STARTS: ReadonlySet<RelationType> = new Set<RelationType>(['triggers', 'builds', 'deploys']);

/**
 * One server often is both metadata store and registry. Who loads a model from it by its address or its artifact store
 * loads from the registry, where models are registered in that technology.
 */
function loadedFromRegistry(relation: FoundRelation, clusters: readonly Cluster[]): FoundRelation {
  if (
    relation.type !== 'loads-from' ||
    relation.to.type !== 'ml-metadata-store' ||
    relation.from.type !== 'model-serving'
  )
    return relation;
  const registry = clusters.find(
    (c) => c.type === 'model-registry' && c.technology === relation.to.technology && inOneSource(c, relation.to),
  );
  return registry ? { ...relation, to: registry } : relation;
}

/** What training does to a store, the infrastructure does on which it runs. */
function doneOnInfrastructure(relations: readonly FoundRelation[]): FoundRelation[] {
  const runsOn = (from: Cluster): FoundRelation[] => of(relations, from, 'runs-on', 'model-training-infrastructure');
  const implied: FoundRelation[] = [];
  for (const training of distinct(relations.map((r) => r.from).filter((c) => c.type === 'training-pipeline'))) {
    const direct = runsOn(training);
    const orchestrators = relations.filter((r) => r.to === training && r.type === 'orchestrates').map((r) => r.from);
    const submitting = relations.filter((r) => r.to === training && r.type === 'triggers' && r.from.type === 'ci-cd');
    const places =
      direct.length > 0
        ? direct
        : [
            ...orchestrators.flatMap(runsOn),
            // One command hands the script over and names the compute for it.
            ...submitting.flatMap((start) =>
              [...runsOn(start.from), ...of(relations, start.from, 'triggers', 'model-training-infrastructure')].filter(
                (place) => saidTogether(place, start),
              ),
            ),
          ];
    const logs = of(relations, training, 'logs-to', 'ml-metadata-store');
    for (const place of places)
      for (const log of logs)
        implied.push({
          ...log,
          from: place.to,
          confidence: 'medium',
          defined: log.defined && place.defined,
          sightings: [...log.sightings.slice(0, 3), ...place.sightings.slice(0, 2)],
        });
  }
  return implied;
}

const saidTogether = (a: FoundRelation, b: FoundRelation): boolean =>
  a.sightings.some((one) => b.sightings.some((other) => one.unit === other.unit && one.at.line === other.at.line));

const saidInOneFile = (a: FoundRelation, b: FoundRelation): boolean =>
  a.sightings.some((one) => b.sightings.some((other) => fileOf(one.unit) === fileOf(other.unit)));

/** Where serving loads a model by its registered name, promoting a version in the registry is what deploys it. */
function deployedByPromotion(relations: readonly FoundRelation[]): FoundRelation[] {
  const implied: FoundRelation[] = [];
  for (const registering of relations) {
    if (registering.type !== 'registers-in' || registering.to.type !== 'model-registry') continue;
    if (registering.from.type !== 'workflow-orchestration' && registering.from.type !== 'ci-cd') continue;
    const promoting = registering.to.usedBy.filter(({ fact }) => fact.attributes?.promotes === true);
    const place = (unit: Unit, { line }: Location): string => `${unit.source}:${unit.path}:${line}`;
    const promotions = new Set(promoting.map(({ unit, fact }) => place(unit, fact.at)));
    const promoted = registering.sightings.filter(({ unit, at }) => promotions.has(place(unit, at)));
    if (promoted.length === 0) continue;
    for (const loading of relations)
      if (
        mayBeOneModel(promoted, loading.sightings) &&
        loading.type === 'loads-from' &&
        loading.to === registering.to &&
        loading.from.type === 'model-serving' &&
        loading.from !== registering.from
      )
        implied.push({
          ...registering,
          to: loading.from,
          type: 'deploys',
          confidence: 'medium',
          defined: registering.defined && loading.defined,
          sightings: [...promoted.slice(0, 3), ...loading.sightings.slice(0, 2)],
        });
  }
  return implied;
}

/** A step of a pipeline that starts the server of a service (`bentoml serve`, `uvicorn`) puts the service into operation. */
function deployedByStarting(relations: readonly FoundRelation[]): FoundRelation[] {
  const starts = ({ unit, at }: Sighting): boolean =>
    unit.traits.some((t) => t.trait === 'web-service' && t.kind === 'command' && t.at.line === at.line);
  return relations.flatMap((relation): FoundRelation[] => {
    const { from, to, type, sightings } = relation;
    if (type !== 'orchestrates' || from.type !== 'workflow-orchestration' || to.type !== 'model-serving') return [];
    const started = sightings.filter(starts);
    return started.length > 0 ? [{ ...relation, type: 'deploys', confidence: 'medium', sightings: started }] : [];
  });
}

/** Where the pipeline that trains a model also has it score batches, the new model is in service when the pipeline has run. */
function deployedByScoring(relations: readonly FoundRelation[]): FoundRelation[] {
  const inBatches = ({ is }: Cluster): boolean => is.some(({ fact }) => fact.attributes?.mode === 'batch');
  return relations.flatMap((scoring): FoundRelation[] => {
    const { from, to, type } = scoring;
    if (type !== 'orchestrates' || from.type !== 'workflow-orchestration' || from.name === '') return [];
    if (to.type !== 'model-serving' || !inBatches(to) || isTrial(to)) return [];
    const [training] = of(relations, from, 'orchestrates', 'training-pipeline');
    if (!training) return [];
    const sightings = [...scoring.sightings.slice(0, 3), ...training.sightings.slice(0, 2)];
    return [
      { ...scoring, type: 'deploys', confidence: 'medium', defined: scoring.defined && training.defined, sightings },
    ];
  });
}

/** What a model answers to rows kept back for tests shows how good it is, and serves nobody: `model.predict(X_test)`. */
function isTrial({ is }: Cluster): boolean {
  const answers = is.flatMap(({ unit }) => [...within(unit)].flatMap(({ traits }) => traits.filter(isAnswer)));
  return answers.length > 0 && answers.every(({ at }) => KEPT_BACK.test(at.excerpt));
}
const isAnswer = ({ trait }: Unit['traits'][number]): boolean => trait === 'predicts';
const KEPT_BACK = /\bpredict\w{0,20}\(\s*(?:\w{1,20}_)?(?:x_?)?(?:test|valid)/i;

/** Whoever promotes a model by its name does not deploy what loads another one. */
function mayBeOneModel(promoted: readonly Sighting[], loaded: readonly Sighting[]): boolean {
  const [given, wanted] = [promoted, loaded].map((sightings) => sightings.flatMap(({ unit }) => modelsOf(unit)));
  if (!given?.length || !wanted?.length || [...given, ...wanted].some(hasReference)) return true;
  return given.some((model) => wanted.includes(model));
}

/** Names of models that a unit gives or asks for. */
const modelsOf = ({ offers, links }: Unit): string[] =>
  [...offers.map(({ identifier }) => identifier), ...links.map(({ to }) => to)].flatMap(({ kind, value }) =>
    kind === 'model' ? [value] : [],
  );

/** What a job applies runs on the one cluster that the job works with. */
function onTheClusterOfItsDeployer(relations: readonly FoundRelation[]): FoundRelation[] {
  return relations
    .filter(
      (r) => r.type === 'deploys' && (r.to.type === 'model-training-infrastructure' || r.to.type === 'model-serving'),
    )
    .flatMap((deploying): FoundRelation[] => {
      const clusters = relations.filter(
        (r) =>
          r.from === deploying.from &&
          r.type === 'runs-on' &&
          r.to.type === 'infrastructure' &&
          saidInOneFile(r, deploying),
      );
      const [on] = clusters;
      if (!on || clusters.length > 1) return [];
      const sightings = [...deploying.sightings.slice(0, 2), ...on.sightings.slice(0, 2)];
      return [{ ...on, from: deploying.to, confidence: 'medium', defined: deploying.defined && on.defined, sightings }];
    });
}

/**
 * A managed monitor of models (attribute `monitors: model-serving`) watches the endpoints of its platform in the same source, or of
 * the one that it is made for (`of`).
 */
function monitoredEndpoints(clusters: readonly Cluster[]): FoundRelation[] {
  const monitors = clusters.flatMap((monitor) => {
    const claim = [...monitor.is, ...monitor.usedBy].find(
      (c) => c.fact.attributes?.monitors === 'model-serving' && !c.fact.declared && !notInForce(c.unit),
    );
    return claim ? [{ monitor, claim }] : [];
  });
  return monitors.flatMap(({ monitor, claim }) => {
    const platform = claim.fact.attributes?.of ?? monitor.technology;
    const served = clusters.filter(
      (c) => c.type === 'model-serving' && c.technology === platform && inOneSource(c, monitor),
    );
    // What is defined as an endpoint is rather meant than a step that scores a batch.
    const endpoints = served.filter((c) => c.is.length > 0);
    return (endpoints.length > 0 ? endpoints : served).map((serving): FoundRelation => {
      const shown = serving.is[0] ?? serving.usedBy[0];
      const sightings = [claim, ...(shown ? [shown] : [])].map(({ unit, fact }) => ({
        unit,
        at: fact.at,
        kind: fact.kind,
      }));
      return { from: monitor, to: serving, type: 'monitors', confidence: 'medium', defined: true, sightings };
    });
  });
}

/** In one unit, or in two steps of one job. */
const isDoneTogether = (a: Unit, b: Unit): boolean =>
  a === b || (a.kind === 'step' && b.kind === 'step' && a.parent !== undefined && a.parent === b.parent);

/**
 * Code that takes a model out of the registry, or puts it there, and deploys it to the serving of that platform, or builds
 * an image around it: serving loads it from there.
 */
function deployedFromRegistry(clusters: readonly Cluster[]): FoundRelation[] {
  const acting = (cluster: Cluster, ...types: RelationType[]): Claim[] =>
    cluster.usedBy.filter(
      ({ unit, fact }) =>
        !fact.declared && !notInForce(unit) && fact.relation !== undefined && types.includes(fact.relation),
    );
  return clusters
    .filter((c) => c.type === 'model-serving')
    .flatMap((serving) =>
      clusters
        .filter((c) => c.type === 'model-registry' && inOneSource(c, serving))
        .flatMap((registry): FoundRelation[] => {
          // Of another platform's registry only what is taken out of it is deployed.
          const models =
            registry.technology === serving.technology
              ? acting(registry, 'loads-from', 'registers-in')
              : acting(registry, 'loads-from');
          for (const deploying of acting(serving, 'deploys', 'builds')) {
            const model = models.find(({ unit }) => isDoneTogether(unit, deploying.unit));
            if (!model) continue;
            const sightings = [deploying, model].map(({ unit, fact }) => ({ unit, at: fact.at, kind: fact.kind }));
            return [
              { from: serving, to: registry, type: 'loads-from', confidence: 'medium', defined: true, sightings },
            ];
          }
          return [];
        }),
    );
}

/** A gate of a workflow that trains judges what is trained. */
function validatedInTheSameWorkflow(relations: readonly FoundRelation[]): FoundRelation[] {
  const inside = (workflow: Cluster, type: ComponentType): FoundRelation[] =>
    of(relations, workflow, 'orchestrates', type);
  const judging = new Set(relations.filter((r) => r.type === 'validates').map((r) => r.from));
  const workflows = relations.filter((r) => r.type === 'orchestrates' && r.to.type === 'model-validation');
  return distinct(workflows.map((r) => r.from)).flatMap((workflow): FoundRelation[] => {
    const trainings = inside(workflow, 'training-pipeline');
    // Of many it cannot be told which one is meant.
    if (trainings.length > MOST_JUDGED) return [];
    const gates = inside(workflow, 'model-validation').filter((gate) => !judging.has(gate.to));
    return gates.flatMap((gate) =>
      trainings.map((training) => ({
        ...gate,
        from: gate.to,
        to: training.to,
        type: 'validates' as const,
        confidence: 'medium' as const,
        defined: gate.defined && training.defined,
        sightings: [...gate.sightings.slice(0, 2), ...training.sightings.slice(0, 2)],
      })),
    );
  });
}

const MOST_JUDGED = 2;

/** A pipeline that CI compiles and whose file (JSON or YAML) it then copies to a store is delivered to that store. */
function compiledAndUploaded(relations: readonly FoundRelation[]): FoundRelation[] {
  return relations
    .filter((r) => r.from.type === 'ci-cd' && r.type === 'builds' && r.to.type === 'workflow-orchestration')
    .flatMap((compiling): FoundRelation[] => {
      const upload = relations.find(
        (r) =>
          r.from === compiling.from &&
          r.type === 'writes-to' &&
          r.to.type === 'data-store' &&
          r.sightings.some(isDefinition),
      );
      const place = upload?.sightings.find(isDefinition);
      return upload && place
        ? [
            {
              ...compiling,
              type: 'publishes-to',
              confidence: 'medium',
              defined: compiling.defined && upload.defined,
              sightings: [place, ...compiling.sightings.slice(0, 3)],
            },
          ]
        : [];
    });
}

const isDefinition = ({ at, unit }: Sighting): boolean => /\.(?:json|ya?ml)\b/.test(at.excerpt) && unit.kind === 'step';

function of(
  relations: readonly FoundRelation[],
  from: Cluster,
  type: RelationType,
  to: ComponentType,
): FoundRelation[] {
  return relations.filter((r) => r.from === from && r.type === type && r.to.type === to);
}

/** Components that a source, or the sources of one project, define or use together; a shared one is in each of its sources. */
function inOneSource(a: Cluster, b: Cluster): boolean {
  if (a.project !== undefined && a.project === b.project) return true;
  const sources = new Set([...a.is, ...a.usedBy].map(({ unit }) => unit.source));
  return [...b.is, ...b.usedBy].some(({ unit }) => sources.has(unit.source));
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
