/**
 * Programs of the AWS CDK, in Python and TypeScript. A program says what the template says that it synthesizes; so the
 * template is put together, with places in the program, and read as any other.
 * https://docs.aws.amazon.com/cdk/v2/guide/home.html
 */
import type { DataEntry, DataMap, DataNode } from '../../../syntax/types.js';
import { constructName, methodOf } from '../../shared/constructs/names.js';
import { ConstructProgram, property, type Construct } from '../../shared/constructs/program.js';
import { programText } from '../../shared/constructs/text.js';
import { argument, type PythonView } from '../../shared/python/view.js';
import { grantsOf, type Grant } from './grants.js';
import { applyMethod, put, resource } from './methods.js';
import { isAction, looseStage } from './pipelines.js';
import { resourceNode, type Typed } from './resources.js';
import { definitionOf, isState, statesOf, type States } from './state-machine.js';
import { cloudformationType } from './tables.js';
import { map, scalar } from '../nodes.js';
import { reference, Values, type Asset } from './values.js';

/** What a program synthesizes. */
export interface Synthesis {
  /** The template. */
  root: DataMap;
  /** Scope in which each resource is made, by logical name. */
  scopes: ReadonlyMap<string, string>;
  /** Directories and files that resources take with them, by logical name. */
  assets: ReadonlyMap<string, readonly Asset[]>;
  grants: readonly Grant[];
  /** Calls of the project's own that make states of a machine or actions of a pipeline, by its logical name. */
  elsewhere: ReadonlyMap<string, States['elsewhere']>;
  /** States that no machine of this file holds, as definitions, by the scope that makes them. */
  loose: ReadonlyMap<string, DataMap>;
  /** Actions that no pipeline of this file holds, as stages, by the scope that makes them. */
  looseStages: ReadonlyMap<string, readonly DataNode[]>;
  /** Machines whose states were not found. */
  unknown: readonly Construct[];
}

const ASSETS = /^aws_cdk\.aws_ecr_assets\.DockerImageAsset$/;

/** The template of a program; undefined when it makes nothing that is known here. */
export function synthesize(view: PythonView): Synthesis | undefined {
  const program = new ConstructProgram(view);
  const types = new Map<Construct, string>();
  for (const call of view.calls) {
    const name = constructName(call.callee);
    if (!name.startsWith('aws_cdk.')) continue;
    const type = cloudformationType(name);
    const written = argument(call, ['id', 'construct_id'], 1);
    // What is no part of a scope only holds values.
    if (!written || (type === undefined && !isState(name) && !ASSETS.test(name))) continue;
    const id = programText(written, view, call.scope);
    const named = id !== undefined && /^[\w .:/-]+$/.test(id) ? id : (call.assignedTo ?? methodOf(name));
    const construct = program.add(name, call, named.replace(/^self\./, ''), program.properties(call, 2));
    if (construct && type !== undefined && !isState(name)) types.set(construct, type);
  }
  if (program.constructs.length === 0 && !view.calls.some(isAction)) return undefined;
  return template(program, types);
}

function template(program: ConstructProgram, types: ReadonlyMap<Construct, string>): Synthesis {
  const values = new Values(program);
  const resources = new Map<Construct, { typed: Typed; node: DataMap }>();
  const entries: DataEntry[] = [];
  const scopes = new Map<string, string>();
  const { view } = program;
  for (const [construct, type] of types) {
    const typed = { construct, type };
    const node = resourceNode(typed, values);
    resources.set(construct, { typed, node });
    entries.push({ key: construct.id, value: node, offset: construct.call.offset });
    scopes.set(construct.id, construct.call.scope);
  }
  const elsewhere = new Map<string, States['elsewhere']>();
  const unknown: Construct[] = [];
  const held = new Set<Construct>();
  for (const [construct, { typed, node }] of resources) {
    if (typed.type !== 'AWS::StepFunctions::StateMachine' || methodOf(construct.name).startsWith('Cfn')) continue;
    const definition = property(construct.properties, 'definition') ?? property(construct.properties, 'definitionBody');
    const found = statesOf(definition, construct.call.scope, program);
    for (const state of found.states) held.add(state);
    elsewhere.set(construct.id, found.elsewhere);
    if (found.states.length > 0) put(node, 'Definition', definitionOf(found.states, values, construct.call.offset));
    else if (!isFile(definition)) unknown.push(construct);
  }
  values.owner = undefined;
  const add =
    (scope: string) =>
    (id: string, node: DataMap): void => {
      const unique = scopes.has(id) ? `${id}${entries.length}` : id;
      entries.push({ key: unique, value: node, offset: node.offset });
      scopes.set(unique, scope);
    };
  const grants: Grant[] = [];
  for (const call of view.calls) {
    applyMethod(call, values, resources, add(call.scope));
    grants.push(...grantsOf(call, program));
  }
  for (const { typed, node } of [...resources.values()])
    addHandler(typed, node, values, add(typed.construct.call.scope));
  const loose = new Map<string, Construct[]>();
  for (const state of program.constructs) {
    if (!isState(state.name) || held.has(state)) continue;
    loose.set(state.call.scope, [...(loose.get(state.call.scope) ?? []), state]);
  }
  for (const [{ id }, calls] of values.elsewhere) elsewhere.set(id, [...(elsewhere.get(id) ?? []), ...calls]);
  const looseStages = new Map<string, DataNode[]>();
  for (const call of view.calls.filter((one) => isAction(one) && !values.actions.has(one.offset)))
    looseStages.set(call.scope, [...(looseStages.get(call.scope) ?? []), looseStage(call, values)]);
  return {
    root: map(0, { AWSTemplateFormatVersion: scalar('2010-09-09', 0), Resources: { kind: 'map', entries, offset: 0 } }),
    scopes,
    assets: new Map([...values.assets].map(([{ id }, assets]) => [id, assets])),
    grants,
    elsewhere,
    loose: new Map(
      [...loose].map(([scope, states]) => [scope, definitionOf(states, values, states[0]?.call.offset ?? 0)]),
    ),
    looseStages,
    unknown,
  };
}

/** `DefinitionBody.fromFile(…)`: the file is read by itself. */
const isFile = (definition: ReturnType<typeof property>): boolean =>
  definition?.kind === 'call' && /^from(?:File|String)$/.test(methodOf(definition.call.callee));

/** `new LambdaRestApi(this, 'Api', { handler: fn })`. */
function addHandler(
  { construct, type }: Typed,
  node: DataMap,
  values: Values,
  add: (id: string, node: DataMap) => void,
): void {
  if (type !== 'AWS::ApiGateway::RestApi') return;
  const handler = property(construct.properties, 'handler') ?? property(construct.properties, 'stateMachine');
  const found = handler && values.program.find(handler, construct.call.scope);
  if (!found) return;
  const uri = reference(found, node.offset);
  add(
    `${construct.id}Method`,
    resource('AWS::ApiGateway::Method', node.offset, { Integration: map(node.offset, { Uri: uri }) }),
  );
}
