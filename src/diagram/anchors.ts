/**
 * Where pictures lead to: the ids of the places of a page, the same for everybody who makes a link or its target.
 * They are made of the ids of the assessment alone, unequal ids give unequal anchors, and they hold nothing but ASCII letters,
 * digits, `.`, `-`, `_`, `/` and `~`, so that they are safe as an `id`, without quotes, behind `#` in an address and in a
 * selector after escaping.
 */
import { createHash } from 'node:crypto';
import type { RelationConformance, RelationNotJudged } from '../assessment/types.js';
import type { Relation } from '../graph/types.js';

/** Two hyphens stand between parts only; what else an id may hold is written as its code between tildes. */
function part(text: string): string {
  return text.replace(/[^A-Za-z0-9._/-]|-(?=-)|^-|-$/g, (unit) => `~${unit.charCodeAt(0).toString(16)}~`);
}

/** Of 100,000 relations two are the same with a chance of one in fifty thousand. */
const DIGITS = 12;

const anchor = (kind: string, ...ids: readonly string[]): string => [kind, ...ids.map(part)].join('--');

/** The section of a reference architecture or a maturity model. */
export const modelAnchor = (model: string): string => anchor('model', model);

/** The details of an element of a reference architecture. */
export const elementAnchor = (model: string, id: string): string => anchor('element', model, id);

/** The row of a relation that a reference architecture models; own models may give it no id. */
export const flowAnchor = (model: string, relation: RelationConformance | RelationNotJudged): string =>
  relation.id === undefined
    ? anchor('flow', model, relation.from, relation.to, relation.flow ?? '')
    : anchor('flow', model, relation.id);

/** The row of a principle or a requirement. */
export const principleAnchor = (model: string, id: string): string => anchor('principle', model, id);

/** The row of a criterion of a maturity model. */
export const criterionAnchor = (model: string, id: string): string => anchor('criterion', model, id);

/** The evidence of a component. */
export const componentAnchor = (id: string): string => anchor('component', id);

/** The evidence of a relation between components. Its three ids would be a tenth of a page: a hash stands for them. */
export const relationAnchor = ({ from, type, to }: Pick<Relation, 'from' | 'type' | 'to'>): string =>
  anchor(
    'relation',
    createHash('sha256')
      .update(JSON.stringify([from, type, to]))
      .digest('hex')
      .slice(0, DIGITS),
  );

/** A finding. */
export const findingAnchor = (fingerprint: string): string => anchor('finding', fingerprint);

/** What is said of a check. */
export const checkAnchor = (id: string): string => anchor('check', id);

/** A step of the roadmap. */
export const stepAnchor = (id: string): string => anchor('step', id);
