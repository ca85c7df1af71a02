/** A cursor over Bicep or ARM text: white space, comments, words, balanced skipping. */

const WORD = /[A-Za-z_]\w*/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const BLANK = /[ \t\r\uFEFF]+/y;
const NEWLINE = /[ \t\r\n\uFEFF]+/y;
const MAX_SKIP = 1_000_000;

export class Scanner {
  constructor(
    readonly text: string,
    public at = 0,
    readonly end = text.length,
  ) {}

  get done(): boolean {
    return this.at >= this.end;
  }

  peek(): string {
    return this.at < this.end ? (this.text[this.at] ?? '') : '';
  }

  startsWith(token: string): boolean {
    return this.at + token.length <= this.end && this.text.startsWith(token, this.at);
  }

  /** Takes the token when it comes next. */
  take(token: string): boolean {
    if (!this.startsWith(token)) return false;
    this.at += token.length;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined || this.at + found.length > this.end) return undefined;
    this.at += found.length;
    return found;
  }

  word(): string | undefined {
    return this.match(WORD);
  }

  number(): number | undefined {
    const found = this.match(NUMBER);
    return found === undefined ? undefined : Number(found);
  }

  /** White space and comments; line ends too where `lines` is set. */
  space(lines = false): void {
    for (;;) {
      if (this.match(lines ? NEWLINE : BLANK) !== undefined) continue;
      if (this.startsWith('//') || this.startsWith('#disable')) this.toLineEnd();
      else if (this.startsWith('/*')) {
        const close = this.text.indexOf('*/', this.at + 2);
        this.at = close < 0 ? this.end : Math.min(close + 2, this.end);
      } else return;
    }
  }

  toLineEnd(): void {
    const close = this.text.indexOf('\n', this.at);
    this.at = close < 0 ? this.end : Math.min(close, this.end);
  }

  /** Goes to the end of a string that starts here; 3 quotes make one of several lines. */
  skipString(): void {
    if (this.take("'''")) {
      const close = this.text.indexOf("'''", this.at);
      this.at = close < 0 ? this.end : Math.min(close + 3, this.end);
      return;
    }
    this.at++;
    for (; !this.done; this.at++) {
      const character = this.peek();
      if (character === '\\') this.at++;
      else if (character === "'") {
        this.at++;
        return;
      } else if (character === '\n') return;
      else if (character === '$' && this.text[this.at + 1] === '{') {
        this.at += 2;
        this.skipTo('}');
        if (this.peek() !== '}') return;
      }
    }
  }

  /** Goes to the first of the characters that stands outside brackets and strings, or to a bracket that closes what encloses. */
  skipTo(characters: string): void {
    let depth = 0;
    for (let budget = MAX_SKIP; !this.done && budget > 0; budget--) {
      const character = this.peek();
      if (depth === 0 && characters.includes(character)) return;
      if (character === "'") this.skipString();
      else if (this.startsWith('//') || this.startsWith('/*')) this.space();
      else if ('([{'.includes(character)) {
        depth++;
        this.at++;
      } else if (')]}'.includes(character)) {
        if (depth === 0) return;
        depth--;
        this.at++;
      } else this.at++;
    }
  }
}
