/** Containers and environments inside resources: images, commands, environment variables, requests for accelerators. */
import type { HclBlock, HclExpression } from '../../syntax/types.js';
import { allBlocks } from './attributes.js';
import { entryOf, textOf } from './expressions.js';
import { jsonExpression } from './json.js';
import { attribute, type Declared, type Scope } from './scope.js';

const MOST_VISITS = 5000;
const IMAGE = /^(?:image|image_uri|image_url|container_image|docker_image|custom_image_uri)$/;
/** Machine images and files, which the same arguments may name. */
const NO_CONTAINER = /^(?:ami-|projects\/|https?:|aws\/codebuild\/|global\/)|\s/;
/** Arguments and blocks that hold variables as a map. */
const VARIABLES = /^(?:variables|environment|environment_variables|env_vars|env_variables|env|app_settings)$/;
/** Blocks that hold one variable. */
const VARIABLE = /^(?:environment_variable|env)$/;
/** Blocks and keys by which accelerators are asked for. */
const ACCELERATOR =
  /^(?:guest_accelerator|accelerator_config|accelerators|nvidia\.com\/gpu|cloud\.google\.com\/gke-accelerator)$/;

export function containerFacts({ block, unit }: Declared, scope: Scope): void {
  for (const inner of allBlocks(block)) {
    if (VARIABLE.test(inner.type))
      variable(unit, attribute(inner, 'name'), attribute(inner, 'value'), inner.offset, scope);
    if (ACCELERATOR.test(inner.type)) scope.writer.trait(unit, 'requests-accelerator', inner.offset, inner.type);
    for (const { name, value } of inner.attributes) {
      if (IMAGE.test(name)) image(unit, value, scope);
      else if (name === 'container_definitions' || name === 'container_properties') written(unit, value, scope);
      else if (VARIABLES.test(name)) environment(unit, value, scope);
      else objects(unit, value, scope);
    }
  }
  command(unit, block, scope);
}

function image(unit: string, value: HclExpression | undefined, scope: Scope): void {
  const text = textOf(value, scope);
  if (value && text && !NO_CONTAINER.test(text)) scope.writer.image(unit, text, value.offset);
}

/** Container definitions as JSON: `jsonencode([…])`, or JSON text. */
function written(unit: string, value: HclExpression, scope: Scope): void {
  const definitions = value.kind === 'call' ? value : jsonExpression(textOf(value, scope), value.offset);
  if (definitions) objects(unit, definitions, scope);
}

/** Containers as objects: an image with a command and an environment beside it. */
function objects(unit: string, value: HclExpression, scope: Scope): void {
  const pending: HclExpression[] = [value];
  for (let at = 0; at < pending.length && at < MOST_VISITS; at++) {
    const next = pending[at];
    if (next?.kind === 'list') pending.push(...next.items);
    else if (next?.kind === 'call') pending.push(...next.arguments);
    else if (next?.kind === 'object') {
      for (const { key, value: entry } of next.entries) {
        if (key === 'image') image(unit, entry, scope);
        else if (VARIABLES.test(key)) environment(unit, entry, scope);
        else if (key === 'command' && entryOf(next, 'image')) words(unit, entry, scope);
        else pending.push(entry);
        if (ACCELERATOR.test(key) || (key === 'type' && textOf(entry, scope) === 'GPU')) {
          scope.writer.trait(unit, 'requests-accelerator', entry.offset, key === 'type' ? 'GPU' : key);
        }
      }
    }
  }
}

function environment(unit: string, value: HclExpression, scope: Scope): void {
  if (value.kind === 'object') {
    for (const { key, value: entry } of value.entries)
      scope.writer.environment(unit, key, textOf(entry, scope), entry.offset);
  } else if (value.kind === 'list') {
    for (const item of value.items) variable(unit, entryOf(item, 'name'), entryOf(item, 'value'), item.offset, scope);
  } else if (value.kind === 'call') for (const argument of value.arguments) environment(unit, argument, scope);
}

function variable(
  unit: string,
  name: HclExpression | undefined,
  value: HclExpression | undefined,
  offset: number,
  scope: Scope,
): void {
  const text = textOf(name, scope);
  if (text) scope.writer.environment(unit, text, textOf(value, scope), offset);
}

/** `command` and `args` of container blocks, as Kubernetes and Cloud Run have them. */
function command(unit: string, block: HclBlock, scope: Scope): void {
  for (const inner of allBlocks(block)) {
    if (!attribute(inner, 'image')) continue;
    const parts = ['command', 'args'].flatMap((name) => {
      const value = attribute(inner, name);
      return value?.kind === 'list' ? value.items : [];
    });
    words(unit, { kind: 'list', items: parts, offset: inner.offset }, scope);
  }
}

function words(unit: string, value: HclExpression, scope: Scope): void {
  if (value.kind !== 'list') return;
  scope.writer.command(
    unit,
    value.items.flatMap((item) => {
      const text = textOf(item, scope);
      return text === undefined ? [] : [{ text, place: { offset: item.offset } }];
    }),
  );
}
