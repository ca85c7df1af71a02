/** Units of a Python file: its definitions and its main part. */
import type { PythonDefinition } from '../../syntax/types.js';
import { registersWithFramework } from '../shared/python/constructs.js';
import { lastOf, type PythonView } from '../shared/python/view.js';
import type { Fact } from '../types.js';
import { unreferencedScopes } from './unreferenced.js';

/**
 * Functions that a platform looks for by name: AWS Lambda, SageMaker inference toolkit, Azure ML scoring scripts, TFX
 * modules, Cloud Functions and Nuclio.
 */
const HANDLERS = new Set(
  `lambda_handler model_fn input_fn predict_fn output_fn transform_fn run_fn preprocessing_fn trainer_fn tuner_fn
  init_context`.split(/\s+/),
);
/** Parameters by which the handlers of function services are known. */
const HANDLER_PARAMETERS = new Set([
  'event context',
  'context event',
  'event _context',
  'event _',
  'req context',
  'cloud_event',
  'cloudevent',
]);
/** Types of parameters that only a platform gives: Azure Functions, Cloud Functions, and the handlers of MLRun's functions. */
const TYPED = /^(?:azure\.functions|functions_framework)\b|^mlrun\.(?:\w+\.)*(?:MLClientCtx|DataItem)$/;
/** Base classes whose subclasses a server instantiates. */
const SERVED_BASES = new Set([
  'BaseHandler',
  'PythonModel',
  'MLModel',
  'SeldonComponent',
  'TritonPythonModel',
  'Blueprint',
  'FlowSpec',
]);

/** How the code of a handler reads the events of services: S3, SNS, SQS, Kinesis, DynamoDB; Pub/Sub; Cloud Storage. */
const EVENTS: [RegExp, string, string?][] = [
  [/\bevent(?:\[|\.get\()["']Records["']/, 'records of a service', 'aws-lambda'],
  [/\bevent(?:\[|\.get\()["']data["']/, 'message'],
  [/\bevent(?:\[|\.get\()["']bucket["']/, 'object in a bucket'],
];
const LONGEST_HANDLER = 20_000;

/** Handlers that events other than requests start. */
export function eventFacts(view: PythonView): Fact[] {
  return view.definitions.flatMap((definition): Fact[] => {
    if (!hasHandlerParameters(definition) || view.isDead(definition.offset)) return [];
    const code = view.document.text.slice(
      definition.offset,
      Math.min(definition.end, definition.offset + LONGEST_HANDLER),
    );
    const [, detail, technology] = EVENTS.find(([reads]) => reads.test(code)) ?? [];
    if (detail === undefined) return [];
    return [
      {
        fact: 'trait',
        unit: view.unit(definition.scope),
        trait: 'runs-on-event',
        kind: 'structure',
        detail,
        ...(technology ? { technology } : {}),
        at: view.at(definition.offset),
      },
    ];
  });
}

const hasHandlerParameters = (definition: PythonDefinition): boolean =>
  definition.parent === '' && HANDLER_PARAMETERS.has(definition.parameters.map((p) => p.name).join(' '));

export function unitFacts(view: PythonView): Fact[] {
  if (view.context.unit !== '') return [];
  const facts: Fact[] = [];
  const { document } = view;
  const main = [...document.calls, ...document.assignments, ...document.imports, ...document.exits]
    .filter((item) => item.scope === 'main')
    .reduce<number | undefined>((first, { offset }) => Math.min(first ?? offset, offset), undefined);
  if (main !== undefined) facts.push({ fact: 'unit', unit: 'main', kind: 'main', at: view.at(main) });
  const unreferenced = unreferencedScopes(view);
  const names = new Set(view.definitions.map((definition) => definition.name));
  const seen = new Set<string>();
  for (const definition of view.definitions) {
    if (seen.has(definition.scope)) continue; // defined again: the scope is the same, and so is the unit
    seen.add(definition.scope);
    const off = view.isDead(definition.offset)
      ? ('disabled' as const)
      : isStub(definition)
        ? ('empty' as const)
        : undefined;
    facts.push({
      fact: 'unit',
      unit: definition.scope,
      kind: definition.kind,
      name: definition.name,
      ...(definition.parent === '' ? {} : { parent: definition.parent }),
      ...(off ? { off } : {}),
      ...(isEntry(definition, names, view) ? { entry: true } : {}),
      ...(runsOnDemand(definition, view) ? { onDemand: true } : {}),
      ...(unreferenced.has(definition.scope) ? { unreferenced: true } : {}),
      at: view.at(definition.offset),
    });
  }
  return facts;
}

/** A plain method of a plain class. What is decorated, inherited or named by the language, others may call. */
function runsOnDemand({ name, kind, parent, decorators }: PythonDefinition, view: PythonView): boolean {
  const owner = kind === 'function' ? view.definitionOf(parent) : undefined;
  if (owner?.kind !== 'class' || !owner.bases.every((base) => HARMLESS.test(base))) return false;
  if (!owner.decorators.every(({ callee }) => HARMLESS.test(callee))) return false;
  return !lastOf(name).startsWith('__') && decorators.every(({ callee }) => PLAIN.has(callee));
}

/** Bases and decorators of classes that call no method by its name but those of the language, or that are marked. */
const HARMLESS =
  /^(?:object|abc\.ABC|(?:typing|typing_extensions)\.(?:Protocol|Generic|NamedTuple)(?:\[.*)?|pydantic\.(?:BaseModel|dataclasses\.dataclass)|pydantic_settings\.BaseSettings|dataclasses\.dataclass|attrs?\.(?:s|define|frozen|mutable)|functools\.total_ordering)$/;

const PLAIN = new Set(['staticmethod', 'classmethod']);

/** A class without a body of its own (an exception, a marker) is no missing implementation. */
function isStub(definition: PythonDefinition): boolean {
  return (
    definition.stub &&
    definition.kind === 'function' &&
    !definition.decorators.some((d) => lastOf(d.callee) === 'abstractmethod')
  );
}

function isEntry(definition: PythonDefinition, names: ReadonlySet<string>, view: PythonView): boolean {
  if (definition.decorators.some((decorator) => registersWithFramework(decorator.callee))) return true;
  if (definition.kind === 'class') {
    return definition.name === 'TritonPythonModel' || definition.bases.some((base) => SERVED_BASES.has(lastOf(base)));
  }
  if (HANDLERS.has(definition.name)) return true;
  // Azure ML and Databricks scoring scripts define both.
  if (definition.name === 'init' || definition.name === 'run') return names.has('init') && names.has('run');
  if (definition.parent !== '') return false;
  const isTyped = definition.parameters.some((p) => TYPED.test(view.resolve(p.annotation ?? '')));
  return isTyped || hasHandlerParameters(definition);
}
