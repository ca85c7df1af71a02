/**
 * A step that is named for training (`train`, `Train Model`, `fit-and-register`) trains, where the program that would show it
 * lies elsewhere or trains with a library that is not known. A name alone shows nothing: what the step runs has to be out of
 * sight, or has to do with its result what is done with a trained model, or record its run as training does.
 */
import type { TraitFact } from '../facts/types.js';
import { executed, type ControlFlow } from './control-flow.js';
import { notInForce } from './in-force.js';
import type { Unit, UnitIndex } from './units.js';

/** Adds the trait `trains-model` to such steps. */
export function markNamedTraining(index: UnitIndex, flow: ControlFlow): void {
  for (const unit of index.units) {
    if (unit.kind !== 'task' || notInForce(unit)) continue;
    // A step that only groups or starts others is named for what those do.
    if (unit.children.some(({ kind }) => kind === 'task')) continue;
    const link = hiddenProgram(unit, flow);
    const isNamed = isTrainingName(unit.name);
    if (!isNamed && !(link && namesNothingElse(unit.name) && isTrainingName(programIn(link.to.value)))) continue;
    const reached = executed(flow, unit);
    if (trains(reached) || (!link && !keepsModelOrRun(reached) && !startsTraining(reached, flow))) continue;
    unit.traits.push({
      fact: 'trait',
      unit: unit.local,
      trait: 'trains-model',
      kind: 'structure',
      at: link?.at ?? unit.at,
    } satisfies TraitFact);
  }
}

const trains = (units: ReadonlySet<Unit>): boolean =>
  [...units].some(
    ({ traits, claims }) =>
      traits.some(({ trait }) => trait === 'trains-model') ||
      claims.some(
        ({ type, declared }) => !declared && (type === 'training-pipeline' || type === 'workflow-orchestration'),
      ),
  );

/** The program or image that the step runs, when nothing of what it runs is in the sources. */
function hiddenProgram(unit: Unit, flow: ControlFlow): Unit['links'][number] | undefined {
  const isProgram = (link: string): boolean => link === 'runs' || link === 'built-from' || link === 'calls';
  const seen = flow.outgoing(unit).some(({ how, relation }) => !relation && isProgram(how));
  return seen ? undefined : flow.unresolved.get(unit)?.find(({ link }) => isProgram(link));
}

/** Name of an image without its registry and tag, or of a program without its directory and ending. */
const programIn = (value: string): string => /([^/]*?)(?:[:@].*|\.\w+)?$/s.exec(value.slice(-300))?.[1] ?? '';

/** What a step may do with a model or its data instead; the image in which training runs often serves these, too. */
const ELSEWHERE = new Set(
  `score scoring evaluate evaluation evaluator test tests predict prediction predictions infer inference serve serving transfer
  monitor monitoring register registration convert export compare drift report clean cleaning process processing transform
  tune tuning sweep search split join merge extract load`.split(/\s+/),
);
const namesNothingElse = (name: string): boolean =>
  !wordsIn(name).some((word) => BESIDE.has(word) || ELSEWHERE.has(word));

/** What the step runs saves or registers a model, or opens a run where experiments are tracked. */
const keepsModelOrRun = (units: ReadonlySet<Unit>): boolean =>
  [...units].some(
    ({ traits, uses }) =>
      traits.some(({ trait }) => trait === 'saves-model') ||
      uses.some(
        ({ type, relation, declared }) =>
          !declared &&
          ((type === 'model-registry' && relation === 'registers-in') ||
            (type === 'ml-metadata-store' && relation === 'logs-to')),
      ),
  );

/** What the step runs starts a program named for training that lies elsewhere, such as one of a submodule. */
const startsTraining = (units: ReadonlySet<Unit>, flow: ControlFlow): boolean =>
  [...units].some((unit) =>
    flow.unresolved
      .get(unit)
      ?.some(({ link, to }) => link === 'runs' && to.kind === 'path' && isTrainingName(programIn(to.value))),
  );

const TRAINING = new Set([
  'train',
  'trains',
  'training',
  'trainer',
  'retrain',
  'retraining',
  'fit',
  'finetune',
  'finetuning',
  'pretrain',
  'pretraining',
]);
/** What is done to or around training rather than being it. */
const BESIDE = new Set(
  `branch build check checks choose cleanup config configuration count create data dataset datasets decide deploy download
  environment extract feature features fetch file files get image ingest input inputs label labels list load log metrics monitor
  notify params prep prepare preprocess preprocessing pull push query read report retrieve sample schedule select sensor set
  setup should skip split status submit table tables trigger update upload validate wait write`.split(/\s+/),
);

/** Words behind the verb that say what is handled instead of trained: `train_test_split`, `training data`. */
const HANDLED = new Set(
  'data dataset datasets test split set sets val config params features labels job jobs pipeline x'.split(' '),
);

/** Whether a name says that what it names trains a model. */
export function isTrainingName(name: string): boolean {
  const words = wordsIn(name);
  const [verb = '', object = ''] = words;
  if (TRAINING.has(verb)) return !HANDLED.has(object) && !STARTED.has(words.at(-1) ?? '');
  return words.some((word) => TRAINING.has(word)) && !words.some((word) => BESIDE.has(word));
}

/** Words of a name, whatever divides them. */
export const wordsIn = (name: string): string[] =>
  name
    .slice(0, 200)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');

/** `training_done_sensor`, `train_model_check`: what waits for training. */
const STARTED = new Set('sensor check done status wait trigger branch notification'.split(' '));
