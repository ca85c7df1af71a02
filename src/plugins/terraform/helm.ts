/** `helm_release`: a chart with its values. https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release */
import { hasReference } from '../../facts/value.js';
import type { HclBlock, HclExpression } from '../../syntax/types.js';
import { blocksOf, valueAt } from './attributes.js';
import { embed } from './embedded.js';
import { entryOf, textOf } from './expressions.js';
import { filesRead } from './paths.js';
import { attribute, type Declared, type Scope } from './scope.js';

export function helmFacts({ block, unit }: Declared, scope: Scope): void {
  const { writer, directory } = scope;
  const chart = attribute(block, 'chart');
  const name = textOf(chart, scope);
  if (chart && name && /^\.\.?(?:\/|$)/.test(name)) {
    writer.link(unit, 'deploys', 'path', writer.context.resolvePath(name, directory), chart.offset);
  } else if (chart && name && !hasReference(name)) {
    // `oci://registry/charts/name` and `repository/name` are the chart `name`
    writer.signal('chart', name.slice(name.lastIndexOf('/') + 1), unit, chart.offset, (source) =>
      valueAt(block, source, scope),
    );
  }
  const values = attribute(block, 'values');
  for (const value of values?.kind === 'list' ? values.items : values ? [values] : []) {
    if (filesRead(value, scope).length === 0) embed(unit, 'yaml', value, scope);
  }
  const set = settings(block, scope);
  if (set.entries.length > 0) embed(unit, 'yaml', set, scope);
}

type HclObject = Extract<HclExpression, { kind: 'object' }>;

/** `set { name = "a.b" value = 1 }` blocks, or the list of objects that newer versions take, as one object. */
function settings(block: HclBlock, scope: Scope): HclObject {
  const result: HclObject = { kind: 'object', entries: [], offset: block.offset };
  const put = (name: HclExpression | undefined, value: HclExpression | undefined): void => {
    const path = textOf(name, scope);
    if (path && value && path.length < 500) insert(result, path.split('.'), value);
  };
  for (const set of blocksOf(block, 'set')) put(attribute(set, 'name'), attribute(set, 'value'));
  const list = attribute(block, 'set');
  for (const item of list?.kind === 'list' ? list.items : []) put(entryOf(item, 'name'), entryOf(item, 'value'));
  return result;
}

function insert(object: HclObject, [key = '', ...rest]: string[], value: HclExpression): void {
  let entry = object.entries.find((each) => each.key === key);
  if (!entry) {
    entry = { key, value: rest.length > 0 ? { kind: 'object', entries: [], offset: value.offset } : value };
    object.entries.push(entry);
  }
  if (rest.length > 0 && entry.value.kind === 'object') insert(entry.value, rest, value);
}
