/** A cursor over Bicep or ARM text: white space, comments, words, balanced skipping. */

const WORD = /[A-Za-z_]\w*/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const BLANK = /[ \t\r\uFEFF]+/y;
const NEWLINE = /[ \t\r\n\uFEFF]+/y;

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

  /** Goes behind the end of a string of several lines whose first quotes were taken. */
  skipLines(): void {
    const close = this.text.indexOf("'''", this.at);
    this.at = close < 0 ? this.end : Math.min(close + 3, this.end);
  }

  /** Goes to the first of the characters that stands outside brackets and strings, or to a bracket that closes what encloses. */
  skipTo(characters: string): void {
    /** Brackets and quotes that are open. */
    const open: string[] = [];
    while (!this.done) {
      const character = this.peek();
      if (open.at(-1) === "'") {
        if (character === "'" || character === '\n') open.pop();
        else if (character === '\\') this.at++;
        else if (this.take('${')) {
          open.push('{');
          continue;
        }
      } else if (open.length === 0 && characters.includes(character)) return;
      else if (this.take("'''")) {
        this.skipLines();
        continue;
      } else if (this.startsWith('//') || this.startsWith('/*')) {
        this.space();
        continue;
      } else if (character === "'" || '([{'.includes(character)) open.push(character);
      else if (')]}'.includes(character)) {
        if (open.length === 0) return;
        open.pop();
      }
      this.at++;
    }
    this.at = this.end;
  }
}
