import type { Notice, NoticeReason } from './types.js';

/** So many notices with the same reason are told one by one; a tree of a million links must not make a report of a million lines. */
const MAX_EACH = 100;

/** Gathers the notices of a source. */
export class Notices {
  readonly #source: string;
  readonly #notices: Notice[] = [];
  readonly #counts = new Map<NoticeReason, { count: number; incomplete: boolean }>();

  constructor(source: string) {
    this.#source = source;
  }

  add(reason: NoticeReason, file: string, message: string, incomplete: boolean): void {
    const seen = this.#counts.get(reason) ?? { count: 0, incomplete: false };
    seen.count++;
    if (seen.count > MAX_EACH) seen.incomplete ||= incomplete;
    else this.#notices.push({ source: this.#source, file, reason, message, incomplete });
    this.#counts.set(reason, seen);
  }

  /** In the order in which they were added, with a summary of those that were not told. */
  list(): Notice[] {
    const summaries: Notice[] = [];
    for (const [reason, { count, incomplete }] of this.#counts) {
      if (count <= MAX_EACH) continue;
      const message = `${count - MAX_EACH} more for the same reason (${reason}).`;
      summaries.push({ source: this.#source, file: '', reason, message, incomplete });
    }
    return [...this.#notices, ...summaries];
  }
}
