/** Where a reader stands among the tokens, and what lies ahead. */
import type { Problem } from '../types.js';
import type { Token } from './tokens.js';

/** Closures and brackets nest this deep in no real definition. */
const DEEPEST = 60;
/** Tokens between a brace and the arrow behind the parameters of a closure. */
const MOST_PARAMETERS = 30;

export class Cursor {
  readonly problems: Problem[] = [];
  protected at = 0;
  private depth = 0;

  constructor(protected readonly tokens: readonly Token[]) {}

  protected get token(): Token {
    return this.tokens[this.at] ?? { type: 'end', text: '', offset: 0, end: 0 };
  }

  protected peek(ahead = 1): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  protected is(symbol: string): boolean {
    return this.token.type === 'symbol' && this.token.text === symbol;
  }

  /** A brace in the same line, or alone in the next one as some people write it. */
  protected closureFollows(end: number, statement: boolean): boolean {
    if (this.is('{')) return true;
    if (!statement || this.token.type !== 'newline') return false;
    const next = this.tokens[this.afterNewlines(this.at, end)];
    return next?.type === 'symbol' && next.text === '{';
  }

  /** What stands behind a name at the beginning of a statement is an argument: `sh 'x'`, `build job: 'y'`, `load f`. */
  protected beginsArgument(): boolean {
    const { type, text } = this.token;
    if (type === 'text' || type === 'number') return true;
    if (type === 'name') return !/^(?:in|as|instanceof)$/.test(text);
    return text === '[' && this.tokens[this.at - 1]?.end !== this.token.offset;
  }

  protected skipParameters(close: number): void {
    for (let index = this.at; index < close && index < this.at + MOST_PARAMETERS; index++) {
      const token = this.tokens[index];
      if (token?.text === '->' && token.type === 'symbol') this.at = index + 1;
      else if (token?.type === 'newline' || token?.text === '{') return;
      else continue;
      return;
    }
  }

  /** Reads something inside; too deep inside it is passed over. */
  protected nested<T>(read: () => T, behind: number): T | undefined {
    if (this.depth >= DEEPEST) {
      if (this.problems.length === 0)
        this.problems.push({ reason: 'too-deep', detail: 'definitions nest too deep', offset: this.token.offset });
      this.at = Math.max(this.at, behind, (this.token.close ?? 0) + 1);
      return undefined;
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  protected skipLine(end: number): void {
    while (this.at < end && this.token.type !== 'newline') this.at++;
  }

  protected skipNewlines(end: number): void {
    this.at = this.afterNewlines(this.at, end);
  }

  protected afterNewlines(from: number, end: number): number {
    let index = from;
    while (index < end && this.tokens[index]?.type === 'newline') index++;
    return index;
  }

  /** Tokens as text, for conditions. */
  protected words(from: number, to: number): string {
    return this.tokens
      .slice(from, Math.min(to, from + 60))
      .map(({ type, text }) => (type === 'text' ? `'${text}'` : text))
      .join(' ');
  }
}
