/**
 * Values that name something in another file. A value is a plain string in which `reference(space, name)` stands for a
 * symbol that only the graph can look up: `mlflow-${var.environment}` in Terraform becomes
 * `'mlflow-' + reference('terraform:infra', 'var.environment')`.
 */
const OPEN = '\u0001';
const SEPARATOR = '\u0002';
const CLOSE = '\u0003';
// eslint-disable-next-line no-control-regex
const PATTERN = /\u0001([^\u0001-\u0003]*)\u0002([^\u0001-\u0003]*)\u0003/g;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0001-\u0003]/g;

/** A placeholder for the symbol `name` in `space`. */
export function reference(space: string, name: string): string {
  return `${OPEN}${space.replace(CONTROL, '')}${SEPARATOR}${name.replace(CONTROL, '')}${CLOSE}`;
}

export function hasReference(value: string): boolean {
  return value.includes(OPEN);
}

/** Longer values are documents, or symbols that name each other many times; they are cut. */
const LONGEST_VALUE = 8192;

/** The references in a value, in order. */
export function references(value: string): { space: string; name: string }[] {
  return [...value.matchAll(PATTERN)].map(([, space = '', name = '']) => ({ space, name }));
}

/**
 * Replaces references by what `lookup` gives.
 * @returns the text, and the names that `lookup` did not know (left in the text as `${name}`).
 */
export function substitute(
  value: string,
  lookup: (space: string, name: string) => string | undefined,
): { text: string; unresolved: string[] } {
  const unresolved: string[] = [];
  let text = value;
  // Values of symbols may hold references themselves; eight rounds bound a cycle.
  for (let round = 0; round < 8 && text.includes(OPEN); round++) {
    text = text.replace(PATTERN, (_, space: string, name: string) => {
      const found = lookup(space, name);
      if (found !== undefined) return found;
      unresolved.push(name);
      return `\${${name}}`;
    });
    if (text.length > LONGEST_VALUE) text = text.slice(0, LONGEST_VALUE);
  }
  return { text: text.replace(CONTROL, ''), unresolved };
}

/** The value as people read it: references as `${name}`. */
export function readable(value: string): string {
  return substitute(value, () => undefined).text;
}
