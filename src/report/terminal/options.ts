import type { Style } from './layout.js';

export interface TerminalOptions {
  style: Style;
  /** Names of technologies by id, for display. */
  technologyName?: (id: string) => string;
  /** The change that would meet a criterion. */
  advice?: (id: string) => string | undefined;
}
