/** A text put together from pieces of another, with the way back. */
export class SourceMap {
  private readonly parts: string[] = [];
  /** Begin of each piece in the new text and in the original one; both ascend. */
  private readonly starts: number[] = [];
  private readonly origins: number[] = [];
  length = 0;

  /** Adds text whose piece from `starts[i]` on stands in the original text at `origins[i]`. */
  add(text: string, starts: readonly number[], origins: readonly number[]): void {
    starts.forEach((start, index) => {
      this.starts.push(this.length + start);
      this.origins.push(origins[index] ?? 0);
    });
    this.insert(text);
  }

  /** Adds text that the original does not have. */
  insert(text: string): void {
    this.parts.push(text);
    this.length += text.length;
  }

  text(): string {
    return this.parts.join('');
  }

  /** Offset in the original text. */
  original(offset: number): number {
    return translate(this.starts, this.origins, offset);
  }

  /** Offset in the new text; places between pieces count to the piece in front. */
  derived(offset: number): number {
    return Math.min(translate(this.origins, this.starts, offset), this.length);
  }

  /** True when a place of the original is in front of all pieces. */
  precedes(offset: number): boolean {
    return this.origins.length === 0 || offset < (this.origins[0] ?? 0);
  }
}

function translate(from: readonly number[], to: readonly number[], offset: number): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((from[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  if (from.length === 0) return 0;
  const moved = (to[low] ?? 0) + Math.max(0, offset - (from[low] ?? 0));
  // Inserted text counts to the end of the piece in front of it.
  return Math.min(moved, to[low + 1] ?? Infinity);
}
