import type { Program } from './types.js';

/** What a program says, without what every document has. */
export type ProgramContent = Omit<Program, 'language' | 'text' | 'notebook' | 'problems' | 'locate'>;

/** The content of a program of which nothing was read, to be filled. */
export const emptyContent = (): ProgramContent => ({
  imports: [],
  calls: [],
  definitions: [],
  assignments: [],
  shifts: [],
  branches: [],
  exits: [],
  shell: [],
  constants: new Map(),
});
