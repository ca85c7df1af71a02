/** A line of progress on stderr: only on a terminal, only when the work takes longer than a moment. */
const PATIENCE_MS = 300;
const REDRAW_MS = 100;

export interface Progress {
  update(done: number, total: number): void;
  end(): void;
}

export function createProgress(quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY) return { update: () => undefined, end: () => undefined };
  const start = Date.now();
  let drawn = 0;
  return {
    update(done, total) {
      // Reading the clock for every file would cost more than the line is worth.
      if (done % 16 !== 0) return;
      const now = Date.now();
      if (now - start < PATIENCE_MS || now - drawn < REDRAW_MS) return;
      drawn = now;
      process.stderr.write(`\r\u001b[Kreading ${done} of ${total} files`);
    },
    end() {
      if (drawn > 0) process.stderr.write('\r\u001b[K');
    },
  };
}
