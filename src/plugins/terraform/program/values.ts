/** Arguments of constructs as the blocks and expressions that Terraform writes; offsets stay those of the program. */
import type { HclBlock, HclExpression, PythonExpression } from '../../../syntax/types.js';
import { constructName, snakeCase } from '../../shared/constructs/names.js';
import type { Construct, ConstructProgram, Properties } from '../../shared/constructs/program.js';
import { programText } from '../../shared/constructs/text.js';
import { argument } from '../../shared/python/view.js';

const MAX_DEPTH = 20;
/** Maps whose keys are the user's, or those of another format. */
const FREE_KEYS =
  /^(?:tags|labels|variables|environment_variables|values|manifest|metadata|spec|data|match_labels|annotations|set|app_settings)$/;

export class Values {
  constructor(
    readonly program: ConstructProgram,
    /** Address of a construct: `aws_s3_bucket.data`. */
    private readonly addressOf: (construct: Construct) => string | undefined,
  ) {}

  /** Attributes and blocks of a construct's arguments. */
  block(
    properties: Properties,
    scope: string,
    base: Pick<HclBlock, 'type' | 'labels' | 'offset'>,
    depth = 0,
  ): HclBlock {
    const block: HclBlock = { ...base, attributes: [], blocks: [] };
    for (const [key, value] of properties) {
      const name = snakeCase(key);
      const expression = this.expression(value, scope, FREE_KEYS.test(name));
      const objects = FREE_KEYS.test(name) || depth > MAX_DEPTH ? [] : objectsIn(expression);
      if (objects.length === 0) {
        if (expression) block.attributes.push({ name, value: expression, offset: value.offset });
      } else for (const object of objects) block.blocks.push(asBlock(name, object, depth));
    }
    return block;
  }

  /** An expression; `free` keeps the keys of objects. */
  expression(
    expression: PythonExpression | undefined,
    scope: string,
    free: boolean,
    depth = 0,
  ): HclExpression | undefined {
    if (!expression || depth > MAX_DEPTH) return undefined;
    const { offset } = expression;
    const found = this.reference(expression, scope);
    if (found) return { kind: 'reference', name: found, offset };
    const value = this.program.valueOf(expression, scope);
    switch (value.kind) {
      case 'string':
      case 'number':
      case 'boolean':
        return value.kind === 'string'
          ? { kind: 'string', value: value.value, offset }
          : value.kind === 'number'
            ? { kind: 'number', value: value.value, offset }
            : { kind: 'boolean', value: value.value, offset };
      case 'none':
        return undefined;
      case 'list': {
        const items = value.items.slice(0, 200).flatMap((item) => this.expression(item, scope, free, depth + 1) ?? []);
        return { kind: 'list', items, offset };
      }
      case 'dict': {
        const entries = value.entries.slice(0, 500).flatMap(({ key, value: member }) => {
          const name = programText(key, this.program.view, scope);
          const inner = name && this.expression(member, scope, free || FREE_KEYS.test(snakeCase(name)), depth + 1);
          return name && inner ? [{ key: free ? name : snakeCase(name), value: inner }] : [];
        });
        return { kind: 'object', entries, offset };
      }
      case 'template':
        return { kind: 'template', parts: this.parts(value.value, scope), offset };
      case 'call':
        return this.call(value.call, free, depth) ?? this.text(value, scope);
      default:
        return this.text(value, scope);
    }
  }

  private text(value: PythonExpression, scope: string): HclExpression | undefined {
    const text = programText(value, this.program.view, scope);
    return text === undefined ? undefined : { kind: 'string', value: text, offset: value.offset };
  }

  /** Objects that hold arguments (`EndpointArgs(…)`), encoders of JSON, and calls that pass a value on. */
  private call(
    call: Extract<PythonExpression, { kind: 'call' }>['call'],
    free: boolean,
    depth: number,
  ): HclExpression | undefined {
    const name = constructName(call.callee);
    const last = name.slice(name.lastIndexOf('.') + 1);
    const first = argument(call, [], 0);
    if (/^(?:stringify|dumps|jsonStringify|json_dumps|json_stringify|jsonencode)$/.test(last))
      return this.expression(first, call.scope, true, depth + 1);
    if (/^(?:interpolate|output|secret|Output|concat|format|toString|to_string)$/.test(last))
      return this.expression(first, call.scope, free, depth + 1);
    if (!/^[A-Z]/.test(last)) return undefined;
    const entries = [...this.program.properties(call, 0)].flatMap(([key, value]) => {
      const inner = this.expression(value, call.scope, free || FREE_KEYS.test(snakeCase(key)), depth + 1);
      return inner ? [{ key: free ? camelCase(key) : snakeCase(key), value: inner }] : [];
    });
    return entries.length > 0 ? { kind: 'object', entries, offset: call.offset } : undefined;
  }

  private parts(template: string, scope: string): (string | { reference: string })[] {
    return template.split(/(\{[A-Za-z_][\w.]{0,100}\})/).flatMap((part) => {
      const [, name] = /^\{(.*)\}$/.exec(part) ?? [];
      if (name === undefined) return part === '' ? [] : [part];
      const expression: PythonExpression = { kind: 'name', name, offset: 0 };
      const found = this.reference(expression, scope);
      return [found ? { reference: found } : (programText(expression, this.program.view, scope) ?? part)];
    });
  }

  /** `bucket.id` as `aws_s3_bucket.data.id`. */
  private reference(expression: PythonExpression, scope: string): string | undefined {
    const found = this.program.find(expression, scope);
    const address = found && this.addressOf(found);
    if (!found || !address) return undefined;
    const written = expression.kind === 'name' ? expression.name : '';
    const attribute = /\.([A-Za-z_]\w*)$/.exec(written)?.[1];
    return `${address}.${attribute === undefined || written.endsWith(`self.${attribute}`) ? 'id' : snakeCase(attribute)}`;
  }
}

/** Python writes the keys of Kubernetes' objects in snake case. */
export const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()).replace(/_$/, '');

type HclObject = Extract<HclExpression, { kind: 'object' }>;

/** The objects of which Terraform makes nested blocks. */
function objectsIn(expression: HclExpression | undefined): HclObject[] {
  if (expression?.kind === 'object') return [expression];
  if (expression?.kind !== 'list') return [];
  const objects = expression.items.filter((item) => item.kind === 'object');
  return objects.length === expression.items.length ? objects : [];
}

function asBlock(type: string, { entries, offset }: HclObject, depth: number): HclBlock {
  const block: HclBlock = { type, labels: [], attributes: [], blocks: [], offset };
  for (const { key, value } of entries) {
    const objects = FREE_KEYS.test(key) || depth > MAX_DEPTH ? [] : objectsIn(value);
    if (objects.length === 0) block.attributes.push({ name: key, value, offset: value.offset });
    else for (const object of objects) block.blocks.push(asBlock(key, object, depth + 1));
  }
  return block;
}
