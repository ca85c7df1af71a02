/**
 * Whether a block is in force. What literals and defaults of the same file decide is decided here. Where the condition is
 * a plain variable or local that another file may set, the unit gets a link `includes` to the identifier
 * `{ kind: 'config', value: 'terraform:' + reference(space, 'var.x') }`: it is off when that text becomes `terraform:false`.
 */
import { NOT } from '../../facts/switches.js';
import { reference } from '../../facts/value.js';
import type { HclBlock, HclExpression } from '../../syntax/types.js';
import { itemsOf, resolve, truth } from './expressions.js';
import { attribute, type Scope } from './scope.js';

export interface Force {
  /** Switched off for certain. */
  off: boolean;
  /** The condition that only another file decides, as text. */
  undecided?: string;
  /** Identifier that tells whether the block is in force, where one value decides. */
  identifier?: string;
}

/** Arguments by which providers switch a resource off, with the value that does it. */
const SWITCHES: readonly (readonly [name: string, off: string])[] = [
  ['enabled', 'false'],
  ['is_enabled', 'false'],
  ['disabled', 'true'],
  ['paused', 'true'],
  ['suspend', 'true'],
  ['state', 'DISABLED'],
  ['pause_status', 'PAUSED'],
];

export function forceOf(block: HclBlock, scope: Scope): Force {
  for (const [name, off] of SWITCHES) {
    const value = attribute(block, name);
    if (value && 'value' in value && String(value.value) === off) return { off: true };
  }
  for (const name of ['count', 'for_each']) {
    const force = forceOfCount(attribute(block, name), scope);
    if (force) return force;
  }
  return { off: false };
}

function forceOfCount(count: HclExpression | undefined, scope: Scope): Force | undefined {
  if (!count) return undefined;
  if (count.kind !== 'conditional') {
    const none = isNone(count, scope);
    return none === false ? { off: false } : leftTo(switchOf(count, '', scope), none);
  }
  const { condition } = count;
  const holds = truth(condition, scope);
  const [then, otherwise] = [isNone(count.then, scope), isNone(count.else, scope)];
  const known = holds === undefined ? undefined : (holds ? then : otherwise) === true;
  if (known === false || (!then && !otherwise)) return { off: false };
  const one = then && otherwise ? undefined : switchOf(condition, otherwise ? '' : NOT, scope);
  return { ...leftTo(one, known), ...(known === undefined ? { undecided: conditionText(condition) } : {}) };
}

/** What the default of a variable says may be set otherwise in another file. */
function leftTo(identifier: string | undefined, off: boolean | undefined): Force {
  const isSet = off !== true || identifier?.includes('var.') === true;
  return isSet && identifier !== undefined ? { off: false, identifier } : { off: off === true };
}

/** The variable or local that alone decides. */
function switchOf(condition: HclExpression, sign: '' | typeof NOT, { space }: Scope): string | undefined {
  const negated = condition.kind === 'unknown' ? /^!\s*((?:var|local)\.[\w-]+)$/.exec(condition.text)?.[1] : undefined;
  const name = negated ?? (condition.kind === 'reference' ? condition.name : '');
  if (!/^(?:var|local)\.[\w-]+$/.test(name)) return undefined;
  const mark = (sign === NOT) === (negated === undefined) ? NOT : '';
  return `terraform:${mark}${reference(space, name)}`;
}

/** True for 0 and empty collections, false for what has something in it, undefined when it is not known. */
function isNone(expression: HclExpression, scope: Scope): boolean | undefined {
  const known = resolve(expression, scope);
  if (known?.kind === 'number') return known.value === 0;
  if (known?.kind === 'boolean') return !known.value;
  const items = itemsOf(known, scope);
  return items && items.length === 0;
}

function conditionText(condition: HclExpression): string {
  if (condition.kind === 'reference') return condition.name;
  return condition.kind === 'unknown' ? condition.text : condition.kind;
}
