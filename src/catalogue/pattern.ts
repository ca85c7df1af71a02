/** Patterns of signals: exact names, or globs in which `*` stands for any run of characters. */

export interface Glob {
  /** Literal text between the stars, in order; the first and the last are anchored. */
  pieces: string[];
}

export function isGlob(pattern: string): boolean {
  return pattern.includes('*');
}

export function compileGlob(pattern: string): Glob {
  return { pieces: pattern.split('*') };
}

/** Matches in time linear in the name for each piece: leftmost search of each piece is enough, nothing is tried twice. */
export function matchesGlob({ pieces }: Glob, name: string): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let from = first.length;
  for (let index = 1; index < pieces.length - 1; index++) {
    const piece = pieces[index] ?? '';
    const at = name.indexOf(piece, from);
    if (at === -1 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}

/** How much of a pattern is literal: the measure by which one pattern is more specific than another. */
export function specificity(pattern: string): number {
  return pattern.length - pattern.split('*').length + 1;
}
