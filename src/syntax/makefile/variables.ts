/** Variables of a Makefile and their expansion. https://www.gnu.org/software/make/manual/html_node/Using-Variables.html */

export const MAX_VALUE = 2048;
/** A reference `$(…)` is not longer. */
const MAX_REFERENCE = 1000;
const MAX_ROUNDS = 8;
/** References followed in one file; bounds variables that name each other many times. */
const MAX_REFERENCES = 20_000;

export class MakeVariables {
  private readonly values = new Map<string, string>([['MAKE', 'make']]);
  private budget = MAX_REFERENCES;

  /**
   * Applies `NAME operator= value`.
   * @param operator '', ':', '::', ':::', '?', '+' or '!'
   * @param certain false inside a conditional: a value that is known already stays
   */
  assign(name: string, operator: string, value: string, certain: boolean): void {
    const known = this.values.get(name);
    if (!certain && known !== undefined) return;
    if (operator === '!') this.values.delete(name);
    else if (operator === '+') this.values.set(name, `${known ?? ''} ${value}`.trim().slice(0, MAX_VALUE));
    else if (operator.startsWith(':')) {
      // expanded now, so a dollar sign that is left is one for the shell
      this.values.set(name, this.expand(value).slice(0, MAX_VALUE).replaceAll('$', '$$$$'));
    } else if (operator !== '?' || known === undefined) this.values.set(name, value.slice(0, MAX_VALUE));
  }

  /**
   * Puts constants into `text`. What is not known is handed to the shell in its own spelling: a variable `$(NAME)` as
   * `${NAME}`, `$(shell cmd)` as `$(cmd)`, `$$` as `$`; other functions stay as quoted text, because the shell would run
   * them as commands.
   * @param automatic values of `$@`, `$<` and the like
   */
  expand(text: string, automatic: Readonly<Record<string, string>> = {}, round = 0): string {
    let result = '';
    let kept = 0;
    for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', kept)) {
      result += text.slice(kept, at);
      const next = text.charAt(at + 1);
      const end = next === '(' || next === '{' ? closing(text, at + 1) : -1;
      if (end !== -1) {
        result += this.reference(text.slice(at + 2, end), automatic, round);
        kept = end + 1;
      } else {
        const known = next === '$' ? '$' : Object.hasOwn(automatic, next) ? automatic[next] : this.values.get(next);
        result += known ?? `$${next}`;
        kept = at + 2;
      }
    }
    return result + text.slice(kept);
  }

  private reference(inner: string, automatic: Readonly<Record<string, string>>, round: number): string {
    const name = inner.trim();
    const follow = this.budget-- > 0 && round < MAX_ROUNDS;
    if (/^[\w.-]+$/.test(name)) {
      const value = this.values.get(name);
      if (value === undefined || !follow) return `\${${name.replace(/\W/g, '_')}}`;
      return this.expand(value, automatic, round + 1).slice(0, MAX_VALUE);
    }
    const shell = /^shell\s+([^]*)$/.exec(name)?.[1];
    if (shell !== undefined) return `$(${follow ? this.expand(shell, automatic, round + 1) : shell})`;
    return `'$(${name.replaceAll("'", '')})'`;
  }
}

/** Index of the bracket that closes the one at `open`, or -1. */
function closing(text: string, open: number): number {
  const left = text.charAt(open);
  const right = left === '(' ? ')' : '}';
  const limit = Math.min(text.length, open + MAX_REFERENCE);
  let depth = 0;
  for (let at = open; at < limit; at++) {
    const char = text.charAt(at);
    if (char === left) depth++;
    else if (char === right && --depth === 0) return at;
  }
  return -1;
}
