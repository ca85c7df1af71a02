/** Values of CDK programs as nodes of the template that they synthesize; offsets stay those of the program. */
import type { DataMap, DataNode, DataScalar } from '../../../syntax/types.js';
import type { PythonCall, PythonExpression } from '../../../syntax/types.js';
import { classIdentifiers } from '../../shared/constructs/classes.js';
import { constructName, methodOf, pascalCase } from '../../shared/constructs/names.js';
import { property, type Construct, type ConstructProgram } from '../../shared/constructs/program.js';
import { assetPath, programText } from '../../shared/constructs/text.js';
import { argument } from '../../shared/python/view.js';
import { map, scalar, sequence } from '../nodes.js';

const MAX_DEPTH = 20;
/** Maps whose keys are the user's. */
const FREE_KEYS =
  /^(?:environment|environmentVariables|variables|hyperparameters|hyperParameters|tags|detail|labels)$/i;

/** Directory or file that is packed and uploaded with the stack. */
export interface Asset {
  path: string;
  /** A Dockerfile builds it. */
  isImage: boolean;
  dockerfile?: string;
  offset: number;
}

export class Values {
  /** Assets by the construct that takes them. */
  readonly assets = new Map<Construct, Asset[]>();
  /** Actions of pipelines that were read, by the offset of the call that makes them. */
  readonly actions = new Set<number>();
  /** Calls of functions and classes of other files of the project that make a part of a construct. */
  readonly elsewhere = new Map<Construct, PythonCall[]>();
  /** The construct whose properties are being read. */
  owner: Construct | undefined;

  constructor(readonly program: ConstructProgram) {}

  /** `free`: keys of maps are the user's. */
  node(expression: PythonExpression | undefined, scope: string, free = false, depth = 0): DataNode | undefined {
    if (!expression || depth > MAX_DEPTH) return undefined;
    const { offset } = expression;
    const found = expression.kind === 'call' ? undefined : this.program.find(expression, scope);
    if (found) return this.refer(found, offset);
    const value = this.program.valueOf(expression, scope);
    switch (value.kind) {
      case 'number':
      case 'boolean':
        return scalar(String(value.value), offset, value.value);
      case 'none':
        return undefined;
      case 'list':
        return { kind: 'sequence', items: this.items(value.items, scope, free, depth), offset };
      case 'dict':
        return this.map(value.entries, scope, free, depth, offset);
      case 'call':
        return this.call(value.call, free, depth) ?? this.text(value, scope);
      case 'template':
        return this.template(value.value, scope, offset) ?? this.text(value, scope);
      default:
        return this.text(value, scope);
    }
  }

  private items(items: PythonExpression[], scope: string, free: boolean, depth: number): DataNode[] {
    return items.slice(0, 200).flatMap((item) => this.node(item, scope, free, depth + 1) ?? []);
  }

  private map(
    entries: { key: PythonExpression; value: PythonExpression }[],
    scope: string,
    free: boolean,
    depth: number,
    offset: number,
  ): DataMap {
    const result: DataMap = { kind: 'map', entries: [], offset };
    for (const { key, value } of entries.slice(0, 500)) {
      const name = programText(key, this.program.view, scope);
      const node = name && this.node(value, scope, free || FREE_KEYS.test(name), depth + 1);
      if (name && node) result.entries.push({ key: free ? name : pascalCase(name), offset: key.offset, value: node });
    }
    return result;
  }

  text(expression: PythonExpression | undefined, scope: string): DataScalar | undefined {
    const text = programText(expression, this.program.view, scope);
    return expression && text !== undefined ? scalar(text, expression.offset) : undefined;
  }

  /** Text around attributes of constructs: `s3://${bucket.bucketName}/data`. */
  private template(template: string, scope: string, offset: number): DataNode | undefined {
    let refers = false;
    const text = template.replace(/\{([A-Za-z_][\w.]{0,100})\}/g, (whole, name: string) => {
      const found = this.program.findName(name, scope);
      if (found) refers = true;
      return found ? `\${${found.id}}` : whole;
    });
    return refers ? { ...scalar(text, offset), tag: '!Sub' } : undefined;
  }

