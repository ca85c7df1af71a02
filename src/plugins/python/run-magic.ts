/** `%run ./helpers`: the file runs in the namespace of the notebook. Source: https://docs.databricks.com/notebooks/notebook-workflows */
import type { Program } from '../../syntax/types.js';

const RUN_MAGIC = /^%run\s+(?:-\w+\s+)*(["']?)([\w./-][\w./ -]*?)\1(?:\s+[-$].*)?$/;

/** The path that a line of a notebook runs, as written; undefined for any other line. */
export const runBy = (text: string): string | undefined => RUN_MAGIC.exec(text)?.[2];

/**
 * The files that a notebook runs in its own namespace, as modules beside it: `.helpers` for `./helpers`, `..common.helpers` for
 * `../common/helpers`.
 */
export function modulesRun(document: Program): string[] {
  return document.shell.flatMap(({ text }) => {
    const path = runBy(text)?.replace(/\.(?:py|ipynb)$/, '');
    if (path === undefined || path.startsWith('/') || path.includes('..') !== path.startsWith('..')) return [];
    const parts = path.split('/').filter((part) => part !== '.' && part !== '');
    const up = parts.filter((part) => part === '..').length;
    const names = parts.filter((part) => part !== '..');
    return names.length === 0 || names.some((name) => name.includes('.')) ? [] : ['.'.repeat(up + 1) + names.join('.')];
  });
}
