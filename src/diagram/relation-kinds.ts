/** Relations by what passes along them, each kind with a colour, an arrowhead and a word. */
import type { RelationType } from '../vocabulary/index.js';

export type RelationKind = 'control' | 'data' | 'model' | 'observation';

interface Looks {
  /** For the legend. */
  words: string;
  types: readonly RelationType[];
  /** In the words of Graphviz. */
  arrow: 'normal' | 'vee' | 'diamond' | 'dot';
  /** `#rrggbb` on light ground, and on dark; against each lane at least 3 : 1. */
  line: string;
  darkLine: string;
}

/** An edge of several relations looks like the first kind of this table that one of them is of. */
export const RELATION_KINDS: Readonly<Record<RelationKind, Looks>> = {
  model: {
    words: 'models and artifacts',
    types: ['registers-in', 'loads-from', 'publishes-to'],
    arrow: 'diamond',
    line: '#6d28d9',
    darkLine: '#b794f6',
  },
  data: {
    words: 'data',
    types: ['reads-from', 'writes-to'],
    arrow: 'vee',
    line: '#0f766e',
    darkLine: '#4fc3b6',
  },
  observation: {
    words: 'observation and validation',
    types: ['logs-to', 'monitors', 'alerts', 'validates', 'feeds-back-to'],
    arrow: 'dot',
    line: '#b3195f',
    darkLine: '#f286b5',
  },
  control: {
    words: 'control and deployment',
    types: ['triggers', 'orchestrates', 'deploys', 'builds', 'runs-on'],
    arrow: 'normal',
    line: '#57606a',
    darkLine: '#a3adb8',
  },
};

const KINDS = Object.keys(RELATION_KINDS) as RelationKind[];

export function kindOf(types: readonly RelationType[]): RelationKind {
  return KINDS.find((kind) => types.some((type) => RELATION_KINDS[kind].types.includes(type))) ?? 'control';
}
