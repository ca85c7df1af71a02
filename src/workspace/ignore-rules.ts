import ignore, { type Ignore } from 'ignore';

/**
 * Bounds on the patterns of a scanned tree. A path with 40 directories and a pattern with many `**` cost time that grows with a
 * power of their number; real ignore files have at most two in a line and a few hundred lines.
 */
const MAX_GLOBSTARS = 2;
const MAX_PATTERN = 512;
const MAX_PATTERNS = 2000;

/** Comparisons of a plain pattern with a path in one walk: about ten seconds, three times what a repository at the limits needs. */
const MAX_WORK = 100_000_000;

/** True for a pattern whose matching takes time linear in the path, or nearly so. */
export function isCheapPattern(pattern: string): boolean {
  return pattern.length <= MAX_PATTERN && pattern.split('**').length <= MAX_GLOBSTARS + 1;
}

/** What a comparison with the pattern costs, in comparisons with a plain one; measured. */
function work(pattern: string): number {
  return pattern.split('*').length + 15 * (pattern.split('**').length - 1);
}

/** A matcher for patterns in the syntax of `.gitignore`. */
export function matcher(patterns: readonly string[]): Ignore {
  return ignore({ allowRelativePaths: true }).add([...patterns]);
}

/** The patterns of one `.gitignore`, which hold for the directory it lies in and below. */
export interface IgnoreScope {
  rules: Ignore;
  /** Of one comparison with all of them. */
  work: number;
  /** Length of the directory's path with its '/', which is cut off before matching. */
  prefix: number;
  /** The nearest ignore file above. */
  parent: IgnoreScope | undefined;
}

/**
 * Reads a `.gitignore`.
 * @param directory relative to the source's root, '' or with a '/' at the end
 * @returns the scope, and whether patterns were left out because they go beyond what is matched
 */
export function ignoreScope(
  text: string,
  directory: string,
  parent: IgnoreScope | undefined,
): { scope: IgnoreScope | undefined; partly: boolean } {
  const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
  const patterns = lines.slice(0, MAX_PATTERNS).filter(isCheapPattern);
  const partly = patterns.length < lines.length;
  if (patterns.length === 0) return { scope: parent, partly };
  // As one string, because `ignore` then treats line ends and trailing blanks as git does.
  const rules = ignore({ allowRelativePaths: true }).add(patterns.join('\n'));
  const total = patterns.reduce((sum, pattern) => sum + work(pattern), 0);
  return { scope: { rules, work: total, prefix: directory.length, parent }, partly };
}

/** Applies nested ignore files: the nearest one that says something about a path decides, as git has it. */
export class IgnoreChain {
  #left: number;

  constructor(limit = MAX_WORK) {
    this.#left = limit;
  }

  /** True when matching was given up because the tree asks for too much of it; nothing is ignored from then on. */
  get exhausted(): boolean {
    return this.#left < 0;
  }

  /**
   * @param path relative to the source's root, with a '/' at the end for a directory
   * @returns undefined when the path is ignored, else the scope that holds below it (for a directory)
   */
  below(path: string, scope: IgnoreScope | undefined): { scope: IgnoreScope | undefined } | undefined {
    for (let current = scope; current; current = current.parent) {
      this.#left -= current.work;
      if (this.#left < 0) return { scope: undefined };
      const result = current.rules.test(path.slice(current.prefix));
      if (result.ignored) return undefined;
      // Taken in again by a nearer file: what a farther one says about the directory must not strike its content.
      if (result.unignored) return { scope: current.parent ? { ...current, parent: undefined } : current };
    }
    return { scope };
  }
}
