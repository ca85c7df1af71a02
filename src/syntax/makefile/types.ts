import type { DocumentBase } from '../document.js';
import type { ShellCommand } from '../shell/types.js';

export interface MakefileDocument extends DocumentBase {
  language: 'makefile';
  targets: { name: string; prerequisites: string[]; recipe: ShellCommand[]; offset: number }[];
}
