/** Variables of CI definitions whose values are constant, and their places in other text. */

/** Values that can stand in a script without changing how a shell reads it: no quotes, operators or line breaks; variables may. */
// eslint-disable-next-line no-control-regex
const SAFE = /^(?:[\w@%+=:,./ {}\u0001-\u0003-]|\$(?=[{A-Za-z_]))*$/;

/** Longest value that is put in, and longest text that putting in may make. */
const LONGEST_VALUE = 2000;
const LONGEST_TEXT = 1_000_000;

export type Lookup = (name: string) => string | undefined;

/** Variables of a scope; what it does not set is looked up in the scope around it. */
export class Variables {
  private readonly own: ReadonlyMap<string, string>;
  private folded: ReadonlyMap<string, string> | undefined;

  private constructor(
    entries: Iterable<readonly [string, string]>,
    private readonly outer?: Variables,
  ) {
    this.own = new Map(entries);
  }

  static readonly none = new Variables([]);

  /** A scope inside this one. */
  with(entries: Iterable<readonly [string, string]>): Variables {
    return new Variables(entries, this);
  }

  get(name: string): string | undefined {
    return this.own.get(name) ?? this.outer?.get(name);
  }

  /** Looks a name up without regard to case, as Azure Pipelines does. */
  getFolded(name: string): string | undefined {
    const lower = name.toLowerCase();
    this.folded ??= new Map([...this.own].map(([key, value]) => [key.toLowerCase(), value]));
    return this.folded.get(lower) ?? this.outer?.getFolded(lower);
  }
}

/** Replaces what a pattern's first group names by its value; what is not known stays as it is. */
export function replaceKnown(text: string, pattern: RegExp, lookup: Lookup): string {
  let length = text.length;
  return text.replace(pattern, (written: string, ...groups: unknown[]) => {
    const name = groups.find((group): group is string => typeof group === 'string');
    const value = name === undefined ? undefined : lookup(name);
    if (value === undefined || value.length > LONGEST_VALUE || !SAFE.test(value)) return written;
    length += value.length;
    return length > LONGEST_TEXT ? written : value;
  });
}

const SHELL_VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** `${NAME,,}`: registries ask for small letters. */
const LOWERED = /\$\{([A-Za-z_]\w*),,\}/g;

/** `$NAME` and `${NAME}` of a script replaced by what the definition sets, unless the script sets the name itself. */
export function replaceShellVariables(text: string, lookup: Lookup): string {
  if (!text.includes('$')) return text;
  const assigned = new Set([...text.matchAll(ASSIGNED)].map((match) => match[1] ?? match[2]));
  const known = (name: string): string | undefined => (assigned.has(name) ? undefined : lookup(name));
  return replaceKnown(replaceKnown(text, SHELL_VARIABLE, known), LOWERED, (name) => known(name)?.toLowerCase());
}

const ASSIGNED = /(?<![\w$-])([A-Za-z_]\w*)\+?=|\b(?:read|for)\s+(?:-\w+\s+)?([A-Za-z_]\w*)/g;
