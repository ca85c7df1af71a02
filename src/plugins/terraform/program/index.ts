/**
 * Programs of CDKTF and Pulumi, in Python and TypeScript, as the blocks that Terraform would have for them.
 * https://developer.hashicorp.com/terraform/cdktf · https://www.pulumi.com/docs/
 */
import type { HclBlock, HclDocument, Program, PythonCall, PythonExpression } from '../../../syntax/types.js';
import { constructName, methodOf } from '../../shared/constructs/names.js';
import { ConstructProgram, property, type Construct } from '../../shared/constructs/program.js';
import { assetPath, programText } from '../../shared/constructs/text.js';
import { argument, type PythonView } from '../../shared/python/view.js';
import { meaningOf, type Meaning } from './tables.js';
import { Values } from './values.js';

/** A program as a Terraform file. */
export interface Translation {
  document: HclDocument;
  /** Scope in which each block is made, by address. */
  scopes: ReadonlyMap<string, string>;
  /** Code that functions pack, and images that are built. */
  sources: readonly Source[];
}

/** Files that a block takes from the source tree. */
export interface Source {
  address: string;
  path: string;
  kind: 'code' | 'image' | 'manifests';
  /** Of a function. */
  handler?: string;
  offset: number;
}

const FILE_ASSET = /(?:^|\.)(?:FileArchive|FileAsset|RemoteArchive|TerraformAsset)$/;
const MOST_STEPS = 200;

/** The blocks of a program; undefined when it makes nothing that is known here. */
export function translate(view: PythonView): Translation | undefined {
  const program = new ConstructProgram(view);
  const meanings = new Map<Construct, Meaning>();
  for (const call of view.calls) {
    const name = constructName(call.callee);
    const meaning = meaningOf(name);
    const isPulumi = name.startsWith('pulumi_');
    if (!meaning || call.arguments.length < (isPulumi ? 1 : 2)) continue;
    const position = isPulumi ? 0 : 1;
    const id = programText(argument(call, ['resource_name', 'id', 'id_', 'name'], position), view, call.scope);
    const label = id !== undefined && /^[\w .:/-]+$/.test(id) ? id : (call.assignedTo ?? methodOf(name));
    const construct = program.add(name, call, label.replace(/^self\./, ''), program.properties(call, position + 1));
    if (construct) meanings.set(construct, meaning);
  }
  if (meanings.size === 0) return undefined;
  const addressOf = (construct: Construct): string | undefined => {
    const meaning = meanings.get(construct);
    return meaning && `${typeOf(meaning)}.${construct.id}`;
  };
  const values = new Values(program, addressOf);
  const blocks: HclBlock[] = [];
  const scopes = new Map<string, string>();
  const sources: Source[] = [];
  for (const [construct, meaning] of meanings) {
    const block = blockOf(construct, meaning, values);
    const address = addressOf(construct) ?? '';
    blocks.push(block);
    scopes.set(address, construct.call.scope);
    sources.push(...sourcesOf(construct, meaning, address, program));
  }
  return { document: documentOf(view.document, blocks), scopes, sources };
}

function documentOf({ text, locate }: Program, blocks: HclBlock[]): HclDocument {
  return { language: 'hcl', text, problems: [], locate, blocks, attributes: [] };
}

function typeOf(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'resource':
      return meaning.type;
    case 'chart':
      return 'helm_release';
    case 'image':
      return 'docker_image';
    default:
      return 'kubernetes_manifest';
  }
}

