/** What finds one's way in the picture. It does nothing without the page's script and is hidden until that has begun. */
import { forXml } from '../escape.js';
import { RELATION_KINDS, type RelationKind } from '../relation-kinds.js';
import { told } from '../status.js';
import type { Diagram } from '../types.js';
import { typeName } from '../words.js';

type Choice = readonly [value: string, words: string];

export function tools({ nodes, edges, sourceIds }: Diagram): string {
  const types = [...new Set(nodes.map((n) => n.type))].sort();
  const statuses = (['present', 'declared', 'absent'] as const).filter((s) => nodes.some((n) => n.status === s));
  const kinds = (Object.keys(RELATION_KINDS) as RelationKind[]).filter((k) => edges.some((e) => e.kind === k));
  return `<div class="ra-tools" role="group" aria-label="Find and filter in the picture" hidden>
<label>Search <input type="search" data-search autocomplete="off" spellcheck="false"></label>
${choice(
  'Type',
  'type',
  types.map((type) => [type, typeName(type)]),
)}${choice(
    'Source',
    'source',
    sourceIds.map((id, index) => [String(index), id]),
  )}${choice(
    'Status',
    'status',
    statuses.map((status) => [status, told(status).word]),
  )}${choice(
    'Relations',
    'kind',
    kinds.map((kind) => [kind, RELATION_KINDS[kind].words]),
  )}<span class="ra-zoom"><button type="button" data-zoom="in" aria-label="Larger">+</button><button type="button" data-zoom="out" aria-label="Smaller">−</button><button type="button" data-zoom="fit">Fit</button></span>
<output aria-live="polite"></output>
</div>
`;
}

/** Nothing where there is nothing to choose. */
function choice(label: string, name: string, choices: readonly Choice[]): string {
  if (choices.length < 2) return '';
  const options = choices.map(([value, words]) => `<option value="${forXml(value)}">${forXml(words)}</option>`);
  return `<label>${label} <select data-choose="${name}"><option value="">all</option>${options.join('')}</select></label>\n`;
}