  private call(call: PythonCall, free: boolean, depth: number): DataNode | undefined {
    const { scope, offset } = call;
    const made = this.program.find({ kind: 'call', call, offset }, scope);
    const first = argument(call, [], 0);
    const second = argument(call, [], 1);
    const node = (value: PythonExpression | undefined, keepsKeys = free): DataNode | undefined =>
      this.node(value, scope, keepsKeys, depth + 1);
    switch (methodOf(call.callee)) {
      case 'asset': // version 1
      case 'fromAsset':
      case 'fromImageAsset':
      case 'fromAssetImage':
      case 'fromDockerBuild':
      case 'fromDockerBuildAsset':
        return this.asset(call);
      case 'fromInline':
        return map(offset, { ZipFile: node(first) });
      case 'fromBucket':
        return map(offset, { S3Bucket: node(first), S3Key: node(second) });
      case 'fromRegistry':
      case 'fromString':
      case 'stringAt':
      case 'numberAt':
      case 'fromText':
      case 'expression':
        return node(first);
      case 'stringify': // the text is read again as what it says
      case 'toJsonString':
      case 'dumps':
      case 'fromObject':
      case 'fromObjectToYaml':
        return node(first, true);
      case 'fromSourceFilename':
      case 'fromDockerImageAsset':
      case 'fromEcrRepository':
      case 'fromEcr':
      case 'fromJson':
        return node(first);
      case 'fromJsonPathAt':
      case 'secretsManager':
        return this.text(first, scope);
      case 'rate':
        return this.rate(first, offset);
      case 'cron':
        return this.cron(call);
      case 'join':
        return /(?:^|\.)Fn\.join$/.test(call.callee)
          ? map(offset, { 'Fn::Join': sequence(offset, [node(first), node(second)]) })
          : undefined;
      case 'importValue':
        return map(offset, { 'Fn::ImportValue': node(first) });
    }
    if (made) return this.refer(made, offset);
    // `Bucket.fromBucketName(this, 'Data', 'data')`: what exists already, by its name or address.
    if (/^from[A-Z]\w*(?:Name|Arn|Uri|Attributes)$/.test(methodOf(call.callee)))
      return node(call.arguments.at(-1)?.value);
    const name = constructName(call.callee);
    if (!/^[A-Z]/.test(name.slice(name.lastIndexOf('.') + 1))) return undefined;
    return this.object(call, depth, free);
  }

  /** Objects that only hold properties: `CfnModel.ContainerDefinitionProperty(image=…)`; a construct alone (`new LambdaDestination(fn)`) is what they stand for. */
  private object(call: PythonCall, depth: number, free: boolean): DataNode | undefined {
    const wrapped = call.arguments.length === 1 ? argument(call, [], 0) : undefined;
    const found = wrapped && wrapped.kind !== 'call' ? this.program.find(wrapped, call.scope) : undefined;
    if (found) return this.refer(found, call.offset);
    const entries = [...this.program.properties(call, 0)].map(([key, value]) => ({
      key: { kind: 'string' as const, value: key, offset: value.offset },
      value,
    }));
    if (entries.length > 0) return this.map(entries, call.scope, free, depth, call.offset);
    const only = call.arguments.length > 0 ? argument(call, [], 0) : undefined;
    return this.node(only, call.scope, free, depth + 1);
  }

  /** A resource by its name; an image that the program builds is an asset of whoever takes it. */
  private refer(construct: Construct, offset: number): DataNode | undefined {
    if (!construct.name.endsWith('.DockerImageAsset')) return reference(construct, offset);
    const { view } = this.program;
    const { properties, call } = construct;
    const path = assetPath(property(properties, 'directory'), view, call.scope);
    const file = programText(property(properties, 'file'), view, call.scope);
    if (path !== undefined)
      this.take({ path, isImage: true, ...(file === undefined ? {} : { dockerfile: file }), offset });
    return undefined;
  }

  private asset(call: PythonCall): DataNode | undefined {
    const { view } = this.program;
    const path = assetPath(argument(call, ['path', 'directory'], 0), view, call.scope);
    if (path === undefined) return undefined;
    const properties = this.program.properties(call, 1);
    const file = programText(property(properties, 'file'), view, call.scope);
    // Only images are built by a Dockerfile; `Code.fromAsset` packs a directory.
    const isImage =
      !/(?:^|\.)(?:Code|AssetCode|S3Code|Source|ModelData|JobExecutable|DefinitionBody|BuildSpec)\.\w+$/.test(
        call.callee,
      );
    this.take({ path, isImage, ...(file === undefined ? {} : { dockerfile: file }), offset: call.offset });
    return isImage ? undefined : scalar(path, call.offset);
  }

  /** Records an asset of the construct whose properties are being read. */
  take(asset: Asset): void {
    if (!this.owner) return;
    this.assets.set(this.owner, [...(this.assets.get(this.owner) ?? []), asset]);
  }

  /** True for a call of what the project itself defines. */
  isOwn(call: PythonCall): boolean {
    return !constructName(call.callee).startsWith('aws_cdk.') && classIdentifiers(call, this.program.view).length > 0;
  }

  /** Records that a part of the construct that is being read is made by a call of the project's own. */
  makeElsewhere(call: PythonCall): void {
    if (this.owner) this.elsewhere.set(this.owner, [...(this.elsewhere.get(this.owner) ?? []), call]);
  }

  private rate(duration: PythonExpression | undefined, offset: number): DataScalar {
    const call = duration?.kind === 'call' ? duration.call : undefined;
    const unit = call ? methodOf(call.callee) : '';
    const amount = call && programText(argument(call, [], 0), this.program.view, call.scope);
    return scalar(amount && unit ? `rate(${amount} ${unit})` : 'rate', offset);
  }

  private cron(call: PythonCall): DataScalar {
    const properties = this.program.properties(call, 0);
    const fields = ['minute', 'hour', 'day', 'month', 'weekDay', 'year'].map(
      (name) => programText(property(properties, name), this.program.view, call.scope) ?? '*',
    );
    return scalar(`cron(${fields.join(' ')})`, call.offset);
  }
}

export const reference = ({ id }: Construct, offset: number): DataScalar => ({ ...scalar(id, offset), tag: '!Ref' });
