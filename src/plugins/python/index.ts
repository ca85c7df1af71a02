/**
 * Plain Python: the parts of a file, what they call, what the catalogue knows about the names in them. What an engine
 * makes of a file (DAGs, pipelines) is for the plugin of the engine.
 */
import { posix } from 'node:path';
import type { Occurrence, SignalKind } from '../../catalogue/types.js';
import type { Fact } from '../../facts/types.js';
import type { PythonCall, PythonDocument } from '../../syntax/types.js';
import { describesWorkflow, isEngineDecorator } from '../shared/python/constructs.js';
import { stepArguments } from '../shared/python/steps.js';
import { callersOf, textOf, valueReader } from '../shared/python/values.js';
import { argument, lastOf, viewOf, type PythonView } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import { factsForSignal } from '../signals.js';
import type { ExtractContext, Plugin } from '../types.js';
import { writeFunction } from './functions.js';
import { writeLinks } from './links.js';
import { writeModelUris } from './model-uris.js';
import { runBy } from './run-magic.js';
import { writeStorage } from './storage.js';
import { writeSymbols } from './symbols.js';
import { eventFacts, unitFacts } from './units.js';

const ENVIRONMENT_TARGET = /^os\.environ\[(["'])(\w+)\1\]$/;

const plugin: Plugin<'python'> = {
  id: 'python',
  title: 'Python programs and notebooks',
  documentation: 'https://docs.python.org/3/reference/',
  reads:
    'Programs and notebooks: functions, calls with their arguments, constants and environment variables, what the catalogue knows about the names in them.',
  languages: ['python'],
  accepts: () => true,
  extract(document: PythonDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    const writer = new FactWriter(document, context, 'call');
    const facts: Fact[] = [];
    writeLinks(view, writer);
    writeSymbols(view, writer);
    writeEnvironment(view, writer);
    writeModelUris(view, writer);
    for (const call of view.calls) {
      writeStorage(call, view, writer);
      writeFunction(call, view, writer);
    }
    for (const { text, offset, line } of document.shell) {
      const run = runBy(text);
      if (run !== undefined) {
        writer.link(context.unit, 'runs', 'path', context.resolvePath(run, posix.dirname(context.file.path)), offset);
        continue;
      }
      facts.push({
        fact: 'embedded',
        unit: context.unit,
        language: 'shell',
        text,
        line,
        column: 1,
        at: view.at(offset),
      });
    }
    return [...unitFacts(view), ...eventFacts(view), ...signalFacts(view), ...writer.facts, ...facts];
  },
};

export default plugin;

function signalFacts(view: PythonView): Fact[] {
  const facts: Fact[] = [];
  const said = new Set<string>();
  const ask = (
    kind: SignalKind,
    name: string,
    unit: string,
    offset: number,
    value: Occurrence['value'],
    resolved = name,
  ): void => {
    const occurrence: Occurrence = { kind, name, resolved, value, imports: view.imports };
    for (const fact of factsForSignal(view.context.catalogue, occurrence, unit, () => view.at(offset))) {
      // A technology is imported once, however many of its names are; a chain of calls says one thing.
      const what =
        fact.fact === 'component'
          ? `${fact.type} ${fact.technology} ${fact.relation ?? ''} ${fact.name ?? ''} ${JSON.stringify(fact.attributes ?? {})}`
          : fact.fact === 'trait'
            ? fact.trait
            : undefined;
      if (what !== undefined) {
        const key = `${unit}\n${kind} ${what}${kind === 'import' ? '' : ` ${fact.at.line}`}`;
        if (said.has(key)) continue;
        said.add(key);
      }
      facts.push(fact);
    }
  };
  const described = stepArguments(view);
  for (const call of view.calls) {
    if (describesWorkflow(call.callee) || described.has(call)) continue;
    const name = inherited(call, view) ?? call.callee;
    const before = facts.length;
    ask('call', name, view.unit(call.scope), call.offset, valueReader(call, view));
    const callers = callersOf(call, view);
    for (const caller of callers)
      ask('call', name, view.unit(call.scope), call.offset, valueReader(call, view, caller));
    if (callers.length > 0) facts.push(...unlike(facts.splice(before)));
    // What a function of the project returned is known by the name that it was given: `classifier.fit`.
    const written = view.written(call);
    const isVariable = written !== name && view.resolve(written) === written;
    if (facts.length === before && isVariable && view.pythonName(name, call.scope)) {
      ask('call', written, view.unit(call.scope), call.offset, valueReader(call, view), name);
    }
    // What the methods of a model compute, whoever uses the model asks for.
    if (isMethodOfModel(call, view)) {
      const kept = facts.splice(before).filter((fact) => fact.fact !== 'trait' || fact.trait !== 'predicts');
      facts.push(...kept);
    }
    if (CONSTRUCT.test(name)) facts.push(...asResource(facts.splice(before), call, view));
  }
  for (const definition of view.definitions) {
    if (view.isDead(definition.offset)) continue;
    const unit = view.unit(definition.scope);
    for (const decorator of definition.decorators) {
      if (isEngineDecorator(decorator.callee)) continue;
      ask('decorator', decorator.callee, unit, decorator.offset, valueReader(decorator, view));
    }
    for (const base of definition.bases)
      if (!isEngineDecorator(base)) ask('base', base, unit, definition.offset, () => undefined);
  }
  const seen = new Set<string>();
  for (const { module, name, scope, offset } of view.document.imports) {
    const dotted = name === undefined || name === '*' ? module : `${module}.${name}`;
    if (seen.has(dotted) || module.startsWith('.') || view.isDead(offset)) continue;
    seen.add(dotted);
    ask('import', dotted, view.unit(scope), offset, () => undefined);
  }
  return facts;
}

/** The facts without those that say the same again, as several callers of one function make them do. */
function unlike(facts: readonly Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}

/** Classes that are models: of MLflow, scikit-learn, Keras, PyTorch. */
const MODEL_BASE =
  /(?:^|\.)(?:PythonModel|BaseEstimator|ClassifierMixin|RegressorMixin|LightningModule)$|^(?:tensorflow\.)?keras\.(?:\w+\.)*Model$|^torch\.nn\.(?:\w+\.)*Module$/;

function isMethodOfModel(call: PythonCall, view: PythonView): boolean {
  const method = call.scope.startsWith('def:') ? view.definitionOf(call.scope) : undefined;
  const owner = method && view.definitionOf(method.parent);
  return owner?.kind === 'class' && owner.bases.some((base) => MODEL_BASE.test(base));
}

/** What declares infrastructure in Python: a call of one of these is a resource, as a block of Terraform is. */
const CONSTRUCT = /^(?:aws_cdk|cdktf\w*|pulumi_\w+)\./;

/** Gives a construct a unit of its own, so that what it is and does is not what the function around it is and does. */
function asResource(facts: Fact[], call: PythonCall, view: PythonView): Fact[] {
  if (!facts.some((fact) => fact.fact === 'component' && fact.relation === undefined)) return facts;
  const parent = view.unit(call.scope);
  const at = view.at(call.offset);
  const unit = `${view.context.unit === '' ? '' : `${view.context.unit}/`}resource:${lastOf(call.callee)}:${at.line}`;
  return [
    { fact: 'unit', unit, kind: 'resource', name: lastOf(call.callee), ...(parent ? { parent } : {}), at },
    ...facts.map((fact): Fact => ('unit' in fact ? { ...fact, unit } : fact)),
  ];
}

/** `self.validate` of a class that inherits `validate` from another package: the method of that base class. */
function inherited(call: PythonCall, view: PythonView): string | undefined {
  if (!/^(?:self|cls)\./.test(call.callee)) return undefined;
  const found = view.local(call.callee, call.scope);
  const base =
    found?.definition.kind === 'class' ? found.definition.bases.find((name) => name !== 'object') : undefined;
  return base !== undefined && found?.rest.length === 1 && !view.local(base, '')
    ? `${base}.${found.rest.join('.')}`
    : undefined;
}

/** Variables of the environment that the program sets for what it starts or calls. */
function writeEnvironment(view: PythonView, writer: FactWriter): void {
  for (const { target, value, scope, offset } of view.document.assignments) {
    const name = ENVIRONMENT_TARGET.exec(target)?.[2];
    if (name && !view.isDead(offset)) writer.environment(view.unit(scope), name, textOf(value, view, scope), offset);
  }
  for (const call of view.calls) {
    if (call.callee !== 'os.environ.setdefault' && call.callee !== 'os.putenv') continue;
    const name = textOf(argument(call, 'key', 0), view, call.scope);
    if (name)
      writer.environment(
        view.unit(call.scope),
        name,
        textOf(argument(call, 'value', 1), view, call.scope),
        call.offset,
      );
  }
}
