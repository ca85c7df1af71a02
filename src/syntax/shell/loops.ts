/** Loops over words that are written out: `for step in prepare train; do docker build -t "$step" "steps/$step"; done`. */
import type { For, Select } from 'unbash';
import type { ShellCommand } from '../types.js';

/** Rounds of one loop, and of all loops of a script, that are walked one by one. */
const MOST_ROUNDS = 20;
const ALL_ROUNDS = 200;
const PLAIN = /^[\w./:@-]+$/;

export class Loops {
  private left = ALL_ROUNDS;

  /** @param source text that the tree's offsets point into */
  constructor(private readonly source: string) {}

  /** Words for each of which the body is walked; undefined where it is walked once, whatever the words are. */
  rounds({ name, body }: For | Select, words: readonly string[]): readonly string[] | undefined {
    const text = this.source.slice(body.pos, body.end);
    const isNamed = /^\w+$/.test(name.value) && new RegExp(`\\$\\{?${name.value}\\b`).test(text);
    const isWritten = words.length > 1 && words.length <= MOST_ROUNDS && words.every((word) => PLAIN.test(word));
    // Numbers only count.
    if (!isNamed || !isWritten || !words.some((word) => /\D/.test(word)) || this.left < words.length) return undefined;
    this.left -= words.length;
    return words;
  }
}

/**
 * Numbers commands that stand at one place and run several times, so that what one of them does is told from what the others do.
 *
 * @param commands by offset
 */
export function numberRounds(commands: readonly ShellCommand[]): void {
  let before: ShellCommand | undefined;
  for (const command of commands) {
    if (before?.offset === command.offset) command.round = (before.round ??= 1) + 1;
    before = command;
  }
}
