/** Constants of a shell script: what variables and arrays are known to hold. */

/** Longer values are not followed; bounds `A=$A$A` repeated. */
const MAX_VALUE = 4096;

export type Value = string | readonly string[];

/** A scope; a subshell or function reads through to its parent and writes to itself. */
export class Variables {
  private readonly own = new Map<string, Value | undefined>();

  constructor(private readonly parent?: Variables) {}

  get(name: string): Value | undefined {
    if (this.own.has(name)) return this.own.get(name);
    return this.parent?.get(name);
  }

  /**
   * @param certain false inside a branch or loop: a value that is known already stays, because the branch may not run
   */
  set(name: string, value: Value | undefined, certain = true): void {
    if (!certain && this.get(name) !== undefined) return;
    const size = typeof value === 'string' ? value.length : (value?.join('').length ?? 0);
    this.own.set(name, size > MAX_VALUE ? undefined : value);
  }
}
