/** Tools whose commands can be told by a table: which words, and which of the others name what. */
import type { Fact } from '../../../facts/types.js';
import type { Effect } from '../effects.js';
import { CLOUD_RULES } from './cloud.js';
import { DEPLOYMENT_RULES } from './deployments.js';
import { ENGINE_RULES } from './engines.js';
import type { Invocation } from './invocation.js';
import { plainWords } from './options.js';

export interface CommandRule {
  /** Words from the start; alternatives for one place are divided by `|`. */
  command: string;
  /** The rule does not hold when one of these options is given. */
  unless?: readonly string[];
  effects: readonly Effect[];
}

interface Compiled extends CommandRule {
  words: readonly ReadonlySet<string>[];
}

/** Rules by the name of the tool, those with more words first. */
const RULES = compile([...DEPLOYMENT_RULES, ...CLOUD_RULES, ...ENGINE_RULES]);

function compile(rules: readonly CommandRule[]): ReadonlyMap<string, Compiled[]> {
  const compiled = new Map<string, Compiled[]>();
  for (const rule of rules) {
    const words = rule.command.split(' ').map((word) => new Set(word.split('|')));
    for (const tool of words[0] ?? []) compiled.set(tool, [...(compiled.get(tool) ?? []), { ...rule, words }]);
  }
  for (const list of compiled.values()) list.sort((a, b) => b.words.length - a.words.length);
  return compiled;
}

export function hasRules(tool: string): boolean {
  return RULES.has(tool);
}

/** Facts of the most specific rule that fits a command. */
export function factsForRules(call: Invocation): Fact[] {
  const rules = RULES.get(call.tool);
  if (!rules) return [];
  const plain = plainWords(call.words);
  const rule = rules.find(({ words }) => words.every((word, index) => word.has(plain[index] ?? '')));
  if (!rule || call.has(...(rule.unless ?? []))) return [];
  return call.effects(rule.effects, rule.words.length);
}
