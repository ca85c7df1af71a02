/** Facts of a CDK program: those of its template, and of what only a program says. */
import { get, plain } from '../../../syntax/data/tree.js';
import type { Fact } from '../../../facts/types.js';
import { reference, references } from '../../../facts/value.js';
import type { Program, PythonCall } from '../../../syntax/types.js';
import { classIdentifiers } from '../../shared/constructs/classes.js';
import { methodOf } from '../../shared/constructs/names.js';
import { programText } from '../../shared/constructs/text.js';
import { artifactIdentifier } from '../../shared/identifiers.js';
import { argument, viewOf, type PythonView } from '../../shared/python/view.js';
import { FactWriter } from '../../shared/writer.js';
import type { ExtractContext } from '../../types.js';
import { stageFacts } from '../pipeline.js';
import { stateMachineFacts } from '../state-machine.js';
import { resourceIdentifier, type Template } from '../template.js';
import { synthesize, type Synthesis } from './index.js';

/** Reads a template; given by the plugin, whose own reader this is. */
export type ReadTemplate = (writer: FactWriter, root: Synthesis['root'], place: TemplatePlace) => Template | undefined;

/** Where the resources of a template stand, when it is no file of its own. */
export interface TemplatePlace {
  /** Unit that encloses a resource, by logical name. */
  parent(id: string): string;
  directory: string;
}

export function programFacts(document: Program, context: ExtractContext, read: ReadTemplate): Fact[] {
  const view = viewOf(document, context);
  const synthesis = synthesize(view);
  const writer = new FactWriter(document, context, 'resource');
  stackFacts(view, writer);
  if (!synthesis) return writer.facts;
  const parent = (id: string): string => view.unit(synthesis.scopes.get(id) ?? '');
  const template = read(writer, synthesis.root, { parent, directory: '.' });
  if (!template) return writer.facts;
  assetFacts(template, synthesis);
  for (const { from, to, link, offset } of synthesis.grants) {
    const holder = template.resources.get(from.id);
    if (holder && !holder.type.startsWith('AWS::IAM::'))
      writer.link(holder.unit, link, 'config', resourceIdentifier(context.file.path, to.id), offset);
  }
  machineFacts(template, synthesis, view);
  for (const [scope, definition] of synthesis.loose)
    stateMachineFacts(writer, view.unit(scope), definition, new Set(template.resources.keys()));
  for (const [scope, stages] of synthesis.looseStages)
    for (const stage of stages) stageFacts(template, { unit: view.unit(scope) }, stage);
  return writer.facts;
}

const MOST_STACKS = 200;

/**
 * Stacks that the program makes of the project's own classes. The tool writes the template of each into a file that is called
 * after it, and pipelines deploy that file.
 */
function stackFacts(view: PythonView, writer: FactWriter): void {
  let count = 0;
  for (const call of view.calls) {
    const [target] = count < MOST_STACKS && call.arguments.length >= 2 ? classIdentifiers(call, view) : [];
    const id = target && programText(argument(call, ['id', 'construct_id'], 1), view, call.scope);
    if (!target || !id || !/^[A-Z]/.test(methodOf(call.callee))) continue;
    for (const name of stackNames(id, call, view)) {
      count++;
      const unit = writer.unit(`stack:${name}`, 'resource', call.offset, { name, parent: view.unit(call.scope) });
      writer.link(unit, 'calls', target.kind, target.value, call.offset);
      for (const ending of ['json', 'yaml'])
        writer.offer(unit, 'config', artifactIdentifier(`${name}.template.${ending}`), call.offset);
    }
  }
}

const MOST_CALLERS = 20;

/** What a stack is called: of a function that makes one for each stage it is told, by what its callers tell it. */
function stackNames(id: string, call: PythonCall, view: PythonView): string[] {
  const [hidden, ...others] = references(id);
  const maker = hidden && view.definitionOf(call.scope);
  const position = maker?.parameters.findIndex(({ name }) => name === hidden?.name) ?? -1;
  const names =
    hidden && maker && position !== -1 && others.length === 0
      ? view
          .callsOf(maker)
          .slice(0, MOST_CALLERS)
          .flatMap((one) => programText(argument(one, hidden.name, position), view, one.scope) ?? [])
          .map((given) => id.replaceAll(reference(hidden.space, hidden.name), given))
      : [id];
  return [...new Set(names)].filter((name) => /^[\w-]+$/.test(name));
}

function assetFacts({ writer, resources }: Template, { assets }: Synthesis): void {
  for (const [id, list] of assets) {
    const resource = resources.get(id);
    if (!resource) continue;
    for (const { path, isImage, dockerfile, offset } of list) {
      if (isImage)
        writer.link(resource.unit, 'built-from', 'path', dockerfile ? `${path}/${dockerfile}` : path, offset);
      else if (/\.(?:py|sh|asl\.json|json|ya?ml)$/.test(path))
        writer.link(resource.unit, path.endsWith('.py') ? 'runs' : 'includes', 'path', path, offset);
    }
  }
  for (const { type, unit, properties, offset } of resources.values()) {
    const specification = get(properties, 'Source', 'BuildSpec');
    if (type === 'AWS::CodeBuild::Project' && specification?.kind === 'map')
      writer.embed(unit, 'yaml', JSON.stringify(plain(specification)), { offset });
  }
}

/** States and actions that functions and classes of the project make stand in those. */
function machineFacts({ writer, resources }: Template, { elsewhere, unknown }: Synthesis, view: PythonView): void {
  for (const [id, calls] of elsewhere) {
    const machine = resources.get(id);
    for (const call of machine ? calls : [])
      for (const { kind, value } of classIdentifiers(call, view))
        writer.link(machine?.unit ?? '', 'calls', kind, value, call.offset);
  }
  for (const { id, call } of unknown) {
    const machine = resources.get(id);
    const isKnown = (elsewhere.get(id) ?? []).length > 0;
    if (machine && !isKnown)
      writer.notUnderstood(machine.unit, 'unsupported-construct', `definition of ${id}`, call.offset);
  }
}
