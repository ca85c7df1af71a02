/** Intrinsic functions: `!Ref`, `Fn::Sub` and the like as text with symbol references. */
import { isScalar, items, text, walk, entries } from '../../syntax/data/tree.js';
import type { DataNode } from '../../syntax/types.js';
import { reference } from '../../facts/value.js';

const PLACEHOLDER = /\$\{([^${}!][^${}]{0,200})\}/g;
const MOST_VISITS = 20_000;
/** Bounds what substitutions and joins can make of a text. */
const LONGEST_TEXT = 100_000;
const LONGEST_VALUE = 500;
/** Space of the values that stacks export to one another. */
export const EXPORTS = 'cloudformation:';

interface Intrinsic {
  name: string;
  argument: DataNode;
}

/** The function that a node calls, in the short form (`!Ref X`) or the long one (`{ "Ref": "X" }`). */
export function intrinsicOf(node: DataNode): Intrinsic | undefined {
  if (node.tag?.startsWith('!') && !node.tag.startsWith('!!'))
    return { name: node.tag.slice(1), argument: withoutTag(node) };
  const [only, ...others] = entries(node);
  if (!only || others.length > 0) return undefined;
  if (only.key === 'Ref') return { name: 'Ref', argument: only.value };
  return only.key.startsWith('Fn::') ? { name: only.key.slice(4), argument: only.value } : undefined;
}

function withoutTag(node: DataNode): DataNode {
  const { tag: _, ...rest } = node;
  return rest;
}

/**
 * Text of a value.
 * @param space symbol space of the template
 * @returns undefined for collections and for what only the service can compute
 */
export function textOf(node: DataNode | undefined, space: string): string | undefined {
  if (!node) return undefined;
  const intrinsic = intrinsicOf(node);
  if (!intrinsic) return text(node);
  const { name, argument } = intrinsic;
  switch (name) {
    case 'Ref':
    case 'GetAtt':
      return symbol(isScalar(argument) ? argument.value : (text(items(argument)[0]) ?? ''), space);
    case 'Sub':
      return substituted(argument, space);
    case 'Join': {
      const [delimiter, parts] = items(argument);
      const texts = items(parts).map((part) => textOf(part, space));
      const length = texts.reduce((sum, part) => sum + (part?.length ?? Infinity), 0);
      return texts.length > 0 && length <= LONGEST_TEXT ? texts.join((text(delimiter) ?? '').slice(0, 10)) : undefined;
    }
    case 'If':
      return textOf(items(argument)[1], space);
    case 'Base64':
      return textOf(argument, space);
    case 'ImportValue': {
      const exported = textOf(argument, space);
      return exported === undefined ? undefined : reference(EXPORTS, exported);
    }
    default:
      return undefined;
  }
}

/** `Name`, `Name.Attribute`; attributes stand for the resource. Pseudo parameters stay as text. */
function symbol(name: string, space: string): string {
  return name.startsWith('AWS::') ? `\${${name}}` : reference(space, name.split('.', 1)[0] ?? '');
}

function substituted(argument: DataNode, space: string): string | undefined {
  const template = isScalar(argument) ? argument.value : text(items(argument)[0]);
  const given = new Map(entries(items(argument)[1]).map(({ key, value }) => [key, textOf(value, space)]));
  if (template === undefined || template.length > LONGEST_TEXT) return template;
  return template.replace(PLACEHOLDER, (_, name: string) => {
    const value = given.get(name);
    return value !== undefined && value.length <= LONGEST_VALUE ? value : symbol(name, space);
  });
}

/** Logical names that a value refers to, in order. */
export function referredNames(root: DataNode | undefined): string[] {
  const names = new Set<string>();
  const add = (written: string): void => void names.add(written.split('.', 1)[0] ?? '');
  walk(
    root,
    (node) => {
      const intrinsic = intrinsicOf(node);
      if (!intrinsic) return;
      const first = isScalar(intrinsic.argument) ? intrinsic.argument.value : text(items(intrinsic.argument)[0]);
      if (first === undefined) return;
      if (intrinsic.name === 'Ref' || intrinsic.name === 'GetAtt') add(first);
      else if (intrinsic.name === 'Sub') for (const match of first.matchAll(PLACEHOLDER)) add(match[1] ?? '');
    },
    MOST_VISITS,
  );
  return [...names];
}
