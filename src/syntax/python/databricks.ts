/**
 * Databricks notebooks in source format: Python in which cells of other languages are comments.
 *
 * Source: https://docs.databricks.com/aws/en/notebooks/notebook-export-import and .../notebooks/notebooks-code (magics)
 */

const FIRST_LINE = /^\uFEFF?# Databricks notebook source/;
const MAGIC_LINE = /^# MAGIC ?(.*)$/;

/** Shell text of a Databricks notebook: `%sh` cells, `%pip`, `%conda`, and `%run ./other`. */
export function databricksShell(text: string): { text: string; offset: number }[] {
  if (!FIRST_LINE.test(text)) return [];
  const shell: { text: string; offset: number }[] = [];
  let script: { text: string; offset: number } | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const content = MAGIC_LINE.exec(line.endsWith('\r') ? line.slice(0, -1) : line)?.[1];
    const offset = at + line.indexOf(content ?? '', '# MAGIC'.length);
    at += line.length + 1;
    const [whole = '', magic] = /^%(\w+)[ \t]*/.exec(content ?? '') ?? [];
    if (content === undefined) script = undefined;
    else if (magic === 'sh') {
      script = { text: content.slice(whole.length), offset: offset + whole.length };
      shell.push(script);
    } else if (magic === 'pip' || magic === 'conda') shell.push({ text: content.slice(1).trim(), offset: offset + 1 });
    else if (magic === 'run') shell.push({ text: content.trim(), offset });
    else if (magic) script = undefined;
    else if (script) {
      if (script.text === '') script.offset = offset;
      script.text += script.text === '' ? content : `\n${content}`;
    }
  }
  return shell.filter((one) => one.text.trim() !== '');
}