function blockOf({ id, call, properties }: Construct, meaning: Meaning, values: Values): HclBlock {
  const { offset, scope } = call;
  const base = { type: 'resource', labels: [typeOf(meaning), id], offset };
  const string = (value: string) => ({ kind: 'string' as const, value, offset });
  if (meaning.kind === 'manifest' || meaning.kind === 'custom-resource') {
    const entries = [...properties].flatMap(([key, value]) => {
      const inner = values.expression(value, scope, true);
      return inner && key !== 'opts' ? [{ key: key.replace('api_version', 'apiVersion'), value: inner }] : [];
    });
    const head =
      meaning.kind === 'manifest'
        ? [
            { key: 'apiVersion', value: string(meaning.apiVersion) },
            { key: 'kind', value: string(meaning.object) },
          ]
        : [];
    const manifest = { kind: 'object' as const, entries: [...head, ...entries], offset };
    return { ...base, attributes: [{ name: 'manifest', value: manifest, offset }], blocks: [] };
  }
  const block = values.block(without(properties, 'opts'), scope, base);
  if (meaning.kind !== 'chart') return block;
  // The chart's values are an object here, and a list of texts in Terraform.
  return { ...block, blocks: block.blocks.filter(({ type }) => type !== 'values') };
}

const without = (properties: Construct['properties'], name: string): Construct['properties'] =>
  new Map([...properties].filter(([key]) => key !== name));

function sourcesOf(
  { call, properties }: Construct,
  meaning: Meaning,
  address: string,
  program: ConstructProgram,
): Source[] {
  const { view } = program;
  const { scope, offset } = call;
  if (meaning.kind === 'image') {
    const build = property(properties, 'build');
    const context =
      property(properties, 'context') ?? property(properties, 'path') ?? (build && contextOf(build, scope, program));
    const path = assetPath(context, view, scope);
    return path === undefined ? [] : [{ address, path, kind: 'image', offset }];
  }
  if (meaning.kind === 'files') {
    const given = ['file', 'files', 'directory'].flatMap((name) => property(properties, name) ?? []);
    return given
      .flatMap((one) => (one.kind === 'list' ? one.items : [one]))
      .flatMap((one) => assetPath(one, view, scope) ?? [])
      .map((path) => ({ address, path, kind: 'manifests' as const, offset }));
  }
  const code = property(properties, 'code') ?? property(properties, 'filename');
  const path = code && archived(code, scope, program);
  const handler = programText(property(properties, 'handler'), view, scope);
  return path === undefined || handler === undefined ? [] : [{ address, path, kind: 'code', handler, offset }];
}

/** `build: { context: './app' }`, `build: './app'`, `DockerBuildArgs(context=…)`. */
function contextOf(build: PythonExpression, scope: string, program: ConstructProgram): PythonExpression | undefined {
  const value = program.valueOf(build, scope);
  if (value.kind === 'call') return property(program.properties(value.call, 0), 'context');
  if (value.kind !== 'dict') return value;
  return value.entries.find(({ key }) => key.kind === 'string' && key.value === 'context')?.value;
}

/** Directory or file that an archive packs: `new AssetArchive({ '.': new FileArchive('./app') })`, `asset.path`. */
function archived(code: PythonExpression, scope: string, program: ConstructProgram): string | undefined {
  const { view } = program;
  const pending: PythonExpression[] = [code];
  for (let at = 0; at < pending.length && at < MOST_STEPS; at++) {
    const next = pending[at];
    const value = next && program.valueOf(next, scope);
    if (value?.kind === 'dict') pending.push(...value.entries.map((entry) => entry.value));
    else if (value?.kind === 'call') {
      const found = FILE_ASSET.test(value.call.callee) ? pathIn(value.call, program) : undefined;
      if (found !== undefined) return found;
      pending.push(...value.call.arguments.map((one) => one.value));
    } else if (value?.kind === 'name') {
      const [variable = ''] = /^(?:self\.)?\w+/.exec(value.name) ?? [];
      for (const call of view.assignedCalls(variable, scope)) pending.push({ kind: 'call', call, offset: call.offset });
    }
  }
  return undefined;
}

function pathIn(call: PythonCall, program: ConstructProgram): string | undefined {
  const given = property(program.properties(call, 2), 'path') ?? argument(call, 'path', 0);
  return assetPath(given, program.view, call.scope);
}
