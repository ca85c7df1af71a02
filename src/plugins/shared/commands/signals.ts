/** Asks the catalogue about a command. */
import type { Match, Occurrence, ValueSource } from '../../../catalogue/types.js';
import { addressesIn } from '../../../facts/addresses.js';
import type { Fact, IdentifierKind, Location } from '../../../facts/types.js';
import { factsForSignal } from '../../signals.js';
import type { ExtractContext } from '../../types.js';
import { readPath } from '../paths.js';
import type { Invocation } from './invocation.js';
import { hasOption, optionValues, plainWords } from './options.js';

/** Technologies name their commands with few words: `az ml online-deployment create`. */
const MOST_WORDS = 5;

/**
 * Facts of the catalogue for a command. The catalogue knows a command by its first words, so each beginning is asked
 * for, the longest first; of what a technology says, the most specific counts.
 */
export function factsForCommandSignals(call: Invocation): Fact[] {
  const plain = plainWords(call.words);
  const chosen = new Map<string, number>();
  const facts: Fact[] = [];
  for (let count = Math.min(plain.length, MOST_WORDS); count > 0; count--) {
    const occurrence: Occurrence = {
      kind: 'command',
      name: plain.slice(0, count).join(' '),
      value: (source) => commandValue(call, plain, count, source),
    };
    for (const match of call.context.catalogue.match(occurrence)) {
      const group = groupOf(match);
      const longest = chosen.get(group) ?? count;
      if (longest !== count) continue;
      chosen.set(group, count);
      facts.push(...factsForSignal(only(match, call.context), occurrence, call.unit, call.at));
    }
  }
  return facts;
}

function groupOf({ technology, signal }: Match): string {
  return [technology.id, signal.component ?? '', signal.relation ?? '', ...(signal.trait ?? [])].join(' ');
}

/** The catalogue reduced to one match, so that facts are made in one place. */
function only(match: Match, context: ExtractContext): ExtractContext['catalogue'] {
  return { ...context.catalogue, match: () => [match] };
}

function commandValue(
  call: Invocation,
  plain: readonly string[],
  matched: number,
  source: ValueSource & { identifier?: IdentifierKind },
): string | undefined {
  const value =
    source.key !== undefined && source.key !== '*'
      ? optionValues(call.words, [source.key])[0]
      : source.position !== undefined
        ? plain[matched + source.position]
        : call.words.join(' ');
  if (value === undefined || source.identifier !== 'path' || source.capture !== undefined) return value;
  const reading = readPath(value, call.context, call.directory);
  return reading && 'path' in reading ? reading.path : undefined;
}

/**
 * Facts of environment variables that are set: what the catalogue knows of the name, and links to what the value points at.
 */
export function environmentFacts(
  context: ExtractContext,
  unit: string,
  at: Location,
  variables: Readonly<Record<string, string>>,
): Fact[] {
  return Object.entries(variables).flatMap(([name, value]): Fact[] => {
    const facts = factsForSignal(context.catalogue, { kind: 'environment', name, value: () => value }, unit, at);
    // The relation of the links is the one that the catalogue gives the variable.
    const relation = facts.find((fact) => fact.fact === 'component')?.relation ?? 'reads-from';
    const linked = new Set(facts.flatMap((fact) => (fact.fact === 'link' ? fact.to.kind : [])));
    const links = addressesIn(value, name).filter(
      ({ kind, value: target }) => !linked.has(kind) && !/[$`]/.test(target),
    );
    return [
      ...facts,
      ...links.map((to): Fact => {
        const link = to.kind === 'model' ? 'loads-from' : relation;
        return { fact: 'link', unit, link, to, kind: 'config', at };
      }),
    ];
  });
}

/** True when the command only tells something about the tool. */
export function isInquiry(call: Invocation): boolean {
  return (
    hasOption(call.words, ['--help', '--version']) || (call.words.length === 2 && /^-[hV]$/.test(call.words[1] ?? ''))
  );
}
