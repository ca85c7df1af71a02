/**
 * What a relation between components of two types is called, and which there are none of: a definition that says both
 * things in one place (a script that sets up a whole platform) does not mean that the one does them to the other.
 */
import type { ComponentType, RelationType } from '../vocabulary/index.js';

const MAKES: ReadonlySet<RelationType> = new Set<RelationType>(['deploys', 'builds', 'publishes-to', 'registers-in']);
/** What keeps or shows something, or answers: none of these makes another component. */
const MAKES_NOTHING: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'data-store',
  'data-source',
  'feature-store',
  'ml-metadata-store',
  'model-serving',
  'monitoring',
  'prediction-store',
]);
/** What is run, and holds no data that others read from it or write to it. */
const HOLDS_NOTHING: ReadonlySet<ComponentType> = new Set<ComponentType>([
  'ci-cd',
  'data-validation',
  'model-validation',
  'scheduler',
  'training-pipeline',
  'workflow-orchestration',
]);
/** What a job of data makes beside data. */
const MADE_BY_DATA: ReadonlySet<ComponentType> = new Set<ComponentType>(['feature-store', 'model-registry']);

/** Jobs that a component gives to a platform by the platform's interface. */
const GIVES_JOBS: Partial<Record<ComponentType, RelationType>> = {
  'workflow-orchestration': 'orchestrates',
  'ci-cd': 'triggers',
  infrastructure: 'triggers',
  'model-training-infrastructure': 'triggers',
};

/**
 * @param relation as the definition or its signal says it
 * @returns the name of the relation, or undefined where there is none between the two types
 */
export function wordingOf(from: ComponentType, relation: RelationType, to: ComponentType): RelationType | undefined {
  if (relation === 'runs-on') {
    // Whoever asks a model service to score a batch does not run on it.
    if (to === 'model-serving') return GIVES_JOBS[from];
    // A cluster on which a job trains is that compute, not something below it.
    if (from === 'model-training-infrastructure' && to === 'data-pipeline') return undefined;
    // CI gives a job to the compute and goes on by itself.
    return from === 'ci-cd' && to === 'model-training-infrastructure' ? 'triggers' : relation;
  }
  if ((relation === 'reads-from' || relation === 'writes-to') && HOLDS_NOTHING.has(to)) return undefined;
  // What a job of data makes, others read; what others write to the same table, they write to the store.
  if (relation === 'writes-to' && to === 'data-pipeline') return undefined;
  if (MAKES.has(relation) && MAKES_NOTHING.has(from)) return undefined;
  if (MAKES.has(relation) && from === 'data-pipeline' && !MADE_BY_DATA.has(to)) return undefined;
  // A schedule is switched on with the pipeline that it starts; nothing starts or tests the schedule itself.
  if ((relation === 'triggers' || relation === 'validates') && to === 'scheduler') return undefined;
  return relation;
}
